//! From the descriptions of an artifact to its ABI: types get their names, and each definition is kept once.

use super::description::{
    self, Argument, Definition as Described, Description, Type as DescribedType,
};
use super::model::{
    Abi, Codes, DataModel, Definition, Field, Function, Parameter, Static, Type, Variant,
};
use super::names::Names;
use super::reachable;
use std::collections::BTreeMap;

/// Returns the ABI that these descriptions are of.
pub(super) fn resolve(descriptions: &[Description], data_model: DataModel) -> Abi {
    let mut resolver = Resolver::default();
    for description in descriptions {
        resolver.learn(description);
    }
    let mut abi = Abi { data_model, ..Abi::default() };
    for description in descriptions {
        resolver.add(description, &mut abi);
    }
    abi.codes = codes(descriptions);
    reachable::retain(&mut abi);
    abi
}

/// Returns the enums of codes. Two of one name have their paths as names.
fn codes(descriptions: &[Description]) -> BTreeMap<String, Codes> {
    let all = descriptions.iter().filter_map(|description| match description {
        Description::Codes { path, codes } => Some((path.as_str(), codes)),
        _ => None,
    });
    let all: BTreeMap<&str, &Vec<Variant>> = all.collect();
    let of_library = descriptions.iter().find_map(|description| match description {
        Description::Library { codes, .. } => codes.as_deref(),
        _ => None,
    });
    let last = |path: &str| path.rsplit("::").next().unwrap_or(path).to_owned();
    let named = all.iter().map(|(path, values)| {
        let is_unique = all.keys().filter(|other| last(other) == last(path)).count() == 1;
        let name = if is_unique { last(path) } else { (*path).to_owned() };
        let of_library = of_library == Some(*path);
        (name, Codes { path: (*path).to_owned(), of_library, values: (*values).clone() })
    });
    named.collect()
}

#[derive(Default)]
struct Resolver {
    names: Names,
}

impl Resolver {
    fn learn(&mut self, description: &Description) {
        match description {
            Description::Library { .. } | Description::Codes { .. } | Description::Type { .. } => {}
            Description::Function(function) => {
                function.parameters.iter().for_each(|parameter| self.names.add(&parameter.ty));
                self.names.add(&function.returns.ty);
            }
            Description::Static { ty, .. } => self.names.add(ty),
        }
        for definition in description.definitions() {
            self.names.add(definition.of());
            if let Described::Struct { fields, .. } = definition {
                fields.iter().for_each(|field| self.names.add(&field.ty));
            }
        }
    }

    fn add(&self, description: &Description, abi: &mut Abi) {
        match description {
            Description::Library { prefix, .. } => abi.prefix = Some(prefix.clone()),
            Description::Codes { .. } => {}
            Description::Function(described) => {
                let function = self.function(described);
                abi.functions.insert(described.symbol.clone(), function);
            }
            Description::Static { symbol, mutable, since, ty, .. } => {
                let (ty, since) = (self.ty(ty, None), since.clone());
                abi.statics.insert(symbol.clone(), Static { ty, mutable: *mutable, since });
            }
            Description::Type { .. } => {}
        }
        for definition in description.definitions() {
            if let Type::Named { name } = self.ty(definition.of(), None) {
                let definition = self.definition(definition);
                abi.types.insert(name, definition);
            }
        }
    }

    fn function(&self, described: &description::Function) -> Function {
        let parameters = described.parameters.iter().map(|parameter| Parameter {
            name: parameter.name.clone(),
            role: parameter.role,
            callback: parameter.callback.clone(),
            ty: self.ty(&parameter.ty, parameter.nullable),
        });
        Function {
            abi: described.abi.clone(),
            origin: described.origin,
            parameters: parameters.collect(),
            returns: self.ty(&described.returns.ty, None),
            gives: described.returns.role,
            borrows: described.returns.borrows.clone(),
            optional: described.returns.optional,
            failure: described.failure.clone(),
            error: described.error.clone(),
            poison: described.poison,
            since: described.since.clone(),
        }
    }

