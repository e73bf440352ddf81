//! Compares two types of a lock, by the direction of their values.

use super::change::Class;
use super::difference::{
    Difference, Direction, INVISIBLE, MAY_BE_NULL, NEVER_NULL, SAME_IN_C, SIGN_OF_CHAR, UNWINDS,
    UNWINDS_NOT,
};
use super::roles;
use crate::abi::lock::Typed;
use crate::abi::model::{DataModel, Role, Type};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Compares types.
#[derive(Default)]
pub(super) struct Types {
    /// The data models that the widths of `long` and `size_t` are compared for.
    pub(super) models: Vec<DataModel>,
    /// The new names of types that were renamed only.
    pub(super) renamed: BTreeMap<String, String>,
    /// The fields of transparent structs, before and after. C has another name for the type of the field.
    pub(super) transparent: (BTreeMap<String, Type>, BTreeMap<String, Type>),
    /// The handles of the old lock.
    pub(super) handles: BTreeSet<String>,
    /// The types that are being compared by their fields, before and after. A transparent struct may contain itself
    /// behind a pointer.
    pub(super) visited: RefCell<BTreeSet<(String, String)>>,
}

impl Types {
    /// Returns the differences of two types with their roles.
    pub(super) fn typed(&self, old: &Typed, new: &Typed, direction: Direction) -> Vec<Difference> {
        let mut found = Vec::new();
        match (&old.ty, &new.ty) {
            (
                Type::Pointer { nullable: was_nullable, to: was, .. },
                Type::Pointer { nullable, to, .. },
            ) if is_out(old.role) && is_out(new.role) => {
                nullability(*was_nullable, *nullable, direction, &mut found);
                self.behind(was, to, Direction::Out, &mut found);
            }
            _ => self.compare(&old.ty, &new.ty, direction, &mut found),
        }
        found.extend(match direction {
            Direction::Out => roles::returned(old.role, new.role),
            _ => roles::compare(old.role, new.role, self.is_to_handle(&old.ty)),
        });
        found
    }

    /// Returns the differences of two fields or statics. C programs may take the address of one.
    pub(super) fn place(&self, old: &Typed, new: &Typed, direction: Direction) -> Vec<Difference> {
        let mut found = Vec::new();
        self.exact(&old.ty, &new.ty, direction, &mut found);
        found
    }

    fn is_to_handle(&self, ty: &Type) -> bool {
        let Type::Pointer { to, .. } = ty else { return false };
        matches!(&**to, Type::Named { name } if self.handles.contains(name))
    }

    /// Adds the differences of two types.
    pub(super) fn compare(
        &self,
        old: &Type,
        new: &Type,
        direction: Direction,
        found: &mut Vec<Difference>,
    ) {
        match (old, new) {
            _ if old == new => {}
            (Type::Pointer { .. }, Type::Pointer { .. }) => {
                self.pointer(old, new, direction, found);
            }
            (Type::Function { .. }, Type::Function { .. }) => {
                self.function(old, new, direction, found);
            }
            (Type::Array { length: was_length, of: was }, Type::Array { length, of }) => {
                if was_length != length {
                    found.push((Class::Breaking, "the length changed"));
                }
                self.compare(was, of, direction, found);
            }
            (Type::Integer { .. }, Type::Integer { .. }) => {
                self.integer(old, new, direction, found);
            }
            (Type::Named { name: was }, Type::Named { name })
                if self.renamed.get(was) == Some(name) => {}
            _ => self.by_fields(old, new, direction, found),
        }
    }

    fn pointer(&self, old: &Type, new: &Type, direction: Direction, found: &mut Vec<Difference>) {
        let (
            Type::Pointer { mutable: was_mutable, nullable: was_nullable, to: was },
            Type::Pointer { mutable, nullable, to },
        ) = (old, new)
        else {
            return;
        };
        nullability(*was_nullable, *nullable, direction, found);
        if was_mutable != mutable {
            let why = if *mutable { "it may be written to" } else { "it may only be read" };
            found.push((direction.constness(*mutable), why));
        }
        let is_mutable = *was_mutable || *mutable;
        let behind = if is_mutable { Direction::Both } else { direction };
        match (&**was, &**to) {
            (Type::Void, Type::Void) => {}
            (Type::Void, _) => found.push(void(direction, Direction::Out)),
            (_, Type::Void) => found.push(void(direction, Direction::In)),
            (was, to) => self.behind(was, to, behind, found),
        }
    }

