//! Calls a generated library as C would, and prints the outcome of each call on one line. The exports are declared with
//! their exact types or with bytes, because Miri compares the signatures.
#![allow(warnings)]

use LIBRARY::support::*;
use LIBRARY::*;
use ffi_guard::__private::v0_1::vec::OwnedString;
use ffi_guard::{Error, FfiVec};
use std::ffi::{c_char, c_int, c_void, CStr};
use std::io::Write;
use std::mem::{MaybeUninit, transmute};
use std::ptr::{null_mut, without_provenance_mut};

/// Memory with enough space for any other argument that overlaps it.
#[repr(C, align(16))]
struct Padded<T>(T, [u8; 256]);

/// A function pointer that can be null, although the signature forbids it.
#[repr(transparent)]
#[derive(Clone, Copy)]
struct Bare(Option<extern "C" fn(u32) -> u32>);

impl Fold for Bare {
    fn fold(&self, digest: &mut Digest) {
        digest.word(u64::from(self.0.is_some()));
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
struct List<T> {
    ptr: *mut T,
    len: usize,
}

extern "C" fn same(number: core::primitive::u32) -> core::primitive::u32 {
    number
}

const STALE: *mut c_void = without_provenance_mut(0x40);

static HEARD: std::sync::Mutex<Digest> = std::sync::Mutex::new(Digest::new(0));

fn hear(digest: &Digest) {
    HEARD.lock().unwrap().word(digest.value());
}

/// Counts how often the data of a closure is destroyed.
unsafe extern "C" fn destroyed(data: *mut c_void) {
    unsafe { *data.cast::<u64>() += 1 }
}

unsafe extern "C" {
    fn fz_mode(mode: core::primitive::u32);
    fn fz_digest() -> u64;
    fn fz_alive() -> i64;
    fn fz_string_free(text: *mut c_char);
    fn fz_vec_string_free(list: FfiVec<OwnedString>);
}

unsafe fn text(digest: &mut Digest, text: *mut c_void) {
    if text.is_null() || text == STALE {
        return digest.word(if text.is_null() { 0 } else { 2 });
    }
    digest.word(1);
    unsafe {
        digest.fold(CStr::from_ptr(text.cast()));
        fz_string_free(text.cast());
    }
}

unsafe fn object(digest: &mut Digest, object: *mut c_void, end: unsafe extern "C" fn(*mut c_void) -> u64) {
    if object.is_null() || object == STALE {
        return digest.word(if object.is_null() { 0 } else { 2 });
    }
    digest.word(1);
    digest.word(unsafe { end(object) });
}

unsafe fn list<T: Fold, U>(digest: &mut Digest, list: List<T>, end: unsafe extern "C" fn(FfiVec<U>)) {
    if list.ptr.is_null() || list.ptr.cast() == STALE {
        return digest.word(if list.ptr.is_null() { 0 } else { 2 });
    }
    digest.word(1);
    unsafe {
        digest.fold(std::slice::from_raw_parts(list.ptr, list.len));
        end(std::mem::transmute_copy(&list));
    }
}

/// Folds whether a pointer is a new one.
fn is_there(digest: &mut Digest, pointer: *mut c_void) -> bool {
    digest.word(if pointer.is_null() { 0 } else { 1 + u64::from(pointer == STALE) });
    !pointer.is_null() && pointer != STALE
}

/// Folds a text that the caller does not own.
unsafe fn view_text(digest: &mut Digest, view: List<*mut c_void>) {
    if is_there(digest, view.ptr.cast()) {
        let bytes = unsafe { std::slice::from_raw_parts(view.ptr.cast(), view.len) };
        digest.fold(std::str::from_utf8(bytes).unwrap());
    }
}

unsafe fn view_c_str(digest: &mut Digest, text: *mut c_void) {
    if is_there(digest, text) {
        digest.fold(unsafe { CStr::from_ptr(text.cast()) });
    }
}

/// Folds a list of texts, keeps the first one, and frees the list.
unsafe fn texts(digest: &mut Digest, list: List<*mut c_void>) {
    if list.ptr.is_null() || list.ptr.cast() == STALE {
        return digest.word(if list.ptr.is_null() { 0 } else { 2 });
    }
    digest.word(1);
    digest.word(list.len as u64);
    unsafe {
        for i in 0..list.len {
            digest.fold(CStr::from_ptr((*list.ptr.add(i)).cast()));
        }
        let kept = (list.len > 0).then(|| list.ptr.replace(null_mut()));
        fz_vec_string_free(transmute(list));
        kept.into_iter().for_each(|kept| text(digest, kept));
    }
}

/// Folds a list of handles, keeps the first one, and frees the list.
unsafe fn objects<T>(
    digest: &mut Digest,
    list: List<*mut c_void>,
    read: unsafe extern "C" fn(*mut c_void) -> u64,
    end: unsafe extern "C" fn(*mut c_void) -> u64,
    free: unsafe extern "C" fn(FfiVec<*mut T>),
) {
    if list.ptr.is_null() || list.ptr.cast() == STALE {
        return digest.word(if list.ptr.is_null() { 0 } else { 2 });
    }
    digest.word(1);
    digest.word(list.len as u64);
    unsafe {
        for i in 0..list.len {
            digest.word(read(*list.ptr.add(i)));
        }
        let kept = (list.len > 0).then(|| list.ptr.replace(null_mut()));
        free(std::mem::transmute_copy(&list));
        kept.into_iter().for_each(|kept| object(digest, kept, end));
    }
}

unsafe fn view<T: Fold>(digest: &mut Digest, list: List<T>) {
    if list.ptr.is_null() || list.ptr.cast() == STALE {
        return digest.word(if list.ptr.is_null() { 0 } else { 2 });
    }
    digest.word(1);
    unsafe { digest.fold(std::slice::from_raw_parts(list.ptr, list.len)) };
}

fn label(name: &str) {
    print!("{name}");
    std::io::stdout().flush().unwrap();
}

unsafe fn begin(mode: core::primitive::u32) {
    *HEARD.lock().unwrap() = Digest::new(0);
    unsafe {
        fz_mode(mode);
        fz_digest();
    }
    ffi_guard::clear_last_error();
}

unsafe fn end() -> String {
    let error = ffi_guard::last_error();
    let kind = error.as_ref().map_or(0, |error| error.kind() as i32);
    let code = error.as_ref().and_then(Error::code).map_or(0, |code| code.get());
    unsafe {
        fz_mode(0);
        print!(" {kind} {code} {:016x} {}", fz_digest(), fz_alive());
    }
    error.map_or_else(String::new, |error| error.message().to_owned())
}

unsafe fn finish(returned: Digest, mut memory: Digest, message: &str) {
    memory.word(HEARD.lock().unwrap().value());
    println!(" {:016x} {:016x} {} {message}", returned.value(), memory.value(), unsafe { fz_alive() });
}

