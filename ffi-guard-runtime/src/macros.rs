//! The documentation of the macros. It is in this crate so that its examples can run.

/// Guards a function that is exported to C: a panic is caught at the boundary and recorded, and C receives a fallback
/// value.
///
/// # The two forms
///
/// **C form**: the function is `extern "C"` (or has another ABI that does not unwind) and carries
/// `#[unsafe(no_mangle)]`, `#[no_mangle]` or `export_name`. The value of `export_name` may be a macro that expands to a
/// string literal: `#[unsafe(export_name = prefix!(divide))]`. Only its body is guarded. Its signature and its place do
/// not change, so cbindgen and editors see the same function as before. The C form also works in `impl` blocks, on
/// functions without `self`. In the block of a generic type nothing is exported, with or without the attribute.
///
/// A parameter of the C form arrives as C passed it. If a safe function has a parameter whose type derives
/// [`FfiType`](trait@crate::FfiType) and has invalid values, the compiler warns (lint `deprecated`), because only the
/// Rust form checks values. Write a plain `fn`, or make the function `unsafe extern`.
///
/// ```
/// # use ffi_guard::ffi_export;
/// #[ffi_export(fallback = -1)]
/// #[unsafe(no_mangle)]
/// pub extern "C" fn doc_divide(a: i32, b: i32) -> i32 {
///     a / b
/// }
/// assert_eq!(doc_divide(1, 0), -1);
/// ```
///
/// **Rust form**: a plain free `fn`. It does not change for Rust callers, and its panics are ordinary panics there. The
/// attribute adds a guarded shim with the C ABI, exported under the name of the function. In a crate with
/// [`ffi_library!`] the name must begin with the library's prefix, or `name = ".."` must set the symbol. The function
/// may be a `const fn`. For methods, put the attribute on their `impl` block; see below.
///
/// ```
/// # use ffi_guard::ffi_export;
/// #[ffi_export(fallback = 0, name = "doc_root")]
/// pub fn root(n: u32) -> u32 {
///     n.isqrt()
/// }
/// assert_eq!(root(16), 4);
/// ```
///
/// The shim checks and converts the arguments inside the guard, before the function receives any of them:
///
/// ```
/// # use ffi_guard::{FfiType, Out, ffi_export};
/// # use std::num::ParseIntError;
/// #[derive(Clone, Copy, FfiType)]
/// #[repr(i32)]
/// pub enum DocBase {
///     Ten = 10,
///     Sixteen = 16,
/// }
///
/// /// In C: `int32_t doc_parse(const char *text, int32_t base, int64_t *out)`, which returns 0 for success.
/// #[ffi_export(status)]
/// pub fn doc_parse(text: &str, base: DocBase) -> Result<i64, ParseIntError> {
///     i64::from_str_radix(text, base as u32)
/// }
///
/// /// In C: `bool doc_first(const int64_t *values, size_t values_len, int64_t *first)`.
/// #[ffi_export(fallback = false)]
/// pub fn doc_first(values: &[i64], mut first: Out<'_, i64>) -> bool {
///     values.iter().for_each(|value| first.set(*value));
///     !values.is_empty()
/// }
/// # fn main() {
/// assert_eq!(doc_parse("ff", DocBase::Sixteen), Ok(255));
/// # }
/// ```
///
/// | parameter | in C | rejected |
/// |---|---|---|
/// | number, raw pointer | the same | – |
/// | `bool`, `char` | `bool`, `uint32_t` | other numbers |
/// | [`NonZero`](std::num::NonZero), `Option` of one | the number | 0 (if not optional) |
/// | `&T`, `&mut T`, `Option` of one | `const T *`, `T *` | null (if not optional), misaligned, not a value of `T` |
/// | `&CStr`, `&str`, `Option` of one | `const char *` | null (if not optional), not UTF-8 (for `&str`) |
/// | `#[ffi(len)]` and `&str`, `Option` of one | `const char *`, `size_t` | null with a length (if not optional), too long, not UTF-8 |
/// | `&[T]`, `&mut [T]` | pointer, `size_t` | null with a length, misaligned, too long, not values of `T` |
/// | `&[&str]` | `const char *const *`, `size_t` | as an array and as each text |
/// | `&[&T]`, `Vec<Box<T>>` | `const T *const *` or `T *const *`, `size_t` | as an array and as each pointer; an owner that is given twice |
/// | `Box<T>`, `Option<Box<T>>`, `Arc<T>` | owning pointer | null (if not optional), misaligned, not a value of `T` (for a box) |
/// | `&Arc<T>`, `Option` of one | `const T *`; C keeps its reference | null (if not optional), misaligned |
/// | `&T`, `&mut T`, `&Arc<T>`, owners of a [`FfiHandle`](trait@crate::FfiHandle) | the same | null (if not optional), not a handle (if checked) |
/// | [`Out<'_, T>`](crate::Out), `Option` of one | `T *` | null (if not optional), misaligned |
/// | `Out` of a `Box<T>`, `Arc<T>`, `String`, `Vec<T>` | `T **`, `T **`, `char **`, `PREFIX_vec_T *` | the same |
/// | `extern "C" fn(..) -> R` of an [`AnyBits`](crate::AnyBits) `R`, `Option` of one | the same | null (if not optional) |
/// | `&mut dyn FnMut(..)`, `&dyn Fn(..)`, `Option` of one | function pointer, `void *` | null (if not optional); invalid results, when C returns them |
/// | `Box<dyn Fn(..)>`, `FnMut` or `FnOnce`, `Arc<dyn Fn(..)>`, `Option` of one | function pointer, `void *`, and a function that destroys it | the same |
/// | a type with [`FfiType`](trait@crate::FfiType) | the same | not a value of the type |
/// | `#[ffi(unchecked)]` and any other type with a C representation | the same | – |
/// | `#[ffi(unchecked)]` and `&T`, `&mut T`, `Option` of one, `&[T]`, `&mut [T]` | as without the attribute | as without the attribute, except for the value |
///
/// An argument is also rejected if it overlaps another one and the function may write or free one of them. A call with
/// a rejected argument records an error of the kind [`InvalidArgument`](crate::ErrorKind::InvalidArgument) and returns
/// the fallback. The function does not run, and C still owns what it passed, except for the data of callbacks, which is
/// destroyed.
///
/// Some rules of the C prototype cannot be checked. C must ensure that a pointer which is neither null nor misaligned
/// points to memory of the type or length, that nobody else writes to this memory during the call, and that an owner is
/// passed back once.
///
/// The function returns numbers, pointers, `FfiType`s, `char`, owners (as pointers), strings (as a `char *` that C
/// owns; see `strings` of [`ffi_library!`]), a `Vec` of values, strings or boxed handles (as a pointer and a length that C owns; see `vecs` there),
/// references to what C reads in place (see [`FfiStr`](crate::FfiStr) and [`FfiSlice`](crate::FfiSlice); `&CStr` and
/// `&T` as pointers), an `Option` of a number or an `FfiType` (as a `bool` and an out-parameter), or a `Result` of these. After an `Err` C receives the fallback. The message of the recorded error is the `Display` of the
/// `Err` in the form `{:#}`, which prints all causes of an `anyhow::Error`. Its code comes from
/// [`ErrorCode`](trait@crate::ErrorCode).
///
/// # `impl` blocks
///
/// On the `impl` block of a type, usually one with [`FfiHandle`](trait@crate::FfiHandle), the attribute exports each
/// `pub fn` in the Rust form. The symbol is `{prefix}_{type in snake case}_{function}`, with the prefix of
/// [`ffi_library!`]. The block does not change for Rust callers.
///
/// ```
/// ffi_guard::ffi_library! { prefix = "doc" }
/// # use ffi_guard::{FfiHandle, ffi_export};
///
/// #[derive(FfiHandle)]
/// pub struct DocStack(Vec<i32>);
///
/// #[ffi_export(fallback = -1)]
/// impl DocStack {
///     /// In C: `doc_doc_stack *doc_doc_stack_new(void)`; null after a panic.
///     pub fn new() -> Self {
///         Self(Vec::new())
///     }
///
///     /// In C: `int32_t doc_doc_stack_push(doc_doc_stack *doc_stack, int32_t value)`.
///     pub fn push(&mut self, value: i32) -> i32 {
///         self.0.push(value);
///         0
///     }
///
///     /// In C: `int32_t doc_doc_stack_pop(doc_doc_stack *doc_stack, int32_t *out)`, a status.
///     #[ffi_export(status)]
///     pub fn pop(&mut self) -> Result<i32, &'static str> {
///         self.0.pop().ok_or("the stack is empty")
///     }
///
///     /// Not exported.
///     #[ffi(skip)]
///     pub fn values(&self) -> &[i32] {
///         &self.0
///     }
/// }
/// # fn main() {
/// let mut stack = DocStack::new();
/// stack.push(3);
/// assert_eq!(stack.pop(), Ok(3));
/// # }
/// ```
///
/// `&self` and `&mut self` are pointers to the object. `self`, `self: Box<Self>` and `self: Arc<Self>` take the object
/// from C. The C parameter is named after the type. `Self`, `Option<Self>` and `Result<Self, E>` are returned as
/// handles.
///
/// The block's arguments are defaults. `fallback` applies to methods that return a value; methods that return nothing,
/// an owner or a string return null or nothing instead. `status` applies to methods that return a `Result`. An
/// `#[ffi_export(..)]` on a method overrides them with its own `fallback`, `abort`, `status`, `no_cancel`, `poison`, `since`
/// and `name`. `name` on a method is its whole symbol; on a block it replaces the name of the type. A method that is
/// `extern "C"` and has both an `#[ffi_export]` and a symbol attribute uses the C form.
///
/// # Arguments
///
/// * `fallback = EXPR`: the value that C receives after a failure, of the C return type. It is evaluated only then. It
///   may use parameters that are `Copy` and not converted, for example to write through a raw out-pointer. If it
///   panics, the process aborts with a message that names the function.
/// * `fallback = |error| EXPR`: the same, computed from the [`Error`](crate::Error). To call a function, write `|error|
///   function(error)`.
/// * neither of them: the fallback is the [`Fallback`](crate::Fallback) of the return type.
/// * `abort`: record the panic, notify the observers, print it and abort. For functions that have no way to report
///   failure; required for `-> !`.
/// * `status` (Rust form, returning a `Result`): C receives 0 after a success, and the value through an additional last
///   out-parameter. After a failure C receives the code of the error, or its negated kind.
/// * `status = Type`: the same, with a status type of the library, which implements [`Status`](crate::Status).
/// * `no_cancel`: defers `pthread_cancel` of the calling thread until the function has returned. Without it, cancelling
///   the thread aborts the process if the function, its observers or its fallback reach a cancellation point, such as a
///   sleep, a read or the message of a panic. Costs two calls of `pthread_setcancelstate`. Does not compile for targets
///   without this function, such as Windows and Android.
/// * `poison = STATE`: a static [`Poison`](crate::Poison) that a panic of the function sets. It is checked before each
///   call: after a panic, calls are rejected until it is cleared.
/// * `since = "1.2"`: the release that first exports the function, in one to three numbers. `cargo ffi-guard exports` puts
///   it into the symbol's version. It changes nothing in the code.
/// * `name = "symbol"` (Rust form): the symbol of the shim, as a literal or a macro that expands to one. It does not
///   need the prefix of the library.
/// * `abi = "system"` (Rust form): the ABI of the shim; the default is `"C"`.
/// * `crate = path`: the path of the library `ffi_guard`, if it is not `::ffi_guard`.
///
/// `no_cancel` concerns deferred cancellation, the default of POSIX threads. A thread whose cancelability type is
/// asynchronous must not call Rust functions at all. `pthread_exit` inside a guarded function is not deferred: it ends
/// the process, or the thread without running its destructors.
///
/// ```
/// # #[cfg(target_os = "linux")] {
/// # use ffi_guard::ffi_export;
/// #[ffi_export(fallback = -1, no_cancel)]
/// #[unsafe(no_mangle)]
/// pub extern "C" fn doc_wait(milliseconds: u32) -> i32 {
///     std::thread::sleep(std::time::Duration::from_millis(milliseconds.into()));
///     0
/// }
/// assert_eq!(doc_wait(1), 0);
/// # }
/// ```
///
/// # Safety
///
/// The author guarantees the symbol, as with `#[unsafe(no_mangle)]`: a program has one function of that name, and no
/// other part of the program expects a different function of that name, such as `malloc`.
///
/// # Errors
///
/// The attribute rejects functions that C cannot call, all errors at once: `async`, generic and variadic functions,
/// `const fn` in the C form, `self` outside of an exported block, `impl Trait`, types without a C ABI, and unwinding
/// ABIs. It also rejects generic `impl` blocks and trait `impl` blocks.
///
/// In a crate with [`ffi_library!`] it rejects a plain `fn` whose symbol lacks the prefix, two exports in the Rust form
/// with the same symbol, and an export with the symbol of a function that `ffi_library!` or a derive exports.
#[doc(inline)]
pub use ffi_guard_macros::ffi_export;

