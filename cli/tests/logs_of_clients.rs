//! What a client logs of an error with `tracing` is found again by the tool.

#![allow(missing_docs)]

use std::error::Error;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use cloudreve_codes::log::scan::Stream;
use cloudreve_error_codes::{ApiError, Class, ErrorCode, ResponseCode};
use tracing::subscriber::with_default;
use tracing::warn;
use tracing_subscriber::fmt::MakeWriter;

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

impl Log {
    /// The codes that the tool finds in it.
    fn codes(&self) -> Vec<i64> {
        let bytes = self.0.lock().unwrap();
        let (mut rest, mut codes) = (bytes.as_slice(), Vec::new());
        let mut stream = Stream::new(1 << 16);
        while !stream.has_ended() {
            if stream.read_from(&mut rest).unwrap() == 0 {
                stream.end();
            }
            codes.extend(std::iter::from_fn(|| stream.next_hit()).map(|hit| hit.code.get()));
            stream.take_all_but(0);
        }
        codes
    }
}

/// Every known number of five digits, which counts wherever it stands, and one of a newer server.
fn errors() -> Vec<ApiError> {
    let codes = ErrorCode::ALL.iter().copied();
    let codes = codes.filter(|code| matches!(code.class(), Class::App4xxxx | Class::App5xxxx));
    let codes = codes.map(ResponseCode::from).chain([ResponseCode::new(40_999)]);
    let error =
        |code| ApiError::new(code).with_message("a message").with_correlation_id("fc544097");
    codes.map(error).collect()
}

/// Logs every error in one way, in each form that `tracing` has for people, and expects to find it again.
fn assert_found(log_error: impl Fn(&ApiError)) {
    let codes: Vec<i64> = errors().iter().map(|error| error.code().get()).collect();
    for form in 0..6 {
        let log = Log::default();
        let builder = tracing_subscriber::fmt().with_writer(log.clone()).with_ansi(form % 2 == 1);
        let log_all = || errors().iter().for_each(&log_error);
        match form / 2 {
            0 => with_default(builder.finish(), log_all),
            1 => with_default(builder.compact().finish(), log_all),
            _ => with_default(builder.pretty().finish(), log_all),
        }
        assert_eq!(log.codes(), codes, "{form}");
    }
}

#[test]
fn a_code_is_found() {
    assert_found(|error| warn!(code = ?error.code(), "refused"));
}

#[test]
fn an_error_is_found() {
    assert_found(|error| warn!(%error, "refused"));
    assert_found(|error| warn!("refused: {error}"));
}

#[test]
fn an_error_as_a_value_is_found() {
    assert_found(|error| warn!(error = error as &dyn Error, "refused"));
}

#[test]
fn json_has_the_number_or_the_error() {
    let codes: Vec<i64> = errors().iter().map(|error| error.code().get()).collect();
    let ways: [fn(&ApiError); 3] = [
        |error| warn!(code = error.code().get(), "refused"),
        |error| warn!(%error, "refused"),
        |error| warn!(error = error as &dyn Error, "refused"),
    ];
    for log_error in ways {
        let log = Log::default();
        let subscriber = tracing_subscriber::fmt().with_writer(log.clone()).json().finish();
        with_default(subscriber, || errors().iter().for_each(log_error));
        assert_eq!(log.codes(), codes);
    }
}
