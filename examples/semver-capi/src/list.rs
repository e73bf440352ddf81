//! `semver_version_list`.

use crate::failure::Error;
use crate::req::VersionReq;
use crate::version::{Parts, Version};
use ffi_guard::{CallbackError, FfiHandle, ffi_export};

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
    pub fn sort(&mut self, compare: &mut dyn FnMut(&Parts, &Parts) -> i32) -> bool {
        self.0.sort_by(|a, b| compare(&a.into(), &b.into()).cmp(&0));
        true
    }

    /// Keeps the versions that `keep` accepts, in their order.
    ///
    /// # Errors
    ///
    /// `SEMVER_CALLBACK` if `keep` returns a status other than 0. The list then stays as it is.
    #[ffi_export(status)]
    pub fn retain(
        &mut self,
        keep: &mut dyn FnMut(&Version) -> Result<bool, CallbackError>,
    ) -> Result<(), Error> {
        let kept: Vec<bool> = self.0.iter().map(keep).collect::<Result<_, _>>()?;
        let mut kept = kept.into_iter();
        self.0.retain(|_| kept.next() == Some(true));
        Ok(())
    }

    /// Returns the numbers of all versions in the list.
    pub fn parts(&self) -> Vec<Parts> {
        self.0.iter().map(Parts::from).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroI32;

    fn list(majors: &[u64]) -> VersionList {
        VersionList(majors.iter().map(|&major| Version::new(major, 0, 0)).collect())
    }

    fn majors(list: &VersionList) -> Vec<u64> {
        list.parts().iter().map(|parts| parts.major).collect()
    }

    #[test]
    fn the_highest_that_matches() {
        let req = VersionReq::parse("<3").unwrap();
        assert_eq!(list(&[1, 2, 3]).best(&req), Some(Box::new(Version::new(2, 0, 0))));
        assert_eq!(list(&[3]).best(&req), None);
    }

    #[test]
    fn equal_versions_keep_their_order() {
        let mut sorted = list(&[5, 2, 1, 4, 3]);
        assert!(sorted.sort(&mut |a, b| (a.major % 2) as i32 - (b.major % 2) as i32));
        assert_eq!(majors(&sorted), [2, 4, 5, 1, 3]);
    }

    #[test]
    fn accepted_versions_stay_in_their_order() {
        let mut retained = list(&[1, 4, 3, 2]);
        retained.retain(&mut |version| Ok(version.0.major % 2 == 0)).unwrap();
        assert_eq!(majors(&retained), [4, 2]);
    }

    #[test]
    fn a_failure_of_the_callback_leaves_the_list_as_it_is() {
        let mut retained = list(&[1, 2]);
        let mut keep = |_: &Version| Err(CallbackError::returned("keep", NonZeroI32::MIN));
        let result = retained.retain(&mut keep);
        assert!(matches!(result, Err(Error::Callback(_))), "{result:?}");
        assert_eq!(majors(&retained), [1, 2]);
    }

    #[test]
    #[should_panic(expected = "index out of bounds: the len is 1 but the index is 1")]
    fn an_index_out_of_range() {
        list(&[1]).get(1);
    }
}
