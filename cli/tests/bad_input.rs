//! Bad input is named and does not keep the rest back; nothing that could be read is lost.

#![allow(missing_docs)]

mod support;

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::thread;

use flate2::Compression;
use flate2::write::GzEncoder;
use support::{run, run_with, spawn, stderr, stdout, tool};
use tempfile::TempDir;

const LINE: &str = "code: 40073\n";
const ANNOTATED: &str = "code: 40073  # 40073 Lock Conflict\n";

/// A file of this content.
fn write(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// Text that does not compress to nothing.
fn noise(lines: u32) -> String {
    let numbers =
        (0..lines).map(|number| number.wrapping_mul(2_654_435_761) ^ number.rotate_left(13));
    numbers.map(|number| format!("{number:08x} code: 40073\n")).collect::<Vec<_>>().concat()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// With a checksum, as the command-line tool does it.
fn zstd(text: &str) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
    encoder.include_checksum(true).unwrap();
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn without_annotations(text: &str) -> String {
    text.replace("  # 40073 Lock Conflict", "")
}

#[test]
fn a_directory_and_a_missing_file_are_named_and_the_next_ones_are_read() {
    let folder = TempDir::new().unwrap();
    let log = write(&folder, "log", LINE);
    let missing = folder.path().join("missing");
    let (log, missing) = (log.to_str().unwrap(), missing.to_str().unwrap());
    let directory = folder.path().to_str().unwrap();
    for command in ["annotate", "stats"] {
        let output = run(&[command, directory, log, missing, log]);
        assert_eq!(output.status.code(), Some(2));
        let errors = stderr(&output);
        assert!(
            errors.contains(&format!("cloudreve-codes: {directory}: Is a directory")),
            "{errors}"
        );
        assert!(errors.contains(&format!("cloudreve-codes: {missing}: No such file")), "{errors}");
        assert_eq!(errors.lines().count(), 2);
    }
    let output = run(&["annotate", directory, log, missing, log]);
    assert_eq!(stdout(&output), ANNOTATED.repeat(2));
}

#[test]
fn what_can_be_read_of_a_truncated_archive_is_out_before_the_error() {
    let folder = TempDir::new().unwrap();
    let text = noise(20_000);
    for (name, bytes) in [("gz", gzip(&text)), ("zst", zstd(&text))] {
        let broken = write(&folder, name, &bytes[..bytes.len() * 3 / 4]);
        let broken = broken.to_str().unwrap();
        for (output, file) in [
            (run(&["annotate", broken]), broken),
            (run_with(&["annotate"], &bytes[..bytes.len() * 3 / 4]), "-"),
        ] {
            assert_eq!(output.status.code(), Some(2));
            let errors = stderr(&output);
            assert!(
                errors.starts_with(&format!("cloudreve-codes: {file}: it ends in the middle")),
                "{errors}"
            );
            let read = without_annotations(&stdout(&output));
            assert!(text.starts_with(&read));
            assert!(read.len() > text.len() / 3, "{} of {}", read.len(), text.len());
        }
    }
}

#[test]
fn what_is_no_data_in_an_archive_is_skipped() {
    let folder = TempDir::new().unwrap();
    let skippable = |kind| [&[kind, 0x2a, 0x4d, 0x18, 5, 0, 0, 0][..], b"code:"].concat();
    let zeros = vec![0; 100_000];
    for bytes in [
        [skippable(0x50), zstd(LINE), skippable(0x5f)].concat(),
        [skippable(0x5f), skippable(0x53), zstd(LINE)].concat(),
        [gzip(LINE), zeros.clone()].concat(),
        [gzip(LINE), vec![0]].concat(),
        [gzip(""), zeros, gzip(LINE)].concat(),
    ] {
        let archive = write(&folder, "archive", &bytes);
        for output in
            [run(&["annotate", archive.to_str().unwrap()]), run_with(&["annotate"], &bytes)]
        {
            assert_eq!((stderr(&output).as_str(), output.status.code()), ("", Some(0)));
            assert_eq!(stdout(&output), ANNOTATED);
        }
    }
    // What is behind it is data again, or broken.
    for bytes in [skippable(0x50)[..9].to_vec(), [gzip(LINE), b"\0x".to_vec()].concat()] {
        let output = run_with(&["stats"], &bytes);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("compressed data") || stderr(&output).contains("broken"));
    }
}

#[test]
fn a_window_that_would_take_too_much_memory_is_named() {
    // A frame of no known size with a window of 256 MiB, and a last raw block of one byte.
    let bytes = [0x28, 0xb5, 0x2f, 0xfd, 0, (28 - 10) << 3, 0b1001, 0, 0, b'x'];
    let output = run_with(&["annotate"], &bytes);
    assert_eq!(output.status.code(), Some(2));
    let expected = "cloudreve-codes: -: its zstd window is larger than 128 MiB: decompress it with";
    assert!(stderr(&output).starts_with(expected), "{}", stderr(&output));
}

#[test]
fn what_stands_before_a_damaged_place_of_an_archive_is_out_before_the_error() {
    let folder = TempDir::new().unwrap();
    let text = noise(40_000);
    for (name, mut bytes) in [("gz", gzip(&text)), ("zst", zstd(&text))] {
        let middle = bytes.len() / 2;
        bytes[middle..middle + 600].fill(0xff);
        let broken = write(&folder, name, &bytes);
        let output = run(&["annotate", broken.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("data are broken"), "{}", stderr(&output));
        let read = String::from_utf8_lossy(&output.stdout).into_owned();
        let same = without_annotations(&read);
        let same = same.bytes().zip(text.bytes()).take_while(|(read, text)| read == text).count();
        // A block of zstd is all there or not at all, and has at most 128 KiB.
        assert!(same + (160 << 10) > text.len() / 2, "{name}: {same} of {}", text.len());
    }
}

#[test]
fn a_wrong_checksum_is_an_error_and_all_of_the_text_is_out() {
    let folder = TempDir::new().unwrap();
    let text = noise(1000);
    let mut bytes = gzip(&text);
    let checksum = bytes.len() - 8;
    bytes[checksum] ^= 1;
    let broken = write(&folder, "gz", &bytes);
    let output = run(&["annotate", broken.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(without_annotations(&stdout(&output)), text);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error_of_the_output() {
    let folder = TempDir::new().unwrap();
    let log = write(&folder, "log", LINE);
    let large = write(&folder, "large", LINE.repeat(100_000));
    for arguments in [
        &["annotate", log.to_str().unwrap()][..],
        &["annotate", large.to_str().unwrap()],
        &["annotate", "--json", log.to_str().unwrap()],
        &["stats", log.to_str().unwrap()],
        &["explain", "40073"],
        &["list"],
        &["completions", "bash"],
        &["man"],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = tool(arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let errors = stderr(&output);
        assert!(
            errors.starts_with("cloudreve-codes: cannot write the output: No space"),
            "{errors}"
        );
        assert_eq!(errors.lines().count(), 1);
    }
}

#[test]
fn a_file_that_shrinks_while_it_is_read_ends_early() {
    let folder = TempDir::new().unwrap();
    let log = write(&folder, "log", LINE.repeat(1_000_000));
    let mut child = spawn(&["annotate", log.to_str().unwrap()]);
    let mut output = child.stdout.take().unwrap();
    // The pipe is full now: the tool waits in the middle of the file.
    let mut start = vec![0; ANNOTATED.len()];
    output.read_exact(&mut start).unwrap();
    OpenOptions::new().write(true).open(&log).unwrap().set_len(0).unwrap();
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(start, ANNOTATED.as_bytes());
    assert!(rest.len() < ANNOTATED.len() * 999_999);
    assert!(rest.lines().all(|line| ANNOTATED.starts_with(line)));
}

#[test]
#[cfg(unix)]
fn a_log_that_is_also_the_output_is_refused() {
    let folder = TempDir::new().unwrap();
    let log = write(&folder, "log", LINE);
    let name = log.to_str().unwrap();
    for arguments in [
        &["annotate", name][..],
        &["annotate", "--follow", name],
        &["annotate"],
        &["annotate", "-"],
        &["annotate", "--json"],
        &["annotate", "--each-line"],
    ] {
        let out = OpenOptions::new().append(true).open(&log).unwrap();
        let stdin = File::open(&log).unwrap();
        let output = tool(arguments).stdin(stdin).stdout(out).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains("also the output"), "{}", stderr(&output));
        assert_eq!(fs::read_to_string(&log).unwrap(), LINE);
    }
}

#[test]
fn a_closed_pipe_ends_the_tool_in_silence() {
    let folder = TempDir::new().unwrap();
    let log = write(&folder, "log", LINE.repeat(200_000));
    let log = log.to_str().unwrap();
    for arguments in [
        &["annotate", log][..],
        &["annotate", "--json", log],
        &["list"],
        &["explain", "40073"],
        &["stats", log],
    ] {
        let mut child = spawn(arguments);
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(stderr(&output), "", "{arguments:?}");
    }
}

/// How much memory a process has had at most, in KiB; `None` once it has ended.
#[cfg(target_os = "linux")]
fn peak_memory(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(peak.trim().trim_end_matches(" kB").parse().unwrap())
}

#[test]
#[cfg(target_os = "linux")]
fn a_line_of_any_length_takes_no_more_memory() {
    const LENGTH: usize = 64 << 20;
    for command in ["annotate", "stats"] {
        let mut child = spawn(&[command]);
        let mut input = child.stdin.take().unwrap();
        let mut output = child.stdout.take().unwrap();
        let reader = thread::spawn(move || {
            let (mut length, mut buffer) = (0, vec![0; 1 << 20]);
            loop {
                match output.read(&mut buffer).unwrap() {
                    0 => return length,
                    count => length += count,
                }
            }
        });
        let part = "{\"code\":40073} ".to_owned() + &"x".repeat(1 << 20);
        for _ in 0..LENGTH >> 20 {
            input.write_all(part.as_bytes()).unwrap();
        }
        let peak = peak_memory(&child).unwrap();
        drop(input);
        assert!(child.wait().unwrap().success());
        assert!(peak < 32 << 10, "{command}: {peak} KiB");
        let length = reader.join().unwrap();
        if command == "annotate" {
            assert_eq!(length, part.len() * (LENGTH >> 20) + "  # 40073 Lock Conflict".len());
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_of_any_size_takes_no_more_memory() {
    let folder = TempDir::new().unwrap();
    let log = write(&folder, "log", noise(2_000_000));
    let mut child = spawn(&["annotate", log.to_str().unwrap()]);
    let mut output = child.stdout.take().unwrap();
    let (mut buffer, mut peak) = (vec![0; 1 << 20], 0);
    while output.read(&mut buffer).unwrap() > 0 {
        peak = peak_memory(&child).unwrap_or(peak);
    }
    assert!(child.wait().unwrap().success());
    assert!(0 < peak && peak < 32 << 10, "{peak} KiB");
}

#[test]
#[cfg(target_os = "linux")]
fn files_that_are_kept_in_memory_have_a_limit() {
    for (arguments, expected) in [
        (&["generate", "csv", "--check", "/dev/zero"][..], "what generate wrote"),
        (&["stats", "--merge", "/dev/zero"], "what stats --json wrote"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let limit = format!(" MiB: expected {expected}");
        assert!(stderr(&output).contains("/dev/zero: it has more than "), "{}", stderr(&output));
        assert!(stderr(&output).contains(&limit), "{}", stderr(&output));
    }
}

#[test]
fn standard_input_that_is_closed_is_an_empty_log() {
    let output = tool(&["annotate"]).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success() && output.stdout.is_empty());
}
