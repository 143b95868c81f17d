//! The error codes of [Cloudreve](https://cloudreve.org), the self-hosted file service, for clients, for
//! servers, and for anyone who reads their logs.
//!
//! Every response of the server has a number in its field `code`. This crate knows what each number means
//! and what a client can do about it. Numbers that it does not know pass through unchanged.
//!
//! | type | what it is |
//! | --- | --- |
//! | [`ErrorCode`] | a code that this version knows: a closed enum, to decide by |
//! | [`ResponseCode`] | any value of the field `code`: open, for the wire |
//! | [`Class`] | `2xx`, `4xx`, `4xxxx` or `5xxxx`; every number in these ranges has one, known or not |
//! | [`Remedy`] | what a client can do about a code |
//! | [`UnknownCodeError`], [`ParseError`] | a number or a text that is not a code |
//! | [`ApiResponse`](struct.ApiResponse.html) | a whole response: its data, or an error (feature `response`) |
//! | [`ApiError`](struct.ApiError.html) | an error: the code, and everything that came with it |
//! | [`Unreadable`](struct.Unreadable.html) | what came instead of a response, such as the page of a proxy |
//! | [`LockConflict`](struct.LockConflict.html) | a lock that stands in the way of a request |
//! | [`NearestStatus`](struct.NearestStatus.html) | a response with the nearest HTTP status instead of 200 (feature `axum`) |
//!
//! ```
//! use cloudreve_error_codes::{ErrorCode, Remedy, ResponseCode};
//!
//! // A client has read `{"code":40089,"msg":"Insufficient scope: Files.Write"}`.
//! let code = ResponseCode::new(40089);
//! assert_eq!(code, ErrorCode::InsufficientScope);
//! assert_eq!(code.remedy(), Some(Remedy::GainAccess)); // signing in again would not help
//!
//! // A newer server sends a code that this version does not know. Nothing is lost.
//! let code = ResponseCode::new(40999);
//! assert_eq!(code.known(), None);
//! assert_eq!(code.get(), 40999);
//! assert_eq!(code.to_string(), "unknown (code: 40999)");
//! ```
//!
//! Codes arrive inside a response. With the feature `response`, `ApiResponse<T>` reads and writes the whole
//! envelope, and keeps all that is in it. With `axum`, a handler can return it.
//!
//! # Features
//!
//! | feature | default | what it adds |
//! | --- | --- | --- |
//! | `serde` | yes | `Serialize` and `Deserialize` for [`ErrorCode`] and [`ResponseCode`], as the number, and for [`Class`] and [`Remedy`], as text |
//! | `strum` | no | `EnumIter`, `EnumCount`, `VariantNames`, `IntoStaticStr`, `AsRefStr` for [`ErrorCode`] |
//! | `explanations` | no | [`ErrorCode::explanation`]: a page on each code, which the docs of each variant then show too |
//! | `locales` | no | [`Language`], [`ErrorCode::description_in`] and [`Remedy::advice_in`]: each description and each remedy in thirteen languages |
//! | `response` | no | `ApiResponse`, `ApiError`, `Unreadable` and `LockConflict`: the envelope, for clients and for servers |
//! | `http` | no | `http::StatusCode` from [`ErrorCode`] and [`ResponseCode`], and `ApiResponse` from `http::Response` |
//! | `axum` | no | `IntoResponse` for [`ErrorCode`], `ApiError` and `ApiResponse`, and `NearestStatus`; brings `response` and `http` |
//!
//! The crate is `no_std` and has no `unsafe` code. `response` needs an allocator, and what `http` and `axum`
//! depend on needs `std`; the rest needs neither.

#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "response")]
extern crate alloc;

mod class;
mod error;
mod error_code;
mod excerpt;
#[cfg(all(feature = "explanations", feature = "locales"))]
mod explanation;
#[cfg(feature = "fingerprints")]
#[doc(hidden)]
pub mod fingerprints;
mod integrations;
#[cfg(feature = "interface")]
#[doc(hidden)]
pub mod interface;
#[cfg(feature = "locales")]
mod language;
mod remedy;
#[cfg(feature = "response")]
mod response;
mod response_code;
#[cfg(feature = "serde")]
mod serde;

pub use class::Class;
pub use error::{ParseError, UnknownCodeError};
pub use error_code::ErrorCode;
#[cfg(feature = "strum")]
pub use error_code::ErrorCodeIter;
#[cfg(feature = "explanations")]
pub use error_code::FINDING_OUT_MORE;
#[cfg(all(feature = "explanations", feature = "locales"))]
pub use error_code::finding_out_more_in;
#[cfg(all(feature = "explanations", feature = "locales"))]
pub use explanation::Explanation;
#[cfg(feature = "axum")]
pub use integrations::axum::NearestStatus;
#[cfg(feature = "locales")]
pub use language::Language;
pub use remedy::Remedy;
#[cfg(feature = "response")]
pub use response::{
    ApiError, ApiResponse, LockApplication, LockConflict, LockOwner, LockedResource, OAuthError,
    Unreadable, UnreadableKind,
};
pub use response_code::ResponseCode;

/// The examples of the README and of the page on the library, run as tests.
#[cfg(all(doctest, feature = "response"))]
#[doc = include_str!("../README.md")]
#[doc = include_str!("../docs/library.md")]
struct Pages;
