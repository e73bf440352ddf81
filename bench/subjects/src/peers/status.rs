//! Exports that report a status through their last parameter.

/// Exports the functions as `{subject}_{function}`, each with a last parameter of the type `$status`.
///
/// `$call!(status, expression)` guards a body, and `$fallible!(status, expression)` a body that returns a `Result`.
macro_rules! exports {
    ($subject:ident, $k:literal, $status:ty, $call:ident, $fallible:ident) => { ::paste::paste! {
        #[no_mangle]
        extern "C" fn [<$subject _constant>](a: i32, status: &mut $status) -> i32 {
            $call!(status, (a: i32), bench_bodies::constant::<$k>(a))
        }
        #[no_mangle]
        extern "C" fn [<$subject _add>](a: i32, b: i32, status: &mut $status) -> i32 {
            $call!(status, (a: i32, b: i32), bench_bodies::add::<$k>(a, b))
        }
        #[no_mangle]
        extern "C" fn [<$subject _divide>](a: i32, b: i32, status: &mut $status) -> i32 {
            $call!(status, (a: i32, b: i32), bench_bodies::divide::<$k>(a, b))
        }
        #[no_mangle]
        extern "C" fn [<$subject _index>](i: u64, status: &mut $status) -> i32 {
            $call!(status, (i: u64), bench_bodies::index::<$k>(i as usize))
        }
        #[no_mangle]
        extern "C" fn [<$subject _work>](a: i32, status: &mut $status) -> i32 {
            $call!(status, (a: i32), bench_bodies::work::<$k>(a))
        }
        #[no_mangle]
        unsafe extern "C" fn [<$subject _text>](text: *const std::ffi::c_char, status: &mut $status) -> i64 {
            // SAFETY: the programs of the benchmark pass a string.
            $call!(status, (), unsafe { bench_bodies::measure_text::<$k>(text) })
        }
        #[no_mangle]
        extern "C" fn [<$subject _half>](value: i64, status: &mut $status) -> i64 {
            $fallible!(status, value, bench_bodies::half::<$k>(value))
        }
        #[no_mangle]
        extern "C" fn [<$subject _payload>](kind: i32, status: &mut $status) -> i32 {
            $call!(status, (kind: i32), bench_bodies::payload::<$k>(kind))
        }
        #[no_mangle]
        extern "C" fn [<$subject _deep>](frames: i32, status: &mut $status) -> i32 {
            $call!(status, (frames: i32), bench_bodies::deep::<$k>(frames))
        }
        #[no_mangle]
        extern "C" fn [<$subject _nested>](a: i32, status: &mut $status) -> i32 {
            $call!(status, (a: i32), bench_bodies::nested::<$k>(a, || {
                let mut inner = <$status>::default();
                let value = [<$subject _payload>](1, &mut inner);
                [<$subject _discard>](&mut inner);
                value
            }))
        }
        #[no_mangle]
        extern "C" fn [<$subject _bomb>](levels: i32, status: &mut $status) -> i32 {
            $call!(status, (levels: i32), bench_bodies::bomb::<$k>(levels))
        }
    } };
}
pub(super) use exports;
