//! Stands for `inventory` where the feature `tool` is off. The macros take no inventory, and every library that depends
//! on them would build it.
//!
//! [`Knowledge`] has no value here, so nothing of this is called.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::rc::Rc;

use super::agenda::Visit;
use super::attributes::{Attributes, Mark};
use super::conditions::Conditions;
use super::head::Head;
use super::report::{Guard, How};
use super::walk::Walker;

/// What the walk would need to describe exports.
pub(super) struct Knowledge<'k>(Infallible, PhantomData<&'k ()>);

/// Where tokens come from: from the file.
pub(super) struct Origin;

impl Origin {
    pub(super) fn file(_: usize) -> Self {
        Self
    }
}

/// What a pass would collect.
#[derive(Default)]
pub(super) struct Collected;

impl Collected {
    pub(super) fn len(&self) -> usize {
        0
    }

    pub(super) fn broken(&mut self, _: &Visit, _: usize, _: String) {}

    pub(super) fn locate(&mut self, _: usize, _: &str, _: usize) {}
}

impl Walker<'_, '_> {
    pub(super) fn entry(
        &mut self,
        _: How,
        _: &Mark,
        _: Head,
        _: Guard,
        _: &Attributes,
        _: &Conditions,
    ) {
    }

    pub(super) fn exporters(&mut self, _: &Attributes, _: Head) {}

    pub(super) fn generators(&mut self, _: &Attributes, _: Head) {}

    pub(super) fn callback(&mut self, _: usize) {}

    pub(super) fn method(&mut self, _: usize, _: &str) {}

    pub(super) fn library(&mut self, _: usize) {}

    pub(super) fn enumeration(&mut self, _: usize) {}

    pub(super) fn define(&mut self, _: &str, _: usize, _: usize) {}

    pub(super) fn macro_call(&mut self, _: usize, _: &str, _: usize) -> bool {
        false
    }

    pub(super) fn exported_block(&self, _: &Attributes, _: usize) -> Option<Rc<str>> {
        None
    }

    pub(super) fn unfollowed(&mut self, _: usize, _: &Conditions, _: String) {}
}
