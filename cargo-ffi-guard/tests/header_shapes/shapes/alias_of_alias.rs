//! Aliases of aliases: of a number, of a struct, of a callback.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

pub type Small = i16;
pub type Tiny = Small;

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Point { pub x: Tiny, pub y: Small }
pub type Place = Point;
pub type Spot = Place;

pub type Visit = extern "C" fn(spot: Spot) -> i16;
pub type Walk = Visit;

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn s_each(spot: Spot, walk: Option<Walk>) -> Tiny { walk.map_or(0, |walk| walk(spot)) }
