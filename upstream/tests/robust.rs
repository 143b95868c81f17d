//! A checkout may hold anything: it is read within seconds, and what cannot be read is said once.

#![allow(missing_docs)]
#![cfg(unix)]

#[path = "support/server.rs"]
#[allow(dead_code)]
mod server;
#[path = "support/tool.rs"]
mod tool;

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::time::{Duration, Instant};

use server::{all, source};
use tool::{Folder, upstream};

/// In an unoptimized build on a busy machine; optimized it takes a few seconds.
const PATIENCE: Duration = Duration::from_secs(120);

/// A checkout with all codes and a message.
fn checkout() -> Folder {
    let folder = Folder::new();
    folder.write("go.mod", "module example.org/files/v4\n");
    folder.write("pkg/serializer/error.go", source(all()));
    folder.write(
        "pkg/serializer/raiser.go",
        "package serializer\n\nfunc NewError(code int, msg string) error { return E{Code: code, Msg: msg} }\n\
         var ErrLocked = NewError(CodeLockConflict, \"locked\")\n",
    );
    folder
}

/// Runs a subcommand on a folder, and expects it to be soon done.
fn run(subcommand: &str, folder: &Folder) -> (i32, String, String) {
    let started = Instant::now();
    let result = upstream(&[subcommand, folder.path().to_str().unwrap()]);
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    result
}

/// Whether `check` found nothing but messages that have no fingerprints.
fn are_codes_in_step(status: i32, out: &str) -> bool {
    let mut differences = out.lines().rev().skip(1);
    status == 1 && differences.all(|line| line.starts_with("unrecognized  "))
}

/// Expects the codes in step, the message found, and these files said once each by both subcommands.
fn expect(folder: &Folder, said_by_both: &[&str]) {
    let (status, out, said) = run("check", folder);
    assert!(are_codes_in_step(status, &out), "{out}{said}");
    assert_eq!(said.lines().count(), said_by_both.len(), "{said}");
    let (status, out, said) = run("messages", folder);
    assert_eq!(status, if said_by_both.is_empty() { 0 } else { 2 }, "{said}");
    assert!(
        out.contains("locked,40073,CodeLockConflict,pkg/serializer/raiser.go,4,exact\n"),
        "{out}"
    );
    assert_eq!(said.lines().count(), said_by_both.len(), "{said}");
    for file in said_by_both {
        assert_eq!(said.matches(&format!("{file}: ")).count(), 1, "{file} in {said}");
    }
}

#[test]
fn ten_thousand_files_are_read() {
    let folder = checkout();
    for file in 0..10_000 {
        let text = format!(
            "package p\n\nimport \"example.org/files/v4/pkg/serializer\"\n\nconst name{file} = \"message {file}\"\n\n\
             func f{file}() error {{\n\treturn serializer.NewError(serializer.CodeNotFound, name{file})\n}}\n"
        );
        folder.write(&format!("p{}/f{file}.go", file % 100), text);
    }
    expect(&folder, &[]);
    let (_, out, _) = run("messages", &folder);
    assert_eq!(out.lines().count(), 10_002);
}

#[test]
fn links_are_not_followed_and_what_is_no_file_is_not_opened() {
    let folder = checkout();
    symlink(".", folder.path().join("loop")).unwrap();
    symlink("..", folder.path().join("pkg/up")).unwrap();
    symlink("nowhere", folder.path().join("dangling.go")).unwrap();
    symlink("self.go", folder.path().join("self.go")).unwrap();
    let fifo = folder.path().join("pkg/serializer/fifo.go");
    assert!(std::process::Command::new("mkfifo").arg(fifo).status().unwrap().success());
    fs::create_dir(folder.path().join("folder.go")).unwrap();
    expect(&folder, &[]);
}

#[test]
fn files_of_100_megabytes_are_not_read() {
    let folder = checkout();
    for name in ["large/image.png", "large/log.txt", "large/large.go"] {
        folder.write(name, "");
        File::create(folder.path().join(name)).unwrap().set_len(100 << 20).unwrap();
    }
    expect(&folder, &["large/large.go"]);
}

