//! Channels. A channel receives every failure of the process, so each test runs in its own process.

use std::fs;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use ffi_guard::{channel, ffi_export};
use ffi_guard_test_support::child;

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn channel_fail(value: u64) -> i32 {
    panic!("failure {value}")
}

fn fail(values: std::ops::Range<u64>) {
    for value in values {
        assert_eq!(channel_fail(value), -1);
    }
}

fn text(value: u64) -> String {
    format!("failure {value}")
}

/// Defines the test `$name`, whose `body` runs in its own process.
macro_rules! alone {
    ($name:ident, $body:block) => {
        #[test]
        fn $name() {
            if child::is_child() $body else {
                let name = concat!("channel::", stringify!($name));
                let _ = child::this_test(name).run().expect_success();
            }
        }
    };
}

alone!(a_full_channel_counts_what_it_drops, {
    let failures = channel(4);
    assert!(failures.try_recv().is_none());
    fail(0..10);
    assert_eq!(failures.dropped(), 6);
    for value in 0..4 {
        let error = failures.try_recv().expect("a failure");
        assert_eq!((error.message(), error.count()), (text(value).as_str(), value + 1));
        assert_eq!(error.function(), "channel_fail");
        assert!(error.location().is_some());
    }
    assert!(failures.try_recv().is_none());
    fail(10..11);
    assert_eq!(failures.recv().message(), text(10), "the channel has space again");
    assert_eq!(failures.dropped(), 6);
});

alone!(a_channel_holds_at_least_one, {
    let failures = channel(0);
    fail(0..2);
    assert_eq!((failures.recv().message(), failures.dropped()), (text(0).as_str(), 1));
});

alone!(a_channel_gets_what_happens_from_now_on, {
    fail(0..3);
    let failures = channel(8);
    fail(3..4);
    assert_eq!(failures.recv().message(), text(3));
    assert!(failures.try_recv().is_none());
});

alone!(each_channel_gets_every_failure, {
    let (small, large) = (channel(1), channel(8));
    fail(0..4);
    assert_eq!((small.dropped(), large.dropped()), (3, 0));
    drop(small);
    fail(4..6);
    let messages: Vec<_> = large.take(6).map(|error| error.message().to_owned()).collect();
    assert_eq!(messages, (0..6).map(text).collect::<Vec<_>>());
});

alone!(a_limited_wait_ends_with_or_without_a_failure, {
    let failures = channel(2);
    assert!(failures.recv_timeout(Duration::from_millis(1)).is_none());
    fail(0..1);
    let error = failures.recv_timeout(Duration::from_secs(600)).expect("the failure");
    assert_eq!(error.message(), text(0));
    assert!(failures.recv_timeout(Duration::ZERO).is_none());
});

alone!(a_waiting_thread_is_woken, {
    let failures = channel(2);
    let waiting = thread::spawn(move || failures.recv());
    fail(0..1);
    assert_eq!(waiting.join().unwrap().message(), text(0));
});

alone!(nothing_is_lost_uncounted_under_many_threads, {
    const THREADS: u64 = 8;
    const CALLS: u64 = 500;
    let failures = channel(16);
    let start = Barrier::new(THREADS as usize);
    let received = thread::scope(|scope| {
        let failing: Vec<_> = (0..THREADS)
            .map(|_| {
                scope.spawn(|| {
                    start.wait();
                    fail(0..CALLS);
                })
            })
            .collect();
        let mut received = 0;
        while failing.iter().any(|thread| !thread.is_finished()) {
            received += failures.recv_timeout(Duration::from_millis(1)).map_or(0, |_| 1);
        }
        received
    });
    let rest = std::iter::from_fn(|| failures.try_recv()).count() as u64;
    assert_eq!(received + rest + failures.dropped(), THREADS * CALLS);
    assert!(received + rest >= 16, "fewer than the channel's capacity");
});

// A channel that stayed subscribed would keep its 21 KiB, 200 MiB in total.
alone!(a_dropped_channel_is_forgotten, {
    let open_and_drop = |count| (0..count).for_each(|_| drop(channel(16)));
    open_and_drop(100);
    let before = resident_pages();
    open_and_drop(10_000);
    let grown = resident_pages() - before;
    assert!(grown < 1024, "grown by {grown} pages");
    let last = channel(1);
    fail(0..1);
    assert_eq!(last.recv().message(), text(0));
});

fn resident_pages() -> i64 {
    let statm = fs::read_to_string("/proc/self/statm").expect("/proc/self/statm");
    statm.split(' ').nth(1).and_then(|pages| pages.parse().ok()).expect("a number of pages")
}
