//! One file an ecosystem.

#[cfg(feature = "axum")]
pub(crate) mod axum;
#[cfg(feature = "http")]
mod http;
