//! Judges a function of the crate that shares a name with a guard, a quiet function or a constructor.

use super::functions::{Functions, means_something};
use super::guards::Guards;
use super::{Verdict, judge};
use syn::ext::IdentExt;
use syn::{Block, Signature};

impl Functions {
    /// Adds a function of the crate if its name means something to the judge.
    pub(crate) fn add(&mut self, signature: &Signature, block: &Block, guards: &Guards<'_>) {
        let name = signature.ident.unraw().to_string();
        // A path in lower case does not call a method.
        let method = name.starts_with(char::is_lowercase) && signature.receiver().is_some();
        if method || !means_something(&name) {
            return;
        }
        // No name counts here but `catch_unwind`, so that no function vouches for itself.
        let guards = Guards { named: &[], libraries: false, ..*guards };
        let is_guard = name != "catch_unwind"
            && matches!(judge(signature, block, &guards).0, Verdict::Guarded(_));
        self.insert(name, is_guard);
    }
}
