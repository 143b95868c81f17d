//! What is known of the texts that a server prints, by their digests alone.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};
use std::path::Path;

use cloudreve_error_codes::ResponseCode;

use super::common::{is_common, is_of_system};
use super::heading::Era;
use super::index::{Index, Kind};
use super::normal_form::Digest;
use super::sentence::{Key, Rest, Sentence};
use super::start::{Start, Starts};

/// How much of a digest is looked at.
const SEEN: u32 = 16;

/// All texts that are known of servers, by their digests.
pub struct Fingerprints {
    /// By [`slot`]; where the releases differ, by [`Era`].
    texts: HashMap<u64, [Option<usize>; 2], BuildHasherDefault<Itself>>,
    meanings: Vec<Meaning>,
    starts: Starts,
    /// The digests of whole texts.
    pub(super) whole: Filter,
    /// The digests of what stands before something that is filled in.
    pub(super) begun: Filter,
    /// How texts end that begin with something that is filled in.
    pub(super) ends: Filter,
}

/// What a text is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each is a fact of its own
pub struct Meaning {
    /// The codes that it is sent with, ascending.
    pub codes: Vec<ResponseCode>,
    /// Whether no error is passed on with it, whose code would be sent instead.
    pub is_exact: bool,
    /// Whether it decides whatever is before it.
    pub is_aggregate: bool,
    pub uses: Uses,
    /// Whether other programs are likely to print it.
    pub is_common: bool,
    /// Whether it is a text of the operating system too.
    pub is_of_system: bool,
}

/// What a text is used for, by the case of its first letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Uses {
    pub coded: Case,
    pub wraps: Case,
    pub ends: Case,
    pub label: Case,
}

/// The cases that a text is written in: upper, lower, both or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Case(pub u8);

impl Case {
    pub const UPPER: Self = Self(1);
    pub const LOWER: Self = Self(2);
    /// Also that of letters which have no case.
    pub const BOTH: Self = Self(3);

    #[must_use]
    pub fn of(first: Option<char>) -> Self {
        match first {
            Some(first) if first.is_uppercase() => Self::UPPER,
            Some(first) if first.is_lowercase() => Self::LOWER,
            _ => Self::BOTH,
        }
    }

    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Uses {
    /// The one use that a kind of row tells of, in a case.
    #[must_use]
    pub fn of(kind: Kind, case: Case) -> Self {
        let mut uses = Self::default();
        match kind {
            Kind::Exact | Kind::Outer | Kind::Aggregate => uses.coded = case,
            Kind::Wraps => uses.wraps = case,
            Kind::Ends => uses.ends = case,
            Kind::Label => uses.label = case,
        }
        uses
    }

    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            coded: self.coded.and(other.coded),
            wraps: self.wraps.and(other.wraps),
            ends: self.ends.and(other.ends),
            label: self.label.and(other.label),
        }
    }
}

impl Meaning {
    /// That of a sentence, before anything is known of its use.
    #[must_use]
    pub fn of(sentence: &Sentence) -> Self {
        let form = sentence.form();
        Self { is_common: is_common(&form), is_of_system: is_of_system(&form), ..Self::default() }
    }

    /// Adds what one row of an index says: `code` where it has one.
    pub fn add(&mut self, code: Option<ResponseCode>, kind: Kind, case: Case) {
        self.uses = self.uses.and(Uses::of(kind, case));
        let Some(code) = code else { return };
        let is_first = self.codes.is_empty();
        self.is_exact = kind != Kind::Outer && (is_first || self.is_exact);
        self.is_aggregate |= kind == Kind::Aggregate;
        if let Err(place) = self.codes.binary_search(&code) {
            self.codes.insert(place, code);
        }
    }
}

impl Default for Fingerprints {
    fn default() -> Self {
        Self::with_room(0)
    }
}

impl Fingerprints {
    pub(super) fn with_room(count: usize) -> Self {
        Self {
            texts: HashMap::with_capacity_and_hasher(count, BuildHasherDefault::default()),
            meanings: Vec::new(),
            starts: Starts::default(),
            whole: Filter::new(count),
            begun: Filter::new(count),
            ends: Filter::new(count),
        }
    }

    /// Reads the index at a path.
    ///
    /// # Errors
    /// It cannot be read, is no index, or has texts that cannot be told apart.
    pub fn read(path: &Path) -> std::io::Result<Self> {
        Self::of_index(&Index::read(path)?).map_err(std::io::Error::other)
    }