/// Guards an `extern "C"` function whose address C receives: a comparator, a handler, or a member of a function table.
///
/// It is the guard of [`#[ffi_export]`](macro@ffi_export) without a symbol, at the [same cost](crate#what-it-costs). A
/// panic continues in the Rust frame that called C: the innermost [`across_c`](crate::across_c) or
/// [`try_across_c`](crate::try_across_c) that is open on this thread stores it until C has returned. If none is open,
/// or the innermost one already has a panic, the panic becomes the thread's last error. Unlike a closure, the function
/// still runs when C calls it again after the panic.
///
/// ```
/// use ffi_guard::{across_c, ffi_callback};
/// use std::ffi::{c_int, c_void};
///
/// // In C: void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *));
/// unsafe extern "C" {
///     fn qsort(
///         base: *mut c_void,
///         count: usize,
///         size: usize,
///         compare: unsafe extern "C" fn(*const c_void, *const c_void) -> c_int,
///     );
/// }
///
/// #[ffi_callback(fallback = 0)]
/// unsafe extern "C" fn ascending(a: *const c_void, b: *const c_void) -> c_int {
///     // SAFETY: qsort passes pointers to two of the numbers.
///     let (a, b) = unsafe { (*a.cast::<f64>(), *b.cast::<f64>()) };
///     a.partial_cmp(&b).expect("a number is NaN") as c_int
/// }
///
/// fn sort(numbers: &mut [f64]) {
///     let (base, count) = (numbers.as_mut_ptr().cast(), numbers.len());
///     // SAFETY: base, count and size describe the slice.
///     across_c(|_| unsafe { qsort(base, count, size_of::<f64>(), ascending) })
/// }
///
/// let mut numbers = [3.0, 1.0, 2.0];
/// sort(&mut numbers);
/// assert_eq!(numbers, [1.0, 2.0, 3.0]);
///
/// assert!(std::panic::catch_unwind(|| sort(&mut [3.0, f64::NAN])).is_err());
/// ```
///
/// The function may be generic, for example over the Rust type behind its data pointer. For a closure,
/// [`Scope::callback`](crate::callback::Scope::callback) creates such a function.
///
/// # Arguments
///
/// `fallback`, `abort`, `no_cancel` and `crate` have the same meaning as for [`#[ffi_export]`](macro@ffi_export).
/// `abort` also ends the process inside a scope. If a scope stores the panic, the error that `fallback = |error| ..`
/// receives is not counted, and observers are not notified.
///
/// # Errors
///
/// The attribute rejects functions with Rust's ABI or an unwinding ABI, functions with a symbol attribute, and
/// everything that `#[ffi_export]` rejects, except generic functions.
///
/// # Limits
///
/// If C leaves a scope by `longjmp`, the scope stays open for this attribute: a later panic of the thread is stored
/// there and never resumed, unless it happens inside a newer scope. Fibres on one thread share its scopes.
#[doc(inline)]
pub use ffi_guard_macros::ffi_callback;

