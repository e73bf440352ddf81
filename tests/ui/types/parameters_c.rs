//! Types without a C ABI, as parameters of an `extern` function. All errors come at once.
use ffi_guard::ffi_export;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::ffi::{CStr, CString, OsStr, OsString};
use std::path::{Path, PathBuf};

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn text(
    _: String,
    _: CString,
    _: OsString,
    _: PathBuf,
    _: &str,
    _: &CStr,
    _: &OsStr,
    _: &Path,
    _: *const str,
    _: std::borrow::Cow<'_, str>,
) -> i32 {
    1
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn lists(
    _: Vec<i32>,
    _: VecDeque<i32>,
    _: &[i32],
    _: *mut [i32],
    _: Box<[i32]>,
    _: [i32; 4],
    _: std::ops::Range<usize>,
    _: (i32, i32),
) -> i32 {
    1
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn collections(
    _: HashMap<i32, i32>,
    _: HashSet<i32>,
    _: BTreeMap<i32, i32>,
    _: BTreeSet<i32>,
) -> i32 {
    1
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn shared(
    _: std::rc::Rc<i32>,
    _: std::sync::Arc<i32>,
    _: std::cell::RefCell<i32>,
    _: std::sync::Mutex<i32>,
    _: std::sync::RwLock<i32>,
    _: &dyn Send,
    _: Box<dyn Send>,
) -> i32 {
    1
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn others(
    _: std::time::Duration,
    _: std::time::Instant,
    _: std::time::SystemTime,
    _: Result<i32, i32>,
    _: fn(i32) -> i32,
    _: Option<fn(i32) -> i32>,
    _: Option<i32>,
    _: Option<*const i32>,
    _: Option<String>,
) -> i32 {
    1
}

fn main() {}
