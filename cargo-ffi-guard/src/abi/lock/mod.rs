//! The lock: an ABI as TOML, one line for each thing that can change alone.

mod parse;
mod text;
mod types;

pub(super) use types::{is_deep, parse as parse_type};

use crate::abi::model::{
    Abi, Callback, DataModel, Definition, Failure, Function, Parameter, Role, Type, Variant,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the format. Version 1 has no contracts of callbacks and results.
pub(super) const FORMAT: u32 = 2;

const HEAD: &str =
    "# The ABI of the library. `cargo ffi-guard abi --lock FILE` writes this file.\n";

/// The ABI of a library for one or more data models.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lock {
    format: u32,
    /// The number of breaks since the first lock, plus 1.
    pub(super) epoch: u32,
    /// The number of additions since the last break.
    pub(super) revision: u32,
    /// The version of the package.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) prefix: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) functions: BTreeMap<String, Signature>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) statics: BTreeMap<String, Variable>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) structs: BTreeMap<String, Struct>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) enums: BTreeMap<String, Enum>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) handles: BTreeMap<String, Handle>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) codes: BTreeMap<String, Codes>,
    /// The sizes, by data model and type.
    #[serde(default)]
    pub(super) layouts: BTreeMap<DataModel, BTreeMap<String, Layout>>,
}

/// A function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signature {
    /// The calling convention, unless it is C's.
    #[serde(default = "c", skip_serializing_if = "is_c")]
    pub(super) abi: String,
    #[serde(default)]
    pub(super) parameters: Vec<Entry>,
    pub(super) returns: Typed,
    /// The names of the parameters that a borrowed result borrows from, or `'static`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) borrows: Option<Vec<String>>,
    /// Whether the result may be null without a failure.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) optional: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) failure: Option<OnFailure>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) poison: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) since: Option<String>,
    /// The callbacks that C provides as closures, by the names of the parameters.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) callbacks: BTreeMap<String, Callback>,
}

/// A static.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variable {
    #[serde(rename = "type")]
    pub(super) ty: Typed,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) mutable: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) since: Option<String>,
}

/// A struct, without its layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Struct {
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) transparent: bool,
    pub(super) fields: Vec<Entry>,
}

/// An enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Enum {
    pub(super) repr: Typed,
    /// `NAME = NUMBER`.
    pub(super) values: Vec<Value>,
}

/// An enum of error codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Codes {
    /// Whether the names in C have no type.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) of_library: bool,
    /// `NAME = NUMBER`.
    pub(super) values: Vec<Value>,
}

/// A handle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Handle {
    pub(super) owner: String,
    pub(super) free: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) poison: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) single_thread: bool,
}

/// The layout of a type for one data model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Layout {
    pub(super) size: u64,
    pub(super) align: u64,
    /// The offsets of the fields.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) offsets: BTreeMap<String, u64>,
}

/// A type with its role: `*mut Shape (owned)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Typed {
    pub(super) ty: Type,
    pub(super) role: Role,
}

/// A parameter or a field: `shape: &Shape (borrowed)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) is: Typed,
}

/// The outcome of a failure: `value -1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct OnFailure(pub(super) Failure);

/// A value of an enum: `Low = 1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Value {
    pub(super) name: String,
    pub(super) number: i128,
}

impl Lock {
    /// Returns the lock of an ABI, with the layouts of its data model only.
    ///
    /// # Errors
    ///
    /// If a type has no form in a lock.
    pub(super) fn of(abi: &Abi, version: Option<String>) -> Result<Self, String> {
        let mut lock = Self {
            format: FORMAT,
            epoch: 1,
            revision: 0,
            version,
            prefix: abi.prefix.clone(),
            functions: BTreeMap::new(),
            statics: BTreeMap::new(),
            structs: BTreeMap::new(),
            enums: BTreeMap::new(),
            handles: BTreeMap::new(),
            codes: BTreeMap::new(),
            layouts: BTreeMap::new(),
        };
        let mut layouts = BTreeMap::new();
        for (symbol, function) in &abi.functions {
            let signature = signature(function, &mut layouts)?;
            lock.functions.insert(symbol.clone(), signature);
        }
        for (symbol, variable) in &abi.statics {
            let ty = typed(&variable.ty, Role::Value, &mut layouts)?;
            let (mutable, since) = (variable.mutable, variable.since.clone());
            lock.statics.insert(symbol.clone(), Variable { ty, mutable, since });
        }
        for (name, definition) in &abi.types {
            lock.define(name, definition, &mut layouts)?;
        }
        for (name, codes) in &abi.codes {
            let codes = Codes { of_library: codes.of_library, values: values(&codes.values)? };
            lock.codes.insert(name.clone(), codes);
        }
        lock.layouts.insert(abi.data_model, layouts);
        Ok(lock)
    }

    fn define(
        &mut self,
        name: &str,
        definition: &Definition,
        layouts: &mut BTreeMap<String, Layout>,
    ) -> Result<(), String> {
        let name = name.to_owned();
        match definition {
            Definition::Struct { size, align, transparent, fields, .. } => {
                let offsets = fields.iter().map(|it| (it.name.clone(), it.offset)).collect();
                let mut entries = Vec::new();
                for field in fields {
                    let is = typed(&field.ty, Role::Value, layouts)?;
                    entries.push(Entry { name: field.name.clone(), is });
                }
                layouts.insert(name.clone(), Layout { size: *size, align: *align, offsets });
                self.structs.insert(name, Struct { transparent: *transparent, fields: entries });
            }
            Definition::Enum { size, align, repr, variants, .. } => {
                let repr = typed(repr, Role::Value, layouts)?;
                let values = values(variants)?;
                let offsets = BTreeMap::new();
                layouts.insert(name.clone(), Layout { size: *size, align: *align, offsets });
                self.enums.insert(name, Enum { repr, values });
            }
            Definition::Handle { owner, free, poison, single_thread, .. } => {
                let (owner, free) = (owner.clone(), free.clone());
                let (poison, single_thread) = (*poison, *single_thread);
                self.handles.insert(name, Handle { owner, free, poison, single_thread });
            }
        }
        Ok(())
    }

