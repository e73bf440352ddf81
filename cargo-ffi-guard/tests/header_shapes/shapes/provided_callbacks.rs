//! The callbacks that C provides have types of their own, and the types of the library that would have their names are
//! named otherwise.
use ffi_guard::{CallbackError, FfiHandle, FfiType, ffi_export};

ffi_guard::ffi_library! { prefix = "shape" }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct EachVisit {
    pub number: u32,
    pub last: bool,
}

#[derive(FfiHandle)]
pub struct Item(pub u32);

#[ffi_export(fallback = u32::MAX)]
impl Item {
    pub fn value(&self) -> u32 {
        self.0
    }
}

#[ffi_export(fallback = u32::MAX)]
pub fn shape_each(visit: &mut dyn FnMut(&Item, &str, EachVisit) -> bool, r#for: Option<Box<dyn FnOnce(u32) + Send>>) -> u32 {
    let counted = (0..3).filter(|number| visit(&Item(*number), "text", EachVisit { number: *number, last: *number == 2 }));
    let counted = counted.count() as u32;
    if let Some(done) = r#for {
        done(counted);
    }
    counted
}

#[ffi_export(status)]
pub fn shape_sum(next: &dyn Fn(&mut [u32]) -> Result<usize, CallbackError>) -> Result<u32, CallbackError> {
    let mut numbers = [0; 4];
    let len = next(&mut numbers)?;
    Ok(numbers[..len].iter().sum())
}
