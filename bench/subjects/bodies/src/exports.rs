//! How the functions are exported.

/// Exports the functions as `{subject}_{function}`.
///
/// `$guard!(fallback, expression)` guards a body, or the attributes do.
#[macro_export]
macro_rules! exports {
    ($subject:ident, $k:literal, $guard:ident, $(#[$attr:meta])*) => {
        ::paste::paste! {
            $crate::exports!(@returning $subject, $k, $guard, { $(#[$attr])* });
            $crate::exports!(@failing $subject, $k, $guard, { $(#[$attr])* });
        }
    };
    (@returning $subject:ident, $k:literal, $guard:ident, { $(#[$attr:meta])* }) => { ::paste::paste! {
        $(#[$attr])*
        extern "C" fn [<$subject _constant>](a: i32) -> i32 {
            $guard!(-1, $crate::constant::<$k>(a))
        }
        $(#[$attr])*
        extern "C" fn [<$subject _add>](a: i32, b: i32) -> i32 {
            $guard!(-1, $crate::add::<$k>(a, b))
        }
        $(#[$attr])*
        extern "C" fn [<$subject _divide>](a: i32, b: i32) -> i32 {
            $guard!(-1, $crate::divide::<$k>(a, b))
        }
        $(#[$attr])*
        extern "C" fn [<$subject _index>](i: usize) -> i32 {
            $guard!(-1, $crate::index::<$k>(i))
        }
        $(#[$attr])*
        extern "C" fn [<$subject _work>](a: i32) -> i32 {
            $guard!(-1, $crate::work::<$k>(a))
        }
        // SAFETY (of both): the programs of the benchmark pass valid pointers.
        $(#[$attr])*
        unsafe extern "C" fn [<$subject _text>](text: *const ::std::ffi::c_char) -> i64 {
            $guard!(-1, unsafe { $crate::measure_text::<$k>(text) })
        }
        $(#[$attr])*
        unsafe extern "C" fn [<$subject _half>](value: i64, out: *mut i64) -> i32 {
            $guard!(-1, unsafe { $crate::half_into::<$k>(value, out) })
        }
    } };
    (@failing $subject:ident, $k:literal, $guard:ident, { $(#[$attr:meta])* }) => { ::paste::paste! {
        $(#[$attr])*
        extern "C" fn [<$subject _payload>](kind: i32) -> i32 {
            $guard!(-1, $crate::payload::<$k>(kind))
        }
        $(#[$attr])*
        extern "C" fn [<$subject _deep>](frames: i32) -> i32 {
            $guard!(-1, $crate::deep::<$k>(frames))
        }
        $(#[$attr])*
        extern "C" fn [<$subject _nested>](a: i32) -> i32 {
            $guard!(-1, $crate::nested::<$k>(a, || [<$subject _payload>](1)))
        }
        $(#[$attr])*
        extern "C" fn [<$subject _bomb>](levels: i32) -> i32 {
            $guard!(-1, $crate::bomb::<$k>(levels))
        }
    } };
}
