//! Checks that can fail: each ends the body with the failure.

use super::Expander;
use proc_macro2::TokenStream;

impl Expander<'_> {
    /// Returns the value of a check, or ends the body because an argument is invalid.
    pub(super) fn checked(&self, parameter: &TokenStream, check: &TokenStream) -> TokenStream {
        let (Self { private, function, .. }, drop_data) = (self, self.emit_drop_data());
        tokens! {
            match #check {
                #private::Ok(__ffi_guard_value) => __ffi_guard_value,
                #private::Err(__ffi_guard_invalid) => {
                    #drop_data
                    return #private::Err(#private::refuse(#function, #parameter, &__ffi_guard_invalid));
                }
            }
        }
    }

    /// Returns a value that C is to own, or ends the body because the conversion failed, after dropping `unused`.
    pub(super) fn converted(
        &self,
        conversion: &TokenStream,
        unused: &[TokenStream],
    ) -> TokenStream {
        let private = &self.private;
        let failed = self.failed(&TokenStream::new(), &tokens!(#private::Option::None), unused);
        tokens! {
            match #conversion {
                #private::Ok(__ffi_guard_value) => __ffi_guard_value,
                #private::Err(__ffi_guard_error) => {
                    return #private::Err(#failed);
                }
            }
        }
    }

    /// Records `__ffi_guard_error` as the failure of the call, and drops it and the values in `unused`. `error` is its
    /// type in `::<..>`, or empty.
    pub(super) fn failed(
        &self,
        error: &TokenStream,
        code: &TokenStream,
        unused: &[TokenStream],
    ) -> TokenStream {
        let Self { private, function, .. } = self;
        if unused.is_empty() {
            return tokens!(#private::failed_with #error (#function, __ffi_guard_error, #code));
        }
        let drops = unused.iter().map(|value| tokens!(#private::drop_recorded(#function, #value);));
        tokens! {
            #private::failed_with_unused #error (
                #function, #private::MaybeDangling::new(__ffi_guard_error), #code, || { #(#drops)* },
            )
        }
    }
}
