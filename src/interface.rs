//! The words of `cloudreve-codes`, as arrays. They make no promise to anyone else.

include!(concat!(env!("OUT_DIR"), "/interface.rs"));
