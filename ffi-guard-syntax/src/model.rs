//! The data that the stages hand on, without behaviour.
//!
//! `parse` writes the `Source*` types, `check` reads them, and `lower` makes the public types of them. The public types
//! leave no case that an expansion could not handle.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{
    Attribute, Expr, ExprClosure, Generics, ItemStatic, LitStr, Macro, Member, Pat, Path, Receiver,
    Signature, Token, Type, Variant, Visibility, token,
};

/// A function: `#[attributes] pub fn name(..) -> T { body }`. Its body stays a stream of tokens.
#[derive(Clone)]
pub struct Function {
    /// The outer attributes, and the inner attributes of the body, turned into outer ones.
    pub attrs: Vec<Attribute>,
    /// The visibility.
    pub vis: Visibility,
    /// The signature.
    pub sig: Signature,
    /// The braces of the body, with their spans.
    pub braces: token::Brace,
    /// The tokens between the braces, without inner attributes.
    pub body: TokenStream,
}

/// The item under `#[ffi_export]`.
pub enum Item {
    /// A function.
    Function(Box<Export>),
    /// An `impl` block.
    Block(Box<Block>),
}

/// A function that C calls, checked and lowered.
#[derive(Clone)]
pub struct Export {
    /// How the author wrote it, and how it is guarded.
    pub form: Form,
    /// The function, without the attribute that named its symbol. The receiver of a method is an ordinary parameter.
    pub function: Function,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// The result.
    pub result: ResultType,
    /// The symbol; for a callback its name.
    pub symbol: Symbol,
    /// Whether the symbol defaults to the name of the function. Such a symbol must begin with the library's prefix.
    pub named_after_function: bool,
    /// The type whose method it is, for a method of an exported `impl` block. It replaces `Self`.
    pub owner: Option<Path>,
    /// Whether `pthread_cancel` is deferred until the shim returns.
    pub no_cancel: bool,
    /// The static that a panic poisons, and that each call checks first.
    pub poison: Option<Path>,
    /// The release that first exports it: one to three numbers with dots between them.
    pub since: Option<String>,
    /// The path of the runtime, if it is not `::ffi_guard`.
    pub krate: Option<Path>,
}

/// The form of an exported function.
#[derive(Clone)]
pub enum Form {
    /// An `extern "C"` function with a symbol attribute. Its body is guarded in place.
    C {
        /// The value after a panic.
        fallback: Fallback,
    },
    /// An `extern "C"` function that C gets by its address. Its body is guarded in place, and it has no symbol.
    Callback {
        /// The value after a panic.
        fallback: Fallback,
    },
    /// A plain `fn`. It stays as it is, and a shim is placed beside it.
    Rust {
        /// The ABI of the shim: `"C"` unless the author says otherwise.
        abi: LitStr,
        /// The kind of shim.
        shim: Shim,
    },
}

/// The shim of a plain `fn`.
#[derive(Clone)]
pub enum Shim {
    /// The signature is C's already: all arguments and the result pass unconverted.
    Unconverted {
        /// The value after a panic.
        fallback: Fallback,
    },
    /// An argument or the result is converted, or a poisoned state is checked. A call can fail without a panic.
    Converted {
        /// The reaction to a failure of any kind.
        on_failure: OnFailure,
    },
}

/// The reaction of a converting shim to a failure.
#[derive(Clone)]
pub enum OnFailure {
    /// It returns a fallback value.
    Fallback(Fallback),
    /// It returns a status code: an `i32`, or the author's type.
    Status(Option<Path>),
}

/// The value that C gets after a failure.
#[derive(Clone)]
pub enum Fallback {
    /// The `Fallback` of the return type.
    Default,
    /// A literal, or a parameter of the return type. Evaluating it runs no code of the author's.
    Plain(Expr),
    /// A constant.
    Constant(Expr),
    /// Any other expression.
    Expression(Expr),
    /// A closure, called with the error.
    Closure(ExprClosure),
    /// None: the process is aborted.
    Abort,
}