/// Allows an export without a guard, and documents the reason: `#[ffi_guard::unguarded(reason = "..")]`.
///
/// For functions that cannot panic, functions whose panics must abort, and statics. In a crate with [`ffi_library!`]
/// every export is guarded or carries this attribute.
///
/// ```
/// # use ffi_guard::unguarded;
/// #[unguarded(reason = "returns a constant")]
/// #[unsafe(no_mangle)]
/// pub extern "C" fn doc_version() -> u32 {
///     3
/// }
///
/// #[unguarded(reason = "a static cannot panic")]
/// #[unsafe(no_mangle)]
/// pub static DOC_ABI_VERSION: u32 = 3;
/// ```
///
/// # Arguments
///
/// * `reason = ".."`: required; the explanation for readers and reviewers.
/// * `since = "1.2"`: the release that first exports the item, as for [`#[ffi_export]`](macro@ffi_export).
/// * `crate = path`: the path of the library `ffi_guard`, if it is not `::ffi_guard`.
#[doc(inline)]
pub use ffi_guard_macros::unguarded;

/// Declares a library with a C ABI: unguarded exports do not compile, and C receives functions that report errors. Call
/// it once, directly in the crate root.
///
/// ```
/// ffi_guard::ffi_library! { prefix = "mylib", strings = true }
///
/// use ffi_guard::ffi_export;
///
/// /// In C: `char *mylib_greeting(const char *name)`; the caller frees the result with `mylib_string_free`.
/// #[ffi_export]
/// pub fn mylib_greeting(name: &str) -> String {
///     format!("Hello, {name}!")
/// }
///
/// # mod c {
/// #     use std::ffi::c_char;
/// #     unsafe extern "C" {
/// #         pub fn mylib_greeting(name: *const c_char) -> *mut c_char;
/// #         pub fn mylib_string_free(text: *mut c_char);
/// #         pub fn mylib_last_error_message() -> *const c_char;
/// #     }
/// # }
/// # fn main() {
/// // As C calls them:
/// unsafe {
///     let text = c::mylib_greeting(c"Ada".as_ptr());
///     assert_eq!(std::ffi::CStr::from_ptr(text), c"Hello, Ada!");
///     c::mylib_string_free(text);
///
///     assert!(c::mylib_greeting(std::ptr::null()).is_null());
///     let message = std::ffi::CStr::from_ptr(c::mylib_last_error_message());
///     assert_eq!(message, c"argument `name` is null");
/// }
/// # }
/// ```
///
/// # What it does
///
/// 1. An unguarded export does not compile. Every `#[no_mangle]` in the crate without [`#[ffi_export]`](macro@ffi_export)
///    or [`#[unguarded]`](macro@unguarded) is an error on its own line, in every module, in the output of macros and in
///    included files: rustc reports it as ambiguous (E0659). In addition, a search of the sources lists these exports and
///    says what to write instead. The search also finds `export_name`, and `no_mangle` under `#![no_implicit_prelude]`,
///    and reports each with file, line and column.
///
///    The search rejects the identifier `export_name` in the arguments of a macro that could put it into an attribute
///    (`#[$name = "a"]`), unless the identifier is evidently a value. This concerns macros of the crate with a variable
///    inside `#[..]`, macros that call such a macro, and every macro of another crate. A guard next to the attribute, in
///    the macro or in its arguments, permits it.
///
///    The search cannot see an `export_name` in the output of another crate's macro or of an attribute macro, a file
///    included by a computed path, `global_asm!`, and the exports of other crates.
/// 2. The library exports `mylib_last_error`, `mylib_last_error_message`, `mylib_last_error_backtrace`,
///    `mylib_clear_last_error` and `mylib_set_error_callback`, unless `errors` or `error_names` says otherwise.
///    `FFI_GUARD_DECLARE(mylib)` of `ffi_guard.h` declares them.
/// 3. When the library is loaded, it installs a panic hook that records where panics are raised and then calls the
///    previous hook.
///
/// The linker drops unused parts of a static library: the hook is installed only if the C program uses one of the error
/// functions. With `errors = "none"` it may be missing from a static library.
///
/// A crate that only exports the functions of another crate, by `pub use other::*;`, may also have an `ffi_library!`.
/// Then the other crate writes `errors = "none"` in its own, or has another prefix: the linker rejects two error
/// functions of one symbol.
///
/// # Arguments
///
/// * `prefix = "mylib"`: required; letters, digits and `_`. The name of an exported plain function must begin with
///   `mylib_`, unless it has a `name = ".."`.
/// * `errors = "thread"`: exports the error functions, which report the last error of the calling thread. This is the
///   default. `errors = "none"` exports none of them; observers still receive each error. `"out"` is reserved.
/// * `error_names(last_error = "mylib_error", ..)`: the symbols of error functions, by their default names without the
///   prefix. A symbol does not need the prefix. A function that is not listed keeps its default symbol.
/// * `quiet = true`: suppresses panic messages on stderr. A `cdylib` has its own copy of std, so this does not affect
///   the messages of its host. A library that is linked into a Rust program suppresses the messages of the program. It has no
///   effect in the unit tests of the crate. In any other program, such as its integration tests, the environment
///   variable `FFI_GUARD_QUIET=0` enables the messages.
/// * `backtrace = true`: captures a backtrace for each failure, without resolving symbols. Without this argument,
///   backtraces are captured only if the environment asks for them when the library is loaded (`RUST_LIB_BACKTRACE`,
///   else `RUST_BACKTRACE`, other than `0`). Otherwise `mylib_last_error_backtrace` returns 0. Capturing needs the
///   allocator, and takes longer than the rest of the failure path. See [`Error::backtrace`](crate::Error::backtrace).
/// * `strings = true`: exports `mylib_string_free`. C calls it to free the strings that functions return as `String` or
///   `CString`. `FFI_GUARD_DECLARE_STRINGS(mylib)` declares it.
/// * `vecs = [u8, Point]`: exports `mylib_vec_u8_free` and `mylib_vec_point_free`. C calls them to free the lists that
///   functions return as `Vec<u8>` or `Vec<Point>`. `FFI_GUARD_DECLARE_VEC(mylib, u8, uint8_t)` declares such a list
///   and its function. The C name is the last segment of the type's path in snake case. If that is unsuitable, use a
///   type alias. `vecs = [String, Box<Item>]` does the same for `Vec<String>` and for `Vec<Box<Item>>` of a handle:
///   `mylib_vec_string_free` and `mylib_vec_item_free` free the elements that are not null.
/// * `abi = "abi.lock"`: exports `mylib_abi`, which returns the version of the ABI as a `u64`: the `epoch` of this file in
///   the upper 32 bits, its `revision` in the lower. `cargo ffi-guard abi --lock abi.lock` writes the file; the path is
///   relative to the directory of `Cargo.toml`. `FFI_GUARD_DECLARE_ABI(mylib)` declares the function, and `FFI_GUARD_ABI_ACCEPTS`
///   compares versions.
/// * `codes = Error`: the enum with [`#[derive(ErrorCode)]`](trait@crate::ErrorCode) that has the codes of the library. The
///   header names them `MYLIB_NOT_FOUND` and the like, beside `mylib_status`, an `int32_t` with `MYLIB_OK`, `MYLIB_PANIC` and the
///   other statuses. Codes of other enums have the name of their type in front: `MYLIB_PARSE_ERROR_EMPTY`.
/// * `checked_handles = EXPR`: a constant `bool`; whether the handles of all types with
///   [`FfiHandle`](trait@crate::FfiHandle) are checked. `cfg!(feature = "checked-handles")` makes it a feature of the
///   library.
/// * `shadow_no_mangle = false`: finds `no_mangle` only by the search, not by E0659; for a crate whose exports are in the
///   output of a generator's macros, which would be rejected otherwise.
/// * `crate = name`: the name of the runtime crate, if it was renamed.
#[doc(inline)]
pub use ffi_guard_macros::ffi_library;
