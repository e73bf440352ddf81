//@ case: catch_unwind around the whole body
use std::panic::{AssertUnwindSafe, catch_unwind};
#[no_mangle] pub extern "C" fn a() -> i32 { catch_unwind(|| work()).unwrap_or(-1) } //~ a: by catch_unwind
#[no_mangle] pub extern "C" fn b() -> i32 { //~ b: by catch_unwind
    std::panic::catch_unwind(AssertUnwindSafe(move || { work()[0] + 1 })).unwrap_or_default()
}
#[no_mangle] pub extern "C" fn c() -> *mut T { //~ c: by catch_unwind
    match ::std::panic::catch_unwind(|| work()) {
        Ok(value) => value,
        Err(_) => std::ptr::null_mut(),
    }
}
#[no_mangle] pub extern "C" fn d() -> i32 { //~ d: by catch_unwind
    let result = panic::catch_unwind(std::panic::AssertUnwindSafe(|| work()));
    match result { Ok(v) => v, Err(_) => Status::Panic as i32 }
}
#[no_mangle] pub extern "C" fn e() -> bool { //~ e: by catch_unwind
    if let Ok(v) = catch_unwind(|| work()) { v } else { false }
}
#[no_mangle] pub extern "C" fn f() { let _ = catch_unwind(|| { work(); }); } //~ f: by catch_unwind
#[no_mangle] pub unsafe extern "C" fn g(out: *mut i32) -> i32 { //~ g: by catch_unwind
    if out.is_null() { return -1; }
    let Ok(value) = catch_unwind(|| work()) else { return -2 };
    unsafe { *out = value; }
    0
}
#[no_mangle] pub extern "C" fn h() -> i32 { //~ h: by catch_unwind
    use std::panic::catch_unwind;
    const LIMIT: i32 = 3 + 4;
    fn inner(x: &[u8]) -> i32 { x[0].into() }
    #[allow(clippy::redundant_closure)]
    catch_unwind(|| inner(&work())).map_or(-1, |v| v)
}
#[no_mangle] pub extern "C" fn i() -> i32 { //~ i: by catch_unwind
    let run = move || -> i32 { work()?.more() };
    catch_unwind(run).unwrap_or_else(|_| std::process::abort())
}
#[no_mangle] pub extern "C" fn j() -> i32 { catch_unwind(inner).ok().flatten().unwrap_or(-1) } //~ j: by catch_unwind
#[no_mangle] pub extern "C" fn k() -> Option<Box<T>> { catch_unwind(|| work()).map(Some).unwrap_or(None) } //~ k: by catch_unwind
#[no_mangle] pub extern "C" fn l(a: u8, b: u8) -> Pair { //~ l: by catch_unwind
    match catch_unwind(|| work(a)) {
        Ok(x) if a == b || a > 1 && !x => Pair { first: 1, second: -1 },
        Ok(_) | Err(_) => Pair::EMPTY,
    }
}
#[no_mangle] pub extern "C" fn m() -> i32 { catch_unwind::<_, i32>(|| work()).unwrap_or(-1) as *const Vec<Vec<u8>> as i32 } //~ m: by catch_unwind
#[no_mangle] pub extern "C" fn n() -> i32 { //~ n: by catch_unwind
    match catch_unwind(|| work()) { Ok(v) => v, Err(_) => { eprintln!("caught"); std::process::abort(); } }
}
//@ case: something stands outside
#[no_mangle] pub extern "C" fn before() { if let Err(e) = catch_unwind(|| work()) { if log(e) { return; } abort() } } //~ before: NO | `catch_unwind` does not cover `log(..)` in line 1
#[no_mangle] pub extern "C" fn a() { setup(); catch_unwind(|| work()).ok(); } //~ a: NO | `catch_unwind` does not cover `setup(..)` in line 2
#[no_mangle] pub extern "C" fn b() { catch_unwind(|| work()).unwrap() } //~ b: NO | `catch_unwind` does not cover `unwrap(..)` in line 3
#[no_mangle] pub extern "C" fn c() -> i32 { //~ c: NO | `catch_unwind` does not cover `set_last_error(..)` in line 7
    match catch_unwind(|| work()) {
        Ok(v) => v,
        Err(e) => set_last_error(e),
    }
}
#[no_mangle] pub extern "C" fn d(p: *const c_char) -> i32 { //~ d: NO | `catch_unwind` does not cover `CStr::from_ptr(..)` in line 11
    let text = unsafe { CStr::from_ptr(p) };
    catch_unwind(|| work(text)).unwrap_or(-1)
}
#[no_mangle] pub extern "C" fn e() -> i32 { catch_unwind(|| work()).unwrap_or(-1) + 1 } //~ e: NO | `catch_unwind` does not cover `+` in line 14
#[no_mangle] pub extern "C" fn f(x: &[u8]) -> u8 { let _ = catch_unwind(|| work()); x[0] } //~ f: NO | `catch_unwind` does not cover `[` in line 15
#[no_mangle] pub extern "C" fn g() -> Option<u8> { Some(catch_unwind(|| work()).ok()?) } //~ g: NO | `catch_unwind` does not cover `?` in line 16
#[no_mangle] pub extern "C" fn h() { println!("in"); catch_unwind(|| work()).ok(); } //~ h: NO | `catch_unwind` does not cover `println!(..)` in line 17
#[no_mangle] pub extern "C" fn i() { if let Err(e) = catch_unwind(|| work()) { resume_unwind(e) } } //~ i: NO | `catch_unwind` does not cover `resume_unwind(..)` in line 18
#[no_mangle] pub extern "C" fn j() { catch_unwind(make_closure()).ok(); } //~ j: NO | `catch_unwind` does not cover `make_closure(..)` in line 19
#[no_mangle] pub extern "C" fn k() { let f = || work(); f(); catch_unwind(|| f()).ok(); } //~ k: NO | `catch_unwind` does not cover `f(..)` in line 20
#[no_mangle] pub extern "C" fn l() -> i32 { catch_unwind(|| work()).map_or_else(report, |v| v) } //~ l: NO | `catch_unwind` does not cover `report` in line 21
#[no_mangle] pub extern "C" fn m(a: i32, b: i32) -> i32 { let c = a / b; catch_unwind(|| work(c)).unwrap_or(-1) } //~ m: NO | `catch_unwind` does not cover `/` in line 22
#[no_mangle] pub extern "C" fn n() { for _ in 0..2 { catch_unwind(|| work()).ok(); } } //~ n: NO | `catch_unwind` does not cover `for` in line 23
#[no_mangle] pub extern "C" fn o() { catch_unwind(|| work()).ok(); T::finish(&x) } //~ o: NO | `catch_unwind` does not cover `T::finish(..)` in line 24
#[no_mangle] pub extern "C" fn p() { let x = a << b; let _ = catch_unwind(|| x); } //~ p: NO | `catch_unwind` does not cover `<` in line 25
//@ case: no catch at all
#[no_mangle] pub extern "C" fn a() { work() } //~ a: NO
#[no_mangle] pub extern "C" fn b() { /* catch_unwind(|| work()) */ work("catch_unwind(|| 1)") } //~ b: NO
#[no_mangle] pub extern "C" fn c() { fn inner() { catch_unwind(|| work()).ok(); } inner() } //~ c: NO
#[no_mangle] pub extern "C" fn d() { let catch_unwind = 1; work(catch_unwind) } //~ d: NO
#[no_mangle] pub extern "C" fn e() {} //~ e: NO
//@ case: a body is not the next function's
#[no_mangle] pub extern "C" fn a() { work() } fn other() { catch_unwind(|| work()).ok(); } //~ a: NO
//@ case: reasons given before the process ends
#[no_mangle] pub extern "C" fn logged() -> i32 { match catch_unwind(|| work()) { Ok(v) => v, Err(e) => { log(e); unsafe { abort() } } } } //~ logged: by catch_unwind
#[no_mangle] pub extern "C" fn task() -> i32 { match catch_unwind(|| work()) { Ok(v) => v, Err(e) => { handle(e).abort() } } } //~ task: NO | `catch_unwind` does not cover `handle(..)` in line 2
