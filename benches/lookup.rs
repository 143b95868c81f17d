//! `cargo bench --bench lookup`: from a number to a code, and from a code to what is known of it.

#![allow(missing_docs)]

#[path = "support/contest.rs"]
mod contest;
#[path = "support/rivals.rs"]
mod rivals;

use std::hint::black_box;

use cloudreve_error_codes::ErrorCode;
use contest::Contestant;
use num_enum::TryFromPrimitive;
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use rivals::Rival;

/// How many lookups a batch has: enough to be timed, few enough to stay in the nearest cache.
const BATCH: usize = 4096;
/// How often a batch is repeated in one round.
const REPETITIONS: usize = 64;

#[allow(clippy::cast_precision_loss)]
const MILLIONS: f64 = (BATCH * REPETITIONS) as f64 / 1e6;

fn main() {
    from_number();
    from_code();
}

/// Known codes and unknown ones, mixed at random, half and half. Known are those that the rivals know too.
fn mixed_numbers() -> Vec<u32> {
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let known = |number: u32| rivals::SORTED[number as usize % rivals::SORTED.len()].0;
    let mut number = || {
        let number = random.next_u32();
        if number % 2 == 0 { known(number / 2) } else { number / 2 % 65_536 }
    };
    (0..BATCH).map(|_| number()).collect()
}

fn from_number() {
    let numbers = mixed_numbers();
    let map = rivals::hash_map();
    contest::run(
        "number to code",
        MILLIONS,
        "million",
        vec![
            numbers_through("ErrorCode::from_u32", &numbers, |n| {
                ErrorCode::from_u32(n).map(ErrorCode::as_u32)
            }),
            numbers_through("strum::FromRepr", &numbers, |n| {
                Rival::from_repr(n).map(|code| code as u32)
            }),
            numbers_through("num_enum", &numbers, |n| {
                Rival::try_from_primitive(n).ok().map(|code| code as u32)
            }),
            numbers_through("binary search", &numbers, |n| {
                rivals::binary_search(n).map(|code| code as u32)
            }),
            numbers_through("HashMap", &numbers, |n| map.get(&n).map(|code| *code as u32)),
            numbers_through("phf", &numbers, |n| rivals::PHF.get(&n).map(|code| *code as u32)),
        ],
    );
}

fn numbers_through<'a>(
    name: &'static str,
    numbers: &'a [u32],
    lookup: impl Fn(u32) -> Option<u32> + 'a,
) -> Contestant<'a> {
    Contestant::new(name, move || {
        for _ in 0..REPETITIONS {
            let mut sum = 0_u32;
            for number in black_box(numbers) {
                sum = sum.wrapping_add(lookup(*number).unwrap_or(1));
            }
            black_box(sum);
        }
    })
}

fn from_code() {
    let numbers = mixed_numbers();
    let known =
        numbers.iter().filter_map(|n| Some((ErrorCode::from_u32(*n)?, Rival::from_repr(*n)?)));
    let (codes, rivals): (Vec<_>, Vec<_>) = known.cycle().take(BATCH).unzip();
    let places: Vec<u8> = codes
        .iter()
        .filter_map(|code| ErrorCode::ALL.iter().position(|c| c == code)?.try_into().ok())
        .collect();
    let mut array = [""; 256];
    for (place, code) in ErrorCode::ALL.iter().enumerate() {
        array[place] = code.description();
    }
    contest::run(
        "code to what is known of it",
        MILLIONS,
        "million",
        vec![
            each("static array by index", &places, |place| array[usize::from(place)].len()),
            each("description", &codes, |code| code.description().len()),
            each("name", &codes, |code| code.name().len()),
            each("constant", &codes, |code| code.constant().len()),
            each("aliases", &codes, |code| code.aliases().len()),
            each("since", &codes, |code| code.since().len()),
            each("class", &codes, |code| code.class() as usize),
            each("remedy", &codes, |code| code.remedy() as usize),
            each("http_status", &codes, |code| usize::from(code.http_status())),
            each("match with an arm a code", &rivals, |rival| rivals::name_by_match(rival).len()),
        ],
    );
}

fn each<'a, T: Copy>(
    name: &'static str,
    codes: &'a [T],
    lookup: impl Fn(T) -> usize + 'a,
) -> Contestant<'a> {
    Contestant::new(name, move || {
        for _ in 0..REPETITIONS {
            let mut sum = 0_usize;
            for code in black_box(codes) {
                sum = sum.wrapping_add(lookup(*code));
            }
            black_box(sum);
        }
    })
}
