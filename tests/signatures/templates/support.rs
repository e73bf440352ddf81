//! Shared by the functions of a generated library: the digest of the arguments, and values derived from it.

use ffi_guard::{CallbackError, CodedError, ErrorCode, ErrorKind, FfiType, Status, ffi_export};
use std::ffi::{CStr, CString};
use std::fmt;
use std::num::{NonZero, NonZeroI32};
use std::sync::atomic::{AtomicI64, AtomicPtr, AtomicU32, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

static DIGEST: AtomicU64 = AtomicU64::new(0);
static MODE: AtomicU32 = AtomicU32::new(0);
static ALIVE: AtomicI64 = AtomicI64::new(0);

/// Sets the behavior of the following bodies: 0 succeeds, 1 panics, 2 fails, 3 omits optional values, 4 returns a text
/// with a NUL.
#[ffi_export]
pub fn fz_mode(mode: u32) {
    MODE.store(mode, Relaxed);
}

/// Returns the digest of the last body that ran and resets it; 0 if none did.
#[ffi_export(fallback = 0)]
pub fn fz_digest() -> u64 {
    DIGEST.swap(0, Relaxed)
}

/// Returns the number of objects that are alive.
#[ffi_export(fallback = -1)]
pub fn fz_alive() -> i64 {
    ALIVE.load(Relaxed)
}

#[derive(Debug)]
pub struct Alive;

impl Alive {
    pub fn new() -> Self {
        ALIVE.fetch_add(1, Relaxed);
        Self
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Relaxed);
    }
}

pub struct Digest(u64);

impl Digest {
    pub const fn new(start: u64) -> Self {
        Self(start)
    }

    pub fn value(&self) -> u64 {
        self.0
    }

    pub fn of(value: &impl Fold) -> u64 {
        let mut digest = Self(0);
        value.fold(&mut digest);
        digest.0
    }

    pub fn word(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.word(bytes.len() as u64);
        bytes.iter().for_each(|byte| self.word(u64::from(*byte)));
    }

    pub fn fold(&mut self, value: &(impl Fold + ?Sized)) {
        value.fold(self);
    }
}

/// Publishes the digest of the arguments. Returns the generator of the values derived from it.
pub fn report(digest: &Digest) -> Source {
    DIGEST.store(digest.0 | 1, Relaxed);
    Source(digest.0)
}

/// Returns whether the body sets values that it may omit.
pub fn sets() -> bool {
    MODE.load(Relaxed) != 3
}

/// Returns whether the body returns an error. Panics if the caller has requested that.
pub fn fails() -> bool {
    match MODE.load(Relaxed) {
        1 => panic!("on request"),
        mode => mode == 2,
    }
}

pub fn text(source: &mut Source) -> String {
    let word = source.word();
    let mut text = format!("{word:x}");
    if word & 1 == 1 {
        text.push('ß');
    }
    if MODE.load(Relaxed) == 4 {
        text.push('\0');
    }
    text
}

/// Returns a text without a NUL.
pub fn odd_text(source: &mut Source) -> String {
    let word = source.word();
    format!("{word:x}{}", if word & 1 == 1 { "ß" } else { "" })
}

pub fn c_string(source: &mut Source) -> CString {
    let word = source.word();
    CString::new(format!("{word:x}")).unwrap_or_default()
}

pub fn list<T: Make>(source: &mut Source) -> Vec<T> {
    let len = source.word() % 4;
    (0..len).map(|_| source.make()).collect()
}

pub fn texts(source: &mut Source) -> Vec<String> {
    let len = source.word() % 4;
    (0..len).map(|_| text(source)).collect()
}

pub fn boxes<T: Make>(source: &mut Source) -> Vec<Box<T>> {
    list(source).into_iter().map(Box::new).collect()
}

/// Returns a list that stays for as long as the library.
pub fn view<T: Make + 'static>(source: &mut Source) -> &'static [T] {
    let list: &'static [T] = list(source).leak();
    keep(list.as_ptr());
    list
}

pub fn kept<T: Make + 'static>(source: &mut Source) -> &'static T {
    let value: &'static T = Box::leak(Box::new(source.make()));
    keep(value);
    value
}

