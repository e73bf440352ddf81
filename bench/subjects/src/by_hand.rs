//! Hand-written guards.

/// Drops the payload.
mod dropping {
    macro_rules! caught {
        ($fallback:expr, $body:expr) => {
            match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| $body)) {
                Ok(value) => value,
                Err(_) => $fallback,
            }
        };
    }

    bench_bodies::exports!(by_hand, 2, caught, #[no_mangle]);
}

/// Records the message and the place, as a library that reports them must.
mod keeping {
    use std::any::Any;
    use std::cell::RefCell;
    use std::panic::PanicHookInfo;

    thread_local! {
        static MESSAGE: RefCell<String> = const { RefCell::new(String::new()) };
        static PLACE: RefCell<Option<(String, u32)>> = const { RefCell::new(None) };
    }

    /// The panic hook that records the place.
    pub(crate) fn hook(info: &PanicHookInfo<'_>) {
        let place = info.location().map(|location| (location.file().to_owned(), location.line()));
        PLACE.with(|kept| *kept.borrow_mut() = place);
    }

    #[cold]
    #[inline(never)]
    fn keep(payload: Box<dyn Any + Send>) {
        let message = match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
            (Some(text), _) => text,
            (_, Some(text)) => text.as_str(),
            _ => "unknown",
        };
        MESSAGE.with(|kept| message.clone_into(&mut kept.borrow_mut()));
    }

    macro_rules! caught {
        ($fallback:expr, $body:expr) => {
            match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| $body)) {
                Ok(value) => value,
                Err(payload) => {
                    keep(payload);
                    $fallback
                }
            }
        };
    }

    bench_bodies::exports!(by_hand_keeping, 3, caught, #[no_mangle]);
}

pub(crate) use keeping::hook;
