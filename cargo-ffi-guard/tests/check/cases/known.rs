//@ case: macros and functions of well-known libraries
#[no_mangle] pub extern "C" fn a() -> rustls_result { ffi_panic_boundary! { work()?; rustls_result::Ok } } //~ a: by ffi_panic_boundary
#[no_mangle] pub extern "C" fn b() -> i32 { catch_panic!(work()).unwrap_or(-1) } //~ b: by catch_panic
#[no_mangle] pub extern "C" fn c() -> i32 { crate::catch_panic! { work() } } //~ c: by catch_panic
#[no_mangle] pub extern "C" fn d(err: &mut ExternError) -> i32 { //~ d: by call_with_result
    ffi_support::call_with_result(err, || -> Result<_, Error> { work() })
}
#[no_mangle] pub extern "C" fn e(err: &mut ExternError) { call_with_output::<_, ()>(err, move || work()) } //~ e: by call_with_output
#[no_mangle] pub extern "C" fn f() -> Res { wrap_with_ffi_result!({ work()? }) } //~ f: by wrap_with_ffi_result
#[no_mangle] pub extern "C" fn g() -> *mut T { ffi_catch_panic! { work() } } //~ g: by ffi_catch_panic
extern "C" fn not_exported() { panic::wrap(|| work()); }
#[no_mangle] pub extern "C" fn h() { panic::wrap(|| work()); } //~ h: by panic::wrap
#[no_mangle] pub extern "C" fn i() { wrap(|| work()); } //~ i: NO
#[no_mangle] pub extern "system" fn j<'l>(mut env: EnvUnowned<'l>) -> jint { env.with_env(|env| work(env)).resolve::<Policy>() } //~ j: by with_env
#[no_mangle] pub extern "C" fn k(err: &mut E) -> i32 { call_with_result(next_error(), || work()) } //~ k: NO | `call_with_result` does not cover `next_error(..)` in line 14
#[no_mangle] pub extern "C" fn l() -> i32 { log(); ffi_panic_boundary! { work() } } //~ l: NO | `ffi_panic_boundary` does not cover `log(..)` in line 15
//@ case: attributes of well-known libraries
#[catch_panic(-1)] #[no_mangle] pub extern "C" fn a() -> i32 { work() } //~ a: by catch_panic
#[no_mangle] #[relay_ffi::catch_unwind] pub unsafe extern "C" fn b() -> i32 { work()? } //~ b: by catch_unwind
#[pg_guard] #[no_mangle] pub extern "C-unwind" fn c() { work() } //~ c: by pg_guard
#[cfg_attr(x, catch_panic)] #[no_mangle] pub extern "C" fn d() { work() } //~ d: NO | `catch_panic` guards it only if x
#[cfg_attr(x, catch_panic, no_mangle)] pub extern "C" fn e() { work() } //~ e: by catch_panic | only if x
//@ case: attributes that export
//@ note: what `#[cxx::bridge]` exports here is not listed
//@ note: what `#[uniffi::export]` exports here is not listed
//@ note: src/lib.rs:5:3: the attribute `#[export]` comes from another crate
#[uniffi::export] pub fn a() -> String { work() } //~ a: by uniffi::export | a macro makes its symbol
#[bridge_fn(ffi = "b_symbol")] fn b() { work() } //~ b: by bridge_fn | a macro makes its symbol
#[jni_fn("com.example.C")] pub fn c(env: JNIEnv) { work() } //~ c: NO | a macro makes its symbol
#[jni::jni_mangle("com.example.D")] pub fn mangled(env: EnvUnowned) { work() } //~ mangled: NO | a macro makes its symbol
#[export] pub fn d() {}
#[cxx::bridge] mod ffi { extern "Rust" { fn made() -> u8; } }
#[uniffi::export] impl S { pub fn method(&self) {} }
//@ case: attributes that export, on blocks of declarations
//@ note: what `#[wasm_bindgen]` exports here is not listed
#[wasm_bindgen] extern "C" { fn declared(); }
//@ case: names from the settings
//@ guards: try_ffi, boundary!, my::protect, guarded
#[no_mangle] pub extern "C" fn a() -> i32 { try_ffi(|| work()) } //~ a: by try_ffi
#[no_mangle] pub extern "C" fn b() -> i32 { boundary! { work() } } //~ b: by boundary
#[no_mangle] pub extern "C" fn c() -> i32 { crate::my::protect(-1, || work()) } //~ c: by my::protect
#[no_mangle] pub extern "C" fn d() -> i32 { protect(-1, || work()) } //~ d: NO
#[guarded] #[no_mangle] pub extern "C" fn e() -> i32 { work() } //~ e: by guarded
guarded! { fn f() -> i32 { work() } } //~ f: by guarded
#[no_mangle] pub extern "C" fn g() -> i32 { self.try_ffi(|| work()) } //~ g: by try_ffi
//@ case: a well-known name without a guard
macro_rules! catch_panic { ($($t:tt)*) => { $($t)* } }
macro_rules! ffi_panic_boundary { ($($t:tt)*) => { match ::std::panic::catch_unwind(|| { $($t)* }) { Ok(v) => v, Err(_) => 0 } } }
#[no_mangle] pub extern "C" fn a() -> i32 { catch_panic! { work() } } //~ a: NO
#[no_mangle] pub extern "C" fn b() -> i32 { ffi_panic_boundary! { work() } } //~ b: by ffi_panic_boundary
//@ case: functions of the crate with well-known names
fn call_with_result<T>(e: &mut E, f: impl FnOnce() -> T) -> T { f() }
fn abort_on_panic<T>(f: impl FnOnce() -> T) -> T { match catch_unwind(f) { Ok(v) => v, Err(_) => std::process::abort() } }
fn rust_call(f: fn()) { rust_call(f) }
mod panic { pub fn wrap(f: impl FnOnce()) { f() } }
#[no_mangle] pub extern "C" fn a(e: &mut E) { call_with_result(e, || work()) } //~ a: NO
#[no_mangle] pub extern "C" fn b() { abort_on_panic(|| work()) } //~ b: by abort_on_panic
#[no_mangle] pub extern "C" fn c() { rust_call(|| work()) } //~ c: NO
#[no_mangle] pub extern "C" fn d() { panic::wrap(|| work()) } //~ d: NO
#[no_mangle] pub extern "C" fn e() { with_env(|| work()) } //~ e: NO
#[no_mangle] pub extern "C" fn f(x: X) { x.prevent_unwind(|| work()) } //~ f: NO
#[no_mangle] pub extern "C" fn g(prevent_unwind: fn(fn())) { prevent_unwind(|| work()) } //~ g: NO
//@ case: a macro of the crate that only mentions a guard
macro_rules! ffi_panic_boundary { ($($t:tt)*) => { { /* no catch_unwind */ log_abort(); $($t)* } } }
macro_rules! catch_panic { ($($t:tt)*) => { { log_abort(); $($t)* } } }
#[no_mangle] pub extern "C" fn a() -> i32 { ffi_panic_boundary! { work() } } //~ a: NO
#[no_mangle] pub extern "C" fn b() -> i32 { catch_panic! { work() } } //~ b: NO
//@ case: the boundary of rustls-ffi
macro_rules! ffi_panic_boundary { ($($t:tt)*) => { match ::std::panic::catch_unwind(|| { $($t)* }) { Ok(v) => v, Err(_) => return $crate::panic::PanicOrDefault::value(), } } }
#[no_mangle] pub extern "C" fn a() -> i32 { ffi_panic_boundary! { work() } } //~ a: by ffi_panic_boundary
#[no_mangle] pub extern "C" fn b() -> i32 { catch_unwind(|| 1).ok(); PanicOrDefault::value() } //~ b: NO | `catch_unwind` does not cover `PanicOrDefault::value(..)` in line 3
//@ case: a macro with many recursive calls
macro_rules! g { ($($t:tt)*) => { g!{a} g!{a} g!{a} g!{a} g!{a} g!{a} g!{a} g!{a} catch_unwind(|| 1) } }
#[no_mangle] pub extern "C" fn a() { g!{a} } //~ a: NO
//@ case: macros whose calls multiply
//@ note: the macros that are called in functions make more code
macro_rules! m0 { () => { let _ = std::panic::catch_unwind(|| 1); } }
macro_rules! m1 { () => { m0!{} m0!{} m0!{} m0!{} m0!{} m0!{} m0!{} m0!{} m0!{} m0!{} m0!{} m0!{} m0!{} m0!{} m0!{} m0!{} } }
macro_rules! m2 { () => { m1!{} m1!{} m1!{} m1!{} m1!{} m1!{} m1!{} m1!{} m1!{} m1!{} m1!{} m1!{} m1!{} m1!{} m1!{} m1!{} } }
macro_rules! m3 { () => { m2!{} m2!{} m2!{} m2!{} m2!{} m2!{} m2!{} m2!{} m2!{} m2!{} m2!{} m2!{} m2!{} m2!{} m2!{} m2!{} } }
macro_rules! m4 { () => { m3!{} m3!{} m3!{} m3!{} m3!{} m3!{} m3!{} m3!{} m3!{} m3!{} m3!{} m3!{} m3!{} m3!{} m3!{} m3!{} } }
macro_rules! m5 { () => { m4!{} m4!{} m4!{} m4!{} m4!{} m4!{} m4!{} m4!{} m4!{} m4!{} m4!{} m4!{} m4!{} m4!{} m4!{} m4!{} } }
macro_rules! m6 { () => { m5!{} m5!{} m5!{} m5!{} m5!{} m5!{} m5!{} m5!{} m5!{} m5!{} m5!{} m5!{} m5!{} m5!{} m5!{} m5!{} } }
macro_rules! m7 { () => { m6!{} m6!{} m6!{} m6!{} m6!{} m6!{} m6!{} m6!{} m6!{} m6!{} m6!{} m6!{} m6!{} m6!{} m6!{} m6!{} } }
#[no_mangle] pub extern "C" fn a() { m7!{} } //~ a: NO
