//! The values of constant expressions: array lengths and discriminants.

use super::modules::{DefinitionKind, ModuleId, Modules, Namespace};
use super::resolve::Target;
use super::rust_text::shown;
use super::words;
use quote::ToTokens;
use std::collections::HashMap;
use syn::ext::IdentExt;
use syn::{BinOp, Expr, GenericArgument, Lit, PathArguments, Type, UnOp};

/// How many constants may be followed.
const MAX_DEPTH: usize = 64;
/// How many expressions one evaluation may visit: a constant that names another twice doubles at each level.
const MAX_STEPS: usize = 1 << 16;

/// The scope of an expression.
#[derive(Clone, Default)]
pub(super) struct ValueScope {
    pub(super) module: ModuleId,
    /// The values of the const parameters.
    pub(super) parameters: HashMap<String, i128>,
    pub(super) self_type: Option<Type>,
}

/// An integer, and its type if that is known.
#[derive(Clone, Copy)]
struct Value {
    number: i128,
    ty: Option<Integer>,
}

#[derive(Clone, Copy)]
struct Integer {
    bits: u32,
    is_signed: bool,
}

impl Integer {
    fn min(self) -> i128 {
        if self.is_signed { -(1_i128 << (self.bits - 1)) } else { 0 }
    }

    fn max(self) -> i128 {
        let bits = if self.is_signed { self.bits - 1 } else { self.bits };
        (1_i128 << bits) - 1
    }

    /// Keeps the low bits, as `as` does.
    fn wrap(self, number: i128) -> i128 {
        let low = number & ((1_i128 << self.bits) - 1);
        if self.is_signed && low > self.max() { low - (1_i128 << self.bits) } else { low }
    }
}

impl Value {
    /// Returns it as a value of a type, if the type is known.
    fn of(self, ty: Option<Integer>) -> Self {
        let number = ty.map_or(self.number, |ty| ty.wrap(self.number));
        Self { number, ty: ty.or(self.ty) }
    }
}

