//@ case: arguments that the C form does not check
//@ pedantic
//@ note: src/lib.rs:2:46: `on` takes `on: bool` as C passed it, and a `bool` is 0 or 1: write a plain `fn`, which checks it, or make the function `unsafe extern`
//@ note: src/lib.rs:3:46: `letter` takes `_: char` as C passed it, and not every number is a `char`
//@ note: src/lib.rs:4:46: `count` takes `n: std::num::NonZeroU8` as C passed it, and it can be 0
//@ note: src/lib.rs:4:46: `count` takes `m: NonZero<u8>` as C passed it, and it can be 0
//@ note: src/lib.rs:5:46: `level` takes `level: crate::kinds::Level` as C passed it, and not every number is a value of the enum `Level`
//@ note: src/lib.rs:6:46: `shared` takes `a: &u8` as C passed it, and it can be null, misaligned or dangling
//@ note: src/lib.rs:6:46: `shared` takes `(b): Option<&mut Level>` as C passed it, and it can be misaligned or dangling
//@ note: src/lib.rs:7:46: `owned` takes `_: Box<T>` as C passed it, and it can be null
//@ note: src/lib.rs:7:46: `owned` takes `_: Option<Box<T>>` as C passed it, and it can be misaligned
//@ note: src/lib.rs:8:46: `function` takes `f: extern "C" fn()` as C passed it, and it can be null
//@ note: src/lib.rs:10:9: `made` takes `x: Level` as C passed it
//@ note: src/lib.rs:11:55: `method` takes `of: bool`
mod kinds;
#[ffi_export] #[no_mangle] pub extern "C" fn on(on: bool) {} //~ on: guarded
#[ffi_export] #[no_mangle] pub extern "C" fn letter(_: char) {} //~ letter: guarded
#[ffi_export] #[no_mangle] pub extern "C" fn count(n: std::num::NonZeroU8, m: NonZero<u8>) {} //~ count: guarded
#[ffi_export] #[no_mangle] pub extern "C" fn level(level: crate::kinds::Level) {} //~ level: guarded
#[ffi_export] #[no_mangle] pub extern "C" fn shared(a: &u8, (b): Option<&mut Level>) {} //~ shared: guarded
#[ffi_export] #[no_mangle] pub extern "C" fn owned(_: Box<T>, _: Option<Box<T>>) {} //~ owned: guarded
#[ffi_export] #[no_mangle] pub extern "C" fn function(f: extern "C" fn()) {} //~ function: guarded
macro_rules! export { ($n:ident, $t:ty) => { #[ffi_export] #[no_mangle] pub extern "C" fn $n(x: $t) {} } }
export!(made, Level); //~ made: guarded
impl S { #[ffi_export] #[no_mangle] pub extern "C" fn method(of: bool) {} } //~ method: guarded
//@ file: src/kinds.rs
#[repr(u8)] pub enum Level { Low }
//@ case: arguments without a note
//@ pedantic
#[ffi_export] #[no_mangle] pub extern "C" fn numbers(a: u8, b: c_int, c: *const bool, d: Option<extern "C" fn(bool)>, e: Option<NonZeroU8>, f: MaybeUninit<Level>) {} //~ numbers: guarded
#[ffi_export] #[no_mangle] pub extern "C" fn others(a: Alias, b: Setting, c: elsewhere::Level2) {} //~ others: guarded
#[ffi_export] #[no_mangle] pub unsafe extern "C" fn trusted(on: bool, at: &u8) {} //~ trusted: guarded
#[ffi_export] pub fn rust_form(on: bool, at: &u8) {} //~ rust_form: guarded
#[no_mangle] pub extern "C" fn bare(on: bool) { work() } //~ bare: NO
#[ffi_callback] extern "C" fn callback(on: bool) {}
pub enum Level { Low }
pub struct Setting { on: bool }
//@ case: arguments of callbacks
//@ callbacks
//@ pedantic
//@ note: src/lib.rs:1:31: `told` takes `on: bool` as C passed it, and a `bool` is 0 or 1: take a number or a raw pointer, or make the function `unsafe extern`
#[ffi_callback] extern "C" fn told(on: bool) {} //~ callback told: guarded
#[ffi_callback] unsafe extern "C" fn trusted(on: bool) {} //~ callback trusted: guarded
//@ case: arguments of the C form without the flag
#[ffi_export] #[no_mangle] pub extern "C" fn on(on: bool, at: &u8) {} //~ on: guarded
//@ case: return types of function pointers from C
//@ note: src/lib.rs:1:46: `asked` takes `f: extern "C" fn(i32) -> bool`, and nothing checks what C returns from it: let it return a number and convert that, or make the pointer `unsafe extern`
//@ note: src/lib.rs:2:46: `perhaps` takes `f: Option<extern "C" fn() -> Level>`
//@ note: src/lib.rs:3:46: `lent` takes `f: extern "C" fn() -> &'static u8`
//@ note: src/lib.rs:3:46: `lent` takes `g: &extern "C" fn() -> Box<u8>`
//@ note: src/lib.rs:4:46: `next` takes `f: extern "C" fn() -> extern "C" fn()`
//@ note: src/lib.rs:4:46: `next` takes `g: extern "C" fn() -> Option<extern "C" fn() -> bool>`
#[ffi_export] #[no_mangle] pub extern "C" fn asked(f: extern "C" fn(i32) -> bool) {} //~ asked: guarded
#[ffi_export] #[no_mangle] pub extern "C" fn perhaps(f: Option<extern "C" fn() -> Level>, g: extern "C" fn() -> u8) {} //~ perhaps: guarded
#[ffi_export] #[no_mangle] pub extern "C" fn lent(f: extern "C" fn() -> &'static u8, g: &extern "C" fn() -> Box<u8>) {} //~ lent: guarded
#[ffi_export] #[no_mangle] pub extern "C" fn next(f: extern "C" fn() -> extern "C" fn(), g: extern "C" fn() -> Option<extern "C" fn() -> bool>) {} //~ next: guarded
//@ case: return types without a note
#[ffi_export] #[no_mangle] pub extern "C" fn any(a: extern "C" fn(bool), b: extern "C" fn() -> (), c: extern "C" fn() -> *mut u8, d: Option<extern "C" fn() -> c_int>) {} //~ any: guarded
#[ffi_export] #[no_mangle] pub extern "C" fn null(a: extern "C" fn() -> Option<extern "C" fn() -> u8>, b: extern "C" fn() -> libc::size_t) {} //~ null: guarded
#[ffi_export] #[no_mangle] pub extern "C" fn unsafe_pointer(a: unsafe extern "C" fn() -> bool) {} //~ unsafe_pointer: guarded
#[ffi_export] #[no_mangle] pub unsafe extern "C" fn trusted(a: extern "C" fn() -> bool) {} //~ trusted: guarded
#[ffi_export] pub fn rust_form(a: extern "C" fn() -> bool) {} //~ rust_form: guarded
#[no_mangle] pub extern "C" fn bare(a: extern "C" fn() -> bool) { work() } //~ bare: NO
//@ case: parameters that cannot be read
//@ note: src/lib.rs:1:1: the macro `generate` comes from another crate
//@ note: src/lib.rs:1:58: the parameters of `made` cannot be read
generate! { #[ffi_export] #[no_mangle] pub extern "C" fn made(x: @type) {} } //~ made: guarded
