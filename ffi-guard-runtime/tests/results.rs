//! Results that C reads in place or owns. Each shim is called as C would call it, by its symbol. Under Miri, this shows
//! that a view stays valid for as long as its documentation says.
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "the point of each test is what C may do with the result"
)]

use ffi_guard::{FfiHandle, FfiSlice, FfiStr, FfiVec, clear_last_error, ffi_export, last_error};
use std::ffi::{CStr, c_char};
use std::mem::transmute_copy;
use std::ptr::null_mut;
use std::slice;

ffi_guard::ffi_library! { prefix = "results", strings = true, vecs = [String, Box<Item>] }

#[derive(FfiHandle)]
struct Text {
    words: Vec<String>,
    lengths: Vec<u64>,
}

#[ffi_export]
impl Text {
    pub fn new() -> Self {
        Self { words: vec!["one".to_owned()], lengths: vec![3] }
    }

    pub fn push(&mut self, word: &str) -> &str {
        self.words.push(word.to_owned());
        self.lengths.push(word.len() as u64);
        &self.words[self.words.len() - 1]
    }

    pub fn first(&self) -> Option<&str> {
        self.words.first().map(String::as_str)
    }

    pub fn lengths(&self) -> &[u64] {
        &self.lengths
    }

    pub fn longest(&self) -> Option<&u64> {
        self.lengths.iter().max()
    }

    pub fn words(&self) -> Vec<String> {
        self.words.clone()
    }

    pub fn position(&self, word: &str) -> Option<usize> {
        self.words.iter().position(|one| one == word)
    }
}

#[derive(FfiHandle)]
#[ffi(checked)]
struct Item(u64);

#[ffi_export(fallback = 0)]
impl Item {
    pub fn value(&self) -> u64 {
        self.0
    }
}

#[ffi_export]
fn results_items(count: u64) -> Vec<Box<Item>> {
    (0..count).map(|value| Box::new(Item(value))).collect()
}

mod c {
    use super::{FfiSlice, FfiStr, FfiVec, Item, Text, c_char};
    // Miri requires the types of the definition.
    use ffi_guard::__private::v0_1::vec::OwnedString;

    #[allow(improper_ctypes, reason = "the handles are opaque")]
    unsafe extern "C" {
        pub(super) fn results_text_new() -> *mut Text;
        pub(super) fn results_text_push(text: *mut Text, word: *const c_char) -> FfiStr;
        pub(super) fn results_text_first(text: *const Text) -> FfiStr;
        pub(super) fn results_text_lengths(text: *const Text) -> FfiSlice<u64>;
        pub(super) fn results_text_longest(text: *const Text) -> *const u64;
        pub(super) fn results_text_words(text: *const Text) -> FfiVec<OwnedString>;
        pub(super) fn results_text_position(
            text: *const Text,
            word: *const c_char,
            out: *mut usize,
        ) -> bool;
        pub(super) fn results_text_free(text: *mut Text);
        pub(super) fn results_vec_string_free(list: FfiVec<OwnedString>);
        pub(super) fn results_string_free(text: *mut c_char);
        pub(super) fn results_items(count: u64) -> FfiVec<*mut Item>;
        pub(super) fn results_item_value(item: *const Item) -> u64;
        pub(super) fn results_item_free(item: *mut Item);
        pub(super) fn results_vec_item_free(list: FfiVec<*mut Item>);
    }
}

/// A pointer and a length, as C has them.
#[derive(Clone, Copy)]
#[repr(C)]
struct InC<T> {
    ptr: *mut T,
    len: usize,
}

impl<T> InC<T> {
    fn of<V>(view: &V) -> Self {
        assert_eq!(size_of::<V>(), size_of::<Self>());
        unsafe { transmute_copy(view) }
    }

    unsafe fn read<'a>(self) -> &'a [T] {
        unsafe { slice::from_raw_parts(self.ptr, self.len) }
    }
}

#[test]
fn a_view_is_valid_until_the_object_is_changed() {
    unsafe {
        let text = c::results_text_new();
        let pushed = InC::<u8>::of(&c::results_text_push(text, c"two".as_ptr()));
        let first = InC::<u8>::of(&c::results_text_first(text));
        let lengths = InC::<u64>::of(&c::results_text_lengths(text));
        let longest = c::results_text_longest(text);
        // The calls after the one that returned it have only read the object.
        assert_eq!((pushed.read(), first.read()), (&b"two"[..], &b"one"[..]));
        assert_eq!((lengths.read(), *longest), (&[3, 3][..], 3));
        c::results_text_push(text, c"three".as_ptr());
        assert_eq!(*c::results_text_longest(text), 5);
        c::results_text_free(text);
    }
}

#[test]
fn a_list_of_strings_is_freed_with_those_that_it_has() {
    unsafe {
        let text = c::results_text_new();
        c::results_text_push(text, c"two".as_ptr());
        let words = c::results_text_words(text);
        c::results_text_free(text);
        let in_c = InC::<*mut c_char>::of(&words);
        assert_eq!(CStr::from_ptr(*in_c.ptr.add(1)), c"two");
        let kept = in_c.ptr.replace(null_mut());
        c::results_vec_string_free(words);
        assert_eq!(CStr::from_ptr(kept), c"one");
        c::results_string_free(kept);
    }
}

#[test]
fn a_list_of_handles_is_freed_with_those_that_it_has() {
    clear_last_error();
    unsafe {
        let items = c::results_items(3);
        let in_c = InC::<*mut Item>::of(&items);
        let kept = in_c.ptr.add(2).replace(null_mut());
        c::results_item_free(*in_c.ptr.add(1));
        assert!(last_error().is_none());
        c::results_vec_item_free(items);
        assert_eq!(last_error().unwrap().message(), "argument `vec` has been freed");
        assert_eq!(c::results_item_value(kept), 2);
        c::results_item_free(kept);
    }
}

#[test]
fn an_option_writes_a_value_only() {
    unsafe {
        let text = c::results_text_new();
        let mut at = 7;
        assert!(!c::results_text_position(text, c"two".as_ptr(), &raw mut at));
        assert_eq!(at, 7);
        assert!(c::results_text_position(text, c"one".as_ptr(), &raw mut at));
        assert_eq!(at, 0);
        c::results_text_free(text);
    }
}
