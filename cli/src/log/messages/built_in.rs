//! The fingerprints that the tool was built with: those of all releases.

use cloudreve_error_codes::{ResponseCode, fingerprints as stored};

use super::fingerprints::{Case, Fingerprints, Meaning, Uses};
use super::heading::Era;
use super::normal_form::Digest;
use super::sentence::{Key, Rest};
use super::start::Start;

/// What the bits of a text are: four uses of two bits each, and then one for each of these.
const IS_EXACT: u16 = 1 << 8;
const IS_COMMON: u16 = 1 << 9;
const IS_OF_SYSTEM: u16 = 1 << 10;
const IS_AGGREGATE: u16 = 1 << 11;
const ERAS: u16 = 12;
const IS_OPEN: u16 = 1 << 14;

impl Fingerprints {
    /// Those of all releases of the server.
    #[must_use]
    pub fn built_in() -> Self {
        let mut fingerprints = Self::with_room(stored::TEXTS.len());
        let mut ends = stored::TEXT_ENDS.iter().peekable();
        for (place, (digest, meaning)) in (0_u16..).zip(&stored::TEXTS) {
            let [first, count, bits] = stored::MEANINGS[usize::from(*meaning)];
            let end = ends.next_if(|(of, _)| *of == place).map(|(_, end)| *end);
            let key = Key { digest: seen(*digest), rest: rest(end, bits & IS_OPEN != 0) };
            let of_use = |shift: u16| Case((bits >> shift & 3) as u8);
            let meaning = Meaning {
                codes: codes(first, count),
                is_exact: bits & IS_EXACT != 0,
                is_aggregate: bits & IS_AGGREGATE != 0,
                uses: Uses {
                    coded: of_use(0),
                    wraps: of_use(2),
                    ends: of_use(4),
                    label: of_use(6),
                },
                is_common: bits & IS_COMMON != 0,
                is_of_system: bits & IS_OF_SYSTEM != 0,
            };
            fingerprints.add(key, eras(bits >> ERAS), meaning);
        }
        let others = stored::HAS_OTHER_STARTS.then_some(None);
        for start in stored::STARTS.iter().map(|start| Some(Start(*start))).chain(others) {
            fingerprints.begin_with(start);
        }
        fingerprints
    }
}

/// A digest as far as it is stored.
pub(super) fn seen(digest: [u8; 6]) -> Digest {
    Digest(digest.iter().fold(0, |digest, byte| digest << 8 | u64::from(*byte)) << 16)
}

pub(super) fn rest(end: Option<[u8; 6]>, is_open: bool) -> Rest {
    match end {
        Some(end) => Rest::Ends(seen(end)),
        None if is_open => Rest::Open,
        None => Rest::None,
    }
}

pub(super) fn codes(first: u16, count: u16) -> Vec<ResponseCode> {
    let codes = stored::CODES.iter().skip(first.into()).take(count.into());
    codes.map(|code| ResponseCode::new((*code).into())).collect()
}

/// The eras that two bits tell of.
pub(super) fn eras(bits: u16) -> &'static [Era] {
    match bits & 3 {
        0 => &[],
        1 => &[Era::V3],
        2 => &[Era::V4],
        _ => &[Era::V3, Era::V4],
    }
}
