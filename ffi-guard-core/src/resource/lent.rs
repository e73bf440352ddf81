//! [`Lent`]: owns a value that C borrows.

use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

/// Owns a Rust value while C holds a pointer to it. The value has a stable address.
///
/// `B` borrows the value on C's side. Usually it is a [`CBox`](crate::CBox) of the C object that holds the pointer.
/// [`with_borrower`](Self::with_borrower) ties both together: on every path, including unwinding, the borrower is
/// dropped first and the value after it.
///
/// A `Lent` can be moved; the value keeps its address. It gives no reference to the value, because C may be writing to
/// it. It is not `Send`, because the thread rules of the C library are unknown.
///
/// The type of the value is invariant, including lifetimes, because C may write a value of that type:
///
/// ```compile_fail,E0308
/// # use ffi_guard::Lent;
/// fn shorter<'a>(lent: Lent<&'static str>) -> Lent<&'a str> {
///     lent
/// }
/// ```
///
/// Creating a `Lent` is safe. Passing its pointer to C is not: the caller must ensure that C uses it only as the type
/// allows, and not after the borrower is dropped. A callback that C stores does not need a `Lent`: see
/// [`OwnedCallback`](crate::callback::OwnedCallback).
///
/// # Examples
///
/// The buffer of a file, which C writes to until the file is closed:
///
/// ```
/// use ffi_guard::{CBox, Lent};
/// use std::ffi::{c_char, c_int};
///
/// #[repr(C)]
/// struct File([u8; 0]); // C's FILE
/// const FULLY: c_int = 0; // _IOFBF
///
/// unsafe extern "C" {
///     safe fn tmpfile() -> *mut File;
///     fn setvbuf(file: *mut File, buffer: *mut c_char, mode: c_int, size: usize) -> c_int;
///     fn fputs(text: *const c_char, file: *mut File) -> c_int;
///     fn fclose(file: *mut File) -> c_int;
/// }
///
/// let buffer = Lent::new([0_u8; 512]);
/// // SAFETY: an open file, or null.
/// let file = unsafe { CBox::new(tmpfile(), fclose) }.expect("a temporary file");
/// // SAFETY: 512 bytes, which are there until the file is closed: see the next statement.
/// unsafe { setvbuf(file.as_ptr(), buffer.as_ptr().cast(), FULLY, 512) };
/// let file = buffer.with_borrower(file);
///
/// // SAFETY: the file is open.
/// unsafe { fputs(c"text".as_ptr(), file.borrower().as_ptr()) };
/// let buffer = file.into_inner(); // closes the file
/// assert!(buffer.starts_with(b"text"));
/// ```
///
/// A listener that C calls until it is unregistered. The borrower is the registration, which `c_unregister` frees:
///
/// ```
/// # use ffi_guard::{CBox, Lent};
/// # use std::ffi::c_int;
/// # unsafe extern "C" fn c_register(listener: *mut Listener) {
/// #     unsafe { ((*listener).on_event)(listener, 2) };
/// # }
/// # unsafe extern "C" fn c_unregister(_: *mut Listener) {}
/// #[repr(C)]
/// struct Listener {
///     on_event: unsafe extern "C" fn(*mut Listener, c_int),
///     events: c_int,
/// }
///
/// unsafe extern "C" fn count(listener: *mut Listener, _event: c_int) {
///     // SAFETY: C calls with the listener that is registered, one call at a time.
///     unsafe { (*listener).events += 1 };
/// }
///
/// let listener = Lent::new(Listener { on_event: count, events: 0 });
/// // SAFETY: C keeps the pointer until c_unregister: see the next statement.
/// let registration = unsafe {
///     c_register(listener.as_ptr());
///     CBox::new(listener.as_ptr(), c_unregister)
/// };
/// let listener = listener.with_borrower(registration);
///
/// assert_eq!(listener.into_inner().events, 1);
/// ```
#[must_use = "dropping this drops the value, which C must not use any more"]
pub struct Lent<T: ?Sized, B = ()> {
    // Fields are dropped in this order. The second is dropped even if dropping the first panics.
    borrower: B,
    value: PinnedBox<T>,
}

