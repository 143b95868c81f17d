//! What a crate that depends on this one can rely on, tried by building such crates.

#![allow(missing_docs)]

#[path = "support/consumer.rs"]
mod consumer;

use std::collections::BTreeSet;

use cloudreve_error_codes::{Class, ErrorCode, Remedy};
use consumer::{Consumer, LIBRARY, messages};

fn dependency(features: &str) -> String {
    format!("[dependencies]\ncloudreve-error-codes = {{ path = {LIBRARY:?}, {features} }}\n")
}

/// A function that matches every variant by name, and has `wildcard` as its last arm.
fn exhaustive_match(kind: &str, variants: impl Iterator<Item = String>, wildcard: &str) -> String {
    let arms: Vec<_> = variants.map(|name| format!("        {kind}::{name} => 1,\n")).collect();
    let arms = arms.concat();
    format!(
        "use cloudreve_error_codes::{kind};\n\
         pub fn of(value: {kind}) -> u8 {{\n    match value {{\n{arms}        {wildcard}\n    }}\n}}\n"
    )
}

#[test]
fn a_consumer_must_keep_a_wildcard_arm() {
    let codes = || ErrorCode::ALL.iter().map(|code| code.name().to_owned());
    let classes = || Class::ALL.iter().map(|class| format!("{class:?}"));
    let remedies = || Remedy::ALL.iter().map(ToString::to_string);
    for (kind, with, without) in [
        (
            "ErrorCode",
            exhaustive_match("ErrorCode", codes(), "_ => 0,"),
            exhaustive_match("ErrorCode", codes(), ""),
        ),
        (
            "Class",
            exhaustive_match("Class", classes(), "_ => 0,"),
            exhaustive_match("Class", classes(), ""),
        ),
        (
            "Remedy",
            exhaustive_match("Remedy", remedies(), "_ => 0,"),
            exhaustive_match("Remedy", remedies(), ""),
        ),
    ] {
        let name = format!("matches-{}", kind.to_lowercase());
        let manifest = dependency("default-features = false");
        let built = Consumer::new(&name, &manifest, &with).cargo("check");
        assert!(built.status.success(), "{}", messages(&built));
        let refused = Consumer::new(&name, &manifest, &without).cargo("check");
        assert!(!refused.status.success(), "{kind} can be matched without a wildcard");
        assert!(messages(&refused).contains("error[E0004]"), "{}", messages(&refused));
    }
}

/// A static library brings its own panic handler: were `std` linked in from anywhere, there would be two.
const NO_STD: &str = "\
#![no_std]
use cloudreve_error_codes::{ErrorCode, ResponseCode};

#[unsafe(no_mangle)]
pub extern \"C\" fn is_lock_conflict(code: i64) -> bool {
    ResponseCode::new(code) == ErrorCode::LockConflict
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}
";

/// The manifest of such a library, with these features of ours.
fn static_library(features: &str) -> String {
    let profile = "[profile.dev]\npanic = \"abort\"\n";
    format!("[lib]\ncrate-type = [\"staticlib\"]\n{profile}{}", dependency(features))
}

#[test]
fn a_consumer_can_do_without_std() {
    for (name, features) in
        [("no-std", "default-features = false"), ("no-std-default", "features = []")]
    {
        let built = Consumer::new(name, &static_library(features), NO_STD).cargo("build");
        assert!(built.status.success(), "{}", messages(&built));
    }
}

/// The same with an allocator, since the envelope has texts and maps.
const NO_STD_RESPONSE: &str = "\
#![no_std]
use core::alloc::{GlobalAlloc, Layout};
use cloudreve_error_codes::ApiResponse;

struct Empty;

unsafe impl GlobalAlloc for Empty {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        core::ptr::null_mut()
    }
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static ALLOCATOR: Empty = Empty;

#[unsafe(no_mangle)]
pub extern \"C\" fn code_of(byte: u8) -> i64 {
    match serde_json::from_slice::<ApiResponse<()>>(&[byte]) {
        Ok(response) => response.as_result().map_or_else(|error| error.code().get(), |()| 0),
        Err(_) => -1,
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}
";

#[test]
fn a_consumer_of_responses_can_do_without_std() {
    let json =
        "serde_json = { version = \"1\", default-features = false, features = [\"alloc\"] }\n";
    let manifest = static_library("default-features = false, features = [\"response\"]") + json;
    let built = Consumer::new("no-std-response", &manifest, NO_STD_RESPONSE).cargo("build");
    assert!(built.status.success(), "{}", messages(&built));
}

#[test]
fn a_consumer_may_build_serde_json_with_other_features() {
    let json =
        "serde_json = { version = \"1\", features = [\"arbitrary_precision\", \"raw_value\"] }\n";
    let manifest = dependency("features = [\"response\"]") + json;
    let tested =
        Consumer::new("other-features", &manifest, include_str!("support/other_features.rs"))
            .cargo("test");
    let results = String::from_utf8_lossy(&tested.stdout);
    assert!(tested.status.success(), "{results}{}", messages(&tested));
    assert!(results.contains("7 passed"), "{results}");
}

/// A client whose versions were settled when syn 2 was the newest, as its lock file has them.
const SETTLED: &str = include_str!("support/settled_client.lock");

fn settled_client() -> Consumer {
    let manifest = dependency("default-features = false, features = [\"response\"]")
        + "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\nthiserror = \"2\"\n";
    let source = "pub type Answer = cloudreve_error_codes::ApiResponse<u64>;\n";
    let client = Consumer::new("settled-client", &manifest, source).with_lock(SETTLED);
    let settled = client.settle();
    assert!(settled.status.success(), "{}", messages(&settled));
    client
}

/// The packages of a lock file, each with its version.
fn packages(lock: &str) -> BTreeSet<(String, String)> {
    let field = |package: &str, key: &str| {
        let mut lines = package.lines();
        lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(" = ")).unwrap().to_owned()
    };
    let packages = lock.split("[[package]]").skip(1);
    packages.map(|package| (field(package, "name"), field(package, "version"))).collect()
}

#[test]
#[ignore = "needs the network, for versions that the library is not tested with"]
fn a_client_with_older_versions_updates_none_and_gets_no_second_syn() {
    let (before, after) = (packages(SETTLED), packages(&settled_client().lock()));
    let has = |name: &str, version: &str| {
        before.contains(&(format!("\"{name}\""), format!("\"{version}\"")))
    };
    assert!(has("serde", "1.0.228") && has("thiserror", "2.0.18"), "{before:?}");
    assert!(before.is_subset(&after), "updated: {:?}", before.difference(&after));
    let added: BTreeSet<_> = after.difference(&before).map(|(name, _)| name.as_str()).collect();
    assert_eq!(added, BTreeSet::from(["\"cloudreve-error-codes\"", "\"csv-core\""]));
}

#[test]
#[ignore = "needs the network, for versions that the library is not tested with"]
fn a_client_with_older_versions_can_be_built() {
    let built = settled_client().cargo_online("build");
    assert!(built.status.success(), "{}", messages(&built));
}

#[test]
#[ignore = "needs the target wasm32-unknown-unknown"]
fn wasm32_can_be_a_consumer() {
    builds_for("wasm32-unknown-unknown");
}

#[test]
#[ignore = "needs the target thumbv7em-none-eabi"]
fn thumbv7em_without_an_operating_system_can_be_a_consumer() {
    builds_for("thumbv7em-none-eabi");
}

fn builds_for(target: &str) {
    let consumer = Consumer::new(target, &static_library("features = []"), NO_STD);
    let built = consumer.cargo_for(target, "build");
    assert!(built.status.success(), "{}", messages(&built));
}