/// A parameter of the Rust function.
#[derive(Clone)]
pub struct Parameter {
    /// The author's pattern.
    pub pat: Pat,
    /// The type.
    pub ty: Type,
    /// Lint levels, which apply to the bindings of the pattern.
    pub lints: Vec<Attribute>,
    /// The conversion from C.
    pub conversion: Conversion,
    /// Whether it was written as a receiver.
    pub is_receiver: bool,
}

/// The conversion of an argument from C, selected by the spelling of its type.
#[derive(Clone)]
pub enum Conversion {
    /// None: a number, a raw pointer, or a value marked `#[ffi(unchecked)]`.
    Unconverted,
    /// A value of a type that C can pass, checked.
    Value,
    /// `char`, as its number.
    Character,
    /// A function pointer with a C ABI.
    Function {
        /// Whether it may be null.
        optional: bool,
        /// The type of the pointer, without `Option`.
        pointer: Type,
    },
    /// A reference to one value, as a pointer.
    Reference {
        /// Whether it is `&mut`.
        exclusive: bool,
        /// Whether it may be null.
        optional: bool,
        /// Whether the value is checked as well as the pointer.
        checked: bool,
        /// The type behind it.
        target: Type,
    },
    /// `&CStr`, as a `const char *`.
    CStr {
        /// Whether it may be null.
        optional: bool,
    },
    /// `&str`, as a `const char *`.
    Text {
        /// Whether it may be null.
        optional: bool,
        /// Whether C passes the length in bytes after the pointer, instead of a NUL at the end.
        counted: bool,
    },
    /// A slice, as a pointer and a length.
    Slice {
        /// Whether it is `&mut`.
        exclusive: bool,
        /// Whether the elements are checked as well as the pointer and the length.
        checked: bool,
        /// The type of its elements.
        element: Type,
    },
    /// `&[&str]`, as a pointer to C strings and a length.
    Texts,
    /// `&[&T]`, as a pointer to pointers and a length.
    References {
        /// The type behind each of them.
        target: Type,
    },
    /// `Vec<Box<T>>`, as a pointer to pointers whose ownership C transfers, and a length.
    BoxedList {
        /// The owned type.
        target: Type,
    },
    /// `Box<T>`, as a pointer whose ownership C transfers.
    Boxed {
        /// Whether it may be null.
        optional: bool,
        /// The owned type.
        target: Type,
    },
    /// `Arc<T>`, as a pointer to one reference count, which C transfers.
    Shared {
        /// The owned type.
        target: Type,
    },
    /// `&Arc<T>`, as a pointer to one reference count, which C keeps.
    SharedReference {
        /// Whether it may be null.
        optional: bool,
        /// The shared type.
        target: Type,
    },
    /// `self` by value, as a handle whose ownership C transfers.
    Taken {
        /// The type of the object.
        target: Type,
    },
    /// `Out<'_, T>`, as a pointer that the shim writes to.
    Out {
        /// Whether it may be null.
        optional: bool,
        /// The type that is written.
        target: Type,
    },
    /// A closure type, such as `&mut dyn FnMut(..)`, as a function of C and its data pointer.
    Callback(Box<ProvidedCallback>),
}

/// A callback that C provides, which the function receives as a closure.
#[derive(Clone)]
pub struct ProvidedCallback {
    /// The holder of the closure.
    pub holder: CallbackHolder,
    /// The trait of the closure.
    pub kind: FunctionKind,
    /// Whether C may pass null instead of a function.
    pub optional: bool,
    /// Whether the closure is `Send`.
    pub is_send: bool,
    /// Whether the closure is `Sync`.
    pub is_sync: bool,
    /// The arguments that Rust passes to C.
    pub arguments: Vec<CallbackArgument>,
    /// The result that C returns.
    pub result: CallbackResult,
}

/// A trait of closures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionKind {
    /// `Fn`.
    Fn,
    /// `FnMut`.
    FnMut,
    /// `FnOnce`.
    FnOnce,
}

/// The holder of a closure that C provides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallbackHolder {
    /// `&mut dyn FnMut(..)`: borrowed for the call.
    Mut,
    /// `&dyn Fn(..)`: borrowed for the call.
    Ref,
    /// `Box<dyn ..>`: owned.
    Box,
    /// `Arc<dyn Fn(..)>`: owned.
    Arc,
}