    /// Returns whether the lock has the contracts of callbacks and results.
    pub(super) const fn has_contracts(&self) -> bool {
        self.format > 1
    }

    /// Removes the contracts of callbacks and results.
    pub(super) fn remove_contracts(&mut self) {
        for function in self.functions.values_mut() {
            function.callbacks.clear();
            function.borrows = None;
            function.optional = false;
        }
    }

    /// Returns the text of the lock.
    pub(super) fn text(&self) -> Result<String, String> {
        let text = toml::to_string_pretty(self).map_err(|error| error.to_string())?;
        Ok(format!("{HEAD}{text}"))
    }

    /// Returns the kind of each type that has a definition.
    pub(super) fn kinds(&self) -> BTreeMap<String, &'static str> {
        let structs = self.structs.keys().map(|name| (name.clone(), "struct"));
        let enums = self.enums.keys().map(|name| (name.clone(), "enum"));
        let handles = self.handles.keys().map(|name| (name.clone(), "handle"));
        structs.chain(enums).chain(handles).collect()
    }

    /// Returns the types of the fields of transparent structs, by the name of the struct.
    pub(super) fn transparent(&self) -> BTreeMap<String, Type> {
        let structs = self.structs.iter().filter(|(_, it)| it.transparent);
        let fields = structs.filter_map(|(name, it)| match it.fields.as_slice() {
            [field] => Some((name.clone(), field.is.ty.clone())),
            _ => None,
        });
        fields.collect()
    }

    /// Returns the layout of a type.
    pub(super) fn layout(&self, model: DataModel, name: &str) -> Option<&Layout> {
        self.layouts.get(&model)?.get(name)
    }

    /// Returns whether the type has a layout for any data model.
    pub(super) fn has_layout(&self, name: &str) -> bool {
        self.layouts.values().any(|it| it.contains_key(name))
    }

    /// Returns whether a type has a layout for each data model.
    pub(super) fn needs_layout(&self, name: &str) -> bool {
        let is_defined = self.structs.contains_key(name) || self.enums.contains_key(name);
        is_defined || self.has_layout(name)
    }
}

fn values(variants: &[Variant]) -> Result<Vec<Value>, String> {
    variants.iter().map(|it| Value::try_from(format!("{} = {}", it.name, it.value))).collect()
}

fn signature(
    function: &Function,
    layouts: &mut BTreeMap<String, Layout>,
) -> Result<Signature, String> {
    Ok(Signature {
        abi: function.abi.clone(),
        parameters: entries(&function.parameters, layouts)?,
        returns: typed(&function.returns, function.gives, layouts)?,
        borrows: function.borrows.clone(),
        optional: function.optional,
        failure: function.failure.as_ref().map(|it| OnFailure::of(it, &function.returns)),
        poison: function.poison,
        since: function.since.clone(),
        callbacks: callbacks(&function.parameters),
    })
}

fn callbacks(parameters: &[Parameter]) -> BTreeMap<String, Callback> {
    let all = parameters.iter().filter_map(|it| Some((it.name.clone(), it.callback.clone()?)));
    all.collect()
}

fn entries(
    parameters: &[Parameter],
    layouts: &mut BTreeMap<String, Layout>,
) -> Result<Vec<Entry>, String> {
    let mut entries = Vec::new();
    for parameter in parameters {
        let is = typed(&parameter.ty, parameter.role, layouts)?;
        entries.push(Entry { name: parameter.name.clone(), is });
    }
    Ok(entries)
}

/// Returns a type as the lock has it, and adds the layouts of the types in it that have no description.
fn typed(ty: &Type, role: Role, layouts: &mut BTreeMap<String, Layout>) -> Result<Typed, String> {
    add_unknown(ty, layouts)?;
    Ok(Typed { ty: parse_type(&format!("{ty:#}"))?, role })
}

fn add_unknown(ty: &Type, layouts: &mut BTreeMap<String, Layout>) -> Result<(), String> {
    match ty {
        Type::Pointer { to: inner, .. } | Type::Array { of: inner, .. } => {
            add_unknown(inner, layouts)
        }
        Type::Function { parameters, returns, .. } => {
            parameters.iter().try_for_each(|ty| add_unknown(ty, layouts))?;
            add_unknown(returns, layouts)
        }
        Type::Unknown { text, size: Some(size), align: Some(align) } => {
            let layout = Layout { size: *size, align: *align, offsets: BTreeMap::new() };
            match layouts.insert(format!("{ty:#}"), layout.clone()) {
                Some(other) if other != layout => Err(format!(
                    "two types of different sizes are both written as `{text}`, and neither has a description"
                )),
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn c() -> String {
    "C".to_owned()
}

fn is_c(abi: &str) -> bool {
    abi == "C"
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it")]
const fn is_false(it: &bool) -> bool {
    !*it
}
