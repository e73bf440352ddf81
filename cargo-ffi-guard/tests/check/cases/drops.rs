//@ case: arguments that are dropped outside of the catch
#[no_mangle] pub extern "C" fn a(loud: Option<Box<Loud>>, n: i32) -> i32 { catch_unwind(|| n).unwrap_or(-1) } //~ a: NO | `catch_unwind` does not cover the drop of the argument `loud` in line 1: every path must move it into a `move` closure
#[no_mangle] pub extern "C" fn b(loud: Box<Loud>) -> i32 { catch_unwind(move || loud.len()).unwrap_or(-1) } //~ b: by catch_unwind
#[no_mangle] pub extern "C" fn c(loud: Box<Loud>) -> i32 { catch_unwind(AssertUnwindSafe(|| loud.len())).unwrap_or(-1) } //~ c: NO | `catch_unwind` does not cover the drop of the argument `loud` in line 3: every path must move it into a `move` closure
#[no_mangle] pub extern "C" fn d(loud: Box<Loud>) -> i32 { catch_unwind(|| work(loud)).unwrap_or(-1) } //~ d: by catch_unwind
#[no_mangle] pub extern "C" fn e(loud: Box<Loud>, p: *mut u8) -> i32 { if p.is_null() { return -1; } catch_unwind(move || work(loud)).unwrap_or(-1) } //~ e: NO | `catch_unwind` does not cover the drop of the argument `loud` in line 5: every path must move it into a `move` closure
#[no_mangle] pub extern "C" fn f(loud: Loud) -> i32 { let inner = AssertUnwindSafe(loud); catch_unwind(move || work(&inner.0, inner)).unwrap_or(-1) } //~ f: by catch_unwind
#[no_mangle] pub extern "C" fn g(_: Vec<u8>) -> i32 { catch_unwind(|| 1).unwrap_or(-1) } //~ g: NO | `catch_unwind` does not cover the drop of the argument `_` in line 7: every path must move it into a `move` closure
#[no_mangle] pub extern "C" fn h(pair: Both) -> i32 { catch_unwind(move || pair.first + 1).unwrap_or(-1) } //~ h: NO | `catch_unwind` does not cover the drop of the argument `pair` in line 8: every path must move it into a `move` closure
#[no_mangle] pub extern "C" fn i(loud: Loud) -> i32 { std::mem::forget(loud); catch_unwind(|| 1).unwrap_or(-1) } //~ i: by catch_unwind
#[no_mangle] pub extern "C" fn j(loud: Loud, c: bool) -> i32 { if c { catch_unwind(move || work(loud)).unwrap_or(-1) } else { 0 } } //~ j: NO | `catch_unwind` does not cover the drop of the argument `loud` in line 10: every path must move it into a `move` closure
#[no_mangle] pub extern "C" fn k(p: Point, k: Kind, h: Handle, w: Wrapper, t: c_int, f: Option<extern "C" fn(Loud)>) -> i32 { catch_unwind(|| work(p.x)).unwrap_or(-1) } //~ k: by catch_unwind
#[no_mangle] pub extern "C" fn l(w: Wrapper<Loud>) -> i32 { catch_unwind(|| 1).unwrap_or(-1) } //~ l: NO | `catch_unwind` does not cover the drop of the argument `w` in line 12: every path must move it into a `move` closure
macro_rules! body { ($e:expr) => { std::panic::catch_unwind(|| $e).unwrap_or(0) } }
#[no_mangle] pub extern "C" fn m(loud: Loud) -> i32 { body!(work(loud)) } //~ m: by body
#[no_mangle] pub extern "C" fn n(loud: Loud) -> i32 { body!(loud.len()) } //~ n: NO | `body` does not cover the drop of the argument `loud` in line 15: every path must move it into a `move` closure
#[no_mangle] pub extern "C" fn o(noisy: Noisy) -> i32 { let run = move || work(noisy); catch_unwind(run).unwrap_or(-1) } //~ o: by catch_unwind
#[no_mangle] pub extern "C" fn q(noisy: Noisy) -> i32 { catch_unwind(|| 1).unwrap_or(-1) } //~ q: NO | `catch_unwind` does not cover the drop of the argument `noisy` in line 17: every path must move it into a `move` closure
#[no_mangle] pub extern "C" fn r(loud: Loud) -> i32 { catch_unwind(|| { let loud = &loud; work(loud) }).unwrap_or(-1) } //~ r: NO | `catch_unwind` does not cover the drop of the argument `loud` in line 18: every path must move it into a `move` closure
#[no_mangle] pub extern "C" fn s(loud: Loud) -> i32 { let loud = &loud; catch_unwind(|| work(loud)).unwrap_or(-1) } //~ s: NO | `catch_unwind` does not cover the drop of the argument `loud` in line 19: every path must move it into a `move` closure
#[no_mangle] pub extern "C" fn t(loud: Loud) -> i32 { catch_unwind(move || { let _ = loud; 1 }).unwrap_or(-1) } //~ t: NO | `catch_unwind` does not cover the drop of the argument `loud` in line 20: every path must move it into a `move` closure
#[no_mangle] pub extern "C" fn u(loud: Loud) -> i32 { let loud = loud; catch_unwind(|| { let loud = work(loud); loud }).unwrap_or(-1) } //~ u: by catch_unwind
#[no_mangle] pub extern "C" fn v(loud: Option<Loud>) -> i32 { catch_unwind(|| if let Some(loud) = &loud { work(loud) } else { 1 }).unwrap_or(-1) } //~ v: NO | `catch_unwind` does not cover the drop of the argument `loud` in line 22: every path must move it into a `move` closure
#[no_mangle] pub extern "C" fn w(loud: Option<Loud>) -> i32 { catch_unwind(|| if let Some(loud) = loud { work(loud) } else { 1 }).unwrap_or(-1) } //~ w: by catch_unwind
#[no_mangle] pub extern "C" fn y(loud: Loud, n: i32) -> i32 { { let n = loud; } catch_unwind(move || n).unwrap_or(-1) } //~ y: NO | `catch_unwind` does not cover the drop of the argument `loud` in line 24: every path must move it into a `move` closure
#[no_mangle] pub extern "C" fn z(loud: Loud) -> i32 { let (loud, n) = (&loud, 1); catch_unwind(|| work(loud, n)).unwrap_or(-1) } //~ z: NO | `catch_unwind` does not cover the drop of the argument `loud` in line 25: every path must move it into a `move` closure
macro_rules! drops { ($t:ty) => { impl Drop for $t { fn drop(&mut self) { work() } } } } drops!(Listed);
#[no_mangle] pub extern "C" fn x(listed: Listed) -> i32 { catch_unwind(|| 1).unwrap_or(-1) } //~ x: NO | `catch_unwind` does not cover the drop of the argument `listed` in line 27: every path must move it into a `move` closure
macro_rules! implement { ($t:ident for $n:ident) => { impl $t for $n { fn drop(&mut self) { work() } } } } implement!(Drop for Named);
#[no_mangle] pub extern "C" fn aa(named: Named) -> i32 { catch_unwind(|| 1).unwrap_or(-1) } //~ aa: NO | `catch_unwind` does not cover the drop of the argument `named` in line 29: every path must move it into a `move` closure
cfg_if::cfg_if! { if #[cfg(unix)] { impl Drop for Chosen { fn drop(&mut self) { work() } } } }
#[no_mangle] pub extern "C" fn ab(chosen: Chosen) -> i32 { catch_unwind(|| 1).unwrap_or(-1) } //~ ab: NO | `catch_unwind` does not cover the drop of the argument `chosen` in line 31: every path must move it into a `move` closure
pub fn init() { impl Drop for Inside { fn drop(&mut self) { work() } } }
#[no_mangle] pub extern "C" fn ac(inside: Inside) -> i32 { catch_unwind(|| 1).unwrap_or(-1) } //~ ac: NO | `catch_unwind` does not cover the drop of the argument `inside` in line 33: every path must move it into a `move` closure
mod types;
//@ file: src/types.rs
pub struct Loud(String); impl Drop for Loud { fn drop(&mut self) { work() } }
#[derive(Clone, Copy)] pub struct Point { x: f64 }
#[repr(u8)] pub enum Kind { A, B }
pub type Handle = *mut Loud;
pub struct Wrapper<T = u8>(T, Point);
pub struct Both { first: i32, second: Box<Loud> }
pub struct Noisy { n: u8 } impl Drop for Noisy { fn drop(&mut self) {} }
pub struct Listed(u8); pub struct Named(u8); pub struct Chosen(u8); pub struct Inside(u8);
