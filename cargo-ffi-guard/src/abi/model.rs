//! The ABI of a library, as its artifact describes it. Data without behaviour, and the documented form of
//! `cargo ffi-guard abi --format json`.

use serde::{Deserialize, Serialize};
use serde_json::Number;
use std::collections::BTreeMap;

/// The ABI of a library for one target.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Abi {
    /// The prefix in `ffi_library!`.
    pub prefix: Option<String>,
    /// The sizes of C's types on the target.
    pub data_model: DataModel,
    /// The functions, by symbol.
    pub functions: BTreeMap<String, Function>,
    /// The statics, by symbol.
    pub statics: BTreeMap<String, Static>,
    /// The types that functions, statics and other types name, by name.
    pub types: BTreeMap<String, Definition>,
    /// The enums of error codes, by name.
    pub codes: BTreeMap<String, Codes>,
    /// A sentence for each type without a description.
    pub unknown: Vec<String>,
}

/// The sizes of C's integers and pointers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DataModel {
    /// `int` 32, `long` and pointers 64 bits: 64-bit Unix.
    #[default]
    LP64,
    /// `int` and `long` 32, pointers 64 bits: 64-bit Windows.
    LLP64,
    /// `int`, `long` and pointers 32 bits.
    ILP32,
}

/// An exported function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Function {
    /// The calling convention, as Rust names it.
    pub abi: String,
    /// How it came about.
    pub origin: Origin,
    /// The parameters, in order.
    pub parameters: Vec<Parameter>,
    /// The type of the result.
    pub returns: Type,
    /// The owner of the object behind the result, or behind the out-parameter of a status.
    pub gives: Role,
    /// The parameters that the result borrows from, if the caller reads it in place: `'static` for the library itself.
    /// Empty if a parameter has a lifetime that its type does not show.
    pub borrows: Option<Vec<String>>,
    /// Whether the result may be null although the function has not failed.
    pub optional: bool,
    /// The outcome of a failure for the caller. `None` if the function cannot fail, or has no guard.
    pub failure: Option<Failure>,
    /// The type of the error, as the author wrote it.
    pub error: Option<String>,
    /// Whether the function has a static that a panic poisons.
    pub poison: bool,
    /// The release that first exports it, if the author names it.
    pub since: Option<String>,
}

/// How a function came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// An author wrote it, under a guard.
    Guarded,
    /// An author wrote it, under `#[unguarded]`.
    Unguarded,
    /// `ffi_library!` generated it.
    Library,
    /// `#[derive(FfiHandle)]` generated it.
    Handle,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// Its name; empty if the author gave none.
    pub name: String,
    /// The use of the argument.
    pub role: Role,
    /// The calls that C must expect, if C provides a closure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback: Option<Callback>,
    /// Its type, with whether it may be null.
    #[serde(rename = "type")]
    pub ty: Type,
}

/// A callback that C provides: what the type of its function does not say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Callback {
    /// The uses of the arguments, in the order of C.
    pub arguments: Vec<Role>,
    /// The use of the result.
    pub result: Role,
    /// How often the library calls the function.
    pub calls: Calls,
    /// The threads that call it.
    pub threads: Threads,
    /// Whether the library keeps the function and its data after the call. It then destroys the data.
    pub kept: bool,
}

/// How often a library calls a callback. A later one allows more calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Calls {
    /// At most once.
    Once,
    /// Any number of times, but not while a call of it runs.
    Sequential,
    /// Any number of times, also while a call of it runs on the same thread.
    Nested,
}

/// The threads on which a library calls a callback. A later one allows more of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Threads {
    /// The thread that provides it.
    Same,
    /// Any thread, but only one at a time.
    Any,
    /// Any threads, also several at the same time.
    Concurrent,
}

/// The use of an argument, or the owner of a result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A value.
    #[default]
    #[serde(rename = "")]
    Value,
    /// A pointer that the function gets as it is.
    Unchecked,
    /// A pointer that the function uses during the call.
    Borrowed,
    /// A NUL-terminated string that the function reads during the call.
    String,
    /// A NUL-terminated string of UTF-8.
    Utf8,
    /// A pointer to as many bytes of UTF-8 as the next parameter says.
    CountedUtf8,
    /// A pointer to as many values as the next parameter says.
    Array,
    /// A pointer to as many NUL-terminated strings of UTF-8 as the next parameter says.
    Utf8Array,
    /// A pointer to as many pointers as the next parameter says, which the function uses during the call.
    BorrowedArray,
    /// A pointer to as many pointers as the next parameter says, whose objects the function takes.
    OwnedArray,
    /// The length of the array or the text before it.
    Length,
    /// A pointer whose object the function takes; of a result, one that the caller owns.
    Owned,
    /// A pointer to one reference of an object, which the function takes; of a result, one that the caller owns.
    Shared,
    /// A pointer that the function writes to.
    Out,
    /// A pointer that the function writes an address to. The caller owns the object there.
    OutOwned,
    /// A pointer that the function writes an address to. The caller owns one reference of the object there.
    OutShared,
    /// A pointer that the function writes a string to, which the caller owns.
    OutString,
    /// A pointer that the function writes a list to, which the caller owns.
    OutList,
    /// A function that the library calls.
    Callback,
    /// Of a result: a string that the caller owns.
    OwnedString,
    /// Of a result: a list that the caller owns.
    List,
    /// Of a callback's result: 0 for success. Any other number is an error.
    Status,
}

