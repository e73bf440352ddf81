//! The model of a library: its types, objects and functions.

use crate::closure::Closure;
use crate::types::{Ty, Types};
use std::collections::BTreeSet;

/// The prefix of every generated library.
pub(crate) const PREFIX: &str = "fz";

/// A type that C owns through a pointer.
#[derive(Clone, Debug)]
pub(crate) enum Object {
    /// Data that is not opaque to C, in a `Box` or an `Arc`.
    Data { ty: Ty, shared: bool },
    /// An opaque type without `FfiHandle`.
    Opaque { shared: bool },
    /// A type with `FfiHandle`.
    Handle(Handle),
}

/// The arguments of `#[ffi(..)]` on a handle's type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Handle {
    pub(crate) checked: bool,
    pub(crate) poison: bool,
    pub(crate) shared: bool,
    pub(crate) single_thread: bool,
}

impl Object {
    /// Whether it is owned by an `Arc`.
    pub(crate) fn is_shared(&self) -> bool {
        match self {
            Self::Data { shared, .. } | Self::Opaque { shared } => *shared,
            Self::Handle(handle) => handle.shared,
        }
    }

    pub(crate) fn handle(&self) -> Option<Handle> {
        match self {
            Self::Handle(handle) => Some(*handle),
            _ => None,
        }
    }

    pub(crate) fn is_checked(&self) -> bool {
        self.handle().is_some_and(|handle| handle.checked)
    }

    pub(crate) fn is_poisonable(&self) -> bool {
        self.handle().is_some_and(|handle| handle.poison)
    }

    /// Whether the library counts how many of its objects are alive.
    pub(crate) fn is_counted(&self) -> bool {
        !matches!(self, Self::Data { .. })
    }
}

/// The receiver of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Receiver {
    Reference,
    Owner,
    Value,
}

/// A parameter.
#[derive(Clone, Debug)]
pub(crate) struct Param {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) receiver: Option<Receiver>,
    /// Whether it has `#[ffi(unchecked)]`.
    pub(crate) unchecked: bool,
}

/// The kinds of parameters. Objects are identified by their index in [`Library::objects`].
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Value(Ty),
    Reference {
        exclusive: bool,
        optional: bool,
        to: Ty,
    },
    CStr {
        optional: bool,
    },
    Text {
        optional: bool,
    },
    /// A text whose length the caller passes.
    CountedText {
        optional: bool,
    },
    Slice {
        exclusive: bool,
        of: Ty,
    },
    /// An array of texts.
    Texts,
    /// An array of borrowed objects.
    LentList {
        object: usize,
    },
    /// An array of objects that are passed back.
    OwnerList {
        object: usize,
    },
    Lent {
        exclusive: bool,
        optional: bool,
        object: usize,
    },
    /// A reference to the `Arc` of an object.
    LentArc {
        optional: bool,
        object: usize,
    },
    Owner {
        optional: bool,
        object: usize,
    },
    Out {
        ty: Ty,
        nullable: bool,
    },
    /// An out-parameter for an owner, or for an `Option` of one.
    OutOwner {
        optional: bool,
        nullable: bool,
        object: usize,
    },
    /// An out-parameter for a `String` or a `CString`.
    OutText {
        c_string: bool,
        optional: bool,
        nullable: bool,
    },
    /// An out-parameter for a `Vec`.
    OutList {
        of: Ty,
        optional: bool,
        nullable: bool,
    },
    Callback {
        optional: bool,
        takes: Vec<Taken>,
        gives: Option<Ty>,
    },
    /// A closure that C provides.
    Closure(Closure),
    /// The out-parameter of a function that returns a status or an `Option` of a value.
    Answer,
    /// The second out-parameter, if it returns both.
    Present,
}

impl Kind {
    /// Whether the body can write to it, or leave it.
    pub(crate) fn is_out(&self) -> bool {
        matches!(
            self,
            Self::Out { .. } | Self::OutOwner { .. } | Self::OutText { .. } | Self::OutList { .. }
        )
    }

    /// Returns the kind of each pointer in an array.
    pub(crate) fn element(&self) -> Option<Self> {
        Some(match *self {
            Self::Texts => Self::Text { optional: false },
            Self::LentList { object } => Self::Lent { exclusive: false, optional: false, object },
            Self::OwnerList { object } => Self::Owner { optional: false, object },
            _ => return None,
        })
    }
}

impl Param {
    /// Returns the parameter with the kind of each pointer, if it is an array of pointers.
    pub(crate) fn element(&self) -> Self {
        Self { kind: self.kind.element().unwrap_or_else(|| self.kind.clone()), ..self.clone() }
    }

    /// Returns the seed of the arguments for a callback.
    pub(crate) fn seed(&self) -> u64 {
        1000 + u64::from(self.name.as_bytes()[0])
    }
}

/// A parameter of a callback.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) ty: Ty,
    pub(crate) by_reference: bool,
}