impl<T> Lent<T> {
    /// Moves the value to a stable address.
    pub fn new(value: T) -> Self {
        Self::from(Box::new(value))
    }
}

impl<T: ?Sized> Lent<T> {
    /// Ties the value to its borrower, which is dropped first from now on.
    ///
    /// Dropping `borrower` must end the borrow, so pass the owner of the C object, not a reference to it or one of
    /// several `Rc`s.
    pub fn with_borrower<B>(self, borrower: B) -> Lent<T, B> {
        Lent { borrower, value: self.value }
    }
}

impl<T: ?Sized> From<Box<T>> for Lent<T> {
    fn from(value: Box<T>) -> Self {
        Self { borrower: (), value: PinnedBox::new(value) }
    }
}

impl<T: ?Sized, B> Lent<T, B> {
    /// Returns the pointer for C. It is the same on each call, and valid for as long as this owner exists.
    #[must_use]
    pub fn as_ptr(&self) -> *mut T {
        self.value.pointer.as_ptr()
    }

    /// Returns the borrower.
    pub fn borrower(&self) -> &B {
        &self.borrower
    }

    /// Ends the borrow by `release` and keeps the value, for a borrower whose free function returns a result.
    ///
    /// `release` must end the borrow, as [`CBox::free`](crate::CBox::free) does.
    ///
    /// ```
    /// # use ffi_guard::{CBox, Lent};
    /// # use std::ffi::c_int;
    /// # struct Context;
    /// # unsafe extern "C" fn c_detach(_: *mut Context) -> c_int { 7 }
    /// # let (context, mut object) = (Lent::new(Context), Context);
    /// # let object = unsafe { CBox::new(&raw mut object, c_detach) }.unwrap();
    /// // In C: int c_detach(struct context *);
    /// let (context, code) = context.with_borrower(object).release(CBox::free);
    /// assert_eq!(code, 7);
    /// ```
    pub fn release<R>(self, release: impl FnOnce(B) -> R) -> (Lent<T>, R) {
        let Self { borrower, value } = self;
        let result = release(borrower);
        (Lent { borrower: (), value }, result)
    }

    /// Drops the borrower and returns the value without moving it.
    #[must_use]
    pub fn into_box(self) -> Box<T> {
        let (lent, ()) = self.release(drop);
        lent.value.into_box()
    }
}

impl<T, B> Lent<T, B> {
    /// Drops the borrower and returns the value.
    #[must_use]
    pub fn into_inner(self) -> T {
        *self.into_box()
    }
}

impl<T: ?Sized, B: fmt::Debug> fmt::Debug for Lent<T, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lent")
            .field("pointer", &self.value.pointer)
            .field("borrower", &self.borrower)
            .finish()
    }
}

/// A value on the heap that C holds pointers to. Not a `Box`: moving a `Box` asserts unique access to its value.
struct PinnedBox<T: ?Sized> {
    pointer: NonNull<T>,
    owned: PhantomData<T>,
    /// C may write a `T` through the pointer, so the type must be invariant.
    invariant: PhantomData<*mut T>,
}

impl<T: ?Sized> PinnedBox<T> {
    fn new(value: Box<T>) -> Self {
        let pointer = NonNull::from(Box::leak(value));
        Self { pointer, owned: PhantomData, invariant: PhantomData }
    }

    fn into_box(self) -> Box<T> {
        let this = ManuallyDrop::new(self);
        // SAFETY: the pointer came from `Box::leak` in `new`. `ManuallyDrop` keeps `drop` from freeing it a second time.
        unsafe { Box::from_raw(this.pointer.as_ptr()) }
    }
}

impl<T: ?Sized> Drop for PinnedBox<T> {
    fn drop(&mut self) {
        // SAFETY: the pointer came from `Box::leak` in `new`. It is freed once: after `into_box` the value is not dropped.
        drop(unsafe { Box::from_raw(self.pointer.as_ptr()) });
    }
}