pub fn kept_text(source: &mut Source) -> &'static str {
    let text: &'static str = odd_text(source).leak();
    keep(text.as_ptr());
    text
}

pub fn kept_c_str(source: &mut Source) -> &'static CStr {
    let text: &'static CStr = Box::leak(c_string(source).into_boxed_c_str());
    keep(text.as_ptr());
    text
}

fn keep<T>(leaked: *const T) {
    let leaked = AtomicPtr::new(leaked.cast_mut().cast());
    KEPT.lock().unwrap_or_else(PoisonError::into_inner).push(leaked);
}

/// Keeps what is leaked reachable, which a leak checker does not report.
static KEPT: Mutex<Vec<AtomicPtr<()>>> = Mutex::new(Vec::new());

/// Returns the value of fallbacks.
pub fn fixed<T: Make>() -> T {
    Source(7).make()
}

pub trait Fold {
    fn fold(&self, digest: &mut Digest);
}

pub struct Source(u64);

impl Source {
    pub fn new(start: u64) -> Self {
        Self(start)
    }

    pub fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(0x1405_7b7e_f767_814f);
        self.0 ^ (self.0 >> 29)
    }

    pub fn make<T: Make>(&mut self) -> T {
        T::make(self)
    }
}

pub trait Make {
    fn make(source: &mut Source) -> Self;
}

macro_rules! numbers {
    ($($ty:ident $mask:literal),*) => {$(
        impl Fold for $ty {
            fn fold(&self, digest: &mut Digest) {
                digest.word(*self as u64);
            }
        }

        impl Make for $ty {
            fn make(source: &mut Source) -> Self {
                (source.word() & $mask) as $ty
            }
        }
    )*};
}
numbers!(u8 0xff, u16 0xffff, u32 0xffff_ffff, u64 0xffff_ffff_ffff_ffff, usize 0x7fff_ffff);
numbers!(i8 0xff, i16 0xffff, i32 0xffff_ffff, i64 0xffff_ffff_ffff_ffff, isize 0x7fff_ffff);

macro_rules! non_zero {
    ($($ty:ident $mask:literal),*) => {$(
        impl Fold for NonZero<$ty> {
            fn fold(&self, digest: &mut Digest) {
                self.get().fold(digest);
            }
        }

        impl Make for NonZero<$ty> {
            fn make(source: &mut Source) -> Self {
                Self::new(((source.word() | 1) & $mask) as $ty).unwrap()
            }
        }

        impl Make for Option<NonZero<$ty>> {
            fn make(source: &mut Source) -> Self {
                let word = source.word();
                if word & 1 == 1 { NonZero::new((word & $mask) as $ty) } else { None }
            }
        }
    )*};
}
non_zero!(u8 0xff, u16 0xffff, u32 0xffff_ffff, u64 0xffff_ffff_ffff_ffff, usize 0x7fff_ffff);
non_zero!(i8 0xff, i16 0xffff, i32 0xffff_ffff, i64 0xffff_ffff_ffff_ffff, isize 0x7fff_ffff);

impl Fold for f32 {
    fn fold(&self, digest: &mut Digest) {
        digest.word(u64::from(self.to_bits()));
    }
}

impl Make for f32 {
    fn make(source: &mut Source) -> Self {
        (source.word() & 0xff_ffff) as f32
    }
}

impl Fold for f64 {
    fn fold(&self, digest: &mut Digest) {
        digest.word(self.to_bits());
    }
}

impl Make for f64 {
    fn make(source: &mut Source) -> Self {
        (source.word() & 0xffff_ffff) as f64
    }
}

impl Fold for bool {
    fn fold(&self, digest: &mut Digest) {
        digest.word(match self {
            false => 0,
            true => 1,
        });
    }
}

impl Make for bool {
    fn make(source: &mut Source) -> Self {
        source.word() & 1 == 1
    }
}

impl Fold for char {
    fn fold(&self, digest: &mut Digest) {
        digest.word(u64::from(u32::from(*self)));
    }
}

impl Make for char {
    fn make(source: &mut Source) -> Self {
        char::from_u32((source.word() % 0xd800) as u32).unwrap_or_default()
    }
}

impl Fold for *const u8 {
    fn fold(&self, digest: &mut Digest) {
        digest.word(self.addr() as u64);
    }
}

