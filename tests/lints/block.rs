//! Methods of an exported block. Each comment names the lints that the method triggers.
#![warn(clippy::all, clippy::pedantic, clippy::nursery, missing_docs, unused, unreachable_pub)]

ffi_guard::ffi_library! { prefix = "lint", strings = true }

/// A type that is opaque to C.
#[derive(ffi_guard::FfiHandle)]
pub struct Thing(i32);

/// A plain struct.
#[derive(ffi_guard::FfiType)]
#[repr(C)]
pub struct Large([u64; 64]);

/* ffi_export(fallback = 0) */
impl Thing {
    pub fn new() -> Self {
        Self(1)
    }

    /// `unused_variables`, `clippy::unused_self`.
    pub fn unused(&self, parameter: i32) -> i32 {
        let local = 3;
        0
    }

    /// `unused_mut`, of a parameter and of a local.
    pub fn unused_mut(&mut self, mut parameter: i32) -> i32 {
        let mut local = parameter;
        local + self.0
    }

    /// `unreachable_code`.
    pub fn unreachable(&self) -> i32 {
        return self.0;
        2
    }

    /// `unused_must_use`.
    pub fn must_use(&self) {
        Some(self.0).is_some();
        Err::<(), i32>(3);
    }

    /// `non_snake_case`.
    pub fn Case(&self, Parameter: i32) -> i32 {
        let Local = Parameter;
        Local + self.0
    }

    /// `unconditional_recursion`, `clippy::only_used_in_recursion`.
    pub fn recursion(&self, n: i32) -> i32 {
        self.recursion(n + 1)
    }

    /// `clippy::needless_pass_by_value`.
    pub fn by_value(&self, large: Large) -> u64 {
        large.0[0]
    }

    /// `clippy::boxed_local`.
    pub fn boxed(self: Box<Self>) -> i32 {
        self.0
    }

    /// `clippy::type_complexity`, `clippy::needless_pass_by_value`.
    pub fn closure(
        &self,
        call: Box<dyn Fn(&[&Thing], i32) -> Result<Option<Box<Thing>>, ffi_guard::CallbackError> + Send + Sync>,
    ) -> i32 {
        i32::from(call(&[self], 1).is_ok())
    }

    /// `clippy::too_many_arguments`, `clippy::many_single_char_names`.
    pub fn many(&self, a: i32, b: i32, c: i32, d: i32, e: i32, f: i32, g: i32) -> i32 {
        a + b + c + d + e + f + g + self.0
    }

    /// `clippy::needless_return`, `clippy::let_and_return`.
    pub fn returns(&self, n: i32) -> i32 {
        if n > 3 {
            let twice = n * self.0;
            twice
        } else {
            return n;
        }
    }

    /// `clippy::unnecessary_wraps`, `clippy::missing_errors_doc`.
    pub fn wraps(&self) -> Result<i32, String> {
        Ok(self.0)
    }

    /// `clippy::missing_panics_doc`.
    pub fn panics(&self, pointer: Option<&i32>) -> i32 {
        *pointer.unwrap() + self.0
    }

    /// `clippy::trivially_copy_pass_by_ref`, `clippy::needless_pass_by_ref_mut`.
    pub fn by_reference(&self, n: &i32, m: &mut i32) -> i32 {
        *n + *m + self.0
    }

    /// `clippy::wrong_self_convention`, `clippy::should_implement_trait`.
    pub fn to_thing(self) -> Self {
        self
    }

    /// `clippy::redundant_clone`.
    pub fn text(&self) -> String {
        let text = self.0.to_string();
        text.clone()
    }

    /// `dead_code`.
    fn dead(&self) -> i32 {
        self.0
    }
}

/// Uses the type from Rust.
pub fn used() {
    private::Hidden::hidden();
}

mod private {
    /// A type in a private module.
    pub(crate) struct Hidden;

    /* ffi_export */
    impl Hidden {
        /// `unreachable_pub`.
        pub fn hidden() {}
    }
}
