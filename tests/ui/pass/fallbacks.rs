//! Each kind of fallback, and the last error afterwards.
#![deny(warnings)]
use ffi_guard::{Fallback, ffi_export};
use std::ffi::{c_char, c_void};

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Big([u64; 8]);

#[derive(Debug, PartialEq)]
#[repr(i32)]
pub enum Status {
    Fine = 0,
    Broken = -7,
}

impl Fallback for Status {
    fn fallback() -> Self {
        Self::Broken
    }
}

macro_rules! panics {
    ($($name:ident -> $ty:ty $(= $fallback:expr)?;)*) => { $(
        #[ffi_export($(fallback = $fallback)?)]
        #[unsafe(no_mangle)]
        pub extern "C" fn $name() -> $ty {
            panic!("in {}", stringify!($name))
        }
    )* };
}

const LIMIT: u8 = 200;
static NUMBER: i32 = 5;

panics! {
    nothing -> ();
    null -> *const c_char;
    null_mut -> *mut c_void;
    none -> Option<&'static i32>;
    no_function -> Option<extern "C" fn(i32) -> i32>;
    own -> Status;
    literal -> bool = true;
    negative -> i64 = -1;
    float -> f64 = -0.5;
    parenthesised -> i32 = -(3);
    cast -> i32 = -1i8 as i32;
    constant -> u8 = LIMIT;
    path -> f64 = f64::INFINITY;
    variant -> Status = Status::Broken;
    function_call -> u64 = u64::from(LIMIT);
    block -> i32 = { let half = NUMBER / 2; half + 1 };
    early -> i32 = { if NUMBER == 5 { return 6; } 7 };
    reference -> &'static i32 = &NUMBER;
    big -> Big = Big([9; 8]);
    closure -> usize = |error| error.function().len();
    ignoring -> i32 = |_| NUMBER;
}

#[ffi_export(fallback = Big([word, 0, 0, 0, 0, 0, 0, big.0[7]]))]
#[unsafe(no_mangle)]
pub extern "C" fn from_parameters(big: Big, word: u64) -> Big {
    assert!(word == 0, "not zero");
    big
}

fn main() {
    // The panics are expected, but a failed assertion is not.
    std::panic::set_hook(Box::new(|info| {
        if info.to_string().contains("assertion") {
            eprintln!("{info}");
        }
    }));
    nothing();
    let error = ffi_guard::last_error().expect("an error");
    assert_eq!((error.function(), error.message()), ("nothing", "in nothing"));
    assert!(null().is_null() && null_mut().is_null() && none().is_none() && no_function().is_none());
    assert_eq!((own(), variant()), (Status::Broken, Status::Broken));
    assert_ne!(own(), Status::Fine);
    assert!(literal());
    assert_eq!((negative(), parenthesised(), cast(), constant()), (-1, -3, -1, 200));
    assert_eq!((float(), path()), (-0.5, f64::INFINITY));
    assert_eq!((function_call(), block(), early(), *reference()), (200, 3, 6, 5));
    assert_eq!((closure(), ignoring()), (7, 5));
    assert_eq!(big(), Big([9; 8]));
    assert_eq!(from_parameters(Big([1; 8]), 0), Big([1; 8]));
    assert_eq!(from_parameters(Big([1; 8]), 2), Big([2, 0, 0, 0, 0, 0, 0, 1]));
    assert_eq!(ffi_guard::last_error().expect("an error").count(), 23);
}