/// The outcome of a failure for the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Failure {
    /// A status code that is not 0.
    Status,
    /// A constant.
    Value {
        /// The expression in Rust.
        text: String,
        /// Its value, if it is an integer or a `bool`.
        number: Option<Number>,
    },
    /// The fallback of its type.
    Default,
    /// One of the arguments.
    Parameter {
        /// Its name.
        text: String,
    },
    /// An expression that is evaluated at the failure.
    Expression {
        /// The expression in Rust.
        text: String,
    },
    /// A value that a closure computes.
    Closure,
    /// Nothing: the process is aborted.
    Abort,
}

/// An enum under `#[derive(ErrorCode)]`. C has a constant for each code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Codes {
    /// The path in Rust.
    pub path: String,
    /// Whether `ffi_library!` names it: the constants are `PREFIX_CODE`, and `PREFIX_TYPE_CODE` otherwise.
    pub of_library: bool,
    /// The variants with their codes, in the order of the source.
    pub values: Vec<Variant>,
}

/// An exported variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Static {
    /// Its type.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Whether its value may change: it is `mut`, or has an atomic or a cell in it.
    pub mutable: bool,
    /// The release that first exports it, if the author names it.
    pub since: Option<String>,
}

/// A type that C sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Type {
    /// No value; behind a pointer, any value.
    Void,
    /// The type of a function that does not return.
    Never,
    /// `bool`.
    Bool,
    /// An integer.
    Integer {
        /// Whether it has a sign.
        signed: bool,
        /// The number of its bits.
        bits: u8,
        /// C's name for it, where the author wrote `c_long` or the like; `usize` and `isize` for those.
        word: Option<String>,
        /// Which of its values are not allowed.
        only: Option<Only>,
    },
    /// A floating-point number.
    Float {
        /// The number of its bits.
        bits: u8,
    },
    /// A pointer.
    Pointer {
        /// Whether the memory may be written to.
        mutable: bool,
        /// Whether it may be null.
        nullable: bool,
        /// The type behind it.
        to: Box<Self>,
    },
    /// An array.
    Array {
        /// The number of elements.
        length: u64,
        /// Their type.
        of: Box<Self>,
    },
    /// A pointer to a function.
    Function {
        /// The calling convention.
        abi: String,
        /// Whether it may be null.
        nullable: bool,
        /// The types of the parameters.
        parameters: Vec<Self>,
        /// The type of the result.
        returns: Box<Self>,
    },
    /// A type with a definition.
    Named {
        /// The key in [`Abi::types`].
        name: String,
    },
    /// A type without a description.
    Unknown {
        /// As the author wrote it.
        text: String,
        /// Its size, in bytes. `None` if the attribute could not name the type: `Self` in the C form.
        size: Option<u64>,
        /// Its alignment, in bytes.
        align: Option<u64>,
    },
}

/// The values of an integer type that a caller may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Only {
    /// All but 0.
    NonZero,
    /// The numbers of characters.
    Char,
}

/// The definition of a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Definition {
    /// A struct.
    Struct {
        /// The path in Rust.
        path: String,
        /// Its size, in bytes.
        size: u64,
        /// Its alignment, in bytes.
        align: u64,
        /// Whether C passes it as its only field.
        transparent: bool,
        /// The fields, in the order of the source.
        fields: Vec<Field>,
    },
    /// An enum without fields.
    Enum {
        /// The path in Rust.
        path: String,
        /// Its size, in bytes.
        size: u64,
        /// Its alignment, in bytes.
        align: u64,
        /// The integer that represents it.
        repr: Type,
        /// The names and numbers, in the order of the source.
        variants: Vec<Variant>,
    },
    /// An opaque object behind a pointer.
    Handle {
        /// The path in Rust.
        path: String,
        /// `box` or `arc`.
        owner: String,
        /// The function that frees it.
        free: String,
        /// Whether a panic poisons an object.
        poison: bool,
        /// Whether an object may be used on one thread only.
        single_thread: bool,
    },
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its offset, in bytes.
    pub offset: u64,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: Type,
}

/// A variant of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// Its name in Rust.
    pub name: String,
    /// Its number.
    pub value: Number,
}
