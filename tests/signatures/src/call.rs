//! One call of a function: the arguments, and the memory that they point to.

use crate::types::Ty;
use crate::value::Value;

/// A call.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// One for each parameter.
    pub(crate) args: Vec<Arg>,
    pub(crate) storages: Vec<Storage>,
    pub(crate) mode: Mode,
}

/// The behaviour that the caller requests of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Succeed = 0,
    Panic = 1,
    Fail = 2,
    LeaveOut = 3,
    ReturnNul = 4,
}

/// An argument.
#[derive(Clone, Debug)]
pub(crate) enum Arg {
    Value(Value),
    Address(Address),
    List(Address, Len),
    /// The caller's own callback, or null.
    Function(bool),
}

/// A pointer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Address {
    Null,
    /// Into a storage; `shifted` by one byte.
    At {
        storage: usize,
        element: usize,
        shifted: bool,
    },
    /// A number instead of an address.
    Number(u64),
}

impl Address {
    pub(crate) fn of(storage: usize) -> Self {
        Self::At { storage, element: 0, shifted: false }
    }
}

/// A length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Len {
    Exact(usize),
    /// The greatest `size_t`.
    Max,
    /// The least number of elements that no object has.
    TooMany,
}

/// Memory of the caller, or an object that it has.
#[derive(Clone, Debug)]
pub(crate) enum Storage {
    Data {
        ty: Ty,
        values: Vec<Value>,
    },
    /// Ends in a NUL that is not among the bytes.
    Text(Vec<u8>),
    /// An object, made of a number.
    Object {
        object: usize,
        seed: u64,
        state: State,
    },
    /// A variable for a pointer to an object.
    Slot {
        object: usize,
    },
    /// A variable for what the function returns beside a status.
    Answer,
}

/// The state of an object before the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Alive,
    Ended,
    /// A call panicked that had it.
    Poisoned,
}

impl Call {
    /// Adds a storage.
    pub(crate) fn store(&mut self, storage: Storage) -> usize {
        self.storages.push(storage);
        self.storages.len() - 1
    }

    /// The address that an argument is, if it is one.
    pub(crate) fn address(&self, index: usize) -> Option<Address> {
        match self.args[index] {
            Arg::Address(address) | Arg::List(address, _) => Some(address),
            Arg::Value(_) | Arg::Function(_) => None,
        }
    }

    /// The storage and the element that an argument points to.
    pub(crate) fn place(&self, index: usize) -> Option<(usize, usize)> {
        match self.address(index)? {
            Address::At { storage, element, .. } => Some((storage, element)),
            Address::Null | Address::Number(_) => None,
        }
    }
}