    /// # Errors
    /// It has no message, or two that have one digest.
    pub fn of_index(index: &Index) -> Result<Self, String> {
        let mut texts: HashMap<u64, (Sentence, Key, Meaning)> = HashMap::new();
        for row in &index.rows {
            let sentence = Sentence::of_format(&row.message);
            if sentence.refusal().is_some() {
                continue;
            }
            // What is sent without a code says nothing.
            let code = row.code.map(ResponseCode::new);
            if code.is_some_and(|it| [ResponseCode::SUCCESS, ResponseCode::NOT_SET].contains(&it)) {
                continue;
            }
            let kind = match (code, row.kind) {
                (None, Kind::Exact | Kind::Outer | Kind::Aggregate) => {
                    let place = format!("{}:{}", row.file, row.line);
                    return Err(format!(
                        "the message of {place} has neither a code nor another kind"
                    ));
                }
                (Some(_), Kind::Wraps | Kind::Ends | Kind::Label) => Kind::Outer,
                (_, kind) => kind,
            };
            let case = Case::of(sentence.first());
            let key = sentence.key();
            match texts.entry(slot(key)) {
                Entry::Occupied(known) if known.get().0.form() != sentence.form() => {
                    let (one, other) = (known.get().0.form(), sentence.form());
                    let (file, line) = (&row.file, row.line);
                    return Err(format!(
                        "{one:?} and {other:?} ({file}:{line}) have one digest, so that neither can be told: \
                         remove one of them"
                    ));
                }
                Entry::Occupied(mut known) => known.get_mut().2.add(code, kind, case),
                Entry::Vacant(free) => {
                    let mut meaning = Meaning::of(&sentence);
                    meaning.add(code, kind, case);
                    free.insert((sentence, key, meaning));
                }
            }
        }
        if texts.is_empty() {
            return Err("it has no message".to_owned());
        }
        let mut fingerprints = Self::with_room(texts.len());
        for (sentence, key, meaning) in texts.into_values() {
            fingerprints.begin_with(sentence.start());
            fingerprints.add(key, &[Era::V3, Era::V4], meaning);
        }
        Ok(fingerprints)
    }

    /// Adds what those of another server say of the texts that these do not know.
    #[must_use]
    pub fn or(mut self, others: Self) -> Self {
        for (slot, eras) in others.texts {
            if let Entry::Vacant(free) = self.texts.entry(slot) {
                free.insert(eras.map(|it| Some(it? + self.meanings.len())));
            }
        }
        self.meanings.extend(others.meanings);
        self.starts = self.starts.or(&others.starts);
        self.whole = self.whole.or(others.whole);
        self.begun = self.begun.or(others.begun);
        self.ends = self.ends.or(others.ends);
        self
    }

    pub(super) fn add(&mut self, key: Key, eras: &[Era], meaning: Meaning) {
        match key.rest {
            Rest::None => self.whole.add(key.digest),
            Rest::Ends(digest) if key.digest == Digest::EMPTY => self.ends.add(digest),
            Rest::Open | Rest::Ends(_) => self.begun.add(key.digest),
        }
        let text = self.texts.entry(slot(key)).or_default();
        for era in eras {
            text[*era as usize] = Some(self.meanings.len());
        }
        self.meanings.push(meaning);
    }

    /// Adds how a text begins: `None` for in any way.
    pub(super) fn begin_with(&mut self, start: Option<Start>) {
        self.starts.add(start);
    }

    /// Whether a text may be known that begins with these bytes.
    #[inline]
    pub(super) fn admits_start(&self, text: &[u8]) -> bool {
        self.starts.admits(text)
    }

    /// What is known of a text that a server of an era prints; of any, the newer one first.
    pub(super) fn get(&self, digest: Digest, rest: Rest, era: Option<Era>) -> Option<&Meaning> {
        let [v3, v4] = self.texts.get(&slot(Key { digest, rest }))?;
        let meaning = match era {
            Some(Era::V3) => *v3,
            Some(Era::V4) => *v4,
            None => v4.or(*v3),
        };
        self.meanings.get(meaning?)
    }
}

/// Where a key is in a table: made of as much of its digests as is kept.
pub(super) fn slot(key: Key) -> u64 {
    const OPEN: u64 = 0x9e37_79b9_7f4a_7c15;
    let digest = key.digest.0 >> SEEN;
    match key.rest {
        Rest::None => digest,
        Rest::Open => digest ^ OPEN,
        Rest::Ends(after) => digest.wrapping_mul(OPEN) ^ (after.0 >> SEEN),
    }
}

/// Says of most digests that are not in a set that they are not.
#[derive(Clone)]
pub(super) struct Filter {
    bits: Vec<u64>,
    is_empty: bool,
}

impl Filter {
    /// How many bits there are for each digest, so that most are not set.
    const SPARSITY: usize = 32;

    pub(super) fn new(count: usize) -> Self {
        let words = (count * Self::SPARSITY / 64).clamp(64, 1 << 16).next_power_of_two();
        Self { bits: vec![0; words], is_empty: true }
    }

    fn place(&self, digest: Digest) -> (usize, u64) {
        #[allow(clippy::cast_possible_truncation)] // the lowest bits are wanted
        let word = (digest.0 >> (SEEN + 6)) as usize & (self.bits.len() - 1);
        (word, 1 << (digest.0 >> SEEN & 63))
    }

    pub(super) fn add(&mut self, digest: Digest) {
        let (word, bit) = self.place(digest);
        self.bits[word] |= bit;
        self.is_empty = false;
    }

    /// Whether nothing is in the set.
    pub(super) fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// Whether a digest may be in the set.
    #[inline]
    pub(super) fn admits(&self, digest: Digest) -> bool {
        let (word, bit) = self.place(digest);
        self.bits[word] & bit != 0
    }

    /// The larger one of two, with what is in the other.
    fn or(self, other: Self) -> Self {
        let (mut larger, smaller) =
            if self.bits.len() < other.bits.len() { (other, self) } else { (self, other) };
        for (index, word) in larger.bits.iter_mut().enumerate() {
            *word |= smaller.bits[index & (smaller.bits.len() - 1)];
        }
        larger.is_empty &= smaller.is_empty;
        larger
    }
}

/// The hash of a slot is the slot: it is made of digests.
#[derive(Default)]
struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = Digest::of(bytes.iter().copied()).0;
    }

    fn write_u64(&mut self, slot: u64) {
        // The table looks at the highest bits too, and a slot may have none there.
        self.0 = slot ^ slot << SEEN;
    }
}
