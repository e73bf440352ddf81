//! The functions and statics that use each type of a lock, and whether C has objects of it.

use super::difference::Direction;
use super::types::is_out;
use crate::abi::lock::{Entry, Lock, Signature};
use crate::abi::model::{Callback, Role, Type};
use std::collections::{BTreeMap, BTreeSet};

/// The uses of each type, by its name.
pub(in crate::abi) struct Uses(BTreeMap<String, Use>);

/// The use of one type.
#[derive(Default)]
pub(in crate::abi) struct Use {
    /// The functions and statics.
    symbols: BTreeSet<String>,
    is_given: bool,
    is_got: bool,
    /// C has an object: an argument, a result, an element, a field, a static, memory for an out-parameter, or the object
    /// behind a pointer that it gives without its ownership.
    is_held: bool,
    /// C gets a pointer that may be to an array.
    is_indexed: bool,
}

/// The objects of a type that C programs have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Objects {
    /// Those that C makes or copies, with the size in its header.
    Made,
    /// Those of the library, which C may find by their size in an array.
    Indexed,
    /// Those of the library, each behind a pointer of its own.
    Single,
}

impl Use {
    /// Returns the objects that C has.
    pub(super) const fn objects(&self) -> Objects {
        match (self.is_held, self.is_indexed) {
            (true, _) => Objects::Made,
            (false, true) => Objects::Indexed,
            (false, false) => Objects::Single,
        }
    }

    /// Returns the direction of the values.
    pub(super) const fn direction(&self) -> Direction {
        match (self.is_given, self.is_got) {
            (true, false) => Direction::In,
            (false, true) => Direction::Out,
            _ => Direction::Both,
        }
    }
}

/// The access to what is behind a pointer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Access {
    /// Elements of an array, or memory for a result.
    Memory,
    /// One object, and its ownership passes with the pointer; or one that the result of a function points to.
    Object,
    Unknown,
}

impl Uses {
    /// Returns the uses in a lock.
    pub(in crate::abi) fn of(lock: &Lock) -> Self {
        let mut uses = Self(BTreeMap::new());
        for (symbol, function) in &lock.functions {
            let mut walk = Walk { lock, symbol, visited: BTreeSet::new(), uses: &mut uses };
            walk.function(function);
        }
        for (symbol, variable) in &lock.statics {
            let mut walk = Walk { lock, symbol, visited: BTreeSet::new(), uses: &mut uses };
            let direction = if variable.mutable { Direction::Both } else { Direction::Out };
            walk.ty(&variable.ty.ty, None, direction, access(variable.ty.role));
        }
        uses
    }

    /// Returns the use of a type.
    pub(in crate::abi) fn get(&self, name: &str) -> Option<&Use> {
        self.0.get(name)
    }

    /// Returns the functions and statics that use a type.
    pub(in crate::abi) fn symbols(&self, name: &str) -> Vec<String> {
        self.get(name).into_iter().flat_map(|it| it.symbols.iter().cloned()).collect()
    }

    /// Returns the names of the types.
    pub(in crate::abi) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// A pointer on the way to a type: its direction and access.
type Pointer = Option<(Direction, Access)>;

struct Walk<'l> {
    lock: &'l Lock,
    symbol: &'l str,
    visited: BTreeSet<(String, Direction, Pointer)>,
    uses: &'l mut Uses,
}

impl Walk<'_> {
    fn function(&mut self, function: &Signature) {
        // The role of a status is the one of the object behind its out-parameter.
        let roles = [Role::Owned, Role::Shared, Role::Borrowed];
        let is_one_object = roles.contains(&function.returns.role);
        for Entry { name, is } in &function.parameters {
            match (&is.ty, function.callbacks.get(name)) {
                (Type::Function { parameters, returns, .. }, Some(callback)) => {
                    self.callback(callback, parameters, returns);
                }
                (Type::Pointer { to, .. }, _) if is_out(is.role) => {
                    let is_object =
                        is_one_object || matches!(is.role, Role::OutOwned | Role::OutShared);
                    let behind = if is_object { Access::Object } else { Access::Unknown };
                    self.ty(to, Some((Direction::In, Access::Memory)), Direction::Out, behind);
                }
                (ty, _) => self.ty(ty, None, Direction::In, access(is.role)),
            }
        }
        self.ty(&function.returns.ty, None, Direction::Out, Access::Object);
    }

    /// Adds the types of a callback that C provides.
    fn callback(&mut self, callback: &Callback, parameters: &[Type], returns: &Type) {
        let behind = |role: Role| match role {
            Role::Borrowed | Role::Owned | Role::Shared => Access::Object,
            _ => Access::Unknown,
        };
        for (index, ty) in parameters.iter().enumerate() {
            let role = callback.arguments.get(index).copied().unwrap_or_default();
            match ty {
                // C writes as much as it knows of the type.
                Type::Pointer { to, .. } if is_out(role) => {
                    let pointer = Some((Direction::Out, Access::Memory));
                    self.ty(to, pointer, Direction::In, Access::Unknown);
                }
                ty => self.ty(ty, None, Direction::Out, behind(role)),
            }
        }
        self.ty(returns, None, Direction::In, behind(callback.result));
    }

    /// Adds a type. `behind` is the access behind its pointers.
    fn ty(&mut self, ty: &Type, pointer: Pointer, direction: Direction, behind: Access) {
        match ty {
            Type::Pointer { mutable, to, .. } => {
                let inner = if *mutable { Direction::Both } else { direction };
                self.ty(to, Some((direction, behind)), inner, Access::Unknown);
            }
            Type::Array { of, .. } => self.ty(of, None, direction, behind),
            Type::Function { parameters, returns, .. } => {
                for parameter in parameters {
                    self.ty(parameter, None, direction.turned(), Access::Unknown);
                }
                self.ty(returns, None, direction, Access::Unknown);
            }
            Type::Named { name } => self.named(name, pointer, direction),
            _ => {}
        }
    }

    fn named(&mut self, name: &str, pointer: Pointer, direction: Direction) {
        if !self.visited.insert((name.to_owned(), direction, pointer)) {
            return;
        }
        let found = self.uses.0.entry(name.to_owned()).or_default();
        found.symbols.insert(self.symbol.to_owned());
        found.is_given |= direction != Direction::Out;
        found.is_got |= direction != Direction::In;
        match pointer {
            None | Some((_, Access::Memory)) => found.is_held = true,
            Some((_, Access::Object)) => {}
            Some((way, Access::Unknown)) => {
                found.is_held |= way != Direction::Out;
                found.is_indexed |= way != Direction::In;
            }
        }
        // The pointer of a list is to an array.
        let is_list = ["FfiVec<", "FfiSlice<"].iter().any(|list| name.starts_with(list));
        let behind = if is_list { Access::Memory } else { Access::Unknown };
        for field in self.lock.structs.get(name).into_iter().flat_map(|it| &it.fields) {
            self.ty(&field.is.ty, None, direction, behind);
        }
    }
}

/// Returns the access behind a pointer with this role.
const fn access(role: Role) -> Access {
    match role {
        Role::Array | Role::Out => Access::Memory,
        Role::Owned | Role::Shared => Access::Object,
        _ => Access::Unknown,
    }
}
