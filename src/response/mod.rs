//! The envelope that a code travels in: `{code, data?, aggregated_error?, msg, error?, correlation_id?}`.

mod api_error;
mod api_response;
mod decode;
mod encode;
mod excerpt;
mod from_http;
mod html;
mod json_path;
mod kept_data;
mod key;
mod levels;
mod lock_conflict;
mod oauth_error;
mod one_line;
mod parts;
mod resource;
mod skipped;
mod typed_data;
mod unreadable;

pub use api_error::ApiError;
pub use api_response::ApiResponse;
pub use lock_conflict::{LockApplication, LockConflict, LockOwner, LockedResource};
pub use oauth_error::OAuthError;
pub use unreadable::{Unreadable, UnreadableKind};

/// How deep errors nest: the outermost, its parts, their parts and so on. With a map around each error's parts
/// these are the 127 levels that `serde_json` reads, and so it is in every format.
const DEEPEST: usize = 64;
