//! The lock of a library, its check, and the version for its changes.
//!
//! `UPDATE_EXPECT=1` writes the layouts of this target to `shop/abi.lock`.

use crate::support::abi;
use ffi_guard_test_support::child::Outcome;
use ffi_guard_test_support::project::Project;
use std::fs;
use std::path::{Path, PathBuf};

/// A package with its lock.
struct Shop {
    manifest: PathBuf,
    file: PathBuf,
}

impl Shop {
    fn new() -> Self {
        let source = include_str!("shop/lib.rs");
        let manifest = Project::new("abi_shop").lib(&["cdylib"]).file("src/lib.rs", source).write();
        let file = manifest.with_file_name("abi.lock");
        let shop = Self { manifest, file };
        shop.set_version("0.0.0", "1.2.0");
        shop
    }

    fn set_version(&self, old: &str, new: &str) {
        let toml = fs::read_to_string(&self.manifest).expect("Cargo.toml");
        let line = |version: &str| format!("version = \"{version}\"");
        assert!(toml.contains(&line(old)), "{toml}");
        fs::write(&self.manifest, toml.replace(&line(old), &line(new))).expect("Cargo.toml");
    }

    fn write(&self, lock: &str) {
        fs::write(&self.file, lock).expect("the lock is written");
    }

    fn lock(&self) -> String {
        fs::read_to_string(&self.file).expect("the lock")
    }

    /// Builds the package.
    fn build(&self, options: &[&str]) -> Outcome {
        let package = ["--manifest-path".as_ref(), self.manifest.as_os_str()];
        let options = options.iter().map(AsRef::as_ref);
        abi(package.into_iter().chain(options).chain([self.file.as_os_str()]))
    }

    /// Reads the library that was built.
    fn read(&self, option: &str) -> Outcome {
        let library = "target/ffi-guard/debug/libabi_shop.a";
        let library = self.manifest.with_file_name(library);
        abi([library.as_os_str(), option.as_ref(), self.file.as_os_str()])
    }

    /// Compares the library with a lock, and expects an exit status and a part of the output.
    fn check(&self, lock: &str, code: i32, part: &str) {
        self.write(lock);
        Self::expect(&self.read("--check"), code, part);
    }

    /// Compares the version of the package with the one of a lock.
    fn require(&self, lock: &str, code: i32, part: &str) {
        self.write(lock);
        Self::expect(&self.build(&["--require-version", "--check"]), code, part);
    }

    fn expect(outcome: &Outcome, code: i32, part: &str) {
        assert_eq!(outcome.code, Some(code), "{part}: {outcome}");
        let output = if code == 2 { &outcome.stderr } else { &outcome.stdout };
        assert!(output.contains(part), "{part}: {outcome}");
    }

    /// Renews a lock, and expects its first lines.
    fn renew(&self, lock: &str, start: &str) {
        self.write(lock);
        let outcome = self.read("--lock");
        assert_eq!(outcome.code, Some(0), "{outcome}");
        assert!(self.lock().contains(start), "{start}\n{}", self.lock());
    }
}

const MAJOR: &str = "[functions.shop_major]\nparameters = []\nreturns = \"u32\"\n";

#[test]
fn a_package_is_compared_with_its_lock() {
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/abi/shop/abi.lock");
    let text = || fs::read_to_string(&expected).expect("abi.lock").replace("\r\n", "\n");
    let shop = Shop::new();
    shop.write(&text());
    Shop::expect(&shop.build(&["--lock"]), 0, "");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::copy(&shop.file, &expected).expect("the lock is written");
    }
    let lock = text();
    assert_eq!(shop.lock(), lock, "a new lock differs from tests/abi/shop/abi.lock");
    // The locks of versions with one function less, and with one more.
    let fewer = lock.replace(MAJOR, "");
    let more = lock.replace(MAJOR, &format!("{MAJOR}\n{}", MAJOR.replace("major", "more")));
    each_change_makes_a_lock_stale(&shop, &lock, &fewer, &more);
    a_lock_of_an_earlier_format_is_compared_as_far_as_it_goes(&shop, &lock);
    a_lock_without_a_layout_is_an_error(&shop, &lock);
    a_release_needs_the_version_of_its_changes(&shop, &lock, &fewer, &more);
    a_renewed_lock_counts_breaks_and_additions(&shop, &lock, &fewer, &more);
}

