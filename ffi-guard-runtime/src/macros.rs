//! The macros, documented here, where their examples can run.

/// Guards a function that is exported to C: a panic is caught at the boundary, recorded, and answered
/// with a fallback value.
///
/// # The two forms
///
/// **C form**: the function is `extern "C"` (or another ABI that does not unwind) and carries
/// `#[unsafe(no_mangle)]`, `#[no_mangle]` or `export_name`. Its signature and its place stay, so that
/// cbindgen and editors see what they saw before; only its body is guarded. Works in `impl` blocks, on
/// functions without `self`; in the block of a generic type there is no one function to export, and, as
/// without the attribute, nothing is exported.
///
/// A parameter of the C form arrives as C passed it, as without the attribute. The compiler warns, with the lint
/// `deprecated`, of a parameter of a safe function whose type derives [`FfiType`](trait@crate::FfiType) and has invalid
/// values: only the Rust form checks them. Write a plain `fn`, or make the function `unsafe extern`.
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
/// **Rust form**: a plain free `fn`. It stays as it is for Rust callers and its tests, where its panics
/// are ordinary panics; beside it stands a guarded shim with the C ABI, exported under its name. In a crate with
/// [`ffi_library!`] the name begins with the library's prefix, or `name = ".."` says which symbol is meant. The function
/// may be a `const fn`. For methods the attribute stands on their `impl` block; see below.
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
/// The Rust form converts what C passes, inside the guard, and checks it before the function gets any of it:
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
/// | parameter | in C | refused |
/// |---|---|---|
/// | number, raw pointer | the same | – |
/// | `bool`, `char` | `bool`, `uint32_t` | other numbers |
/// | [`NonZero`](std::num::NonZero), `Option` of one | the number | 0 (if not optional) |
/// | `&T`, `&mut T`, `Option` of one | `const T *`, `T *` | null (if not optional), misaligned, no value of `T` |
/// | `&CStr`, `&str`, `Option` of one | `const char *` | null (if not optional), for `&str` what is not UTF-8 |
/// | `&[T]`, `&mut [T]` | pointer, `size_t` | null with a length, misaligned, too long, no values of `T` |
/// | `Box<T>`, `Option<Box<T>>`, `Arc<T>` | owning pointer | null (if not optional), misaligned, in a box no value of `T` |
/// | `&T`, `&mut T`, owners of a [`FfiHandle`](trait@crate::FfiHandle) | the same | null (if not optional); if checked, no handle |
/// | [`Out<'_, T>`](crate::Out), `Out<'_, Box<T>>` | `T *`, `T **` | null, misaligned |
/// | `extern "C" fn(..) -> R` of an [`AnyBits`](crate::AnyBits) `R`, `Option` of one | the same | null (if not optional) |
/// | a type with [`FfiType`](trait@crate::FfiType) | the same | no value of it |
/// | `#[ffi(unchecked)]` and any type of C | the same | – |
/// | `#[ffi(unchecked)]` and `&T`, `&mut T`, `Option` of one, `&[T]`, `&mut [T]` | as without | as without, whatever the value |
///
/// Also refused is an argument that the function may write to or free and that overlaps another. A refused call is an
/// error of the kind [`InvalidArgument`](crate::ErrorKind::InvalidArgument); the function does not run, nothing is
/// consumed, and C gets the fallback. C must keep to the prototype in what cannot be checked: that a pointer which
/// is not null points to memory of that type or length, which nobody else writes to during the call, and that an
/// owner is given back once.
///
/// Returned are numbers, pointers, `FfiType`s, `char`, owners as pointers, texts as a `char *` that C owns (see
/// `strings` of [`ffi_library!`]), a `Vec<T>` as a pointer and a length that C owns (see `vecs` there), and a `Result`
/// of these: after an `Err` the message is what its `Display` says in the form `{:#}` (in which `anyhow::Error` names
/// all causes), the code what its [`ErrorCode`](crate::ErrorCode) says, and C gets the fallback.
///
/// # `impl` blocks
///
/// On the `impl` block of a type, mostly one with [`FfiHandle`](trait@crate::FfiHandle), the attribute exports each
/// `pub fn` in the Rust form, under `{prefix}_{type in snake case}_{function}`, with the prefix of [`ffi_library!`].
/// The block stays what it is for Rust.
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
///     /// Not for C.
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
/// `&self` and `&mut self` are pointers to the object; `self`, `self: Box<Self>` and `self: Arc<Self>` take it from C.
/// The parameter is named after the type. `Self`, `Option<Self>` and `Result<Self, E>` are returned as handles.
///
/// The block's arguments hold for each function for which they can: a `fallback` for one that returns a value, and not
/// for one that returns nothing, an owner or a text, where null says it; `status` for one that returns a `Result`. A
/// function says what it wants otherwise in an `#[ffi_export(..)]` of its own, with `fallback`, `abort`, `status`,
/// `no_cancel`, `poison` and `name`, which is then its whole symbol; the `name` of a block stands for that of the type.
/// A function that is `extern "C"` and has both an `#[ffi_export]` and a symbol is one of the C form, as elsewhere.
///
/// # Arguments
///
/// * `fallback = EXPR`: what the caller gets after a panic, of the type that C gets. Evaluated only then; it may name
///   parameters that are `Copy` and not converted, so it can write through a raw out-pointer. If it panics itself, the
///   process aborts with a message that names the function.
/// * `fallback = |error| EXPR`: the same, from the [`Error`](crate::Error); a function is called as
///   `|error| function(error)`.
/// * none of the two: the return type's [`Fallback`](crate::Fallback) decides.
/// * `abort`: record the panic, tell the observers, print it and abort. For functions with no way to say
///   no; the only choice for `-> !`.
/// * `status` (Rust form, of a `Result`): C gets 0 after a success, and the value through an out-parameter after all
///   others; after a failure the error's code, or its kind with a minus.
/// * `status = Type`: the same as a type of the library's own, which implements [`Status`](crate::Status).
/// * `no_cancel`: a `pthread_cancel` of the calling thread waits until the function has returned; its body,
///   the observers and the fallback are not cancelled. Without it, a cancelled thread ends the process when
///   the function comes to a cancellation point, such as a sleep, a read or a panic's message. Costs two
///   calls of `pthread_setcancelstate`; refused for targets that lack it, Windows and Android among them.
/// * `poison = STATE`: a static [`Poison`](crate::Poison) that is asked before each call, and that a panic of the
///   function sets: later calls are refused until it is cleared.
/// * `name = "symbol"` (Rust form): the symbol of the shim, with the library's prefix or without.
/// * `abi = "system"` (Rust form): the ABI of the shim; `"C"` by default.
/// * `crate = path`: where the library `ffi_guard` is found, if not at `::ffi_guard`.
///
/// `no_cancel` is about a deferred cancellation, which is what a thread has unless it asks otherwise: a
/// thread whose cancelability type is asynchronous may call no Rust function at all. `pthread_exit` inside
/// a guarded function, in a callback, is not deferred: it ends the process, or the thread without its
/// destructors.
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
/// The symbol is the author's promise, as it is with `#[unsafe(no_mangle)]`: a program has one function of
/// that name, and it is not one that the program's other parts expect from elsewhere, such as `malloc`.
///
/// # Errors
///
/// What C could not call is refused while the crate compiles, all at once: `async`, generic and variadic functions,
/// `const fn` in the C form, `self` outside of an exported block, `impl Trait`, types without a C ABI, unwinding ABIs;
/// generic blocks, and those of traits.
///
/// In a crate with [`ffi_library!`], a plain `fn` whose symbol lacks the prefix is refused, and so are two exports of the
/// Rust form with one symbol, or one with the symbol of a function that `ffi_library!` or a derive exports.
#[doc(inline)]
pub use ffi_guard_macros::ffi_export;