#[test]
fn files_that_are_no_go_are_passed_over() {
    let folder = checkout();
    folder.write("x/binary.go", (0..=255).cycle().take(100_000).collect::<Vec<u8>>());
    folder.write("x/image.png", b"\x89PNG\xff");
    folder.write("x/readme.md", "const CodeOther = 40990");
    folder.write("x/notes.go.txt", "package serializer\nconst CodeOther = 40990");
    folder.write("x/empty.go", "");
    expect(&folder, &["x/binary.go"]);
    // What a message could stand in is said by the subcommand that reads it.
    folder.write("x/prose.go", "Dear reader,\n\n{{{ this is no Go.\n".repeat(1000));
    let (status, _, said) = run("messages", &folder);
    assert_eq!((status, said.lines().count()), (2, 2), "{said}");
    assert!(said.contains("x/prose.go:1: "), "{said}");
}

#[test]
fn what_is_nested_deeper_than_any_stack_is_read() {
    let folder = checkout();
    let depth = 20_000;
    let nested = |open: &str, close: &str| {
        format!("package p\n\nvar v = {}1{}\n", open.repeat(depth), close.repeat(depth))
    };
    folder.write("p/parentheses.go", nested("(", ")"));
    folder.write("p/calls.go", nested("f(", ")"));
    folder.write("p/minus.go", nested("- ", ""));
    folder.write("p/sum.go", nested("1+", ""));
    folder.write("p/members.go", format!("package p\n\nvar v = a{}\n", ".b()".repeat(depth)));
    let link = |link: usize| format!("const c{link} = c{} + c{}\n", link - 1, link - 1);
    let chain: String = (1..10_000).map(link).collect();
    folder.write("p/chain.go", format!("package p\n\nconst c0 = 1\n{chain}"));
    let (status, out, _) = run("check", &folder);
    assert!(are_codes_in_step(status, &out), "{out}");
    let (_, out, said) = run("messages", &folder);
    assert!(out.contains("locked,40073,"), "{out}{said}");
}

#[test]
fn a_folder_that_may_not_be_read_is_said() {
    let folder = checkout();
    folder.write("secret/x.go", "package secret\n");
    let secret = folder.path().join("secret");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    // Nothing is kept from a superuser.
    if fs::read_dir(&secret).is_err() {
        expect(&folder, &["secret"]);
    }
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn what_is_missing_of_the_codes_themselves_is_no_silent_success() {
    let folder = checkout();
    folder.write("pkg/serializer/more.go", b"package serializer\n\nconst CodeMore = \xff\n");
    let (status, _, said) = run("check", &folder);
    assert_eq!((status, said.lines().count()), (2, 1), "{said}");
}

#[test]
fn texts_that_grow_with_each_constant_are_too_long_to_evaluate() {
    let folder = checkout();
    let link = |link: usize| format!("const S{} = S{link} + S{link}\n", link + 1);
    let chain: String = (0..60).map(link).collect();
    let text =
        format!("package serializer\n\nconst S0 = \"some text\"\n{chain}\nconst CodeX = S60\n");
    folder.write("pkg/serializer/more.go", text);
    let (status, _, said) = run("check", &folder);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("CodeX cannot be evaluated: too long to evaluate"), "{said}");
    let (_, out, said) = run("messages", &folder);
    assert!(out.contains("locked,40073,"), "{out}{said}");
}

#[test]
fn what_is_nested_assigned_or_called_again_and_again_takes_no_more_time_than_its_size() {
    let folder = checkout();
    folder.write("p/braces.go", {
        let depth = 8_000;
        format!("package p\n\nvar v = T{}1{}\n", "{".repeat(depth), "}".repeat(depth))
    });
    folder.write("p/links.go", format!("package p\n\nvar v = a{}\n", ".b()".repeat(50_000)));
    let grown = "\tm = m+\"b\"+m\n".repeat(3_000);
    folder.write(
        "pkg/serializer/grown.go",
        format!("package serializer\n\nfunc f() error {{\n\tm := \"a\"\n{grown}\treturn NewError(CodeLockConflict, m)\n}}\n"),
    );
    let call = |call: usize| format!("\tNewError(CodeLockConflict, \"number x{call}\")\n");
    let calls: String = (0..20_000).map(call).collect();
    folder.write(
        "pkg/serializer/calls.go",
        format!("package serializer\n\nfunc g() {{\n{calls}}}\n"),
    );
    let (status, out, _) = run("check", &folder);
    assert!(are_codes_in_step(status, &out), "{out}");
    let (status, out, said) = run("messages", &folder);
    assert_eq!(status, 0, "{said}");
    assert!(out.contains("number x19999,40073,"), "{said}");
    assert!(said.contains("m + \"b\" + m"), "{said}");
}
