//! A struct that C hands over by value and Rust releases.

/// Owned by whoever receives it; its release panics if the number is negative.
#[repr(C)]
#[derive(Debug)]
pub struct Resource {
    /// What the resource is known by.
    pub number: i32,
}

impl Resource {
    /// What the failed release says.
    pub const MESSAGE: &str = "resource released twice";
    /// Where it panics.
    pub const PANICS_AT: (&str, u32) = (file!(), line!() + 6);
}

impl Drop for Resource {
    fn drop(&mut self) {
        if self.number < 0 {
            panic!("{}", Self::MESSAGE);
        }
    }
}
