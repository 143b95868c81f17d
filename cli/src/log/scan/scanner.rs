use cloudreve_error_codes::ResponseCode;
use memchr::memmem::Finder;

use super::cursor::{Cursor, Stop};
use super::key::{self, ANCHOR, Form, Key};
use super::list::{self, Element};
use super::value;

/// How many bytes to either side of its key decide whether a code counts, and how many a list of codes may
/// have. It takes JSON that was escaped eleven times to need as many.
pub(crate) const REACH: usize = 4 << 10;

/// How many bytes before a line the scanner has to begin to find on it what it would find from the start
/// of the input on. A key in the first `REACH` bytes may be taken wrongly, and open a list that is none;
/// this is over after as many more; and a list that is open at the line began in the last ones.
pub const LEAD: usize = 3 * REACH;

/// A code that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub code: ResponseCode,
    /// Where the value begins, counted from the start of the input; of a quoted name, its quote.
    pub offset: u64,
}

/// A code in a window.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) code: ResponseCode,
    pub(super) start: usize,
}

/// Finds the codes in a window that moves over the input.
pub(super) struct Scanner {
    anchor: Finder<'static>,
    context: Context,
    /// Where in the window it goes on: what is before is decided.
    place: usize,
}

/// What the scanner is in.
#[derive(Clone, Copy)]
enum Context {
    Text,
    /// A list that goes on at most up to `until`.
    List {
        form: Form,
        until: usize,
    },
}

impl Scanner {
    pub(super) fn new() -> Self {
        Self { anchor: Finder::new(ANCHOR), context: Context::Text, place: 0 }
    }

    /// How many bytes at the front of the window are no longer needed.
    pub(super) fn disposable(&self) -> usize {
        self.place.saturating_sub(REACH)
    }

    /// The window has lost `count` bytes at its front.
    pub(super) fn dispose(&mut self, count: usize) {
        self.place -= count;
        if let Context::List { until, .. } = &mut self.context {
            *until -= count;
        }
    }

    /// Makes it as new.
    pub(super) fn restart(&mut self) {
        self.context = Context::Text;
        self.place = 0;
    }

    /// The next code, or `None` once all is decided that these bytes decide.
    pub(super) fn next(&mut self, window: &[u8], ends_input: bool) -> Option<Place> {
        loop {
            let step = match self.context {
                Context::Text => self.next_in_text(window, ends_input),
                Context::List { until, .. } if self.place >= until => {
                    self.context = Context::Text;
                    Step::WentOn
                }
                Context::List { form, .. } => self.next_in_list(window, ends_input, form),
            };
            match step {
                Step::Found(place) => return Some(place),
                Step::WentOn => {}
                Step::NeedsMore => return None,
            }
        }
    }

    fn next_in_text(&mut self, window: &[u8], ends_input: bool) -> Step {
        let Some(distance) = self.anchor.find(&window[self.place..]) else {
            // The window may end within an anchor.
            self.place = self.place.max((window.len() + 1).saturating_sub(ANCHOR.len()));
            return Step::NeedsMore;
        };
        let anchor = self.place + distance;
        let reach = Reach::around(anchor, window, ends_input);
        let mut cursor = reach.cursor(anchor + ANCHOR.len());
        match read(reach.text, &mut cursor) {
            Ok(found) => {
                self.place = reach.start + cursor.place();
                match found {
                    Found::Code { code, start } => {
                        Step::Found(Place { code, start: reach.start + start })
                    }
                    Found::List(form) => {
                        self.context = Context::List { form, until: self.place + REACH };
                        Step::WentOn
                    }
                }
            }
            Err(stop) if reach.is_undecided(stop) => {
                self.place = anchor;
                Step::NeedsMore
            }
            Err(_) => {
                self.place = anchor + ANCHOR.len();
                Step::WentOn
            }
        }
    }

    fn next_in_list(&mut self, window: &[u8], ends_input: bool, form: Form) -> Step {
        let between = window[self.place..].iter().take_while(|byte| list::is_between(**byte));
        self.place += between.count();
        let reach = Reach::around(self.place, window, ends_input);
        let mut cursor = reach.cursor(self.place);
        match list::read(&mut cursor, form) {
            Ok(Element::Code(code)) => {
                let start = self.place;
                self.place = reach.start + cursor.place();
                Step::Found(Place { code, start })
            }
            Ok(Element::Other) => {
                self.place = reach.start + cursor.place();
                Step::WentOn
            }
            Err(stop) if reach.is_undecided(stop) => Step::NeedsMore,
            Ok(Element::End) | Err(_) => {
                self.context = Context::Text;
                Step::WentOn
            }
        }
    }
}

enum Step {
    Found(Place),
    WentOn,
    NeedsMore,
}

enum Found {
    Code { code: ResponseCode, start: usize },
    List(Form),
}

/// Reads the key around the anchor that ends at the cursor, and its value.
fn read(text: &[u8], cursor: &mut Cursor<'_>) -> Result<Found, Stop> {
    match key::read(text, cursor)? {
        Key::Code(form) => {
            let start = cursor.place();
            Ok(Found::Code { code: value::read(cursor, form)?, start })
        }
        Key::List(form) => Ok(Found::List(form)),
    }
}

/// The bytes that decide what stands at a place: always the same ones, whatever window they are in.
struct Reach<'a> {
    text: &'a [u8],
    /// Where `text` begins in the window.
    start: usize,
    ends_input: bool,
    /// Whether more bytes will come that belong to it.
    can_grow: bool,
}

impl<'a> Reach<'a> {
    fn around(place: usize, window: &'a [u8], ends_input: bool) -> Self {
        let start = place.saturating_sub(REACH);
        let is_full = window.len() >= place + REACH;
        let end = if is_full { place + REACH } else { window.len() };
        let text = &window[start..end];
        Self { text, start, ends_input: ends_input && !is_full, can_grow: !ends_input && !is_full }
    }

    fn cursor(&self, place: usize) -> Cursor<'a> {
        Cursor::new(self.text, place - self.start, self.ends_input)
    }

    fn is_undecided(&self, stop: Stop) -> bool {
        stop == Stop::Unfinished && self.can_grow
    }
}
