//! The owner of what C borrows.

use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

/// A Rust value at an address that does not change, to which C holds a pointer until it has let go.
///
/// `B` is what borrows the value on C's side: a [`CBox`](crate::CBox) mostly, of the object that C reaches
/// the value from. [`with_borrower`](Self::with_borrower) ties the two together: whatever happens, a panic included, the
/// borrower is freed first, and only then the value is dropped.
///
/// The value may be moved into it, and it may be moved itself: the value stays where it is. It gives no
/// reference to the value, which C may be writing to. It is not `Send`, as C's thread rules are unknown
/// here.
///
/// The type of the value is fixed, lifetimes included, because C may write one to it:
///
/// ```compile_fail,E0308
/// # use ffi_guard::Lent;
/// fn shorter<'a>(lent: Lent<&'static str>) -> Lent<&'a str> {
///     lent
/// }
/// ```
///
/// To lend a value is safe; handing its pointer to C is not, and that call carries the promise: C uses the
/// pointer as the value's type allows, and not after the borrower is gone. A callback that C keeps needs
/// none of this: see [`OwnedCallback`](crate::callback::OwnedCallback).
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
/// A listener that C calls until it is unregistered: the registration is what is freed, by `c_unregister`.
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
#[must_use = "the value is dropped as soon as this is, and C must have let go by then"]
pub struct Lent<T: ?Sized, B = ()> {
    // Fields are dropped in this order, the second also if the drop of the first panics.
    borrower: B,
    value: PinnedBox<T>,
}

impl<T> Lent<T> {
    /// Moves the value to an address that it keeps.
    pub fn new(value: T) -> Self {
        Self::from(Box::new(value))
    }
}

impl<T: ?Sized> Lent<T> {
    /// Ties the value to what borrows it: from now on `borrower` is dropped first.
    ///
    /// Its drop is what ends the borrow, so it is the owner itself, not a reference to it
    /// or one `Rc` of several.
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
    /// The pointer to hand to C: the same on each call, and valid as long as this owner lives.
    #[must_use]
    pub fn as_ptr(&self) -> *mut T {
        self.value.pointer.as_ptr()
    }

    /// What borrows the value.
    pub fn borrower(&self) -> &B {
        &self.borrower
    }

    /// Lets C go by `release`, for a borrower whose end has something to say, and keeps the value.
    ///
    /// `release` is to end the borrow: [`CBox::free`](crate::CBox::free) does.
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

    /// Drops the borrower, and takes the value back without moving it.
    #[must_use]
    pub fn into_box(self) -> Box<T> {
        let (lent, ()) = self.release(drop);
        lent.value.into_box()
    }
}

impl<T, B> Lent<T, B> {
    /// Drops the borrower, and takes the value back.
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

/// A value on the heap to which others hold pointers. Not a `Box`, which would claim to be the only way to
/// its value whenever it is moved.
struct PinnedBox<T: ?Sized> {
    pointer: NonNull<T>,
    owned: PhantomData<T>,
    /// C may write a `T` through the pointer, so a value with a longer lifetime is not one with a shorter.
    invariant: PhantomData<*mut T>,
}

impl<T: ?Sized> PinnedBox<T> {
    fn new(value: Box<T>) -> Self {
        let pointer = NonNull::from(Box::leak(value));
        Self { pointer, owned: PhantomData, invariant: PhantomData }
    }

    fn into_box(self) -> Box<T> {
        let settled = ManuallyDrop::new(self);
        // SAFETY: the pointer came from `Box::leak` in `new`. `ManuallyDrop` keeps `drop` from freeing it a second time.
        unsafe { Box::from_raw(settled.pointer.as_ptr()) }
    }
}

impl<T: ?Sized> Drop for PinnedBox<T> {
    fn drop(&mut self) {
        // SAFETY: the pointer came from `Box::leak` in `new`. It is freed once: after `into_box` the value is not dropped.
        drop(unsafe { Box::from_raw(self.pointer.as_ptr()) });
    }
}