/// An argument of a callback that C provides.
#[derive(Clone)]
pub struct CallbackArgument {
    /// The type.
    pub ty: Type,
    /// The conversion for C.
    pub conversion: ArgumentForC,
}

/// The conversion of an argument for C, selected by the spelling of its type. A pointer is valid until the callback
/// returns.
#[derive(Clone)]
pub enum ArgumentForC {
    /// None: a number, `bool` or a raw pointer.
    Unconverted,
    /// A value of a type that C knows.
    Value,
    /// `char`, as its number.
    Character,
    /// `&CStr`, as a `const char *`.
    CStr {
        /// Whether C gets null for `None`.
        optional: bool,
    },
    /// `&str`, as a pointer and a length, without a NUL at its end.
    Text {
        /// Whether C gets null for `None`.
        optional: bool,
    },
    /// A slice, as a pointer and a length.
    Slice {
        /// Whether C may write to the elements.
        exclusive: bool,
        /// Whether C gets null for `None`.
        optional: bool,
        /// The type of its elements.
        element: Type,
    },
    /// `String` or `CString`, as a C string that C owns.
    String {
        /// Whether C gets null for `None`.
        optional: bool,
    },
    /// `Box<T>`, as a pointer that C owns.
    Boxed {
        /// Whether C gets null for `None`.
        optional: bool,
        /// The owned type.
        target: Type,
    },
    /// `Arc<T>`, as a pointer to one reference count, which C owns.
    Shared {
        /// The owned type.
        target: Type,
    },
    /// `&Arc<T>`, as a pointer to the object.
    BorrowedArc {
        /// The shared type.
        target: Type,
    },
    /// `&[&T]`, as a pointer to pointers and a length.
    References {
        /// The type behind the references.
        target: Type,
    },
    /// A reference to one value, as a pointer.
    Reference {
        /// Whether C may write to the value.
        exclusive: bool,
        /// Whether C gets null for `None`.
        optional: bool,
        /// The type behind it.
        target: Type,
    },
}

/// The result of a callback that C provides.
#[derive(Clone)]
pub struct CallbackResult {
    /// The return type as the author wrote it.
    pub output: Type,
    /// The type of the value: the return type, or the `T` of a `Result<T, CallbackError>`.
    pub ty: Type,
    /// The conversion of the value.
    pub value: CallbackValue,
    /// Whether it is a `Result`: C returns a status, and writes the value to an out-parameter.
    pub is_fallible: bool,
}

/// The conversion of the value that a callback returns, selected by the spelling of its type.
#[derive(Clone)]
pub enum CallbackValue {
    /// `()`.
    Unit,
    /// None: a number or a raw pointer.
    Unconverted,
    /// A value of a type that C can pass, checked.
    Checked,
    /// `char`, as its number.
    Character,
    /// `Box<T>`, as a pointer whose ownership C transfers.
    Boxed {
        /// Whether it may be null.
        optional: bool,
        /// The owned type.
        target: Type,
    },
    /// `Arc<T>`, as a pointer to one reference count, which C transfers.
    Shared {
        /// The owned type.
        target: Type,
    },
}

/// The result of a function.
#[derive(Clone)]
pub struct ResultType {
    /// The conversion of the value for C.
    pub returned: Returned,
    /// The type of the value: the return type, or the `T` of a `Result<T, E>`.
    pub ty: Type,
    /// Whether the function returns a `Result`.
    pub fallible: bool,
    /// The type of the error, if the signature names it.
    pub error: Option<Type>,
}

