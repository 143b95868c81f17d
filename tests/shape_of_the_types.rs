//! What callers build upon without calling it: sizes and auto traits.

#![allow(missing_docs)]

use std::error::Error;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::mem::size_of;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::str::FromStr;

use cloudreve_error_codes::{Class, ErrorCode, ParseError, Remedy, ResponseCode, UnknownCodeError};

fn is_plain_data<T>()
where
    T: Copy + Debug + Display + Eq + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static,
{
}

fn is_key<T: Ord + Hash + FromStr<Err = ParseError>>() {}

fn is_error<T: Error>() {}

#[test]
fn everything_is_plain_data() {
    is_plain_data::<ErrorCode>();
    is_plain_data::<ResponseCode>();
    is_plain_data::<Class>();
    is_plain_data::<Remedy>();
    is_plain_data::<ParseError>();
    is_plain_data::<UnknownCodeError>();
}

#[test]
fn everything_that_names_a_code_is_a_key_and_can_be_parsed() {
    is_key::<ErrorCode>();
    is_key::<ResponseCode>();
    is_key::<Class>();
    is_key::<Remedy>();
}

#[test]
fn a_code_and_each_failure_to_get_one_is_an_error() {
    is_error::<ErrorCode>();
    is_error::<ParseError>();
    is_error::<UnknownCodeError>();
}

#[test]
fn sizes_are_pinned() {
    assert_eq!(size_of::<ErrorCode>(), 4);
    assert_eq!(size_of::<Option<ErrorCode>>(), 4);
    assert_eq!(size_of::<ResponseCode>(), 8);
    assert_eq!(size_of::<Class>(), 1);
    assert_eq!(size_of::<Remedy>(), 1);
    assert_eq!(size_of::<UnknownCodeError>(), 8);
    assert!(size_of::<ParseError>() <= 64);
}

#[cfg(feature = "response")]
mod response {
    use cloudreve_error_codes::{
        ApiError, ApiResponse, LockConflict, LockedResource, OAuthError, Unreadable, UnreadableKind,
    };

    use super::*;

    fn is_shared<
        T: Clone + Debug + Eq + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static,
    >() {
    }

    #[test]
    fn responses_can_be_cloned_compared_and_sent() {
        is_shared::<ApiError>();
        is_shared::<ApiResponse<()>>();
        is_shared::<LockConflict>();
        is_shared::<LockedResource>();
        is_shared::<OAuthError>();
        is_shared::<UnreadableKind>();
        is_error::<ApiError>();
        is_error::<OAuthError>();
    }

    #[test]
    fn what_is_unreadable_can_be_sent_as_an_error() {
        fn is_sent<T: Error + Send + Sync + Unpin + 'static>() {}
        is_sent::<Unreadable>();
        assert_eq!(size_of::<Unreadable>(), size_of::<usize>());
    }

    #[test]
    fn an_error_is_one_pointer_wide() {
        assert_eq!(size_of::<ApiError>(), size_of::<usize>());
        assert_eq!(size_of::<Option<ApiError>>(), size_of::<usize>());
        assert_eq!(size_of::<Result<(), ApiError>>(), size_of::<usize>());
        assert_eq!(size_of::<ApiResponse<()>>(), size_of::<usize>());
    }
}
