//! The id that git gives to a file.

use sha1_smol::Sha1;

/// What `git hash-object` says of a file with this text.
pub fn blob_id(text: &str) -> String {
    let mut hash = Sha1::from(format!("blob {}\0", text.len()).as_bytes());
    hash.update(text.as_bytes());
    hash.digest().to_string()
}