/// The conversion of a returned value for C, selected by the spelling of its type.
#[derive(Clone)]
pub enum Returned {
    /// The value passes unconverted.
    Unconverted,
    /// A value of a type that C can pass.
    Value,
    /// `char`, as its number.
    Character,
    /// `String`, `CString` or an `Option` of one, as a C string that C owns.
    Text,
    /// `Vec<T>` or an `Option` of one, as a pointer and a length that C owns.
    List {
        /// The type of its elements.
        element: Type,
    },
    /// `&str` or an `Option` of one, as a pointer and a length that C reads in place.
    Str,
    /// `&[T]` or an `Option` of one, as a pointer and a length that C reads in place.
    Slice {
        /// The type of its elements.
        element: Type,
    },
    /// `Vec<String>` or an `Option` of one, as a list of strings that C owns.
    Texts,
    /// `Vec<Box<T>>` or an `Option` of one, as a list of handles that C owns.
    Handles {
        /// The type of the objects.
        target: Type,
    },
    /// `Option<T>` of a value, as a flag and an out-parameter.
    Optional {
        /// The type of the value.
        target: Type,
    },
    /// `&CStr` or an `Option` of one, as a C string that C does not own.
    CStr,
    /// `&T` or an `Option` of one, as a pointer to a value that C reads in place.
    Reference {
        /// The type behind it.
        target: Type,
    },
    /// `!`: the function does not return.
    Never,
    /// `Box<T>`, as a pointer that C owns.
    Boxed {
        /// Whether it may be null.
        optional: bool,
        /// The owned type.
        target: Type,
    },
    /// `Arc<T>`, as a pointer to one reference count, which C owns.
    Shared {
        /// The owned type.
        target: Type,
    },
    /// `Self` or an `Option` of it, as a handle that C owns.
    Handle {
        /// Whether it may be null.
        optional: bool,
        /// The type of the object.
        target: Type,
    },
}

/// The symbol of an export.
#[derive(Clone)]
pub enum Symbol {
    /// The whole symbol: not empty, without a NUL.
    Whole(String),
    /// The part that follows the library's prefix and a `_`, such as `counter_new`.
    UnderPrefix(String),
    /// A call of the author's macro that expands to a string literal: `prefix!(open)`.
    Macro(Macro),
}

/// An exported `impl` block, checked and lowered.
pub struct Block {
    /// The type.
    pub ty: Path,
    /// The middle part of the symbols: the type's name in snake case, unless the author gives another.
    pub name: String,
    /// The exported functions. Their attributes begin with the conditions and lint levels of the block.
    pub exports: Vec<Export>,
    /// The `cfg` attributes of the block.
    pub conditions: Vec<Attribute>,
    /// The block without the attributes of this crate.
    pub remaining: TokenStream,
    /// The path of the runtime, if it is not `::ffi_guard`.
    pub krate: Option<Path>,
}

/// An export without a guard.
pub struct Unguarded {
    /// The item, without the attribute that named its symbol.
    pub item: UnguardedItem,
    /// The symbol.
    pub symbol: Symbol,
    /// The release that first exports it.
    pub since: Option<String>,
    /// The path of the runtime, if it is not `::ffi_guard`.
    pub krate: Option<Path>,
}

/// The item under `#[unguarded]`.
pub enum UnguardedItem {
    /// A function.
    Function(Box<Function>),
    /// A static, which cannot panic.
    Static(Box<ItemStatic>),
}

/// The functions of a library that report errors to C, by their default names without the prefix.
pub const ERROR_FUNCTIONS: [&str; 5] = [
    "last_error",
    "last_error_message",
    "last_error_backtrace",
    "clear_last_error",
    "set_error_callback",
];

/// The function that frees strings, without the prefix.
pub const STRING_FUNCTION: &str = "string_free";

/// The function that returns the version of the ABI, without the prefix.
pub const ABI_FUNCTION: &str = "abi";

/// The arguments of `ffi_library! { .. }`.
pub struct Library {
    /// The prefix of the library's own functions: a C identifier.
    pub prefix: String,
    /// The symbols of the [`ERROR_FUNCTIONS`], in their order; `None` for a library without them.
    pub error_functions: Option<[String; ERROR_FUNCTIONS.len()]>,
    /// Whether panic messages are kept from stderr.
    pub quiet: bool,
    /// Whether failures have backtraces regardless of the environment.
    pub backtrace: bool,
    /// Whether the library exports a function that frees strings.
    pub strings: bool,
    /// The element types of lists for which the library exports a function that frees them.
    pub vecs: Vec<ListElement>,
    /// The lock file with the version of the ABI, relative to the directory of the manifest.
    pub abi: Option<LitStr>,
    /// The enum with the codes of the library.
    pub codes: Option<Path>,
    /// Whether all handles are checked: a constant expression.
    pub checked_handles: Option<Expr>,
    /// Whether the name `no_mangle` is shadowed, so that rustc refuses each `#[no_mangle]` of the crate.
    pub shadow: bool,
    /// The name of the runtime's crate, if it is not `ffi_guard`.
    pub krate: Option<Ident>,
}