/// Guards an `extern "C"` function that C gets by its address, as a comparator, a handler or a member of
/// a table of functions.
///
/// The guard of [`#[ffi_export]`](macro@ffi_export) without a symbol; a call that does not panic [costs the
/// same](crate#what-it-costs). A panic goes on in the Rust frame that called C, as the panic of a closure does: the
/// innermost [`across_c`](crate::across_c) or [`try_across_c`](crate::try_across_c) that is open on this
/// thread keeps it until C has returned. Without one, or where that has a panic already, it becomes the
/// thread's last error. Unlike a closure, the function also runs when C calls it again after the panic.
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
///     // SAFETY: base, count and size are those of the slice.
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
/// The function may be generic, as one that finds a Rust type behind its data pointer is; for a closure,
/// [`Scope::callback`](crate::callback::Scope::callback) writes that function.
///
/// # Arguments
///
/// `fallback`, `abort`, `no_cancel` and `crate` of [`#[ffi_export]`](macro@ffi_export), with the same
/// meaning. With `abort` the panic is recorded and the process ends, in a scope too. The error that
/// `fallback = |error| ..` gets for a panic that a scope keeps is not counted, and told to no observer.
///
/// # Errors
///
/// Refused while the crate compiles: a function with Rust's ABI or one that unwinds, a symbol attribute, and
/// what `#[ffi_export]` refuses but for generic functions.
///
/// # What it cannot see
///
/// A scope that C has left by `longjmp` stays open for this attribute: a later panic of this thread is kept there
/// and never goes on, unless a scope opened since then is around it. Fibres on one thread share its scopes.
#[doc(inline)]
pub use ffi_guard_macros::ffi_callback;