impl Make for *const u8 {
    fn make(source: &mut Source) -> Self {
        std::ptr::without_provenance((source.word() & 0xff0) as usize)
    }
}

extern "C" fn same(number: u32) -> u32 {
    number
}

impl Fold for extern "C" fn(u32) -> u32 {
    fn fold(&self, digest: &mut Digest) {
        digest.word(1);
    }
}

impl Make for extern "C" fn(u32) -> u32 {
    fn make(source: &mut Source) -> Self {
        source.word();
        same
    }
}

impl Make for Option<extern "C" fn(u32) -> u32> {
    fn make(source: &mut Source) -> Self {
        let some: extern "C" fn(u32) -> u32 = same;
        (source.word() & 1 == 1).then_some(some)
    }
}

impl Fold for () {
    fn fold(&self, _: &mut Digest) {}
}

impl<T: Fold> Fold for Option<T> {
    fn fold(&self, digest: &mut Digest) {
        match self {
            None => digest.word(0),
            Some(value) => {
                digest.word(1);
                value.fold(digest);
            }
        }
    }
}

impl<T: Fold> Fold for Result<T, CallbackError> {
    fn fold(&self, digest: &mut Digest) {
        match self {
            Ok(value) => {
                digest.word(1);
                value.fold(digest);
            }
            Err(CallbackError::Status { status, .. }) => {
                digest.word(2);
                digest.word(i64::from(status.get()) as u64);
            }
            Err(_) => digest.word(3),
        }
    }
}

impl<T: Fold> Fold for [T] {
    fn fold(&self, digest: &mut Digest) {
        digest.word(self.len() as u64);
        self.iter().for_each(|value| value.fold(digest));
    }
}

impl<T: Fold> Fold for Vec<T> {
    fn fold(&self, digest: &mut Digest) {
        self.as_slice().fold(digest);
    }
}

impl<T: Fold, const N: usize> Fold for [T; N] {
    fn fold(&self, digest: &mut Digest) {
        self.iter().for_each(|value| value.fold(digest));
    }
}

impl<T: Make, const N: usize> Make for [T; N] {
    fn make(source: &mut Source) -> Self {
        std::array::from_fn(|_| source.make())
    }
}

impl Fold for str {
    fn fold(&self, digest: &mut Digest) {
        digest.bytes(self.as_bytes());
    }
}

impl Fold for CStr {
    fn fold(&self, digest: &mut Digest) {
        digest.bytes(self.to_bytes());
    }
}

impl<T: Fold + ?Sized> Fold for &T {
    fn fold(&self, digest: &mut Digest) {
        (**self).fold(digest);
    }
}

impl<T: Fold + ?Sized> Fold for &mut T {
    fn fold(&self, digest: &mut Digest) {
        (**self).fold(digest);
    }
}

impl<T: Fold + ?Sized> Fold for Box<T> {
    fn fold(&self, digest: &mut Digest) {
        (**self).fold(digest);
    }
}

impl<T: Fold + ?Sized> Fold for Arc<T> {
    fn fold(&self, digest: &mut Digest) {
        (**self).fold(digest);
    }
}

/// An error type with its own code.
#[derive(Debug)]
pub struct Failure;

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("failed")
    }
}

impl ErrorCode for Failure {
    fn code(&self) -> Option<NonZeroI32> {
        NonZeroI32::new(9)
    }
}

pub fn coded() -> CodedError {
    CodedError::new(5, "failed")
}

/// The library's own status type.
#[derive(FfiType)]
#[repr(i32)]
pub enum Verdict {
    Good = 100,
    Panicked = 101,
    Refused = 102,
    Failed = 103,
    Poisoned = 104,
    InvalidResult = 106,
}

impl Status for Verdict {
    const SUCCESS: Self = Self::Good;

    fn failure(error: &ffi_guard::Error) -> Self {
        match error.kind() {
            ErrorKind::Panic => Self::Panicked,
            ErrorKind::InvalidArgument => Self::Refused,
            ErrorKind::Returned => Self::Failed,
            ErrorKind::InvalidResult => Self::InvalidResult,
            _ => Self::Poisoned,
        }
    }
}
