//! The scanner takes any bytes, in any reads: the bytes come out as they went in, and what is found does not
//! depend on the reads, nor on where before a line the scanner began.

#![no_main]

use cloudreve_codes::log::scan::{LEAD, Stream};
use cloudreve_error_codes::{Class, ResponseCode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    // Two lengths of reads, then the bytes.
    let Some((lengths, bytes)) = input.split_at_checked(2) else { return };
    let whole = scan(bytes, 0, &[u8::MAX]);
    for (code, offset) in &whole {
        let class = Class::of(*code);
        let is_counted = matches!(class, Some(Class::App4xxxx | Class::App5xxxx))
            || *code == -1
            || ResponseCode::new(*code).known().is_some();
        assert!(is_counted, "{code}");
        let value = &bytes[usize::try_from(*offset).unwrap()..];
        assert!(value.starts_with(code.to_string().as_bytes()) || !value[0].is_ascii_digit());
    }
    assert_eq!(scan(bytes, 0, lengths), whole);

    let line = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let after: Vec<_> = whole.into_iter().filter(|(_, offset)| *offset >= line as u64).collect();
    let from = line.saturating_sub(LEAD);
    let mut found = scan(&bytes[from..], from as u64, lengths);
    found.retain(|(_, offset)| *offset >= line as u64);
    assert_eq!(found, after);
});

/// The codes, each with its offset; `start` bytes of the input are before, and it comes in reads of these
/// lengths, over and over.
fn scan(bytes: &[u8], start: u64, lengths: &[u8]) -> Vec<(i64, u64)> {
    let mut stream = Stream::new(usize::from(u8::MAX) + 1);
    stream.restart(start);
    let mut lengths = lengths.iter().map(|length| usize::from(*length) + 1).cycle();
    let (mut rest, mut hits, mut copy) = (bytes, Vec::new(), Vec::new());
    while !stream.has_ended() {
        let (mut part, left) = rest.split_at(rest.len().min(lengths.next().unwrap()));
        rest = left;
        if stream.read_from(&mut part).unwrap() == 0 {
            stream.end();
        }
        while let Some(hit) = stream.next_hit() {
            hits.push((hit.code.get(), hit.offset));
        }
        copy.extend_from_slice(stream.bytes());
        stream.take_all_but(0);
    }
    assert_eq!(copy, bytes);
    hits
}
