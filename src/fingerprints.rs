//! What `cloudreve-codes` recognises sentences by, as arrays. It makes no promise to anyone else.

include!(concat!(env!("OUT_DIR"), "/fingerprints.rs"));
