// An export whose attribute a macro builds from its arguments is reported at the position of the argument.
ffi_guard::ffi_library! { prefix = "argument" }

macro_rules! by_name {
    ($attribute:ident, $name:literal) => {
        #[unsafe($attribute = $name)]
        pub extern "C" fn named() {}
    };
}
by_name!(export_name, "argument_named");

macro_rules! by_tokens {
    ($($attribute:tt)*) => {
        #[unsafe($($attribute)*)]
        pub extern "C" fn spelled() {}
    };
}
by_tokens!(export_name = "argument_spelled");

macro_rules! by_meta {
    ($meta:meta) => {
        #[$meta]
        pub extern "C" fn whole() {}
    };
}
by_meta!(unsafe(export_name = "argument_whole"));

mod inner {
    // Ambiguous for rustc as well.
    by_meta!(unsafe(no_mangle));
}

macro_rules! by_another {
    ($name:ident) => {
        by_computed! { $name }
    };
}
macro_rules! by_computed {
    ($name:ident) => {
        #[unsafe($name = concat!("argument_", "computed"))]
        pub extern "C" fn computed() {}
    };
}
by_another!(export_name);

// Not compiled, so not rejected.
#[cfg(any())]
by_another!(export_name);

fn main() {
    let export_name = 1;
    println!("{}", export_name);
}
