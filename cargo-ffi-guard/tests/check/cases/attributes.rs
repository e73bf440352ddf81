//@ case: every spelling of an export
#[no_mangle] pub extern "C" fn a() { work() } //~ a: NO
#[unsafe(no_mangle)] pub extern "C" fn b() { work() } //~ b: NO
#[r#no_mangle] extern fn c() { work() } //~ c: NO
#[export_name = "d_symbol"] pub unsafe extern "C" fn d() { work() } //~ d_symbol: NO
#[unsafe(export_name = r"e_symbol")] pub extern "system" fn e() { work() } //~ e_symbol: NO
#[unsafe(export_name = concat!("f", "_symbol"))] extern "C" fn f() {} //~ f_symbol: NO
#[export_name = NAME] extern "C" fn g() {} //~ g: NO | a macro makes its symbol
/// Documented.
#[inline(never)]
#[allow(dead_code)]
#[no_mangle]
#[must_use]
pub(crate) unsafe extern "C-unwind" fn h(a: u8) -> u8 { a } //~ h: NO | its ABI `C-unwind` lets a panic unwind into the caller
#[no_mangle] pub fn i() {} //~ i: NO | its ABI is that of Rust
#[no_mangle] pub extern "Rust" fn j() {} //~ j: NO
fn k() { #![no_mangle] work() } //~ k: NO | its ABI is that of Rust
#[no_mangle] pub extern "C" fn r#type() {} //~ type: NO
#[no_mangle] pub extern "C" fn größe() {} //~ größe: NO
#[no_mangle]
pub extern "C" fn /* a comment */ split //~ split: NO
    (a: *const u8, b: extern "C" fn(u8) -> u8) -> Option<extern "C" fn()>
{ None }
//@ case: items that export nothing
//@ note: src/lib.rs:2:3: the attribute `#[other::no_mangle]` comes from another crate
#[doc = "no_mangle"] pub extern "C" fn a() {}
#[other::no_mangle] pub extern "C" fn b() {}
// #[no_mangle] pub extern "C" fn c() {}
/* #[no_mangle] pub extern "C" fn d() {} /* nested */ #[no_mangle] fn e() {} */
const TEXT: &str = "#[no_mangle] pub extern \"C\" fn f() {}";
const RAW: &str = r##"#[no_mangle] pub extern "C" fn g() {} "# "##;
extern "C" { #[no_mangle] fn h(); static S: u8; }
#[unguarded(reason = "exports nothing")] fn i() {}
//@ case: guard attributes
use ffi_guard::ffi_export;
#[ffi_export] #[no_mangle] pub extern "C" fn a() { work() } //~ a: guarded
#[no_mangle] #[ffi_export(fallback = -1)] pub extern "C" fn b() -> i32 { work() } //~ b: guarded
#[ffi_guard::ffi_export(abort)] #[unsafe(no_mangle)] pub extern "C" fn c() {} //~ c: guarded
#[::ffi_guard::ffi_export] #[unsafe(export_name = "d_symbol")] pub extern "C" fn d() {} //~ d_symbol: guarded
#[renamed::ffi_export(crate = renamed)] #[no_mangle] pub extern "C" fn e() {} //~ e: guarded
#[ffi_export] pub fn f() { work() } //~ f: guarded
#[ffi_export(fallback = 1, name = "g_symbol")] fn g() -> u8 { work() } //~ g_symbol: guarded
struct S;
impl S {
    #[ffi_export(fallback = 0)]
    #[no_mangle]
    pub extern "C" fn method() -> u8 { work() } //~ method: guarded
    #[no_mangle]
    pub extern "C" fn bare() -> u8 { work() } //~ bare: NO
}
//@ case: functions of an exported block
ffi_guard::ffi_library! { quiet = true, prefix = "lib" }
#[ffi_export(fallback = -1)]
impl inner::VersionReq {
    const A: u8 = 1;
    pub fn new(f: fn() -> u8) -> Self { work() } //~ lib_version_req_new: guarded
    #[must_use] pub unsafe fn b(&self) -> u8 { fn inside() {} work() } //~ lib_version_req_b: guarded
    #[ffi_export(status)] pub fn r#type(&self) {} //~ lib_version_req_type: guarded
    #[ffi_guard::ffi_export(name = "d_symbol")] pub fn d(self) {} //~ d_symbol: guarded
    #[ffi(skip)] pub fn e(&self) {}
    pub(crate) fn f(&self) {}
    fn g() {}
    #[ffi_export] #[no_mangle] pub extern "C" fn h() {} //~ h: guarded
    #[no_mangle] pub extern "C" fn i() {} //~ i: NO
}
#[ffi_export(name = "tally", abort)]
impl Other where Other: Sized {
    #![allow(unused)]
    pub fn new() -> Self { work() } //~ lib_tally_new: guarded
}
impl Other {
    pub fn open(&self) {}
}
//@ case: an exported block in a library without a prefix
#[ffi_export]
impl Counter {
    pub fn new() -> Self { work() } //~ new: guarded | a macro makes its symbol
}
//@ case: a guard under another name on functions inside of bodies
use ffi_guard::ffi_export as export;
fn bodies() { #[export] fn a() { work() } } //~ a: guarded
fn path() { #[g::export] fn b() { work() } } //~ b: guarded
fn conditional() { #[cfg_attr(unix, export)] fn c() { work() } } //~ c: guarded | only if unix
//@ case: renamed imports
use ffi_guard::{ffi_export as export, unguarded as open};
#[export] #[no_mangle] pub extern "C" fn a() {} //~ a: guarded
#[open(reason = "calls nothing")] #[no_mangle] pub extern "C" fn b() {} //~ b: allowed calls nothing
//@ case: allowed
#[ffi_guard::unguarded(reason = "returns a constant")]
#[no_mangle]
pub extern "C" fn a() -> u8 { 1 } //~ a: allowed returns a constant
#[unguarded(crate = ffi_guard, reason = r#"so "it" is"#)] #[no_mangle] pub extern "C" fn b() {} //~ b: allowed so "it" is
#[unguarded] #[no_mangle] pub extern "C" fn c() {} //~ c: allowed
//@ case: statics
#[no_mangle] pub static A: u8 = 1; //~ static A: allowed a static runs no code
#[unsafe(export_name = "b_symbol")] pub static mut B: Table = Table { f: call }; //~ static b_symbol: allowed a static runs no code
#[unguarded(reason = "the header says so")] #[unsafe(no_mangle)] static C: u8 = 1; //~ static C: allowed the header says so
//@ case: an attribute of another crate
//@ depends: safer-ffi
use safer_ffi::prelude::*;
#[ffi_export] fn a() {} //~ a: by ffi_export
//@ case: an attribute of a crate that is not a dependency
//@ depends: mymacros
//@ note: src/lib.rs:2:3: `#[ffi_export]` is not trusted here
use mymacros::ffi_export;
#[ffi_export] pub fn a() { work() } //~ a: NO | its ABI is that of Rust
#[mymacros::ffi_export] #[no_mangle] pub extern "C" fn b() { work() } //~ b: NO
#[ffi_export] #[no_mangle] pub extern "C" fn c() { std::panic::catch_unwind(|| work()).ok(); } //~ c: by catch_unwind
#[mymacros::unguarded(reason = "calls nothing")] #[no_mangle] pub extern "C" fn d() {} //~ d: allowed calls nothing
//@ case: an attribute of another crate, named in the settings
//@ depends: mymacros
//@ guards: mymacros::ffi_export
#[mymacros::ffi_export] #[no_mangle] pub extern "C" fn a() { work() } //~ a: by mymacros::ffi_export
//@ case: the runtime under another name
//@ depends: guard = { package = "ffi-guard-runtime", version = "1" }
#[guard::ffi_export] #[no_mangle] pub extern "C" fn a() { work() } //~ a: guarded
//@ case: exports in nested items
fn outer() {
    #[no_mangle] extern "C" fn a() { work() } //~ a: NO
}
const _: () = {
    #[no_mangle] extern "C" fn b() { work() } //~ b: NO
};
trait T { fn f() { #[no_mangle] extern "C" fn c() { work() } } } //~ c: NO
impl T for S {
    #[no_mangle] extern "C" fn d() { work() } //~ d: NO
}
#[ffi_export] #[no_mangle] extern "C" fn e() { //~ e: guarded
    #[no_mangle] extern "C" fn f() { work() } //~ f: NO
}
//@ case: a callback attribute of a crate that is not a dependency
//@ depends: mymacros
//@ callbacks
//@ note: src/lib.rs:1:3: `#[ffi_callback]` is not trusted here
#[mymacros::ffi_callback] extern "C" fn a() { work() } //~ callback a: NO
//@ case: text that looks like brackets
const A: char = '{'; const B: &[u8] = b"}\"{"; const C: char = '\''; const D: &str = "\\";
fn lifetimes<'a>(x: &'a u8) -> &'a u8 { let _ = '"'; x }
#[no_mangle] pub extern "C" fn a() { work('}', b'{', "\"}", r#"}"#, c"}") } //~ a: NO
#[no_mangle] pub extern "C" fn b() { work() } //~ b: NO
