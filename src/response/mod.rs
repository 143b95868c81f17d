//! The envelope that a code travels in: `{code, data?, aggregated_error?, msg, error?, correlation_id?}`.

mod api_error;
mod api_response;
mod decode;
mod encode;
mod kept_data;
mod key;
mod levels;
mod lock_conflict;
mod one_line;
mod parts;
mod resource;
mod skipped;
mod typed_data;

pub use api_error::ApiError;
pub use api_response::ApiResponse;
pub use lock_conflict::{LockApplication, LockConflict, LockOwner, LockedResource};

/// How deep errors nest: the outermost, its parts, their parts and so on. With a map around each error's parts
/// these are the 127 levels that `serde_json` reads, and so it is in every format.
const DEEPEST: usize = 64;