/// The return value of a successful call.
#[derive(Clone, Debug)]
pub(crate) enum Given {
    Nothing,
    Value(Ty),
    /// An `Option` of a value, which C receives through an out-parameter.
    Maybe(Ty),
    /// An object; returned as `Self`, without its owner, if `bare`.
    Object {
        object: usize,
        optional: bool,
        bare: bool,
    },
    Text {
        c_string: bool,
        optional: bool,
    },
    List {
        of: Ty,
        optional: bool,
    },
    /// A `Vec<String>`.
    Texts {
        optional: bool,
    },
    /// A `Vec<Box<T>>` of a handle.
    Objects {
        object: usize,
        optional: bool,
    },
    /// A `&'static str`, which C reads in place.
    TextView {
        optional: bool,
    },
    /// A `&'static CStr`, which C reads in place.
    CStrView {
        optional: bool,
    },
    /// A `&'static T`, which C reads in place.
    Pointer {
        to: Ty,
        optional: bool,
    },
    /// A `&'static [T]`, which C reads in place.
    View {
        of: Ty,
        optional: bool,
    },
}

impl Given {
    pub(crate) fn is_optional(&self) -> bool {
        match self {
            Self::Object { optional, .. } | Self::Text { optional, .. } => *optional,
            Self::List { optional, .. }
            | Self::View { optional, .. }
            | Self::Texts { optional }
            | Self::Objects { optional, .. }
            | Self::TextView { optional }
            | Self::CStrView { optional }
            | Self::Pointer { optional, .. } => *optional,
            Self::Maybe(_) => true,
            Self::Nothing | Self::Value(_) => false,
        }
    }

    /// Whether null represents an absent value.
    pub(crate) fn is_pointer(&self) -> bool {
        !matches!(self, Self::Nothing | Self::Value(_) | Self::Maybe(_))
    }

    /// Whether C receives a pointer and a length.
    pub(crate) fn is_list(&self) -> bool {
        matches!(
            self,
            Self::TextView { .. }
                | Self::List { .. }
                | Self::View { .. }
                | Self::Texts { .. }
                | Self::Objects { .. }
        )
    }
}

/// The type of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    Str,
    String,
    /// `CodedError` with the code 5.
    Coded,
    /// The library's own type, with the code 9.
    Own,
}

impl Failure {
    pub(crate) const ALL: [Self; 4] = [Self::Str, Self::String, Self::Coded, Self::Own];

    pub(crate) fn code(self) -> i32 {
        match self {
            Self::Str | Self::String => 0,
            Self::Coded => 5,
            Self::Own => 9,
        }
    }
}

/// The value that C receives after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnFailure {
    /// The default of the type.
    Default,
    /// A fixed value.
    Fixed,
    /// `error.kind() as i32`.
    Kind,
    Status,
    /// The library's own status type.
    OwnStatus,
}

/// A function.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) index: usize,
    /// The handle type, if the function is a method.
    pub(crate) of: Option<usize>,
    pub(crate) params: Vec<Param>,
    pub(crate) given: Given,
    pub(crate) failure: Option<Failure>,
    pub(crate) on_failure: OnFailure,
}

impl Function {
    pub(crate) fn returns_status(&self) -> bool {
        matches!(self.on_failure, OnFailure::Status | OnFailure::OwnStatus)
    }

    /// Whether C receives the value through an out-parameter.
    pub(crate) fn has_answer(&self) -> bool {
        matches!(self.given, Given::Maybe(_))
            || self.returns_status() && !matches!(self.given, Given::Nothing)
    }

    /// Whether C receives the presence of the value through an out-parameter.
    pub(crate) fn has_present(&self) -> bool {
        matches!(self.given, Given::Maybe(_)) && self.returns_status()
    }

    /// Returns the symbol.
    pub(crate) fn symbol(&self) -> String {
        match self.of {
            Some(object) => format!("{PREFIX}_o{object}_f{}", self.index),
            None => format!("{PREFIX}_f{}", self.index),
        }
    }

    /// Whether the body can leave out a value.
    pub(crate) fn may_give_nothing(&self) -> bool {
        self.given.is_optional() || self.params.iter().any(|param| param.kind.is_out())
    }
}

/// A generated library.
#[derive(Clone, Debug)]
pub(crate) struct Library {
    pub(crate) types: Types,
    pub(crate) objects: Vec<Object>,
    pub(crate) functions: Vec<Function>,
    /// Whether it declares `type u32 = core::primitive::u32`.
    pub(crate) own_u32: bool,
}

impl Library {
    /// Returns the distinct element types of the lists that C frees.
    pub(crate) fn lists(&self) -> Vec<&Ty> {
        let params = self.functions.iter().flat_map(|function| &function.params);
        let written = params.filter_map(|param| match &param.kind {
            Kind::OutList { of, .. } => Some(of),
            _ => None,
        });
        let returned = self.functions.iter().filter_map(|function| match &function.given {
            Given::List { of, .. } => Some(of),
            _ => None,
        });
        distinct(returned.chain(written))
    }

    /// Returns the distinct types of the handles in lists that functions return.
    pub(crate) fn lists_of_objects(&self) -> Vec<usize> {
        let listed = self.functions.iter().filter_map(|function| match function.given {
            Given::Objects { object, .. } => Some(object),
            _ => None,
        });
        listed.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Returns the distinct element types of the lists that C reads in place.
    pub(crate) fn views(&self) -> Vec<&Ty> {
        distinct(self.functions.iter().filter_map(|function| match &function.given {
            Given::View { of, .. } => Some(of),
            _ => None,
        }))
    }
}

fn distinct<'a>(all: impl Iterator<Item = &'a Ty>) -> Vec<&'a Ty> {
    let mut types: Vec<&Ty> = Vec::new();
    for ty in all {
        if !types.contains(&ty) {
            types.push(ty);
        }
    }
    types
}
