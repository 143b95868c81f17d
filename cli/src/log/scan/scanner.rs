use cloudreve_error_codes::ResponseCode;
use memchr::memmem::Finder;

use super::beside;
use super::cursor::{Cursor, Stop};
use super::key::{self, Form, Key};
use super::list::{self, Element};
use super::{number, value};

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
    keys: Anchors,
    numbers: Anchors,
    context: Context,
    /// Where in the window it goes on: what is before is decided.
    place: usize,
}

/// What the scanner is in.
#[derive(Clone, Copy)]
enum Context {
    Text,
    List(List),
}

#[derive(Clone, Copy)]
struct List {
    form: Form,
    /// Where it is over at the latest.
    until: usize,
    /// Whether an element was read, or what is none.
    has_begun: bool,
    /// Whether its elements are on lines of their own.
    is_over_lines: bool,
}

impl Scanner {
    pub(super) fn new() -> Self {
        Self {
            keys: Anchors::new(key::ANCHOR),
            numbers: Anchors::new(number::ANCHOR),
            context: Context::Text,
            place: 0,
        }
    }

    /// How many bytes at the front of the window are no longer needed.
    pub(super) fn disposable(&self) -> usize {
        self.place.saturating_sub(REACH)
    }

    /// The window has lost `count` bytes at its front.
    pub(super) fn dispose(&mut self, count: usize) {
        self.place -= count;
        self.keys.dispose(count);
        self.numbers.dispose(count);
        if let Context::List(list) = &mut self.context {
            list.until -= count;
        }
    }

    /// Makes it as new.
    pub(super) fn restart(&mut self) {
        *self = Self::new();
    }

    /// The next code, or `None` once all is decided that these bytes decide.
    pub(super) fn next(&mut self, window: &[u8], ends_input: bool) -> Option<Place> {
        loop {
            let step = match self.context {
                Context::Text => self.next_in_text(window, ends_input),
                Context::List(list) if self.place >= list.until => {
                    self.context = Context::Text;
                    Step::WentOn
                }
                Context::List(list) => self.next_in_list(window, ends_input, list),
            };
            match step {
                Step::Found(place) => return Some(place),
                Step::WentOn => {}
                Step::NeedsMore => return None,
            }
        }
    }

    fn next_in_text(&mut self, window: &[u8], ends_input: bool) -> Step {
        let key = self.keys.next(window, self.place, |_| true);
        let is_number = |anchor: usize| number::may_be_at(window, anchor);
        let number = self.numbers.next(window, self.place, is_number);
        // What is before the sooner one has none, nor what a longer window may complete.
        self.place = self.place.max(key.decided.min(number.decided));
        match (key.anchor, number.anchor) {
            (Some(key), number) if number.is_none_or(|number| key < number) => {
                self.read_key(window, ends_input, key)
            }
            (_, Some(number)) => self.read_number(window, ends_input, number),
            _ => Step::NeedsMore,
        }
    }

    fn read_key(&mut self, window: &[u8], ends_input: bool, anchor: usize) -> Step {
        let reach = Reach::around(anchor, window, ends_input);
        let mut cursor = reach.cursor(anchor + key::ANCHOR.len());
        match read(reach.text, &mut cursor) {
            Ok(found) => {
                self.place = reach.start + cursor.place();
                match found {
                    Found::Code { code, start } => {
                        Step::Found(Place { code, start: reach.start + start })
                    }
                    Found::List(form) => {
                        let until = self.place + REACH;
                        let list = List { form, until, has_begun: false, is_over_lines: false };
                        self.context = Context::List(list);
                        Step::WentOn
                    }
                }
            }
            Err(stop) if reach.is_undecided(stop) => {
                self.place = anchor;
                Step::NeedsMore
            }
            Err(_) => {
                self.place = anchor + key::ANCHOR.len();
                Step::WentOn
            }
        }
    }

    fn read_number(&mut self, window: &[u8], ends_input: bool, anchor: usize) -> Step {
        let start = anchor - 1;
        let reach = Reach::around(start, window, ends_input);
        let mut cursor = reach.cursor(start);
        match number::read(reach.text, &mut cursor) {
            Ok(code) => {
                self.place = reach.start + cursor.place();
                Step::Found(Place { code, start })
            }
            Err(stop) if reach.is_undecided(stop) => {
                self.place = anchor;
                Step::NeedsMore
            }
            Err(_) => {
                self.place = anchor + number::ANCHOR.len();
                Step::WentOn
            }
        }
    }

    fn next_in_list(&mut self, window: &[u8], ends_input: bool, mut list: List) -> Step {
        loop {
            let between = window[self.place..].iter().take_while(|byte| list::is_between(**byte));
            self.place += between.count();
            if window.get(self.place) != Some(&b'\n') {
                break;
            }
            // As JSON is written over several lines: no list of another form goes on.
            list.is_over_lines |= !list.has_begun && list.form == Form::Quoted;
            if !list.is_over_lines {
                self.context = Context::Text;
                return Step::WentOn;
            }
            self.place += 1;
        }
        let reach = Reach::around(self.place, window, ends_input);
        let mut cursor = reach.cursor(self.place);
        let element = list::read(&mut cursor, list.form);
        list.has_begun |= matches!(element, Ok(Element::Code(_) | Element::Other));
        self.context = Context::List(list);
        match element {
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

/// Where a few bytes are that all things of a kind have in them.
struct Anchors {
    finder: Finder<'static>,
    length: usize,
    /// The next one, if it was looked for.
    next: Option<Next>,
}

#[derive(Clone, Copy)]
struct Next {
    anchor: Option<usize>,
    /// Up to where there is no other one, however the window goes on.
    decided: usize,
}

impl Anchors {
    fn new(anchor: &'static [u8]) -> Self {
        Self { finder: Finder::new(anchor), length: anchor.len(), next: None }
    }

    fn dispose(&mut self, count: usize) {
        // What was found is found again; that there was none may have changed.
        self.next = self.next.and_then(|Next { anchor, decided }| {
            let anchor = anchor?.checked_sub(count)?;
            Some(Next { anchor: Some(anchor), decided: decided.checked_sub(count)? })
        });
    }

    /// The first one from `place` on that is worth reading.
    fn next(
        &mut self,
        window: &[u8],
        place: usize,
        is_worth_reading: impl Fn(usize) -> bool,
    ) -> Next {
        if let Some(next) = self.next
            && next.anchor.is_none_or(|anchor| anchor >= place)
        {
            return next;
        }
        let mut from = place;
        let next = loop {
            let Some(distance) = self.finder.find(window.get(from..).unwrap_or_default()) else {
                // The window may end within an anchor.
                let decided = from.max((window.len() + 1).saturating_sub(self.length));
                break Next { anchor: None, decided };
            };
            let anchor = from + distance;
            if is_worth_reading(anchor) {
                break Next { anchor: Some(anchor), decided: anchor };
            }
            from = anchor + 1;
        };
        self.next = Some(next);
        next
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
        Key::Code { form, before } => {
            let (code, start) = value::read(cursor, form, before)?;
            Ok(Found::Code { code, start })
        }
        Key::List { before, .. } if beside::is_of_microsoft(before, *cursor)? => {
            Err(Stop::Mismatch)
        }
        Key::List { form, .. } => Ok(Found::List(form)),
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