/// Allows an export without a guard, and says why: `#[ffi_guard::unguarded(reason = "..")]`.
///
/// For a function that certainly cannot panic, or whose panics must abort; and for statics, which
/// cannot panic. In a crate with [`ffi_library!`] every export is guarded or
/// carries this attribute.
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
/// * `reason = ".."`: required, for the reader and the reviewer.
/// * `crate = path`: where the library `ffi_guard` is found, if not at `::ffi_guard`.
#[doc(inline)]
pub use ffi_guard_macros::unguarded;

/// Declares a library with a C ABI: unguarded exports do not compile, and C gets functions that say what
/// went wrong. Once, at the crate root, called directly.
///
/// ```
/// ffi_guard::ffi_library! { prefix = "mylib" }
/// # fn main() {}
/// ```
///
/// # What it does
///
/// 1. Every `#[no_mangle]` in the crate without [`#[ffi_export]`](macro@ffi_export) or
///    [`#[unguarded]`](macro@unguarded) is a compile error at its own line, in every module, in the
///    output of macros and in included files: rustc calls it ambiguous (E0659). A search in the sources lists these
///    exports with what to write. It also finds a hand-written `export_name`, and `no_mangle` under
///    `#![no_implicit_prelude]`, and names each with file, line and column.
///
///    The search refuses an identifier `export_name` in the arguments of a macro that can put it into an attribute
///    (`#[$name = "a"]`): a macro of the crate that has a variable inside `#[..]`, or hands one to such a macro, and
///    every macro of another crate, unless the identifier is evidently a value. A guard beside the attribute, in the
///    macro or among the arguments, permits it.
///
///    The search does not see an `export_name` that a macro of another crate or an attribute macro writes by itself,
///    a file included by a computed path, `global_asm!`, and the exports of other crates.
/// 2. Exports `mylib_last_error`, `mylib_last_error_message`, `mylib_last_error_backtrace`, `mylib_clear_last_error`
///    and `mylib_set_error_callback`, which `FFI_GUARD_DECLARE(mylib)` of `ffi_guard.h` declares.
/// 3. Installs, while the library is loaded, a panic hook that remembers where panics are raised and
///    passes them on to the hook it finds.
///
/// In a static library the linker drops what nothing refers to: the hook is there if the C program
/// uses one of the error functions.
///
/// # Arguments
///
/// * `prefix = "mylib"`: required; letters, digits and `_`. Plain functions must have a name that begins with
///   `mylib_`, or a `name = ".."`.
/// * `quiet = true`: keep panic messages from stderr. A library that is a `cdylib` has its own copy of
///   std, so its host keeps its messages; linked into a Rust program it is the program's std. Not while
///   the crate's own unit tests run. Its integration tests are such a program: the environment variable
///   `FFI_GUARD_QUIET=0` brings the messages back there, and in any other.
/// * `backtrace = true`: each failure has a backtrace, captured without symbols; else only where the environment asks
///   for them when the library is loaded (`RUST_LIB_BACKTRACE`, else `RUST_BACKTRACE`, other than `0`). See
///   [`Error::backtrace`](crate::Error::backtrace) and, for C, `mylib_last_error_backtrace`. Capturing needs the
///   allocator, and takes longer than all else that a failure does.
/// * `strings = true`: exports `mylib_string_free`, by which C frees the texts that functions return as a `String` or
///   `CString`; `FFI_GUARD_DECLARE_STRINGS(mylib)` declares it.
/// * `vecs = [u8, Point]`: exports `mylib_vec_u8_free` and `mylib_vec_point_free`, by which C frees the lists that
///   functions return as a `Vec<u8>` or `Vec<Point>`; `FFI_GUARD_DECLARE_VEC(mylib, u8, uint8_t)` declares such a list
///   and its function. The name in C is that of the type in snake case, without the path; a type whose own name will
///   not do gets one by `type`.
/// * `checked_handles = EXPR`: a constant `bool`; whether what C passes for a [`FfiHandle`](trait@crate::FfiHandle) is
///   checked, for all types. `cfg!(feature = "checked-handles")` leaves it to a feature of the library's own.
/// * `exports = "scan"`: find `no_mangle` too in the sources alone; for a crate whose exports come out
///   of a generator's macros, which would be refused otherwise.
/// * `crate = name`: the name of the runtime's crate, if it was renamed.
#[doc(inline)]
pub use ffi_guard_macros::ffi_library;
