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
//@ case: code outside the catch
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
//@ case: no catch
#[no_mangle] pub extern "C" fn a() { work() } //~ a: NO
#[no_mangle] pub extern "C" fn b() { /* catch_unwind(|| work()) */ work("catch_unwind(|| 1)") } //~ b: NO
#[no_mangle] pub extern "C" fn c() { fn inner() { catch_unwind(|| work()).ok(); } inner() } //~ c: NO
#[no_mangle] pub extern "C" fn d() { let catch_unwind = 1; work(catch_unwind) } //~ d: NO
#[no_mangle] pub extern "C" fn e() {} //~ e: NO
//@ case: a catch in the next function
#[no_mangle] pub extern "C" fn a() { work() } fn other() { catch_unwind(|| work()).ok(); } //~ a: NO
//@ case: output before the process ends
#[no_mangle] pub extern "C" fn logged() -> i32 { match catch_unwind(|| work()) { Ok(v) => v, Err(e) => { log(e); unsafe { abort() } } } } //~ logged: by catch_unwind
#[no_mangle] pub extern "C" fn task() -> i32 { match catch_unwind(|| work()) { Ok(v) => v, Err(e) => { handle(e).abort() } } } //~ task: NO | `catch_unwind` does not cover `handle(..)` in line 2
//@ case: calls of a value
#[no_mangle] pub extern "C" fn a(s: &S, v: u8) { catch_unwind(|| 1).ok(); (s.f)(v); } //~ a: NO | `catch_unwind` does not cover `(..)` in line 1
#[no_mangle] pub extern "C" fn b() { catch_unwind(|| 1).ok(); (boom::<i32>)() } //~ b: NO | `catch_unwind` does not cover `(..)` in line 2
#[no_mangle] pub extern "C" fn c(c: bool) { catch_unwind(|| 1).ok(); (if c { f } else { g })(1) } //~ c: NO | `catch_unwind` does not cover `(..)` in line 3
#[no_mangle] pub extern "C" fn d() { catch_unwind(|| 1).ok(); let x = {f}(); } //~ d: NO | `catch_unwind` does not cover `(..)` in line 4
#[no_mangle] pub extern "C" fn e(a: (u8, fn(u8))) { catch_unwind(|| 1).ok(); a.1(3) } //~ e: NO | `catch_unwind` does not cover `(..)` in line 5
#[no_mangle] pub extern "C" fn f(p: *mut (u8, u8)) -> (u8, u8) { //~ f: by catch_unwind
    let r = catch_unwind(|| 1).map(Some);
    if p.is_null() { return (1, -1); }
    unsafe { *p = (1, 2); }
    (*p).0 = 3;
    match r { Ok(Some(x)) => { } (Err(_)) | Ok(None) => {} }
    { } [1, 2];
    #[allow(unused)] (1, 2)
}
//@ case: operators after a block
#[no_mangle] pub extern "C" fn a(x: *const u8) -> u8 { catch_unwind(|| 1).ok(); return unsafe { *x } + 7 } //~ a: NO | `catch_unwind` does not cover `+` in line 1
#[no_mangle] pub extern "C" fn b(x: A) -> u8 { catch_unwind(|| 1).ok(); let y = unsafe { x }[7]; y } //~ b: NO | `catch_unwind` does not cover `[` in line 2
#[no_mangle] pub extern "C" fn c(c: bool) -> u8 { catch_unwind(|| 1).ok(); let y = if c { 1 } else { 2 } / 0; y } //~ c: NO | `catch_unwind` does not cover `/` in line 3
#[no_mangle] pub extern "C" fn d() -> u8 { catch_unwind(|| 1).ok(); let y = loop { break 1 } % 0; y } //~ d: NO | `catch_unwind` does not cover `%` in line 4
#[no_mangle] pub extern "C" fn e(n: S) { catch_unwind(|| 1).ok(); let y = &match n { x => x }[..1]; } //~ e: NO | `catch_unwind` does not cover `[` in line 5
#[no_mangle] pub extern "C" fn f() -> u8 { catch_unwind(|| 1).ok(); (unsafe { *x }) + 7 } //~ f: NO | `catch_unwind` does not cover `+` in line 6
#[no_mangle] pub extern "C" fn g() { catch_unwind(|| 1).ok(); let y = A { b: 1 } * A { b: 2 }; } //~ g: NO | `catch_unwind` does not cover `*` in line 7
#[no_mangle] pub extern "C" fn h(p: *mut u8, c: bool) { //~ h: by catch_unwind
    catch_unwind(|| 1).ok();
    if c { 1 } else if !c { 2 } else { 3 }
    *p = 1;
    'a: loop { break 'a; }
    *p = 2;
    match c { true => {} false => unsafe { g } }
    *p = 3;
    fn inner() {}
    *p = 4;
}
//@ case: a minus before a value
#[no_mangle] pub extern "C" fn a(x: i32) -> i32 { catch_unwind(|| 1).ok(); -x } //~ a: NO | `catch_unwind` does not cover `-` in line 1
#[no_mangle] pub extern "C" fn b(x: i32) -> i32 { catch_unwind(|| 1).ok(); return - x; } //~ b: NO | `catch_unwind` does not cover `-` in line 2
#[no_mangle] pub extern "C" fn c(x: i32) -> i32 { match catch_unwind(|| 1) { Ok(-1) => 1, _ => -2 } } //~ c: by catch_unwind
//@ case: arguments of map
#[no_mangle] pub extern "C" fn a() { catch_unwind(|| 1).map(&f).ok(); } //~ a: NO | `catch_unwind` does not cover `&f` in line 1
#[no_mangle] pub extern "C" fn b(s: &S) { catch_unwind(|| 1).map(s.f).ok(); } //~ b: NO | `catch_unwind` does not cover `s.f` in line 2
#[no_mangle] pub extern "C" fn c() { catch_unwind(|| 1).map({f}).ok(); } //~ c: NO | `catch_unwind` does not cover `{f}` in line 3
#[no_mangle] pub extern "C" fn d() { catch_unwind(|| 1).map((f)).ok(); } //~ d: NO | `catch_unwind` does not cover `(f)` in line 4
#[no_mangle] pub extern "C" fn e() { catch_unwind(|| 1).unwrap_or_else(<T as D>::default) } //~ e: NO | `catch_unwind` does not cover `<T as D>::default` in line 5
#[no_mangle] pub extern "C" fn f() -> i32 { catch_unwind(|| 1).map_or(-1, |a: (u8, u8)| 2) } //~ f: by catch_unwind
//@ case: functions named like constructors
fn Boom() { work() }
#[no_mangle] pub extern "C" fn a() { catch_unwind(|| 1).ok(); CALLBACK(1) } //~ a: NO | `catch_unwind` does not cover `CALLBACK(..)` in line 2
#[no_mangle] pub extern "C" fn b() { catch_unwind(|| 1).ok(); Boom() } //~ b: NO | `catch_unwind` does not cover `Boom(..)` in line 3
#[no_mangle] pub extern "C" fn c() { catch_unwind(|| 1).ok(); <Own as Tr>::Take(x) } //~ c: NO | `catch_unwind` does not cover `Take(..)` in line 4
impl Own { fn Ctor(x: u8) -> Self { work() } }
#[no_mangle] pub extern "C" fn d() { catch_unwind(|| 1).map(Own::Ctor).ok(); } //~ d: NO | `catch_unwind` does not cover `Own::Ctor` in line 6
#[no_mangle] pub extern "C" fn e() -> E { catch_unwind(|| 1).map(E::Value).unwrap_or(E::Other(1)) } //~ e: by catch_unwind
//@ case: names of harmless functions in other modules
#[no_mangle] pub extern "C" fn a() { catch_unwind(|| 1).ok(); my::forget(1) } //~ a: NO | `catch_unwind` does not cover `my::forget(..)` in line 1
#[no_mangle] pub extern "C" fn b() { if catch_unwind(|| 1).is_err() { panic!(); util::abort(); } } //~ b: NO | `catch_unwind` does not cover `panic!(..)` in line 2
#[no_mangle] pub extern "C" fn c() { if catch_unwind(|| 1).is_err() { log(); libc::abort(); } std::mem::forget(1) } //~ c: by catch_unwind
#[no_mangle] pub extern "C" fn d(forget: fn(u8)) { catch_unwind(|| 1).ok(); forget(1) } //~ d: NO | `catch_unwind` does not cover `forget(..)` in line 4
#[no_mangle] pub extern "C" fn e() { catch_unwind(|| 1).ok(); let x = own::matches!(y, 1); } //~ e: NO | `catch_unwind` does not cover `own::matches!(..)` in line 5
//@ case: macros that shadow standard macros
macro_rules! line { () => { work() } }
#[no_mangle] pub extern "C" fn a() { catch_unwind(|| 1).ok(); line!(); } //~ a: NO | `catch_unwind` does not cover `line!(..)` in line 2
#[no_mangle] pub extern "C" fn b() { catch_unwind(|| 1).ok(); std::line!(); column!(); } //~ b: by catch_unwind
//@ case: a function named abort in the crate
fn abort() { work() }
#[no_mangle] pub extern "C" fn a() { catch_unwind(|| 1).ok(); abort() } //~ a: NO | `catch_unwind` does not cover `abort(..)` in line 2
#[no_mangle] pub extern "C" fn b() { catch_unwind(|| 1).ok(); std::process::abort() } //~ b: by catch_unwind
#[no_mangle] pub extern "C" fn c() { if catch_unwind(|| 1).is_err() { log(); std::process::abort() } } //~ c: by catch_unwind
#[no_mangle] pub extern "C" fn d() { if catch_unwind(|| 1).is_err() { log(); abort() } } //~ d: NO | `catch_unwind` does not cover `log(..)` in line 5
//@ case: methods named like functions
impl Sender { fn abort<'a>(&'a mut self) { work() } fn catch_unwind(mut self) {} }
#[no_mangle] pub extern "C" fn a() { if catch_unwind(|| 1).is_err() { log(); abort() } } //~ a: by catch_unwind
//@ case: other items named catch_unwind
#[no_mangle] pub extern "C" fn a() { own::catch_unwind(|| work()) } //~ a: NO
#[no_mangle] pub extern "C" fn b() { let catch_unwind = run; catch_unwind(|| work()) } //~ b: NO
#[no_mangle] pub extern "C" fn c(catch_unwind: fn(fn())) { catch_unwind(|| work()) } //~ c: NO
#[no_mangle] pub extern "C" fn d(x: X) { x.catch_unwind(|| work()) } //~ d: NO
#[no_mangle] pub extern "C" fn e() { use std::panic::{self, catch_unwind}; catch_unwind(|| work()).ok(); } //~ e: by catch_unwind
//@ case: a function named catch_unwind in the crate
#[no_mangle] pub extern "C" fn a() { fn catch_unwind<T>(f: impl FnOnce() -> T) -> T { f() } catch_unwind(|| work()) } //~ a: NO
#[no_mangle] pub extern "C" fn b() { panic::catch_unwind(|| work()).ok(); } //~ b: NO
#[no_mangle] pub extern "C" fn c() { std::panic::catch_unwind(|| work()).ok(); } //~ c: by catch_unwind
