//! A call of a function: its arguments and the memory that they point to.

use crate::closure::Reply;
use crate::types::Ty;
use crate::value::Value;

/// A call.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The arguments, one per parameter.
    pub(crate) args: Vec<Arg>,
    pub(crate) storages: Vec<Storage>,
    pub(crate) mode: Mode,
}

/// The behavior that the caller requests from the body.
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
    /// An array of pointers, which is not empty.
    Pointers(Vec<Address>),
    /// The caller's callback, or null.
    Function(bool),
    /// The caller's closure.
    Closure(Provided),
}

impl Arg {
    /// Whether it is a function that is not null.
    pub(crate) fn is_function(&self) -> bool {
        matches!(self, Self::Function(true) | Self::Closure(Provided { reply: Some(_), .. }))
    }
}

/// A closure that the caller provides.
#[derive(Clone, Debug)]
pub(crate) struct Provided {
    /// `None` if the function is null.
    pub(crate) reply: Option<Reply>,
    /// The storage of the data, which counts how often it was destroyed.
    pub(crate) data: usize,
    /// Whether the caller passes a function that destroys the data.
    pub(crate) destroys: bool,
}

/// A pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    Null,
    /// Points into a storage; misaligned by one byte if `shifted`.
    At {
        storage: usize,
        element: usize,
        shifted: bool,
    },
    /// An arbitrary number instead of an address.
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
    /// The maximum `size_t`.
    Max,
    /// The smallest number of elements that exceeds the maximum size of an object.
    TooMany,
}

/// Memory or an object of the caller.
#[derive(Clone, Debug)]
pub(crate) enum Storage {
    Data {
        ty: Ty,
        values: Vec<Value>,
    },
    /// Followed by a NUL, which is not among the bytes.
    Text(Vec<u8>),
    /// An object created from a number.
    Object {
        object: usize,
        seed: u64,
        state: State,
    },
    /// A variable that holds a pointer to an object.
    Slot {
        object: usize,
    },
    /// A variable that holds a pointer to a text.
    TextSlot,
    /// A variable that holds a list.
    ListSlot {
        of: Ty,
    },
    /// The data of a closure, which counts how often it was destroyed.
    Counter,
    /// A variable for the result that a function returns besides a status.
    Answer,
    /// A `bool` for the presence of that result. It is 2 before the call.
    Present,
}

/// The state of an object before the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Alive,
    /// Alive, with a second reference in place of the first one, which was freed.
    Share,
    Freed,
    /// A call on the object panicked.
    Poisoned,
}

impl Call {
    /// Adds a storage.
    pub(crate) fn store(&mut self, storage: Storage) -> usize {
        self.storages.push(storage);
        self.storages.len() - 1
    }

    /// Returns the first address that an argument contains, if any.
    pub(crate) fn address(&self, index: usize) -> Option<Address> {
        match self.args[index] {
            Arg::Address(address) | Arg::List(address, _) => Some(address),
            Arg::Pointers(ref all) => all.first().copied(),
            Arg::Value(_) | Arg::Function(_) | Arg::Closure(_) => None,
        }
    }

    /// Returns the storage and the element that an argument points to.
    pub(crate) fn place(&self, index: usize) -> Option<(usize, usize)> {
        match self.address(index)? {
            Address::At { storage, element, .. } => Some((storage, element)),
            Address::Null | Address::Number(_) => None,
        }
    }
}