/// The element type of a list that C owns.
#[derive(Clone)]
pub struct ListElement {
    /// The elements.
    pub content: ListContent,
    /// Their name in C: `point` in `mylib_vec_point`.
    pub name: String,
}

/// The elements of a list that C owns.
#[derive(Clone)]
pub enum ListContent {
    /// Values of a type.
    Values(Path),
    /// Strings.
    Texts,
    /// Handles of a type.
    Handles(Path),
}

/// A type under `#[derive(FfiHandle)]`.
pub struct Handle {
    /// Its name.
    pub ident: Ident,
    /// The middle part of the symbols: the type's name in snake case, unless the author gives another.
    pub name: String,
    /// The owner of the objects.
    pub owner: HandleOwner,
    /// Whether handles of the type are checked regardless of the library's setting.
    pub checked: bool,
    /// Whether a panic poisons an object.
    pub poison: bool,
    /// Whether C uses each object on one thread only.
    pub single_thread: bool,
    /// The types of fields that store closures which are not both `Send` and `Sync` by their spelling.
    pub callbacks: Vec<Type>,
    /// The release that first exports the functions of the handle.
    pub since: Option<String>,
    /// The path of the runtime, if it is not `::ffi_guard`.
    pub krate: Option<Path>,
}

/// The owner of the objects behind handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandleOwner {
    /// C alone, through a `Box`.
    Box,
    /// C and Rust, through an `Arc`.
    Arc,
}

/// A type under `#[derive(ErrorCode)]`.
pub struct ErrorCode {
    /// Its name.
    pub ident: Ident,
    /// Its parameters.
    pub generics: Generics,
    /// An enum, or a struct with the code of a field.
    pub shape: ErrorShape,
    /// The path of the runtime, if it is not `::ffi_guard`.
    pub krate: Option<Path>,
}

/// The shape of a type under `#[derive(ErrorCode)]`.
pub enum ErrorShape {
    /// An enum, with the code of each variant.
    Enum(Vec<Code>),
    /// A struct, with the field that has the code.
    Struct(Member, Box<Type>),
}

/// A code of an error.
pub struct Code {
    /// The variant.
    pub ident: Ident,
    /// The end of its name in C: `NOT_FOUND` in `MYLIB_NOT_FOUND`.
    pub name: String,
    /// The number, which is positive.
    pub number: i32,
    /// The attributes of the variant.
    pub attrs: Vec<Attribute>,
}

/// The statuses that each library has besides its codes, with the ends of their names in C.
pub const STATUSES: [(&str, i32); 6] = [
    ("OK", 0),
    ("PANIC", -1),
    ("INVALID_ARGUMENT", -2),
    ("ERROR", -3),
    ("POISONED", -4),
    ("INVALID_RESULT", -6),
];

/// Returns whether a status has a name, or may have it later.
#[must_use]
pub fn is_status_name(name: &str) -> bool {
    let reserved = ["NONE", "RETURNED", "ABANDONED", "CANCELLED"];
    reserved.contains(&name) || STATUSES.iter().any(|(status, _)| *status == name)
}

/// A type under `#[derive(FfiType)]`.
pub struct FfiType {
    /// Its name.
    pub ident: Ident,
    /// Its parameters.
    pub generics: Generics,
    /// A struct or an enum.
    pub shape: Shape,
    /// The path of the runtime, if it is not `::ffi_guard`.
    pub krate: Option<Path>,
}