impl Modules<'_> {
    /// Returns the value of an expression of the integer type of this name.
    pub(super) fn evaluate_as(
        &self,
        expression: &Expr,
        scope: &ValueScope,
        ty: Option<&str>,
    ) -> Result<i128, String> {
        let number = self.evaluate(expression, scope)?;
        Ok(ty.and_then(|ty| self.integer_named(ty)).map_or(number, |ty| ty.wrap(number)))
    }

    /// Returns a number as a value of an integer type. `None` if the type is not known.
    pub(super) fn wrapped(&self, number: i128, ty: &Type) -> Option<i128> {
        self.integer(ty).map(|ty| ty.wrap(number))
    }

    /// Returns the value of an integer expression, or why it is not known.
    pub(super) fn evaluate(&self, expression: &Expr, scope: &ValueScope) -> Result<i128, String> {
        self.steps.set(0);
        self.value(expression, scope, 0).map(|value| value.number)
    }

    fn value(&self, expression: &Expr, scope: &ValueScope, depth: usize) -> Result<Value, String> {
        self.steps.set(self.steps.get() + 1);
        if depth > MAX_DEPTH || self.steps.get() > MAX_STEPS {
            return Err(unknown(expression));
        }
        match expression {
            Expr::Paren(inner) => self.value(&inner.expr, scope, depth + 1),
            Expr::Group(inner) => self.value(&inner.expr, scope, depth + 1),
            Expr::Block(block) if block.block.stmts.len() == 1 => match &block.block.stmts[0] {
                syn::Stmt::Expr(inner, None) => self.value(inner, scope, depth + 1),
                _ => Err(unknown(expression)),
            },
            Expr::Lit(literal) => self.literal(&literal.lit).ok_or_else(|| unknown(expression)),
            Expr::Unary(unary) => {
                let value = self.value(&unary.expr, scope, depth + 1)?;
                unary_value(&unary.op, value).ok_or_else(|| unknown(expression))
            }
            Expr::Binary(binary) => {
                let left = self.value(&binary.left, scope, depth + 1)?;
                let right = self.value(&binary.right, scope, depth + 1)?;
                binary_value(&binary.op, left, right).ok_or_else(|| unknown(expression))
            }
            Expr::Cast(cast) => {
                let value = self.value(&cast.expr, scope, depth + 1)?;
                let ty = self.integer(&cast.ty).ok_or_else(|| unknown(expression))?;
                Ok(Value { number: ty.wrap(value.number), ty: Some(ty) })
            }
            Expr::Path(path) if path.qself.is_none() => self.named(&path.path, scope, depth + 1),
            Expr::Call(call) if call.args.is_empty() => {
                self.size_of(&call.func, scope).ok_or_else(|| unknown(expression))
            }
            _ => Err(unknown(expression)),
        }
    }

    fn literal(&self, literal: &Lit) -> Option<Value> {
        match literal {
            Lit::Int(number) => Some(Value {
                number: number.base10_parse().ok()?,
                ty: self.integer_named(number.suffix()),
            }),
            Lit::Byte(byte) => {
                let number = i128::from(byte.value());
                Some(Value { number, ty: self.integer_named("u8") })
            }
            Lit::Char(character) => {
                let number = i128::from(u32::from(character.value()));
                Some(Value { number, ty: self.integer_named("u32") })
            }
            Lit::Bool(value) => Some(Value { number: value.value.into(), ty: None }),
            _ => None,
        }
    }

    /// Returns the value of a constant, of a const parameter, or of a constant of an integer type.
    fn named(&self, path: &syn::Path, scope: &ValueScope, depth: usize) -> Result<Value, String> {
        let last = path.segments.last().map(|last| last.ident.unraw().to_string());
        let last = last.unwrap_or_default();
        if path.segments.len() == 1
            && let Some(number) = scope.parameters.get(&last)
        {
            return Ok(Value { number: *number, ty: None });
        }
        if let Target::Here(all) = self.resolve(path, scope.module, Namespace::Value) {
            let [only] = all.as_slice() else {
                return Err(format!("`{last}` has a value for each of several conditions"));
            };
            let definition = &self.definitions[*only];
            let DefinitionKind::Constant(constant) = &definition.kind else {
                return Err(unknown(path));
            };
            let scope = ValueScope { module: definition.module, ..ValueScope::default() };
            let ty = self.integer(&constant.ty);
            let value = self.value(&constant.value, &scope, depth)?;
            return Ok(value.of(ty));
        }
        if path.segments.len() < 2 {
            return Err(unknown(path));
        }
        let mut owner = path.clone();
        owner.segments.pop();
        owner.segments.pop_punct();
        self.of_type(&owner, &last, scope, depth).unwrap_or_else(|| Err(unknown(path)))
    }

    /// Returns the value of `Type::NAME`.
    fn of_type(
        &self,
        owner: &syn::Path,
        name: &str,
        scope: &ValueScope,
        depth: usize,
    ) -> Option<Result<Value, String>> {
        if owner.is_ident("Self")
            && let Some(Type::Path(own)) = &scope.self_type
        {
            return self.of_type(
                &own.path,
                name,
                &ValueScope { self_type: None, ..scope.clone() },
                depth,
            );
        }
        let target = self.resolve(owner, scope.module, Namespace::Type);
        if let Target::Here(ids) = &target {
            let constant = self.associated_constant(&target, name, depth);
            return constant.or_else(|| Some(self.discriminant(*ids.first()?, name, depth)));
        }
        let ty = self.integer_named(&owner.segments.last()?.ident.to_string())?;
        let number = match name {
            "MAX" => ty.max(),
            "MIN" => ty.min(),
            "BITS" => {
                return Some(Ok(Value { number: ty.bits.into(), ty: self.integer_named("u32") }));
            }
            _ => return None,
        };
        Some(Ok(Value { number, ty: Some(ty) }))
    }

    /// Returns the value of a constant in the `impl` blocks of a type.
    fn associated_constant(
        &self,
        ty: &Target,
        name: &str,
        depth: usize,
    ) -> Option<Result<Value, String>> {
        let all = self.associated.iter();
        let all = all.flat_map(|block| block.constants.iter().map(move |(_, it)| (block, it)));
        let mut found = all.filter(|(block, constant)| {
            let Type::Path(own) = &block.self_type else { return false };
            constant.ident == name && self.resolve(&own.path, block.module, Namespace::Type) == *ty
        });
        let (block, constant) = found.next()?;
        if found.next().is_some() {
            return Some(Err(format!("`{name}` has several values")));
        }
        let scope = ValueScope {
            module: block.module,
            self_type: Some(block.self_type.clone()),
            ..ValueScope::default()
        };
        let value = self.value(&constant.expr, &scope, depth);
        let ty = self.integer(&constant.ty);
        Some(value.map(|value| value.of(ty)))
    }

    /// Returns the discriminant of a variant.
    fn discriminant(&self, id: usize, name: &str, depth: usize) -> Result<Value, String> {
        let definition = &self.definitions[id];
        let DefinitionKind::Enum(item) = &definition.kind else {
            return Err(unknown(&item_name(name)));
        };
        let scope = ValueScope { module: definition.module, ..ValueScope::default() };
        let mut next = 0;
        for variant in &item.variants {
            if self
                .conditions_of(definition.module)
                .gate_of(&variant.attrs, &definition.gate)
                .is_none()
            {
                continue;
            }
            let number = match &variant.discriminant {
                Some((_, value)) => self.value(value, &scope, depth)?.number,
                None => next,
            };
            if variant.ident == name {
                return Ok(Value { number, ty: None });
            }
            next = number + 1;
        }
        Err(unknown(&item_name(name)))
    }

    /// Returns the value of `size_of::<T>` or `align_of::<T>` for an integer type.
    fn size_of(&self, function: &Expr, scope: &ValueScope) -> Option<Value> {
        let Expr::Path(path) = function else { return None };
        let last = path.path.segments.last()?;
        let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
        let Some(GenericArgument::Type(ty)) = arguments.args.first() else { return None };
        if last.ident != "size_of" {
            return None;
        }
        let bytes = self.size(ty, scope)?;
        Some(Value { number: bytes, ty: self.integer_named("usize") })
    }

    fn size(&self, ty: &Type, scope: &ValueScope) -> Option<i128> {
        match ty {
            Type::Ptr(_) | Type::FnPtr(_) => Some(self.conditions().pointer_width()?.into()),
            Type::Array(array) => {
                let length = self.value(&array.len, scope, MAX_DEPTH / 2).ok()?.number;
                self.size(&array.elem, scope)?.checked_mul(length)
            }
            Type::Path(path) => match path.path.get_ident()?.to_string().as_str() {
                "bool" => Some(1),
                "f32" | "char" => Some(4),
                "f64" => Some(8),
                _ => Some((self.integer(ty)?.bits / 8).into()),
            },
            _ => None,
        }
    }

    fn integer(&self, ty: &Type) -> Option<Integer> {
        let Type::Path(path) = ty else { return None };
        self.integer_named(&path.path.segments.last()?.ident.to_string())
    }

    fn integer_named(&self, name: &str) -> Option<Integer> {
        let name = words::fixed_number(name).unwrap_or(name);
        let (is_signed, bits) = match name.split_at_checked(1)? {
            ("u", bits) => (false, bits),
            ("i", bits) => (true, bits),
            _ => return None,
        };
        let bits = match bits {
            "size" => u32::try_from(self.conditions().pointer_width()?).ok()? * 8,
            bits => bits.parse().ok().filter(|bits| [8, 16, 32, 64].contains(bits))?,
        };
        Some(Integer { bits, is_signed })
    }
}