fn each_change_makes_a_lock_stale(shop: &Shop, lock: &str, fewer: &str, more: &str) {
    shop.check(lock, 0, "abi.lock is up to date for LP64\n");
    let added = "additive         fn shop_major: added\nnext version: 1.3.0 or later";
    shop.check(fewer, 1, added);
    shop.check(fewer, 1, "abi.lock is stale: renew it with `cargo ffi-guard abi --lock ");
    shop.check(more, 1, "breaking         fn shop_more: removed");
    let renamed = lock.replace("handle: *mut Shop", "shop: *mut Shop");
    shop.check(&renamed, 1, "compatible       fn shop_shop_free, parameter shop");
}

fn a_lock_of_an_earlier_format_is_compared_as_far_as_it_goes(shop: &Shop, lock: &str) {
    let old = lock.replace("format = 2", "format = 1");
    let note = "note: the lock does not record which results may be NULL without a failure, so that is not compared; write \
                it anew with `cargo ffi-guard abi --lock ";
    shop.check(&old, 0, note);
    shop.check(&old, 0, "abi.lock is up to date for LP64, as far as it is recorded\n");
    shop.write(&old);
    let outcome = shop.read("--lock");
    assert!(outcome.stderr.contains("abi.lock did not record which results may be"), "{outcome}");
    assert_eq!(shop.lock(), lock);
}

fn a_lock_without_a_layout_is_an_error(shop: &Shop, lock: &str) {
    let models = lock.split_once("[layouts.LP64").zip(lock.split_once("[layouts.LLP64"));
    let (before, after) = models.expect("two data models");
    let elsewhere = format!("{}[layouts.LLP64{}", before.0, after.1);
    shop.check(&elsewhere, 2, "the lock has no layouts for LP64");
    let no_item = lock.replace("[layouts.LP64.Item", "[layouts.LP64.Other");
    shop.check(&no_item, 2, "the lock has no layout of `Item` for LP64");
    fs::remove_file(&shop.file).expect("the lock is removed");
    Shop::expect(&shop.read("--check"), 2, "the file does not exist");
}

fn a_release_needs_the_version_of_its_changes(shop: &Shop, lock: &str, fewer: &str, more: &str) {
    shop.require(lock, 0, "nothing changed since version 1.2.0");
    let raise = "1.2.0 may not have additive changes since 1.2.0: raise it to 1.3.0";
    shop.require(fewer, 1, raise);
    shop.set_version("1.2.0", "1.3.0");
    shop.require(fewer, 0, "version 1.3.0 may have additive changes since 1.2.0");
    shop.require(more, 1, "raise it to 2.0.0 or later");
    shop.require(&lock.replace("1.2.0", "1.4.0"), 1, "version 1.3.0 is lower than 1.4.0");
    shop.require(&lock.replace("version = \"1.2.0\"\n", ""), 2, "the lock has no version");
    shop.write(lock);
    let change = "compatible       version: was `1.2.0`, is `1.3.0`";
    Shop::expect(&shop.build(&["--check"]), 1, change);
}

fn a_renewed_lock_counts_breaks_and_additions(shop: &Shop, lock: &str, fewer: &str, more: &str) {
    shop.renew(fewer, "epoch = 1\nrevision = 1\nversion = \"1.2.0\"\n");
    shop.renew(&more.replace("revision = 0", "revision = 7"), "epoch = 2\nrevision = 0\n");
    shop.renew(lock, "epoch = 1\nrevision = 0\n");
    let renamed = lock.replace("\"limit: u32\"", "\"most: u32\"");
    shop.renew(&renamed, "[layouts.ILP32.Point]");
    let outdated = "[layouts.ILP32.Config]";
    assert!(!shop.lock().contains(outdated), "an outdated layout of another data model stays");
}