/// The shape of a type under `#[derive(FfiType)]`.
pub enum Shape {
    /// A struct.
    Struct {
        /// The fields that are checked.
        checked: Vec<CheckedField>,
        /// The types of the fields with `#[ffi(unchecked)]`.
        unchecked: Vec<Type>,
        /// All fields, with their types.
        fields: Vec<(Member, Type)>,
        /// Whether it has `#[repr(transparent)]`.
        transparent: bool,
    },
    /// An enum without fields.
    Enum {
        /// The integer of `#[repr(i32)]`; `None` for `#[repr(C)]`, which means C's `int`.
        number: Option<Ident>,
        /// The names of the variants.
        variants: Vec<Ident>,
    },
}

/// A checked field of a struct.
pub struct CheckedField {
    /// Its name, or its index.
    pub member: Member,
    /// Its type.
    pub ty: Type,
}

/// An exported function as the author wrote it.
pub(crate) struct SourceExport {
    pub(crate) form: SourceForm,
    pub(crate) args: ExportArgs,
    /// The `fallback`, `abort` or `status` of the block, for a method that has none of its own.
    pub(crate) inherited: Option<FailureArgs>,
    /// Without symbol attributes and `#[ffi(..)]`, and with the receiver as a parameter.
    pub(crate) function: Function,
    /// `no_mangle` and `export_name`, in the order of the source.
    pub(crate) symbol_attrs: Vec<SymbolAttr>,
    pub(crate) parameters: Vec<SourceParameter>,
    pub(crate) owner: Option<BlockType>,
}

/// The form of a function, by its attribute and the ABI in its signature.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum SourceForm {
    C,
    Rust,
    Callback,
}

/// The type of an exported `impl` block.
#[derive(Clone)]
pub(crate) struct BlockType {
    pub(crate) path: Path,
    /// The middle part of the symbols.
    pub(crate) name: String,
}

/// A parameter as the author wrote it.
pub(crate) struct SourceParameter {
    pub(crate) pat: Pat,
    pub(crate) ty: Type,
    /// All attributes but `#[ffi(..)]`.
    pub(crate) attrs: Vec<Attribute>,
    /// `#[ffi(unchecked)]`; in a function that is guarded in place, any `#[ffi(..)]`.
    pub(crate) unchecked: Option<Attribute>,
    /// `#[ffi(len)]`: C passes the length of the text.
    pub(crate) counted: Option<Attribute>,
    /// The receiver that this parameter was written as.
    pub(crate) receiver: Option<Receiver>,
}

/// The arguments of `#[ffi_export(..)]` or `#[ffi_callback(..)]`.
#[derive(Default)]
pub(crate) struct ExportArgs {
    pub(crate) on_failure: FailureArgs,
    pub(crate) no_cancel: bool,
    pub(crate) poison: Option<Path>,
    pub(crate) since: Option<String>,
    pub(crate) name: Option<(Ident, SourceSymbol)>,
    pub(crate) abi: Option<(Ident, LitStr)>,
    pub(crate) krate: Option<Path>,
}

/// The arguments that say what C gets after a failure, each with its key.
#[derive(Clone, Default)]
pub(crate) struct FailureArgs {
    pub(crate) fallback: Option<(Ident, Expr)>,
    pub(crate) abort: Option<Ident>,
    pub(crate) status: Option<(Ident, Option<Path>)>,
}

/// An attribute that names a symbol.
pub(crate) struct SymbolAttr {
    pub(crate) attribute: Attribute,
    /// The value of `export_name`; `None` for `no_mangle`.
    pub(crate) name: Option<SourceSymbol>,
}

/// A symbol as the author wrote it.
#[derive(Clone)]
pub(crate) enum SourceSymbol {
    Literal(LitStr),
    /// A macro that rustc expands to a literal.
    Macro(Macro),
}

/// An `impl` block as the author wrote it.
pub(crate) struct SourceBlock {
    pub(crate) args: ExportArgs,
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) head: BlockHead,
    /// The type, if its symbols can be named after it. Without one, the functions are not read.
    pub(crate) owner: Option<BlockType>,
    pub(crate) exports: Vec<SourceExport>,
    /// `#[ffi_export]` on functions that are not exported.
    pub(crate) useless_attrs: Vec<UselessAttr>,
    pub(crate) remaining: TokenStream,
}

