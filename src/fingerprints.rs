//! What `cloudreve-codes` recognises sentences by, as arrays. It makes no promise to anyone else.

#![allow(clippy::unreadable_literal)] // generated: bits, not numbers

include!(concat!(env!("OUT_DIR"), "/fingerprints.rs"));
