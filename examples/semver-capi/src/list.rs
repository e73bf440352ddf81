//! `semver_version_list`.

use crate::req::VersionReq;
use crate::version::{Parts, Version};
use ffi_guard::{FfiHandle, ffi_export};
use std::ffi::c_void;

/// A list of versions, opaque to C.
#[derive(Debug, Default, FfiHandle)]
pub struct VersionList(Vec<Version>);

#[ffi_export]
impl VersionList {
    /// Creates an empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a version at the end of the list, which then owns it.
    #[ffi_export(fallback = false)]
    pub fn push(&mut self, version: Box<Version>) -> bool {
        self.0.push(*version);
        true
    }

    /// Returns the number of versions.
    #[expect(clippy::len_without_is_empty, reason = "C asks for the number")]
    #[ffi_export(fallback = 0)]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns a copy of a version in the list.
    ///
    /// # Panics
    ///
    /// If the index is out of range. C gets NULL then.
    pub fn get(&self, index: usize) -> Box<Version> {
        Box::new(self.0[index].clone())
    }

    /// Returns a copy of the highest version that meets a requirement; NULL if none does.
    pub fn best(&self, req: &VersionReq) -> Option<Box<Version>> {
        let matching = self.0.iter().filter(|version| req.matches(version));
        matching.max_by(|a, b| a.0.cmp(&b.0)).cloned().map(Box::new)
    }

    /// Sorts the list. `compare` returns a number less than, equal to or greater than 0. Equal versions keep their order.
    #[ffi_export(fallback = false)]
    pub fn sort(
        &mut self,
        compare: extern "C" fn(*const Parts, *const Parts, *mut c_void) -> i32,
        data: *mut c_void,
    ) -> bool {
        self.0.sort_by(|a, b| compare(&a.into(), &b.into(), data).cmp(&0));
        true
    }

    /// Returns the numbers of all versions in the list.
    pub fn parts(&self) -> Vec<Parts> {
        self.0.iter().map(Parts::from).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(majors: &[u64]) -> VersionList {
        VersionList(majors.iter().map(|&major| Version::new(major, 0, 0)).collect())
    }

    extern "C" fn all_equal(a: *const Parts, b: *const Parts, _: *mut c_void) -> i32 {
        // Safe Rust cannot read the values, so this only checks that there are pointers.
        assert!(!a.is_null() && !b.is_null());
        0
    }

    #[test]
    fn the_highest_that_matches() {
        let req = VersionReq::parse("<3").unwrap();
        assert_eq!(list(&[1, 2, 3]).best(&req), Some(Box::new(Version::new(2, 0, 0))));
        assert_eq!(list(&[3]).best(&req), None);
    }

    #[test]
    fn equal_versions_keep_their_order() {
        let mut sorted = list(&[2, 1, 3]);
        assert!(sorted.sort(all_equal, std::ptr::null_mut()));
        let majors: Vec<u64> = sorted.parts().iter().map(|parts| parts.major).collect();
        assert_eq!(majors, [2, 1, 3]);
    }

    #[test]
    #[should_panic(expected = "index out of bounds: the len is 1 but the index is 1")]
    fn an_index_out_of_range() {
        list(&[1]).get(1);
    }
}
