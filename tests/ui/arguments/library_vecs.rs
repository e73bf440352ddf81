//! The argument `vecs` of `ffi_library!`, with every kind of error at once.
ffi_guard::ffi_library! {
    prefix = "mylib",
    vecs = [u8, shapes::Point, other::Point, (u8, u8), Pair::<u8>, <u8 as Trait>::Type, 5],
}

mod once {
    ffi_guard::ffi_library! { prefix = "once", vecs = u8 }
}

mod word {
    ffi_guard::ffi_library! { prefix = "word", vecs }
}

fn main() {}
