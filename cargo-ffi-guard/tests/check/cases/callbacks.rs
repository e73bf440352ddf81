//@ case: callbacks are listed where they are asked for
//@ callbacks
extern "C" fn a(data: *mut c_void) { work(data) } //~ callback a: NO
#[ffi_callback] extern "C" fn b() { work() } //~ callback b: guarded
#[ffi_guard::ffi_callback(fallback = 0)] unsafe extern "system" fn c() -> u8 { work() } //~ callback c: guarded
extern "C" fn d() -> i32 { std::panic::catch_unwind(|| work()).unwrap_or(0) } //~ callback d: by catch_unwind
#[unguarded(reason = "adds two numbers")] extern "C" fn e() {} //~ callback e: allowed adds two numbers
pub(crate) unsafe extern fn f() { work() } //~ callback f: NO
impl S { extern "C" fn g(&self) { work() } } //~ callback g: NO
trait T { extern "C" fn declared(); extern "C" fn h() { work() } } //~ callback h: NO
fn scope() { extern "C" fn i() { work() } register(Some(i)); } //~ callback i: NO
extern "C" fn j() { panic::wrap(|| work()); } //~ callback j: by panic::wrap
#[cfg(unix)] extern "C" fn k() { work() } //~ callback k: NO | only if unix
extern "C-unwind" fn may_unwind() { work() }
extern "Rust" fn rust() { work() }
extern "C" { fn declared(f: extern "C" fn()); }
type F = extern "C" fn(u8) -> u8;
const TABLE: [unsafe extern "C" fn(); 1] = [f];
fn takes(f: extern "C" fn()) { f() }
#[no_mangle] extern "C" fn exported() { work() } //~ exported: NO
#[ffi_export] fn rust_form() { work() } //~ rust_form: guarded
//@ case: and only there
extern "C" fn a() { work() }
#[ffi_callback] extern "C" fn b() { work() }
//@ case: callbacks that a macro makes
//@ callbacks
macro_rules! callback { ($name:ident, $body:block) => { unsafe extern "C" fn $name(_: *mut u8) $body } }
callback!(a, { work() }); //~ callback a: NO
fn scope() { callback!(b, { std::panic::catch_unwind(|| work()).ok(); }); } //~ callback b: by catch_unwind
