//! Three small clients, as people write them, against the odd answers of the field: what is public is enough, and
//! no failure is taken for a success.

#![cfg(all(feature = "axum", feature = "response"))]
#![allow(missing_docs)]

mod by_remedy;
mod field;
mod generic;
mod syncing;
