//! The binding for TypeScript in a frontend: its formatter and linter leave the file alone, a bundle keeps what it
//! uses, and the envelope reads responses as the library does.

#![allow(missing_docs)]

#[allow(dead_code)] // other tests use the rest
#[path = "support/command.rs"]
mod command;
#[path = "support/hostile.rs"]
mod hostile;
#[allow(dead_code)] // other tests use the rest
#[path = "support/toolchain.rs"]
mod toolchain;

use std::fs;
use std::path::Path;

use cloudreve_codes::generate::formats::Format;
use cloudreve_codes::generate::render;
use cloudreve_error_codes::{ApiError, ErrorCode};
use command::{document, formats, generate, stderr};
use serde_json::{Value, json};
use tempfile::TempDir;
use toolchain::{run, workspace};

/// A folder with the binding and the programs that use it, compiled.
fn compiled() -> TempDir {
    let folder = workspace("typescript");
    fs::write(folder.path().join("package.json"), r#"{ "type": "module" }"#).unwrap();
    fs::write(folder.path().join("cloudreve.ts"), document(&["typescript"])).unwrap();
    let compile = ["tsc", "--strict", "--target", "es2022", "--module", "nodenext", "--types", ""];
    run(folder.path(), &[&compile[..], &["cloudreve.ts"]].concat(), "");
    folder
}

#[test]
fn without_the_envelope_only_the_codes_are_left() {
    let (whole, codes) = (document(&["typescript"]), document(&["typescript", "--codes-only"]));
    for name in ["Response<", "Failure", "LockConflict {", "effectiveError", "partFor"] {
        assert!(whole.contains(name) && !codes.contains(name), "{name}");
    }
    let body = |source: &str| source.split_once("*/\n\n").unwrap().1.to_owned();
    assert!(body(&whole).starts_with(&body(&codes)));
}

#[test]
fn codes_can_have_the_names_of_the_source_of_the_server() {
    let source = document(&["typescript", "--server-names"]);
    for code in ErrorCode::ALL {
        assert!(source.contains(&format!("  {}: {},\n", code.constant(), code.as_u32())), "{code}");
        assert!(!source.contains(&format!("\n  {}: ", code.name())), "{code}");
    }
    assert!(source.contains("generate typescript --server-names`"));
    for format in formats().iter().filter(|format| *format != "typescript") {
        let output = generate(&[format, "--server-names"]);
        assert_eq!(output.status.code(), Some(2), "{format}");
        let reason = format!("--server-names: the format {format} has no choice of names");
        assert!(stderr(&output).contains(&reason), "{}", stderr(&output));
    }
}

#[test]
fn no_lookup_compares_with_a_text_that_a_constant_has() {
    let source = document(&["typescript"]);
    let compared = source.split("=== \"").skip(1).map(|rest| rest.split('"').next().unwrap());
    for text in compared {
        assert!(["number", "string", "."].contains(&text) || text.starts_with('.'), "{text}");
    }
    assert!(source.contains("=== Remedy.Retry"));
}

/// A folder with the binding as each option has it, and with hostile texts.
fn variants() -> TempDir {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    for options in [
        &[][..],
        &["--server-names"],
        &["--codes-only"],
        &["--lang", "ru-RU"],
        &["--lang", "zh-CN"],
    ] {
        let file = format!("cloudreve{}.ts", options.concat());
        let source = document(&[&["typescript"], options].concat());
        fs::write(folder.path().join(file), source).unwrap();
    }
    let hostile = render(Format::find("typescript").unwrap(), &hostile::catalog(hostile::TEXT));
    fs::write(folder.path().join("hostile.ts"), hostile.unwrap()).unwrap();
    folder
}

/// What the frontends of TypeScript start from.
const ESLINT: &str = r#"
import { configs } from "typescript-eslint";
export default [...configs.recommended, ...configs.strict];
"#;

#[cfg(unix)]
#[test]
#[ignore = "needs node, and from npm eslint and typescript-eslint"]
fn eslint_reports_nothing_whether_it_may_be_switched_off_or_not() {
    let folder = variants();
    let folder = folder.path();
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/generators/node_modules");
    std::os::unix::fs::symlink(tools, folder.join("node_modules")).unwrap();
    fs::write(folder.join("eslint.config.mjs"), ESLINT).unwrap();
    for option in ["--report-unused-disable-directives", "--no-inline-config"] {
        run(folder, &["eslint", "--max-warnings", "0", option, "."], "");
    }
}

/// Formats the files at each width. In one process, since starting takes most of the time.
const FORMATTED: &str = r#"
import { readdirSync, readFileSync } from "node:fs";
import { check } from "prettier";
let unchanged = 0;
for (const filepath of readdirSync(".").filter((name) => name.endsWith(".ts"))) {
  const source = readFileSync(filepath, "utf8");
  for (let printWidth = 80; printWidth <= 120; printWidth++) {
    if (await check(source, { filepath, printWidth })) unchanged++;
    else console.log(`${filepath} at ${printWidth} is another`);
  }
}
console.log(`${unchanged} as they are`);
"#;

#[cfg(unix)]
#[test]
#[ignore = "needs node, and from npm prettier"]
fn prettier_leaves_it_as_it_is_at_every_width_from_80_to_120() {
    let folder = variants();
    let folder = folder.path();
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/node_modules");
    std::os::unix::fs::symlink(tools, folder.join("node_modules")).unwrap();
    fs::write(folder.join("formatted.mjs"), FORMATTED).unwrap();
    assert_eq!(run(folder, &["node", "formatted.mjs"], ""), "246 as they are\n");
}

/// What esbuild makes of a program that uses the binding.
fn by_esbuild(folder: &Path, program: &str) -> String {
    run(folder, &["esbuild", "--bundle", "--minify", "--format=esm"], program)
}

/// What rollup makes of it, made smaller by esbuild: Vite does so.
fn by_rollup(folder: &Path, program: &str) -> String {
    fs::write(folder.join("program.js"), program).unwrap();
    let bundle = run(folder, &["rollup", "program.js", "--silent"], "");
    run(folder, &["esbuild", "--minify", "--format=esm"], &bundle)
}

#[test]
#[ignore = "needs node, and from npm typescript, esbuild and rollup"]
fn a_bundle_keeps_what_it_uses() {
    let folder = compiled();
    let folder = folder.path();
    for (bundler, bundle) in
        [("esbuild", by_esbuild as fn(&Path, &str) -> String), ("rollup", by_rollup)]
    {
        let nothing = bundle(folder, "import * as cloudreve from './cloudreve.js';");
        assert_eq!(nothing.trim(), "", "{bundler}");
        let remedy = "import { remedyOf } from './cloudreve.js'; console.log(remedyOf(40073));";
        let remedy = bundle(folder, remedy);
        assert!(remedy.contains("Resolve"), "{bundler}: {remedy}");
        for other in ["Lock Conflict", "LockConflict", "WeakMap", "cloudreve:"] {
            assert!(!remedy.contains(other), "{bundler}: {other}");
        }
        let locks = "import { lockConflicts } from './cloudreve.js'; console.log(lockConflicts);";
        let locks = bundle(folder, locks);
        assert!(locks.len() < 400, "{bundler}: {locks}");
    }
    // Of the object of constants, rollup keeps the members that are used, and esbuild all of them.
    let constants = "import { ErrorCode } from './cloudreve.js'; \
         console.log(ErrorCode.LockConflict, ErrorCode.ObjectExists, ErrorCode.NotFullySuccess);";
    let (small, large) = (by_rollup(folder, constants), by_esbuild(folder, constants));
    assert!(small.len() < 200, "{small}");
    for code in ErrorCode::ALL {
        assert!(large.contains(&format!("{}:", code.name())), "{code}");
    }
    // The docs say 2.5 kB.
    assert!((2_250..2_750).contains(&large.len()), "{}", large.len());
    assert!(!large.contains("Lock Conflict") && !large.contains("Resolve"), "{large}");
}

/// Responses that the library reads too.
fn responses() -> Vec<Value> {
    let lock = json!({
        "path": "cloudreve://my/a",
        "token": "t",
        "owner": {"application": {"type": "viewer", "viewer_id": "onlyoffice"}},
        "type": 0,
    });
    let hidden = json!({"owner": {"application": {"type": "dav", "inner_xml": "<a/>"}}, "type": 1});
    let locked = json!({"code": 40073, "data": [lock, hidden], "msg": "locked"});
    let batch = |parts: Value| json!({"code": 40081, "aggregated_error": parts, "msg": ""});
    let codes = ErrorCode::ALL.iter().map(|code| json!({"code": code.as_u32(), "msg": ""}));
    codes
        .chain([
            locked.clone(),
            json!({"code": 40073, "msg": "lock expired"}),
            json!({"code": 40073, "data": null, "msg": ""}),
            json!({"code": 203, "data": "session", "msg": ""}),
            json!({"code": 40999, "msg": "of a newer server"}),
            json!({"code": -1, "msg": "", "error": "sql: no rows"}),
            batch(json!({"cloudreve://my/a": locked})),
            batch(json!({"a": {"code": 40016, "msg": ""}, "b": {"code": 40999, "msg": ""}})),
            batch(json!({"a": {"code": 40016, "msg": ""}, "b": {"code": 0, "msg": ""}})),
            batch(json!({"a": batch(json!({"b": locked}))})),
            batch(json!({"a": null})),
            batch(json!({"a": "timeout", "b": 7})),
            batch(json!({"a": {"msg": "without a code"}, "__proto__": {"code": 40016, "msg": ""}})),
            batch(json!({})),
            batch(Value::Null),
            json!({"code": 40081, "msg": ""}),
        ])
        .collect()
}

/// What the library reads of a response.
fn read(response: &Value) -> Value {
    let error: ApiError = serde_json::from_value(response.clone()).unwrap();
    let parts = error.parts().iter().map(|(key, part)| (key.clone(), part.code().get().into()));
    let locks = match error.code().known() {
        Some(ErrorCode::LockConflict) => json!(error.lock_conflicts().unwrap()),
        _ => json!([]),
    };
    json!({
        "is_success": false,
        "effective": error.effective().code().get(),
        "locks": locks,
        "parts": Value::Object(parts.collect()),
    })
}

#[test]
#[ignore = "needs node, and from npm typescript"]
fn the_envelope_reads_a_response_as_the_library_does() {
    let folder = compiled();
    let success = json!({"code": 0, "data": {"aggregated_error": {}}, "msg": ""});
    let nothing = json!({"is_success": true, "effective": 0, "locks": [], "parts": {}});
    let mut cases: Vec<_> = responses().into_iter().map(|sent| (read(&sent), sent)).collect();
    cases.push((nothing, success));
    // An odd lock does not hide the others.
    let odd = json!({"code": 40073, "data": [null, 7, {}, {"owner": null}, {"owner": {"application": {"type": 1}}}]});
    cases.push((json!({"is_success": false, "effective": 40073, "locks": [], "parts": {}}), odd));
    let input: Vec<_> = cases.iter().map(|(_, sent)| sent.to_string()).collect();
    let input = input.join("\n");
    let answers = run(folder.path(), &["node", "envelope.mjs"], &input);
    for (answer, (expected, sent)) in answers.lines().zip(&cases) {
        let answer: Value = serde_json::from_str(answer).unwrap();
        assert_eq!(answer, *expected, "{sent}");
    }
    assert_eq!(answers.lines().count(), cases.len());
}

/// URIs in many spellings, and what is none.
const URIS: &[&str] = &[
    "cloudreve://my/a b.txt",
    "cloudreve://my/a%20b.txt",
    "cloudreve://my/a+b.txt",
    "cloudreve://my/文档.docx",
    "cloudreve://my/%E6%96%87%E6%A1%A3.docx",
    "cloudreve://my/%e6%96%87%e6%a1%a3.docx",
    "cloudreve://my/🦀.png",
    "cloudreve://my/%F0%9F%A6%80.png",
    "cloudreve://my/%ff%FE",
    "cloudreve://my/%FF%fe",
    "cloudreve://my/dir",
    "cloudreve://my/dir/",
    "cloudreve://my/dir//",
    "cloudreve://my/dir%2F",
    "cloudreve://my/dir/../dir/./",
    "cloudreve://my/%64ir",
    "cloudreve://my",
    "cloudreve://my/",
    "cloudreve://MY/dir",
    "CLOUDREVE://my/dir",
    "cloudreve://share:pass word@my/dir",
    "cloudreve://share:pass%20word@my/dir",
    "cloudreve://share:a:b@my/dir",
    "cloudreve://share:a%3Ab@my/dir",
    "cloudreve://share%3Aa:b@my/dir",
    "cloudreve://share@my/dir",
    "cloudreve://share%40my/dir",
    "cloudreve:///my/dir",
    "cloudreve:/my/dir",
    "cloudreve:my/dir",
    "cloudreve://my/report (1).pdf",
    "cloudreve://my/report%20%281%29.pdf",
    "cloudreve://my/report%20(1).pdf",
    "cloudreve://my/it's.txt",
    "cloudreve://my/it%27s.txt",
    "cloudreve://my/a*!.txt",
    "cloudreve://my/a%2a%21.txt",
    "cloudreve://my/a%252Fb.txt",
    "cloudreve://my/a%2Fb.txt",
    "cloudreve://my/a/b.txt",
    "cloudreve://my/a//b.txt",
    "cloudreve://my/100%25.txt",
    "cloudreve://my/100%.txt",
    "cloudreve://my/100%2",
    "cloudreve://my/what?.txt",
    "cloudreve://my/what%3F.txt",
    "cloudreve://my/what?name=a b",
    "cloudreve://my/what?name=a%20b",
    "cloudreve://my/what?name=100%",
    "cloudreve://my/a#b.txt",
    "cloudreve://my/a#b%2etxt",
    "cloudreve://my/a%23b.txt",
    "cloudreve://my/a#",
    "cloudreve://my/a",
    "cloudreve://my/[x];,=&@$:~_-.txt",
    "cloudreve://my/%5Bx%5D%3B%2C%3D%26%40%24%3A%7E%5F%2D%2Etxt",
    "cloudreve://my/\"q\"<>\\^`{|}",
    "cloudreve://my/%22q%22%3C%3E%5C%5E%60%7B%7C%7D",
    "cloudreve://my/../x.txt",
    "cloudreve://my/x.txt",
    "cloudreve://my/two\nlines",
    "cloudreve://my/two%0Alines",
    "https://my/dir",
    "AmBz",
    "a b",
    "a%20b",
    "",
    "__proto__",
    "constructor",
];

#[test]
#[ignore = "needs node, and from npm typescript"]
fn a_part_is_found_by_every_uri_by_which_the_library_finds_it() {
    let folder = compiled();
    let found = run(folder.path(), &["node", "parts.mjs"], &json!(URIS).to_string());
    for (line, sent) in found.lines().zip(URIS) {
        let finds: Vec<bool> = serde_json::from_str(line).unwrap();
        for (is_found, key) in finds.into_iter().zip(URIS) {
            let error = ApiError::new(40081).with_part(*key, ErrorCode::ParentDoesNotExist);
            assert_eq!(is_found, error.part(sent).is_some(), "{sent:?} asks for {key:?}");
        }
    }
    assert_eq!(found.lines().count(), URIS.len());
}

#[test]
#[ignore = "needs node, and from npm typescript"]
fn asking_for_each_of_many_parts_does_not_walk_them_all_each_time() {
    let folder = compiled();
    let answer = run(folder.path(), &["node", "many_parts.mjs", "100000"], "");
    let (found, walks) = answer.trim().split_once(' ').unwrap();
    assert_eq!(found, "100000");
    let walks: u32 = walks.parse().unwrap();
    assert!(walks < 10, "{walks} walks");
}
