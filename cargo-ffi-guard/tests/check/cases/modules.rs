//@ case: the module tree
mod plain;
mod nested;
#[path = "elsewhere/moved.rs"] mod moved;
mod inline { pub mod deep; mod deeper { #[no_mangle] pub extern "C" fn f() { work() } } } //~ f: NO
include!("included.in");
#[no_mangle] pub extern "C" fn a() { work() } //~ a: NO
//@ file: src/plain.rs
mod child;
#[no_mangle] pub extern "C" fn b() { work() } //~ b: NO
//@ file: src/plain/child.rs
#[ffi_export] #[no_mangle] pub extern "C" fn c() { work() } //~ c: guarded
//@ file: src/nested/mod.rs
#[no_mangle] pub extern "C" fn d() { work() } //~ d: NO
//@ file: src/elsewhere/moved.rs
mod beside;
//@ file: src/elsewhere/beside.rs
#[no_mangle] pub extern "C" fn e() { work() } //~ e: NO
//@ file: src/inline/deep.rs
#[no_mangle] pub extern "C" fn g() { work() } //~ g: NO
//@ file: src/included.in
#[no_mangle] pub extern "C" fn h() { work() } //~ h: NO
//@ file: src/not_a_module.rs
#[no_mangle] pub extern "C" fn unreached() { work() }
//@ case: modules under conditions and macros
#[cfg_attr(unix, path = "unix.rs")] #[cfg_attr(not(unix), path = "other.rs")] mod sys;
macro_rules! modules { ($($name:ident),* $(,)?) => { $( mod $name; )* } }
modules!(one, two);
//@ file: src/unix.rs
#[no_mangle] pub extern "C" fn a() { work() } //~ a: NO | only if unix
//@ file: src/other.rs
#[no_mangle] pub extern "C" fn b() { work() } //~ b: NO | only if not(unix)
//@ file: src/one.rs
#[no_mangle] pub extern "C" fn c() { work() } //~ c: NO
//@ file: src/two.rs
#[no_mangle] pub extern "C" fn d() { work() } //~ d: NO
//@ case: without the prelude
#![no_implicit_prelude]
#[no_mangle] pub extern "C" fn a() { work() } //~ a: NO
mod m { #![no_implicit_prelude] #[no_mangle] pub extern "C" fn b() { ::std::panic::catch_unwind(|| work()).ok(); } } //~ b: by catch_unwind
//@ case: one file in two places is one export
#[path = "shared.rs"] mod a;
#[path = "shared.rs"] mod b;
//@ file: src/shared.rs
#[no_mangle] pub extern "C" fn shared() { work() } //~ shared: NO
//@ case: files with unknown paths
//@ note: the path of this `include!` is not known
//@ note: `global_asm!` may define symbols
include!(concat!(env!("OUT_DIR"), "/bindings.rs"));
core::arch::global_asm!(".global hand_written", "hand_written: ret");
#[no_mangle] pub extern "C" fn a() { work() } //~ a: NO
//@ case: a file that may not exist
//@ note: neither `
#[cfg(feature = "generated")] mod generated;
//@ case: byte order mark, carriage returns and wide characters
mod marked;
/* größe 日本 */ #[no_mangle] pub extern "C" fn a() { work() } //~ a: NO
//@ file: src/marked.rs
﻿#[no_mangle] pub extern "C" fn b() { work() } //~ b: NO
