use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

/// One lock that stands in the way of a request: an element of the `data` of a
/// [`LockConflict`](crate::ErrorCode::LockConflict) (40073).
///
/// A client reads them with [`ApiError::lock_conflicts`](crate::ApiError::lock_conflicts); a server makes
/// them here and sends them with [`ApiError::from_lock_conflicts`](crate::ApiError::from_lock_conflicts).
///
/// ```
/// use cloudreve_error_codes::{LockConflict, LockedResource};
///
/// let conflict = LockConflict::new(LockedResource::File, "viewer")
///     .with_path("cloudreve://my/report.docx")
///     .with_token("75c1")
///     .with_viewer_id("onlyoffice");
/// assert_eq!(conflict.owner.application.kind, "viewer");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LockConflict {
    /// The URI of what is locked, where the receiver may know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// With it, the receiver can unlock, and try again. Only the lock's owner gets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Who holds the lock.
    pub owner: LockOwner,
    /// What is locked.
    #[serde(rename = "type")]
    pub resource: LockedResource,
}

/// Who holds a lock.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LockOwner {
    /// What it was locked through.
    pub application: LockApplication,
}

/// What a lock was taken through: an upload, a viewer, a DAV client.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LockApplication {
    /// The server's name for its kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// How a DAV client named itself, in XML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inner_xml: Option<String>,
    /// Which viewer has it open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub viewer_id: Option<String>,
}

/// What a lock is on. Any number stays what it is.
///
/// ```
/// use cloudreve_error_codes::LockedResource;
///
/// assert_eq!(LockedResource::from(1), LockedResource::Folder);
/// assert_eq!(i64::from(LockedResource::Other(7)), 7);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "i64", into = "i64")]
#[non_exhaustive]
pub enum LockedResource {
    /// A file: 0.
    File,
    /// A folder: 1.
    Folder,
    /// A number that this version does not know.
    Other(i64),
}

impl LockConflict {
    /// A lock on a file or folder, held through a kind of application.
    #[must_use]
    pub fn new(resource: LockedResource, application: impl Into<String>) -> Self {
        let kind = application.into();
        let application = LockApplication { kind, inner_xml: None, viewer_id: None };
        Self { path: None, token: None, owner: LockOwner { application }, resource }
    }

    /// With the URI of what is locked.
    #[must_use]
    pub fn with_path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// With the token to unlock it: for the lock's owner alone.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// With what a DAV client said of itself.
    #[must_use]
    pub fn with_inner_xml(mut self, inner_xml: impl Into<String>) -> Self {
        self.owner.application.inner_xml = Some(inner_xml.into());
        self
    }

    /// With the viewer that has it open.
    #[must_use]
    pub fn with_viewer_id(mut self, viewer_id: impl Into<String>) -> Self {
        self.owner.application.viewer_id = Some(viewer_id.into());
        self
    }
}

/// `file`, `folder`, `resource of type 7`.
impl fmt::Display for LockedResource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("file"),
            Self::Folder => f.write_str("folder"),
            Self::Other(number) => write!(f, "resource of type {number}"),
        }
    }
}

impl From<i64> for LockedResource {
    fn from(number: i64) -> Self {
        match number {
            0 => Self::File,
            1 => Self::Folder,
            _ => Self::Other(number),
        }
    }
}

impl From<LockedResource> for i64 {
    fn from(resource: LockedResource) -> Self {
        match resource {
            LockedResource::File => 0,
            LockedResource::Folder => 1,
            LockedResource::Other(number) => number,
        }
    }
}
