//@ case: conditions are shown
#[cfg(feature = "x")] #[no_mangle] pub extern "C" fn a() { work() } //~ a: NO | only if feature = "x"
#[cfg(unix)] mod m { #![cfg(feature = "y")] #[no_mangle] pub extern "C" fn b() { work() } } //~ b: NO | only if unix and feature = "y"
#[cfg_attr(feature = "export", no_mangle)] pub extern "C" fn c() { work() } //~ c: NO | only if feature = "export"
#[cfg_attr(feature = "export", ffi_export(fallback = 1), unsafe(no_mangle))] pub extern "C" fn d() -> u8 { work() } //~ d: guarded | only if feature = "export"
#[cfg_attr(all(a, b), cfg_attr(c, unsafe(export_name = "e_symbol")))] pub extern "C" fn e() {} //~ e_symbol: NO | only if all(a, b) and c
//@ case: a conditional guard
#[cfg_attr(x, ffi_export)] #[no_mangle] pub extern "C" fn a() { work() } //~ a: guarded | only if x //~ a: NO | `ffi_export` guards it only if x; only if not(x)
//@ case: test code is left out
//@ note: left out in package `sample`: 3 items
#[cfg(test)] mod tests { #[no_mangle] pub extern "C" fn a() { work() } mod deeper { #[no_mangle] static S: u8 = 0; } }
#[cfg(all(test, unix))] #[no_mangle] pub extern "C" fn b() { work() }
#[cfg(not(test))] #[no_mangle] pub extern "C" fn c() { work() } //~ c: NO | only if not(test)
#[cfg(any(test, fuzzing))] #[no_mangle] pub extern "C" fn d() { work() } //~ d: NO | only if any(test, fuzzing)
//@ case: items that only test builds contain
//@ note: left out in package `sample`: 9 items
#[cfg(any(test))] #[no_mangle] pub extern "C" fn a() { work() }
#[cfg(not(not(test)))] #[no_mangle] pub extern "C" fn b() { work() }
#[cfg(any())] #[no_mangle] pub extern "C" fn c() { work() }
#[test] #[no_mangle] extern "C" fn d() { work() }
#[tokio::test] #[no_mangle] extern "C" fn e() { work() }
#[cfg(false)] #[no_mangle] pub extern "C" fn f() { work() }
#[cfg(all(unix, any(all(test, a), not(not(all(b, test))))))] #[no_mangle] pub extern "C" fn g() { work() }
#[cfg(not(all()))] #[no_mangle] pub extern "C" fn h() { work() }
#[cfg(not(any(true, unix)))] #[no_mangle] pub extern "C" fn i() { work() }
#[cfg(not(all(test)))] #[no_mangle] pub extern "C" fn j() { work() } //~ j: NO | only if not(all(test))
#[cfg(feature = "any(test)")] #[no_mangle] pub extern "C" fn k() { work() } //~ k: NO | only if feature = "any(test)"
#[cfg(version("1.90"))] #[no_mangle] pub extern "C" fn l() { work() } //~ l: NO | only if version("1.90")
#[cfg(all())] #[no_mangle] pub extern "C" fn m() { work() } //~ m: NO | only if all()
//@ case: branches of cfg_if
cfg_if::cfg_if! {
    if #[cfg(unix)] {
        #[no_mangle] pub extern "C" fn a() { work() } //~ a: NO | only if unix
    } else {
        #[no_mangle] pub extern "C" fn a() { catch_unwind(|| work()).ok(); } //~ a: by catch_unwind | only if not(unix)
    }
}
//@ case: one of two definitions
#[cfg(unix)] #[no_mangle] pub extern "C" fn a() { work() } //~ a: NO | only if unix
#[cfg(not(unix))] #[ffi_export] #[no_mangle] pub extern "C" fn a() { work() } //~ a: guarded | only if not(unix)