fn item_name(name: &str) -> proc_macro2::Ident {
    quote::format_ident!("{name}")
}

fn unknown(expression: &impl ToTokens) -> String {
    format!("the value of `{}` is not known to this program", shown(expression))
}

fn unary_value(operator: &UnOp, value: Value) -> Option<Value> {
    let number = match (operator, value.ty) {
        (UnOp::Neg(_), _) => value.number.checked_neg()?,
        (UnOp::Not(_), Some(ty)) => ty.wrap(!value.number),
        // The type that the context gives cuts it off.
        (UnOp::Not(_), None) => !value.number,
        _ => return None,
    };
    Some(Value { number, ..value })
}

fn binary_value(operator: &BinOp, left: Value, right: Value) -> Option<Value> {
    let (a, b) = (left.number, right.number);
    let shift = u32::try_from(b).ok();
    let number = match operator {
        BinOp::Add(_) => a.checked_add(b),
        BinOp::Sub(_) => a.checked_sub(b),
        BinOp::Mul(_) => a.checked_mul(b),
        BinOp::Div(_) => a.checked_div(b),
        BinOp::Rem(_) => a.checked_rem(b),
        BinOp::BitAnd(_) => Some(a & b),
        BinOp::BitOr(_) => Some(a | b),
        BinOp::BitXor(_) => Some(a ^ b),
        BinOp::Shl(_) => shift.filter(|bits| *bits < 64).and_then(|bits| a.checked_mul(1 << bits)),
        BinOp::Shr(_) => a.checked_shr(shift?),
        _ => None,
    }?;
    let ty = match operator {
        BinOp::Shl(_) | BinOp::Shr(_) => left.ty,
        _ => left.ty.or(right.ty),
    };
    let cuts_off =
        matches!(operator, BinOp::Shl(_) | BinOp::BitAnd(_) | BinOp::BitOr(_) | BinOp::BitXor(_));
    let number = ty.filter(|_| cuts_off).map_or(number, |ty| ty.wrap(number));
    Some(Value { number, ty })
}