    fn definition(&self, definition: &Described) -> Definition {
        let path = path(definition.of());
        match definition {
            Described::Struct { size, align, transparent, fields, .. } => {
                let fields = fields.iter().map(|field| Field {
                    name: field.name.clone(),
                    offset: field.offset,
                    ty: self.ty(&field.ty, None),
                });
                let (size, align, transparent) = (*size, *align, *transparent);
                Definition::Struct { path, size, align, transparent, fields: fields.collect() }
            }
            Described::Enum { size, align, repr, variants, .. } => {
                let repr = self.ty(repr, None);
                let variants = variants.clone();
                Definition::Enum { path, size: *size, align: *align, repr, variants }
            }
            Described::Handle { owner, free, poison, single_thread, .. } => Definition::Handle {
                path,
                owner: owner.clone(),
                free: free.clone(),
                poison: *poison,
                single_thread: *single_thread,
            },
        }
    }

    /// Resolves a type. `nullable` is what the attribute knows of a pointer.
    fn ty(&self, ty: &DescribedType, nullable: Option<bool>) -> Type {
        match ty {
            DescribedType::Void => Type::Void,
            DescribedType::Never => Type::Never,
            DescribedType::Bool => Type::Bool,
            DescribedType::Integer { signed, bits, pointer_sized, only } => {
                let word = if *signed { "isize" } else { "usize" };
                let word = pointer_sized.then(|| word.to_owned());
                Type::Integer { signed: *signed, bits: *bits, word, only: *only }
            }
            DescribedType::Float { bits } => Type::Float { bits: *bits },
            DescribedType::Pointer { mutable, nullable: own, to } => Type::Pointer {
                mutable: *mutable,
                nullable: nullable.unwrap_or(*own),
                to: Box::new(self.ty(to, None)),
            },
            DescribedType::Array { length, of } => {
                Type::Array { length: *length, of: Box::new(self.ty(of, None)) }
            }
            DescribedType::Function { abi, nullable, parameters, returns } => Type::Function {
                abi: abi.clone(),
                nullable: *nullable,
                parameters: parameters.iter().flatten().map(|ty| self.ty(ty, None)).collect(),
                returns: Box::new(self.ty(returns, None)),
            },
            DescribedType::Named(named) => Type::Named { name: self.name(named) },
            DescribedType::Written { text, is } => self.written(text, is, nullable),
            DescribedType::Unknown { size, align } => unknown("_", *size, *align),
        }
    }

    fn written(&self, text: &str, is: &DescribedType, nullable: Option<bool>) -> Type {
        match self.ty_or_unknown(is, text, nullable) {
            Type::Integer { signed, bits, word, only } => {
                let c = text.rsplit("::").next().filter(|last| last.starts_with("c_"));
                Type::Integer { signed, bits, word: c.map(str::to_owned).or(word), only }
            }
            other => other,
        }
    }

    fn ty_or_unknown(&self, ty: &DescribedType, text: &str, nullable: Option<bool>) -> Type {
        match ty {
            DescribedType::Unknown { size, align } => unknown(text, *size, *align),
            known => self.ty(known, nullable),
        }
    }

    fn name(&self, named: &description::Named) -> String {
        let base = self.names.of(named);
        let arguments: Vec<String> = named
            .arguments
            .iter()
            .flatten()
            .map(|argument| match argument {
                Argument::Number(number) => number.to_string(),
                Argument::Type(ty) => format!("{:#}", self.ty(ty, None)),
            })
            .collect();
        if arguments.is_empty() { base } else { format!("{base}<{}>", arguments.join(", ")) }
    }
}

fn unknown(text: &str, size: Option<u64>, align: Option<u64>) -> Type {
    Type::Unknown { text: text.to_owned(), size, align }
}

/// The path of a type in Rust.
fn path(ty: &DescribedType) -> String {
    match ty {
        DescribedType::Named(named) => named.name.clone(),
        _ => String::new(),
    }
}
