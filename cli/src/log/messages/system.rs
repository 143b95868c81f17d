//! Errors of the system, and of libraries, by how they begin: whatever follows has no code.

/// What a system call was asked to do, before the path that it was asked for.
const CALLS: [&[u8]; 31] = [
    b"bind",
    b"chdir",
    b"chmod",
    b"chown",
    b"chtimes",
    b"close",
    b"connect",
    b"copy_file_range",
    b"create",
    b"exec",
    b"fdopendir",
    b"fork/exec",
    b"link",
    b"lstat",
    b"mkdir",
    b"open",
    b"openat",
    b"read",
    b"readdirent",
    b"readlink",
    b"remove",
    b"rename",
    b"rmdir",
    b"seek",
    b"stat",
    b"symlink",
    b"sync",
    b"truncate",
    b"unlink",
    b"unlinkat",
    b"write",
];
/// What is asked of a network, or of another server, before its address.
const REQUESTS: [&[u8]; 12] = [
    b"accept",
    b"delete",
    b"dial",
    b"get",
    b"head",
    b"listen",
    b"lookup",
    b"options",
    b"patch",
    b"post",
    b"propfind",
    b"put",
];
/// Libraries that name themselves before their errors.
const LIBRARIES: [&[u8]; 24] = [
    b"badger",
    b"cos",
    b"crypto",
    b"crypto/rsa",
    b"driver",
    b"ent",
    b"exec",
    b"gorm",
    b"http",
    b"http2",
    b"json",
    b"mysql",
    b"net/http",
    b"obs",
    b"oss",
    b"pq",
    b"rpc error",
    b"sql",
    b"sql/schema",
    b"sqlite",
    b"tls",
    b"xml",
    b"yaml",
    b"x509",
];

/// Whether a text of a chain, up to its colon, begins an error of the system or of a library.
pub(super) fn begins_error(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    let (word, rest) = match memchr::memchr(b' ', text) {
        Some(space) => (&text[..space], text[space + 1..].trim_ascii()),
        None => (text, &[][..]),
    };
    if rest.is_empty() || is_library(text) {
        return is_library(text);
    }
    // A path without a host is what a client writes of an answer, `GET /api/v4/file: …`
    let is_request = is_one_of(&REQUESTS, word) && is_address(rest) && !rest.starts_with(b"/");
    is_request || (is_one_of(&CALLS, word) && is_path(rest))
}

/// Whether a text of a chain is the name of a library, before its error.
pub(super) fn is_library(text: &[u8]) -> bool {
    is_one_of(&LIBRARIES, text.trim_ascii())
}

fn is_one_of(words: &[&[u8]], text: &[u8]) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether a text looks like a path, or like the name of a file.
fn is_path(text: &[u8]) -> bool {
    let is_mark = |byte: &u8| matches!(byte, b'/' | b'\\' | b'.');
    is_address(text) || text.iter().any(is_mark)
}

fn is_address(text: &[u8]) -> bool {
    let is_network = [&b"tcp"[..], b"udp", b"unix", b"ip"].iter().any(|it| text.starts_with(it));
    is_network
        || text.starts_with(b"\"")
        || text.starts_with(b"/")
        || text.starts_with(b"http")
        || text.contains(&b'.')
}

#[cfg(test)]
mod tests {
    use super::begins_error;

    #[test]
    fn errors_of_the_system_and_of_libraries_begin_in_a_way_of_their_own() {
        for text in [
            "open /cloudreve/data/uploads/1/a",
            "open D:\\path\\name",
            "open uploads/a b.txt",
            "remove a.txt",
            "dial tcp 10.0.0.1:80",
            "read tcp 10.0.0.1:80->10.0.0.2:90",
            "lookup pan.example.com on 10.0.0.98:53",
            "Post \"https://pan.example.com/api/v4/callback\"",
            "GET https://pan.example.com/x",
            "ent",
            "pq",
            "x509",
            " sql/schema",
        ] {
            assert!(begins_error(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn other_texts_begin_in_others() {
        for text in [
            "",
            "open",
            "open file",
            "failed to open a.txt",
            "Path not exist",
            "entity",
            "get user",
            "remove old entities",
            "failed ent",
            "GET /api/v4/file",
            "delete /a.b",
        ] {
            assert!(!begins_error(text.as_bytes()), "{text}");
        }
    }
}
