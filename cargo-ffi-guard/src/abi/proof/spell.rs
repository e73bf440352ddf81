//! Types as C writes them.

use super::c_types::{CType, Declarations, Tail};

impl Declarations {
    /// Returns the declaration of a name; without one, the type.
    pub(super) fn spell(&self, ty: &CType, name: &str) -> String {
        match ty {
            CType::Words(base) | CType::Name(base) => before(base, name),
            _ if ty.has_no_tag() => before(&self.unnamed(ty), name),
            CType::Tag { keyword, tag } => before(&format!("{keyword} {tag}"), name),
            CType::Pointer { to, is_const } => self.pointer(to, *is_const, name),
            CType::Atomic(of) => before(&format!("_Atomic({})", self.spell(of, "")), name),
            CType::Array { of, length } => self.spell(of, &format!("{name}[{length}]")),
            CType::Function { parameters, tail, returns, .. } => {
                let mut texts: Vec<String> =
                    parameters.iter().map(|parameter| self.spell(parameter, "")).collect();
                match tail {
                    Tail::Variadic => texts.push("...".to_owned()),
                    Tail::None if texts.is_empty() => texts.push("void".to_owned()),
                    Tail::None | Tail::Open => {}
                }
                self.spell(returns, &format!("{name}({})", texts.join(", ")))
            }
        }
    }

    /// Returns what a type without a tag is called: by its typedef, or by the field that has it.
    fn unnamed(&self, ty: &CType) -> String {
        if let Some((typedef, _)) = self.typedefs.iter().find(|(_, (target, _))| target == ty) {
            return typedef.clone();
        }
        let owner = self.bodies.iter().find_map(|(owner, body)| {
            let field = body.fields.iter().find(|field| field.ty == *ty)?;
            Some((owner, &field.name))
        });
        match owner {
            Some((owner, field)) => {
                format!("__typeof__((({} *)0)->{field})", self.spell(owner, ""))
            }
            None => "struct ffi_guard_unnamed".to_owned(),
        }
    }

    fn pointer(&self, to: &CType, is_const: bool, name: &str) -> String {
        let name = match to {
            CType::Array { .. } => format!("(*{name})"),
            CType::Function { convention, .. } => format!("({convention}*{name})"),
            _ => format!("*{name}"),
        };
        if is_const { self.constant(to, &name) } else { self.spell(to, &name) }
    }

    /// Returns the declaration of a name whose type is constant; of an array, its elements are.
    fn constant(&self, ty: &CType, name: &str) -> String {
        match ty {
            CType::Array { of, length } => self.constant(of, &format!("{name}[{length}]")),
            CType::Pointer { .. } => self.spell(ty, &format!("const {name}")),
            CType::Function { .. } => self.spell(ty, name),
            _ => format!("const {}", self.spell(ty, name)),
        }
    }
}

fn before(base: &str, name: &str) -> String {
    if name.is_empty() { base.to_owned() } else { format!("{base} {name}") }
}
