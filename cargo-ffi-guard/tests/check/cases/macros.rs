//@ case: a macro that adds the export
macro_rules! ffi_fn {
    ($(#[$doc:meta])* fn $name:ident($($arg:ident: $ty:ty),* $(,)?) -> $ret:ty $body:block) => {
        $(#[$doc])*
        #[no_mangle]
        pub extern "C" fn $name($($arg: $ty),*) -> $ret {
            match std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || $body)) {
                Ok(v) => v,
                Err(_) => std::process::abort(),
            }
        }
    };
    ($(#[$doc:meta])* fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $body:block) => {
        ffi_fn!($(#[$doc])* fn $name($($arg: $ty),*) -> () $body);
    };
}
ffi_fn! {
    /// Documented.
    fn a(x: *const u8, f: Option<extern "C" fn(u8) -> u8>) -> Option<Box<u8>> { //~ a: by catch_unwind
        work(x)?
    }
}
ffi_fn! { fn b() { work(); } } //~ b: by catch_unwind
mod other;
//@ file: src/other.rs
ffi_fn! { fn c(x: Vec<u8>,) { work(x); } } //~ c: by catch_unwind
//@ case: a macro that adds the export and no guard
macro_rules! open { (fn $name:ident($($arg:tt)*) $(-> $ret:ty)? $body:block) => { #[no_mangle] pub extern "C" fn $name($($arg)*) $(-> $ret)? $body } }
open! { fn a(x: u8) -> u8 { work(x) } } //~ a: NO
open! { fn b() { std::panic::catch_unwind(|| work()).ok(); } } //~ b: by catch_unwind
#[cfg(unix)] open! { fn c() {} } //~ c: NO | only if unix
open!(fn d() {}); open![fn e() {}]; //~ d: NO //~ e: NO
//@ case: names from the macro call
macro_rules! getters {
    ($prefix:literal; $($name:ident => $field:ident: $ty:ty),* $(,)?) => {
        $( #[unsafe(export_name = concat!($prefix, stringify!($field)))]
           pub unsafe extern "C" fn $name(x: *const T) -> $ty { (*x).$field() } )*
    };
}
getters! { "shape_";
    area => get_area: f64, //~ shape_get_area: NO
    name => get_name: *const c_char, //~ shape_get_name: NO
}
macro_rules! pasted { ($type:ident) => { paste::paste! {
    #[no_mangle] pub extern "C" fn [<$type:lower _free>](x: *mut $type) { drop(unsafe { Box::from_raw(x) }) }
} } }
pasted!(Shape); //~ shape_free: NO
macro_rules! cased { ($type:ident) => { paste! { #[no_mangle] pub extern "C" fn [<$type:snake _new>]() {} } } }
cased!(BigShape); //~ [< BigShape :snake _new>]: NO | a macro makes its symbol
macro_rules! fixed { () => { #[no_mangle] pub extern "C" fn version() -> u8 { 1 } } }
fixed!(); //~ version: NO
//@ case: a guard added by the macro
macro_rules! guarded { ($($item:item)*) => { $( #[ffi_guard::ffi_export] #[no_mangle] $item )* } }
guarded! {
    pub extern "C" fn a() { work() } //~ a: guarded
    extern "C" fn b(x: u8) { work(x) } //~ b: guarded
}
macro_rules! allowed { ($name:ident, $why:literal) => { #[unguarded(reason = $why)] #[no_mangle] extern "C" fn $name() {} } }
allowed!(c, "a constant"); //~ c: allowed a constant
//@ case: macros that call macros
macro_rules! inner { ($name:ident) => { #[no_mangle] pub extern "C" fn $name() { work() } } }
macro_rules! outer { ($($name:ident)*) => { $( inner! { $name } )* } }
macro_rules! walk { ($first:ident $($rest:ident)*) => { inner!($first); walk!($($rest)*); }; () => {} }
outer! { a b } //~ a: NO //~ b: NO
walk! { c d e } //~ c: NO //~ d: NO //~ e: NO
//@ case: macros that forward items
macro_rules! feature { ($($item:item)*) => { $( #[cfg(feature = "ffi")] $item )* } }
feature! { #[no_mangle] pub extern "C" fn a() { work() } mod m { #[no_mangle] static S: u8 = 1; } } //~ a: NO | only if feature = "ffi" //~ static S: allowed a static runs no code | only if feature = "ffi"
macro_rules! nothing { ($($t:tt)*) => {} }
nothing! { #[no_mangle] pub extern "C" fn gone() {} }
//@ case: two macros of one name
mod one { macro_rules! m { ($n:ident) => { #[no_mangle] extern "C" fn $n() { catch_unwind(|| work()).ok(); } } } m!(a); } //~ a: by catch_unwind
mod two { macro_rules! m { ($n:ident) => { #[no_mangle] extern "C" fn $n() { work() } } } m!(b); } //~ b: NO
//@ case: macros under conditions
#[cfg(unix)] macro_rules! m { ($n:ident) => { #[no_mangle] extern "C" fn $n() { work() } } }
#[cfg(not(unix))] macro_rules! m { ($n:ident) => { #[ffi_export] #[no_mangle] extern "C" fn $n() { work() } } }
m!(a); //~ a: NO | only if unix //~ a: guarded | only if not(unix)
//@ case: macros that are not called
//@ note: src/lib.rs:3:52: the macro `z` exports what its callers name
//@ note: src/other.rs:2:52: the macro `m` exports what its callers name
mod other;

#[macro_export] macro_rules! z { ($n:ident) => { #[no_mangle] extern "C" fn $n() {} } }
//@ file: src/other.rs

#[macro_export] macro_rules! m { ($n:ident) => { #[no_mangle] extern "C" fn $n() {} } }
//@ case: a call that matches no rule
//@ note: no rule of the macro `m` could be matched
//@ note: the macro `m` exports what its callers name
macro_rules! m { ($n:ident, $m:ident) => { #[no_mangle] extern "C" fn $n() {} } }
m!(a);
//@ case: macros of other crates
//@ note: the macro `foreign_fn` comes from another crate
//@ note: src/lib.rs:2:1: the macro `other_macro` comes from another crate
foreign_fn! { fn a() -> u8 { work() } }
other_macro! { #[no_mangle] pub extern "C" fn b() { work() } } //~ b: NO
thread_local! { static X: fn() -> u8 = f; }
bitflags! { impl A: u8 { const B = 1; fn c() {} } }
println!("fn d() {}");
fn body() { assert!(matches!(x, Some(fn_name))); foreign! { fn not_at_item_level() {} } }
//@ case: an attribute that a macro of another crate gets
//@ note: src/lib.rs:1:33: what is exported here is known only to the macro `exports`
//@ note: src/lib.rs:1:8: the macro `other::exports` comes from another crate
other::exports!(#[ffi_export] #[no_mangle], f, 21);
//@ case: macros that quote
fn template() -> TokenStream { quote! { #[unsafe(no_mangle)] pub extern "C" fn made() {} } }
fn item() -> ItemFn { parse_quote!(#[export_name = #name] pub extern "C" fn made() {}) }
#[no_mangle] pub extern "C" fn a() { work() } //~ a: NO
//@ case: a macro of the crate named quote
macro_rules! quote { ($i:item) => { $i } }
quote! { #[no_mangle] pub extern "C" fn a() { work() } } //~ a: NO
//@ case: a macro that defines a macro
macro_rules! define { ($name:ident) => { macro_rules! $name { ($f:ident) => { #[no_mangle] extern "C" fn $f() { work() } } } } }
define!(made);
made!(a); //~ a: NO
//@ case: a guard macro of the crate
macro_rules! callback_body { ($e:expr) => { std::panic::catch_unwind(|| $e).unwrap_or(0) } }
macro_rules! leaky_body { ($e:expr) => { std::panic::catch_unwind(|| $e).unwrap() } }
#[no_mangle] pub extern "C" fn a() -> u8 { callback_body!(work() + 1) } //~ a: by callback_body
#[no_mangle] pub extern "C" fn b() -> u8 { leaky_body!(work()) } //~ b: NO
//@ case: calls after ordinary functions
//@ note: src/lib.rs:4:1: the macro `foreign2` comes from another crate
macro_rules! attr { ($(#[$m:meta])* $n:ident) => { $(#[$m])* pub extern "C" fn $n() { boom() } } }
fn g() {} trait T { fn t(); }
attr!(#[no_mangle] a); //~ a: NO
foreign2! { fn b() {} }
catch_panic! { fn c() {} } //~ c: by catch_panic
type F = fn(u8) -> u8;
attr!(#[no_mangle] d); //~ d: NO
const fn h<const N: usize>() -> [u8; { N + 1 }] where [(); N]: Sized { foreign3! { fn not_at_item_level() {} } [0; _] }
attr!(#[no_mangle] e); //~ e: NO
//@ case: symbols that a macro of the crate names
macro_rules! prefix { ($name:ident) => { concat!("px_", stringify!($name)) } }
macro_rules! twice { ($name:expr) => { concat!(prefix!(two), "_", $name) } }
#[ffi_export] #[unsafe(export_name = prefix!(a))] pub extern "C" fn a() {} //~ px_a: guarded
#[unsafe(export_name = crate::prefix!(b))] pub extern "C" fn b() { work() } //~ px_b: NO
#[ffi_export(fallback = |_| f(1, 2), abi = "C", name = prefix!(c))] pub fn renamed() -> u8 { 0 } //~ px_c: guarded
#[cfg_attr(x, ffi_export, unsafe(export_name = twice!("d")))] pub extern "C" fn d() {} //~ px_two_d: guarded | only if x
#[unguarded(reason = "data")] #[export_name = prefix!(e)] pub static E: u8 = 0; //~ static px_e: allowed data
macro_rules! exports { ($($n:ident)*) => { $( #[ffi_export] #[unsafe(export_name = prefix!($n))] pub extern "C" fn $n() {} )* } }
exports! {
    f //~ px_f: guarded
    g //~ px_g: guarded
}
struct Counter;
#[ffi_export] impl Counter {
    #[ffi_export(name = prefix!(h))] pub fn h(&self) {} //~ px_h: guarded
}
//@ case: a macro of another crate with the name of one of this crate
macro_rules! prefix { ($name:ident) => { concat!("px_", stringify!($name)) } }
#[unsafe(export_name = other::prefix!(a))] pub extern "C" fn a() { work() } //~ other::prefix!(a): NO | a macro makes its symbol
#[unsafe(export_name = self::prefix!(b))] pub extern "C" fn b() { work() } //~ px_b: NO
//@ case: symbols by macros that are not expanded
#[cfg(x)] macro_rules! prefix { ($name:ident) => { concat!("x_", stringify!($name)) } }
#[cfg(not(x))] macro_rules! prefix { ($name:ident) => { stringify!($name) } }
macro_rules! from_environment { ($name:ident) => { concat!(env!("PREFIX"), stringify!($name)) } }
macro_rules! endless { () => { concat!(endless!(), endless!()) } }
#[ffi_export] #[unsafe(export_name = prefix!(a))] pub extern "C" fn a() {} //~ prefix!(a): guarded | a macro makes its symbol
#[ffi_export] #[unsafe(export_name = from_environment!(b))] pub extern "C" fn b() {} //~ from_environment!(b): guarded | a macro makes its symbol
#[unsafe(export_name = other::prefix!(c))] pub extern "C" fn c() { work() } //~ other::prefix!(c): NO | a macro makes its symbol
#[ffi_export(name = endless!())] pub fn d() {} //~ endless!(): guarded | a macro makes its symbol
#[ffi_export] #[unsafe(export_name = prefix!(1))] pub extern "C" fn e() {} //~ prefix!(1): guarded | a macro makes its symbol
//@ case: macros of other crates where items stand
//@ depends: exports
//@ note: src/lib.rs:5:10: the macro `exports::export_plugin` comes from another crate and stands where items stand (6 times): what it exports is not seen
//@ note: src/lib.rs:8:1: the macro `exports::in_alias` comes
//@ note: src/lib.rs:9:19: the macro `exports::in_impl` comes
//@ note: src/lib.rs:10:1: the macro `exports::as_std` comes
use exports::{self as e, in_alias as other, as_std as thread_local};
use lazy_static::lazy_static as lazy;
fn entry() {}
mod tests {}
exports::export_plugin!(entry);
cfg_if::cfg_if! { if #[cfg(a)] { exports::export_plugin!(entry); } else { e::export_plugin!(entry); } }
mod inner { exports::export_plugin! { entry } }
other!(entry); lazy! { static ref X: u8 = 1; }
impl S { exports::in_impl!(); }
thread_local!(entry);
#[cfg(test)] exports::only_in_tests!();
fn body() { exports::in_bodies!(entry); std::println!(); }
macro_rules! wrap { ($name:ident) => { exports::export_plugin!($name); } }
wrap!(entry);
const _: () = { exports::export_plugin!(entry); };
//@ case: a macro of the crate under another name
//@ depends: exports
use crate::own as renamed;
mod other { pub(crate) use super::guarded as body; }
renamed!(a); //~ a: NO
#[no_mangle] pub extern "C" fn b() -> u8 { other::body!(work()) } //~ b: by body
#[macro_export] macro_rules! own { ($n:ident) => { #[no_mangle] pub extern "C" fn $n() { work() } } }
macro_rules! guarded { ($e:expr) => { std::panic::catch_unwind(|| $e).unwrap_or(0) } }
//@ case: a macro of another crate with the name of one of the crate
//@ depends: exports
//@ note: src/lib.rs:2:10: the macro `exports::own` comes
//@ note: the macro `own` exports what its callers name
macro_rules! own { ($n:ident) => { #[no_mangle] pub extern "C" fn $n() { work() } } }
exports::own!(a);
//@ case: attributes of other crates
//@ depends: exports
//@ note: src/lib.rs:3:3: the attribute `#[exports::entry]` comes from another crate (2 times): what it exports is not seen
//@ note: src/lib.rs:5:3: the attribute `#[renamed_methods]` comes
//@ note: src/lib.rs:11:3: the attribute `#[esp_hal::main]` comes
use exports::entry as point;
use tokio::main as start;
#[exports::entry] pub fn a() {}
#[point] pub fn b() {}
#[renamed_methods] impl S { #[inline] #[must_use] fn c() {} }
#[derive(Debug, Serialize)] #[serde(rename_all = "lowercase")] #[repr(C)] #[non_exhaustive] pub struct S { #[serde(skip)] x: u8 }
#[start] async fn main() {}
#[tokio::test] #[exports::in_tests] async fn d() {}
#[rustfmt::skip] #[allow(unused)] #[async_trait] pub(crate) trait T {}
#[cfg(test)] mod tests { #[exports::entry] fn e() {} }
#[esp_hal::main] fn f() -> ! { work() }
//@ case: a guard that exists in some builds only
#[cfg(feature = "catch")] macro_rules! catch_panic { ($($t:tt)*) => { std::panic::catch_unwind(|| { $($t)* }).unwrap_or(0) } }
#[cfg(not(feature = "catch"))] macro_rules! catch_panic { ($($t:tt)*) => { $($t)* } }
#[no_mangle] pub extern "C" fn a() -> i32 { catch_panic! { work() } } //~ a: NO | `catch_panic` guards it only if feature = "catch"
#[no_mangle] pub extern "C" fn b() -> i32 { #[cfg(x)] return catch_unwind(|| work()).unwrap_or(0); work() } //~ b: NO | `catch_unwind` guards it only if x
#[no_mangle] pub extern "C" fn c() -> i32 { #[cfg(x)] { catch_unwind(|| work()).unwrap_or(0) } #[cfg(not(x))] { 1 } } //~ c: by catch_unwind
