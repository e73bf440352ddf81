//! The functions and statics that use each type of a lock, and whether C has objects of it.

use super::types::Direction;
use crate::abi::lock::{Lock, Typed};
use crate::abi::model::{Role, Type};
use std::collections::{BTreeMap, BTreeSet};

/// The uses of each type, by its name.
pub(in crate::abi) struct Uses(BTreeMap<String, Use>);

/// The use of one type.
#[derive(Default)]
pub(in crate::abi) struct Use {
    /// The functions and statics.
    pub(in crate::abi) symbols: BTreeSet<String>,
    is_given: bool,
    is_got: bool,
    /// C has an object: an argument, a result, an element, a field, a static, or memory for an out-parameter.
    is_held: bool,
    /// C gives a pointer, and the attribute does not tell whose object is behind it.
    is_raw: bool,
    /// C gives a pointer.
    is_pointer_given: bool,
    /// C gets a pointer.
    is_pointer_got: bool,
}

impl Use {
    /// Returns whether C may have made an object of the type, with the size that its header told.
    pub(in crate::abi) const fn is_made_by_c(&self) -> bool {
        self.is_held || self.is_raw || (self.is_pointer_given && !self.is_pointer_got)
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
    /// One object, whose owner the role tells.
    Object,
    Unknown,
}

impl Uses {
    /// Returns the uses in a lock.
    pub(in crate::abi) fn of(lock: &Lock) -> Self {
        let mut uses = Self(BTreeMap::new());
        for (symbol, function) in &lock.functions {
            let mut walk = Walk { lock, symbol, visited: BTreeSet::new(), uses: &mut uses };
            function.parameters.iter().for_each(|it| walk.typed(&it.is, Direction::In));
            walk.typed(&function.returns, Direction::Out);
        }
        for (symbol, variable) in &lock.statics {
            let mut walk = Walk { lock, symbol, visited: BTreeSet::new(), uses: &mut uses };
            let direction = if variable.mutable { Direction::Both } else { Direction::Out };
            walk.typed(&variable.ty, direction);
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
    fn typed(&mut self, typed: &Typed, direction: Direction) {
        let access = match typed.role {
            Role::Array | Role::Out => Access::Memory,
            Role::Value | Role::Unchecked | Role::Length => Access::Unknown,
            _ => Access::Object,
        };
        match &typed.ty {
            Type::Pointer { to, .. } if matches!(typed.role, Role::Out | Role::OutOwned) => {
                self.ty(to, Some((direction, access)), Direction::Out, Access::Object);
            }
            ty => self.ty(ty, None, direction, access),
        }
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
            Some((way, access)) => {
                found.is_raw |= way != Direction::Out && access == Access::Unknown;
                found.is_pointer_given |= way != Direction::Out;
                found.is_pointer_got |= way != Direction::In;
            }
        }
        // The pointer of a list is to an array.
        let behind = if name.starts_with("FfiVec<") { Access::Memory } else { Access::Unknown };
        for field in self.lock.structs.get(name).into_iter().flat_map(|it| &it.fields) {
            self.ty(&field.is.ty, None, direction, behind);
        }
    }
}
