//! Exports that a `macro_rules!` generates from each kind of fragment.

macro_rules! export {
    ($(#[$meta:meta])* $vis:vis fn $name:ident($value:ident: $ty:ty) = $fallback:expr; $body:block) => {
        $(#[$meta])*
        #[ffi_guard::ffi_export(fallback = $fallback)]
        $vis fn $name($value: $ty) -> $ty $body
    };
    ($(#[$meta:meta])* $vis:vis extern $abi:literal fn $name:ident($pat:pat, $ty:ty) -> $out:ty = $fallback:expr, $symbol:literal; $body:block) => {
        $(#[$meta])*
        #[ffi_guard::ffi_export(fallback = $fallback)]
        #[export_name = $symbol]
        $vis extern $abi fn $name($pat: $ty) -> $out $body
    };
    (item $item:item) => {
        #[ffi_guard::ffi_export(fallback = -1)]
        $item
    };
    (hygiene $theirs:ident) => {
        /// Has one parameter named by the macro and one with the same name from its caller.
        #[ffi_guard::ffi_export(fallback = $theirs)]
        #[unsafe(no_mangle)]
        pub extern "C" fn macro_hygiene(value: i32, $theirs: i32) -> i32 {
            value / $theirs
        }
    };
}

export! {
    /// Has a literal as the fallback.
    #[must_use]
    pub fn safe_macro_literal(value: i32) = -1; { 100 / value }
}
export! {
    /// Has a closure as the fallback.
    #[must_use]
    pub fn safe_macro_closure(value: i32) = |error| -i32::from(error.message() == "attempt to divide by zero"); { 100 / value }
}
export! {
    /// Has a path as the fallback.
    #[must_use]
    pub fn safe_macro_path(value: i32) = value; { 100 / value }
}
export! {
    /// Has an expression as the fallback.
    #[must_use]
    pub fn safe_macro_expression(value: i32) = value - 1; { 100 / value }
}
export! {
    fn safe_macro_private(value: i32) = -1; { 100 / value }
}
export! {
    /// In the C form.
    #[must_use]
    pub extern "C" fn c_form(crate::Wrapped(value), crate::Wrapped) -> i32 = -1, "macro_c_form"; { 100 / value }
}
export! { item
    /// Passed to the macro as an item.
    #[unsafe(no_mangle)]
    pub extern "C" fn macro_item(value: i32) -> i32 {
        100 / value
    }
}
macro_rules! attributed {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        pub extern "C" fn $name(value: i32) -> i32 {
            100 / value
        }
    };
}

attributed! {
    /// Receives all attributes from the macro's caller.
    #[ffi_guard::ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    macro_attributed
}
attributed! {
    /// Receives the attributes in reverse order.
    #[unsafe(export_name = "macro_attributed_named")]
    #[ffi_guard::ffi_export(fallback = -1)]
    macro_attributed_too
}
export! { hygiene value }

/// Uses a private item.
#[must_use]
pub fn private() -> i32 {
    safe_macro_private(1)
}

macro_rules! owned {
    ($(#[$meta:meta])* $name:ident -> $ty:ty) => {
        $(#[$meta])*
        #[ffi_guard::ffi_export]
        pub fn $name() -> $ty {
            Default::default()
        }
    };
}
owned! {
    /// Takes and returns a text.
    #[must_use]
    safe_macro_text -> String
}
owned! {
    /// Returns a list.
    #[must_use]
    safe_macro_list -> Vec<crate::conversions::Verdict>
}
