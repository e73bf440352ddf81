//! A struct that C passes by value and Rust releases.

/// A resource owned by its receiver. Its release panics if the number is negative.
#[repr(C)]
#[derive(Debug)]
pub struct Resource {
    /// The identifier of the resource.
    pub number: i32,
}

impl Resource {
    /// The message of the failed release.
    pub const MESSAGE: &str = "resource released twice";
    /// The location of the panic.
    pub const PANICS_AT: (&str, u32) = (file!(), line!() + 6);
}

impl Drop for Resource {
    fn drop(&mut self) {
        if self.number < 0 {
            panic!("{}", Self::MESSAGE);
        }
    }
}
