//! Threads with a stack for deeply nested sources: the parsers recurse once per level.

use crate::failure::Failure;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

const STACK: usize = if cfg!(target_pointer_width = "64") { 1 << 30 } else { 256 << 20 };

/// Runs `work` on a thread with a big stack. A panic of `work` becomes the failure `panicked`.
pub(crate) fn run<T: Send>(
    work: impl FnOnce() -> Result<T, Failure> + Send,
    panicked: Failure,
) -> Result<T, Failure> {
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        worker.map_err(|error| no_thread(&error))?.join().unwrap_or(Err(panicked))
    })
}

/// Calls `work` for each item, on as many threads with a big stack as the machine runs at once. Each thread works with
/// a state of its own, made by `start`. Returns the results in the order of the items; `None` for an item on which
/// `work` panicked.
pub(crate) fn map<T: Sync, R: Send, S>(
    items: &[T],
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
) -> Result<Vec<Option<R>>, Failure> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let results = Mutex::new(items.iter().map(|_| None).collect::<Vec<_>>());
    thread::scope(|scope| {
        let run = || {
            let mut state = start();
            while let Some((at, item)) = take(&next, items) {
                let result = work(&mut state, item);
                if let Some(place) = results.lock().ok().as_mut().and_then(|all| all.get_mut(at)) {
                    *place = Some(result);
                }
            }
        };
        // A thread that panicked has left its item without a result; another one goes on with the rest.
        while next.load(Ordering::Relaxed) < items.len() {
            let workers: Vec<_> = (0..cores.min(items.len()))
                .map(|_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run))
                .collect::<Result<_, _>>()
                .map_err(|error| no_thread(&error))?;
            workers.into_iter().for_each(|worker| drop(worker.join()));
        }
        Ok(())
    })?;
    Ok(results.into_inner().unwrap_or_default())
}

fn take<'i, T>(next: &AtomicUsize, items: &'i [T]) -> Option<(usize, &'i T)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    items.get(at).map(|item| (at, item))
}

fn no_thread(error: &std::io::Error) -> Failure {
    let what = format!("no thread can be started to read the sources: {error}");
    Failure::new(what, "check whether the system has memory and threads left")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_and_a_panic_costs_one() {
        let items: Vec<u32> = (0..100).collect();
        let found = map(
            &items,
            || (),
            |(), item| {
                assert!(*item != 7, "the message of a planned panic");
                item * 2
            },
        );
        let found = found.expect("threads");
        assert_eq!(found.len(), 100);
        for (at, result) in found.into_iter().enumerate() {
            assert_eq!(result, (at != 7).then_some(2 * at as u32), "{at}");
        }
    }
}
