use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Lets threads that work at the same time do something one after the other.
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

    /// No turn comes any more.
    pub(crate) fn stop(&self) {
        self.state().has_stopped = true;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
