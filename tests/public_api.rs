//! What a caller can name is what was reviewed: a removal or a change shows in the snapshot.

#![allow(missing_docs)]

#[path = "support/snapshot.rs"]
mod snapshot;

use std::path::Path;
use std::process::Command;

use snapshot::assert_reviewed;

/// Every public item with all features, one a line, without the impls that each type has anyway.
fn public_api() -> String {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("public-api");
    let output = Command::new(env!("CARGO"))
        .args(["rustdoc", "--lib", "--all-features", "--locked", "--offline", "--target-dir"])
        .arg(&target)
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("RUSTC_BOOTSTRAP", "1") // the JSON of rustdoc is unstable, and here only read at once
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let json = target.join("doc/cloudreve_error_codes.json");
    let api = public_api::Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .build()
        .unwrap();
    api.to_string()
}

#[test]
#[ignore = "needs the rustdoc whose JSON the crate `public-api` reads: that of Rust 1.95"]
fn the_public_api_is_the_reviewed_one() {
    assert_reviewed("public_api", &public_api());
}