/// `unsafe impl<T> Type where ..`
pub(crate) struct BlockHead {
    pub(crate) tokens: TokenStream,
    pub(crate) unsafety: Option<Token![unsafe]>,
    pub(crate) generics: Generics,
    /// The trait, if the block implements one.
    pub(crate) of_trait: Option<Span>,
    pub(crate) ty: Type,
}

/// `#[ffi_export]` on a function of a block that is not exported.
pub(crate) struct UselessAttr {
    pub(crate) attr: Attribute,
    /// Whether `#[ffi(skip)]` excludes the function; else it is not `pub`.
    pub(crate) skip: bool,
}

/// An item under `#[unguarded(..)]` as the author wrote it.
pub(crate) struct SourceUnguarded {
    pub(crate) reason: Option<LitStr>,
    pub(crate) since: Option<String>,
    pub(crate) krate: Option<Path>,
    pub(crate) item: UnguardedItem,
    pub(crate) symbol_attrs: Vec<SymbolAttr>,
}

/// The arguments of `ffi_library!` as the author wrote them.
#[derive(Default)]
pub(crate) struct SourceLibrary {
    /// `Some(None)` if its value is not a string, which is a syntax error.
    pub(crate) prefix: Option<Option<LitStr>>,
    pub(crate) errors: Option<LitStr>,
    /// The symbols that the author gives error functions, each with its key.
    pub(crate) error_names: Vec<(Ident, LitStr)>,
    pub(crate) quiet: bool,
    pub(crate) backtrace: bool,
    pub(crate) strings: bool,
    pub(crate) vecs: Vec<Type>,
    pub(crate) abi: Option<LitStr>,
    pub(crate) codes: Option<Path>,
    pub(crate) checked_handles: Option<Expr>,
    pub(crate) shadow: bool,
    pub(crate) krate: Option<Path>,
}

/// A type under `#[derive(FfiHandle)]` as the author wrote it.
pub(crate) struct SourceHandle {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    /// `#[ffi(..)]` on fields and variants.
    pub(crate) inner_attrs: Vec<Attribute>,
    pub(crate) owner: HandleOwner,
    pub(crate) checked: bool,
    /// The key of the argument.
    pub(crate) poison: Option<Ident>,
    pub(crate) single_thread: bool,
    pub(crate) callbacks: Vec<Type>,
    pub(crate) since: Option<String>,
    pub(crate) name: Option<LitStr>,
    pub(crate) krate: Option<Path>,
}

/// A type under `#[derive(ErrorCode)]` as the author wrote it.
pub(crate) struct SourceErrorCode {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) repr: Repr,
    pub(crate) shape: SourceErrorShape,
    /// Attributes on variants and their fields.
    pub(crate) useless: Vec<Attribute>,
    pub(crate) krate: Option<Path>,
}

/// The shape of a type under `#[derive(ErrorCode)]` as the author wrote it.
pub(crate) enum SourceErrorShape {
    Enum(Vec<SourceCode>),
    /// The fields with `#[code]`.
    Struct(Vec<(Member, Type, Attribute)>),
    Union(Token![union]),
}

/// A variant with its discriminant.
pub(crate) struct SourceCode {
    pub(crate) ident: Ident,
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) number: Option<Expr>,
}

/// A type under `#[derive(FfiType)]` as the author wrote it.
pub(crate) struct SourceFfiType {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) repr: Repr,
    pub(crate) shape: SourceShape,
    pub(crate) krate: Option<Path>,
}

/// The representations in `#[repr(..)]`.
#[derive(Default)]
pub(crate) struct Repr {
    pub(crate) c: bool,
    pub(crate) transparent: bool,
    /// The word, for its span.
    pub(crate) packed: Option<Ident>,
    pub(crate) number: Option<Ident>,
}

/// The shape of a type.
pub(crate) enum SourceShape {
    Struct(Vec<SourceField>),
    Enum(Vec<Variant>),
    Union(Token![union]),
}

/// A field of a struct.
pub(crate) struct SourceField {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    /// Whether it has `#[ffi(unchecked)]`.
    pub(crate) unchecked: bool,
}
