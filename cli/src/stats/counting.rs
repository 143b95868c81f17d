use std::any::Any;
use std::panic;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use super::summary::Summary;
use super::survey::Survey;
use crate::complaint::Complaint;

/// What was counted until the end, or until Ctrl-C.
pub(super) struct Counted {
    pub(super) summary: Summary,
    /// Whether it was not interrupted.
    pub(super) is_complete: bool,
    /// Whether a log could not be read, or not to its end.
    pub(super) is_lacking: bool,
}

/// What is heard of the count.
enum News {
    /// A log cannot be read, or not to its end.
    Unreadable(Complaint),
    Ended(End),
}

enum End {
    Complete,
    Interrupted,
    /// A worker has panicked: what it had counted is lost.
    Panicked(Box<dyn Any + Send>),
}

/// Counts on every core.
pub(super) fn count(survey: Survey, complain: &dyn Fn(Complaint)) -> Counted {
    let survey = Arc::new(survey);
    let (teller, news) = channel();
    let interrupted = teller.clone();
    // Where there can be no handler, Ctrl-C ends the tool as it would end any other.
    let _ = ctrlc::set_handler(move || {
        let _ = interrupted.send(News::Ended(End::Interrupted));
    });
    start(&survey, teller);
    let mut is_lacking = false;
    let is_complete = loop {
        match news.recv() {
            Ok(News::Unreadable(complaint)) => {
                complain(complaint);
                is_lacking = true;
            }
            Ok(News::Ended(End::Panicked(panic))) => panic::resume_unwind(panic),
            Ok(News::Ended(End::Interrupted)) => break false,
            Ok(News::Ended(End::Complete)) | Err(_) => break true,
        }
    };
    Counted { summary: survey.summary(), is_complete, is_lacking }
}

/// Starts the threads that count. What is heard of them goes to `teller`, last that they have ended.
fn start(survey: &Arc<Survey>, teller: Sender<News>) {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let workers: Vec<_> = (0..cores.min(survey.most_threads()))
        .map(|_| {
            let (survey, teller) = (Arc::clone(survey), teller.clone());
            thread::spawn(move || {
                survey.work(|input, error| {
                    let _ = teller.send(News::Unreadable(Complaint::about(input, error)));
                });
            })
        })
        .collect();
    thread::spawn(move || {
        let ended = workers.into_iter().try_for_each(thread::JoinHandle::join);
        let end = ended.map_or_else(End::Panicked, |()| End::Complete);
        let _ = teller.send(News::Ended(end));
    });
}
