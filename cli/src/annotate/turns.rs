use std::mem;
use std::panic;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Lets workers that run at the same time do something one after the other.
#[derive(Default)]
pub(crate) struct Turns {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Whose turn it is.
    turn: u64,
    has_stopped: bool,
}

impl Turns {
    /// Runs a worker in each of so many threads. If one fails or panics, no turn comes any more, and the
    /// others end too.
    ///
    /// # Errors
    /// That of the first worker that failed.
    ///
    /// # Panics
    /// Where a worker does.
    pub(crate) fn work<E: Send>(
        threads: usize,
        worker: impl Fn(&Self) -> Result<(), E> + Sync,
    ) -> Result<(), E> {
        let turns = Self::default();
        let work = || {
            let stop = StopOnDrop(&turns);
            worker(&turns)?;
            mem::forget(stop);
            Ok(())
        };
        thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            let results = workers
                .into_iter()
                .map(|worker| worker.join().unwrap_or_else(|panic| panic::resume_unwind(panic)));
            results.collect()
        })
    }

    /// Waits for a turn; false if it will never come.
    pub(crate) fn wait_for(&self, turn: u64) -> bool {
        let waiting = |state: &mut State| state.turn != turn && !state.has_stopped;
        let state = self.changed.wait_while(self.state(), waiting);
        !state.unwrap_or_else(PoisonError::into_inner).has_stopped
    }

    /// Ends the turn that it is: the next one comes.
    pub(crate) fn pass(&self) {
        self.state().turn += 1;
        self.changed.notify_all();
    }

    fn stop(&self) {
        self.state().has_stopped = true;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Stops all turns, unless it is forgotten.
struct StopOnDrop<'a>(&'a Turns);

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{self, AssertUnwindSafe};
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::Turns;

    const THREADS: usize = 4;
    const TURNS: u64 = 1000;

    /// Takes turns until all are over; `at` is called in each. Returns the turns that were taken.
    fn take_turns<E: Send>(at: impl Fn(u64) -> Result<(), E> + Sync) -> (Vec<u64>, Result<(), E>) {
        let (next, taken) = (AtomicU64::new(0), Mutex::new(Vec::new()));
        let result = Turns::work(THREADS, |turns| {
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                if turn >= TURNS || !turns.wait_for(turn) {
                    return Ok(());
                }
                at(turn)?;
                taken.lock().unwrap().push(turn);
                turns.pass();
            }
        });
        (taken.into_inner().unwrap(), result)
    }

    #[test]
    fn turns_come_in_their_order() {
        let (taken, result) = take_turns(|_| Ok::<_, ()>(()));
        assert_eq!((taken, result), ((0..TURNS).collect(), Ok(())));
    }

    #[test]
    fn a_worker_that_fails_ends_the_others() {
        let (taken, result) = take_turns(|turn| if turn == 7 { Err(turn) } else { Ok(()) });
        assert_eq!((taken, result), ((0..7).collect(), Err(7)));
    }

    #[test]
    fn a_worker_that_panics_ends_the_others_and_is_heard_of() {
        let panicking =
            || take_turns(|turn| if turn == 7 { panic!("the seventh") } else { Ok::<_, ()>(()) });
        let payload = panic::catch_unwind(AssertUnwindSafe(panicking)).unwrap_err();
        assert_eq!(payload.downcast_ref(), Some(&"the seventh"));
    }
}