    /// Adds the differences of two types. Either may be a transparent struct.
    fn by_fields(&self, old: &Type, new: &Type, direction: Direction, found: &mut Vec<Difference>) {
        let field = |ty: &Type, fields: &BTreeMap<String, Type>| match ty {
            Type::Named { name } => fields.get(name).cloned(),
            _ => None,
        };
        match (field(old, &self.transparent.0), field(new, &self.transparent.1)) {
            (None, None) => found.push((Class::Breaking, "the type changed")),
            (was, is) => {
                found.push((Class::Compatible, SAME_IN_C));
                let pair = (old.to_string(), new.to_string());
                if self.visited.borrow_mut().insert(pair.clone()) {
                    let (was, is) = (was.as_ref().unwrap_or(old), is.as_ref().unwrap_or(new));
                    self.compare(was, is, direction, found);
                    self.visited.borrow_mut().remove(&pair);
                }
            }
        }
    }

    /// Adds the differences of two types behind a pointer.
    pub(super) fn behind(
        &self,
        old: &Type,
        new: &Type,
        direction: Direction,
        found: &mut Vec<Difference>,
    ) {
        let before = found.len();
        self.exact(old, new, direction, found);
        if is_text(old) && is_text(new) {
            // Programs convert between pointers to characters and to bytes.
            for (class, why) in &mut found[before..] {
                if *why == SIGN_OF_CHAR {
                    *class = Class::SourceBreaking;
                }
            }
        }
    }

    /// Adds the differences of two types that C does not convert into each other: behind a pointer, or of a function.
    pub(super) fn exact(
        &self,
        old: &Type,
        new: &Type,
        direction: Direction,
        found: &mut Vec<Difference>,
    ) {
        let mut inner = Vec::new();
        self.compare(old, new, direction, &mut inner);
        for (class, why) in inner {
            let is_visible = !INVISIBLE.contains(&why);
            let class = if is_visible { class.max(Class::SourceBreaking) } else { class };
            found.push((class, why));
        }
    }

    fn function(&self, old: &Type, new: &Type, direction: Direction, found: &mut Vec<Difference>) {
        let (
            Type::Function { abi: was_abi, nullable: was_nullable, parameters: were, returns: was },
            Type::Function { abi, nullable, parameters, returns },
        ) = (old, new)
        else {
            return;
        };
        nullability(*was_nullable, *nullable, direction, found);
        if was_abi != abi {
            found.push(convention(was_abi, abi));
        }
        if were.len() != parameters.len() {
            found.push((Class::Breaking, "the number of parameters changed"));
        }
        for (was, is) in were.iter().zip(parameters) {
            self.exact(was, is, direction.turned(), found);
        }
        self.exact(was, returns, direction, found);
    }
}

/// Returns the effect of another calling convention.
pub(super) fn convention(old: &str, new: &str) -> Difference {
    let (was, is) = (old.strip_suffix("-unwind"), new.strip_suffix("-unwind"));
    if was.unwrap_or(old) != is.unwrap_or(new) {
        return (Class::Breaking, "the calling convention changed");
    }
    match is {
        Some(_) => (Class::Compatible, UNWINDS),
        None => (Class::Breaking, UNWINDS_NOT),
    }
}

/// Returns whether a type is a number, or an array of them.
fn is_text(ty: &Type) -> bool {
    match ty {
        Type::Array { of, .. } => is_text(of),
        _ => matches!(ty, Type::Integer { .. }),
    }
}

pub(super) const fn is_out(role: Role) -> bool {
    matches!(role, Role::Out | Role::OutOwned | Role::OutShared | Role::OutString | Role::OutList)
}

pub(super) fn nullability(was: bool, is: bool, direction: Direction, found: &mut Vec<Difference>) {
    if was != is {
        let why = if is { MAY_BE_NULL } else { NEVER_NULL };
        found.push((direction.values(is), why));
    }
}

/// C converts pointers to `void *` and back; C++ does not convert from `void *`.
fn void(direction: Direction, free: Direction) -> Difference {
    let class = if direction == free { Class::Compatible } else { Class::SourceBreaking };
    (class, "C++ converts to `void *` only")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::lock::parse_type as parse;

    use Class::{Breaking, Compatible, SourceBreaking};
    use Direction::{In, Out};

    fn expect(cases: &[(Direction, &str, &str, Class)]) {
        let transparent = BTreeMap::from([("Meters".to_owned(), parse("f32").expect("a type"))]);
        let types = Types {
            models: vec![DataModel::LP64],
            renamed: BTreeMap::new(),
            transparent: (transparent.clone(), transparent),
            handles: BTreeSet::new(),
            visited: RefCell::default(),
        };
        for (direction, old, new, expected) in cases {
            let parse = |text| parse(text).expect("a type");
            let mut found = Vec::new();
            types.compare(&parse(old), &parse(new), *direction, &mut found);
            let worst = found.iter().map(|(class, _)| *class).max();
            assert_eq!(worst, Some(*expected), "{direction:?} {old} {new}");
        }
    }

    #[test]
    fn the_direction_decides_about_null_and_const() {
        expect(&[
            (In, "&S", "*const S", Compatible),
            (In, "*const S", "&S", Breaking),
            (Out, "&S", "*const S", Breaking),
            (Out, "*const S", "&S", Compatible),
            (In, "*const S", "*mut S", Breaking),
            (In, "*mut S", "*const S", Compatible),
            (Out, "*mut S", "*const S", SourceBreaking),
            (In, "*const *mut S", "*const *const S", SourceBreaking),
            (In, "fn(&S)", "fn(*const S)", Breaking),
            (In, "fn(*const S)", "fn(&S)", Compatible),
            (In, "fn(*mut S)", "fn(*const S)", SourceBreaking),
            (In, "fn() -> *mut S", "fn() -> &mut S", Breaking),
            (In, "fn()", "Option<fn()>", Compatible),
            (In, "fn()", "fn(u8)", Breaking),
            (In, "fn()", "extern \"C-unwind\" fn()", Compatible),
            (In, "extern \"C-unwind\" fn()", "fn()", Breaking),
            (Out, "&extern \"system-unwind\" fn()", "&extern \"system\" fn()", Breaking),
            (In, "&fn()", "&extern \"C-unwind\" fn()", Compatible),
            (In, "fn()", "extern \"system\" fn()", Breaking),
            (In, "&mut *mut S", "&mut &mut S", Breaking),
            (In, "[u8; 3]", "[u8; 4]", Breaking),
            (In, "*mut S", "*mut c_void", Compatible),
            (In, "*mut c_void", "*mut S", SourceBreaking),
            (Out, "*mut c_void", "*mut S", Compatible),
        ]);
    }

    #[test]
    fn numbers_are_compared_by_their_values_and_names_in_c() {
        expect(&[
            (Out, "u32", "i32", Breaking),
            (In, "*const c_int", "*const i32", Compatible),
            (In, "c_long", "i64", Compatible),
            (In, "*const c_long", "*const i64", SourceBreaking),
            (In, "*const c_char", "*const u8", SourceBreaking),
            (In, "*const [c_char; 4]", "*const [i8; 4]", SourceBreaking),
            (In, "c_char", "i8", Breaking),
            (Out, "u8", "c_char", Breaking),
            (In, "fn(c_char)", "fn(u8)", Breaking),
            (In, "*const fn(c_char)", "*const fn(u8)", Breaking),
            (In, "*const NonZero<u32>", "*const u32", Compatible),
            (In, "NonZero<u32>", "u32", Compatible),
            (In, "u32", "NonZero<u32>", Breaking),
            (Out, "u32", "NonZero<u32>", Compatible),
            (In, "f32", "f64", Breaking),
            (In, "Meters", "f32", Compatible),
            (In, "*const f32", "*const Meters", Compatible),
            (In, "Meters", "f64", Breaking),
            (In, "Meters", "S", Breaking),
        ]);
    }

    #[test]
    fn transparent_structs_may_contain_themselves() {
        let fields = |fields: &[(&str, &str)]| {
            let field =
                |(name, ty): &(&str, &str)| ((*name).to_owned(), parse(ty).expect("a type"));
            fields.iter().map(field).collect::<BTreeMap<_, _>>()
        };
        let old = fields(&[("A", "*const A"), ("C", "D"), ("D", "C")]);
        let new = fields(&[("B", "*const B"), ("C", "D"), ("D", "C")]);
        let types =
            Types { models: vec![DataModel::LP64], transparent: (old, new), ..Types::default() };
        for (old, new) in [("A", "B"), ("C", "D"), ("*const A", "*const B")] {
            let (old, new) = (parse(old).expect("a type"), parse(new).expect("a type"));
            let mut found = Vec::new();
            types.compare(&old, &new, In, &mut found);
            assert!(found.iter().all(|(class, _)| *class == Compatible), "{found:?}");
            assert!(types.visited.borrow().is_empty());
        }
    }
}
