//! `cloudreve-check` says how the server, its API page and its web frontend differ from the table.

#![allow(missing_docs)]

#[path = "support/server.rs"]
mod server;
#[path = "support/tool.rs"]
mod tool;

use cloudreve_error_codes::ErrorCode;
use serde_json::{Value, json};
use server::{all, locale, page, source};
use tool::{Folder, upstream};

/// Checks a file of a name with a text.
fn check(name: &str, text: &str) -> (i32, String, String) {
    let folder = Folder::new();
    let path = folder.write(name, text);
    upstream(&["check", path.to_str().unwrap()])
}

/// The lines of all differences.
fn differences(name: &str, text: &str) -> Vec<String> {
    let (status, out, said) = check(name, text);
    let mut lines: Vec<_> = out.lines().map(str::to_owned).collect();
    let verdict = lines.pop().unwrap();
    assert_eq!(said, "");
    assert_eq!(status, i32::from(!lines.is_empty()));
    assert_eq!(verdict.starts_with("in step: "), lines.is_empty(), "{verdict}");
    lines
}

fn report(path: &str) -> (i32, Value) {
    let (status, out, _) = upstream(&["check", path, "--json"]);
    (status, serde_json::from_str(&out).unwrap())
}

#[test]
fn what_has_all_codes_of_the_table_is_in_step() {
    for (name, text) in [
        ("error.go", source(all())),
        ("introduction.md", page(all())),
        ("common.json", locale(all())),
        // What it is shows also where its name does not.
        ("source", source(all())),
        ("page", page(all())),
        ("locale", locale(all())),
        ("marked.json", format!("\u{feff}{}", locale(all()))),
    ] {
        assert_eq!(differences(name, &text), [""; 0], "{name}");
    }
}

#[test]
fn an_older_source_lacks_exactly_the_codes_that_are_newer() {
    let newer = |code: &ErrorCode| ["4.6.0", "4.12.0"].contains(&code.since());
    let text = source(all().filter(|code| !newer(code)));
    assert_eq!(
        differences("error.go", &text),
        [
            "gone           40088  CodeAnonymouseAccessDenied, in the table since Cloudreve 4.6.0",
            "gone           40089  CodeInsufficientScope, in the table since Cloudreve 4.12.0",
        ]
    );
}

#[test]
fn a_code_is_new_gone_renumbered_or_renamed() {
    let text = source(all())
        .replace("CodeLockConflict = 40073", "CodeLocked = 40073")
        .replace("CodeOwnerOnly = 40082", "CodeOwnerOnly = 40990")
        .replace("\tCodeIOFailed = 50004\n", "\tCodeMadeUp = 49990\n");
    assert_eq!(
        differences("error.go", &text).iter().map(|line| without_place(line)).collect::<Vec<_>>(),
        [
            "new            49990  CodeMadeUp",
            "gone           50004  CodeIOFailed, in the table since Cloudreve 3.0.0",
            "renumbered     40082  CodeOwnerOnly is 40990 there",
            "renamed        40073  CodeLockConflict is CodeLocked there",
        ]
    );
}

/// A line without the place in the temporary folder.
fn without_place(line: &str) -> &str {
    line.split_once(" (").map_or(line, |(line, _)| line)
}

#[test]
fn constants_that_share_a_number_are_told_apart() {
    // As releases before 3.6 had it: the constant of another code stands beside the number's own.
    let text = source(all())
        .replace("CodeCredentialInvalid = 40020", "CodeCredentialInvalid = CodeParamErr");
    let found = differences("error.go", &text);
    assert_eq!(
        found.iter().map(|line| without_place(line)).collect::<Vec<_>>(),
        ["renumbered     40020  CodeCredentialInvalid is 40001 there"]
    );
    // Two that have changed places.
    let text = source(all())
        .replace("CodeLockConflict = 40073", "CodeLockConflict = 40075")
        .replace("CodeLockExpired = 40075", "CodeLockExpired = 40073");
    let found = differences("error.go", &text);
    assert_eq!(
        found.iter().map(|line| without_place(line)).collect::<Vec<_>>(),
        [
            "renumbered     40075  CodeLockExpired is 40073 there",
            "renumbered     40073  CodeLockConflict is 40075 there",
        ]
    );
}

#[test]
fn a_former_constant_is_no_drift_and_neither_is_a_second_one() {
    let mut text = source(all());
    for code in all().filter(|code| !code.aliases().is_empty()) {
        text = text.replace(&format!("{} =", code.constant()), &format!("{} =", code.aliases()[0]));
    }
    text += "const CodeParameter = CodeParamErr\n";
    assert_eq!(differences("error.go", &text), [""; 0]);
}

#[test]
fn success_and_not_set_are_no_drift() {
    let text = source(all()) + "const CodeSuccess, CodeOther = 0, -1\n";
    assert_eq!(differences("error.go", &text), [""; 0]);
    let zero = page(all()) + "| 0 | Success |\n| -1 | Not Set |\n";
    assert_eq!(differences("page.md", &zero), [""; 0]);
    let zero = locale(all()).replace("\"errors\": {", "\"errors\": {\"0\": \"ok\", \"-1\": \"?\",");
    assert_eq!(differences("locale.json", &zero), [""; 0]);
}

#[test]
fn constants_are_read_as_go_reads_them() {
    for declaration in [
        "const CodeMadeUp = 49990",
        "const CodeMadeUp int = 49_990",
        "const CodeMadeUp = 0xC346",
        "const CodeMadeUp = 0Xc_34_6",
        "const CodeMadeUp = 0b1100_0011_0100_0110",
        "const CodeMadeUp = 0o141506",
        "const CodeMadeUp = 0141506",
        "const CodeMadeUp = int(49990)",
        "const CodeMadeUp = (ErrorCode)(uint16(49990))",
        "const CodeMadeUp ErrorCode = base<<3 | 6\nconst base = 6248",
        "const CodeMadeUp = (40000 + 999*10) // = 49991",
        "const CodeMadeUp = 4.999e4",
        "const CodeMadeUp = -(-49990)",
        "const CodeMadeUp = ^int32(-49991)",
        "const CodeMadeUp = ^uint16(15545)",
        "const CodeMadeUp = 99981 / 2 % 50000 &^ 0 ^ 0",
        "const CodeMadeUp = CodeInsufficientScope + 9901",
        "const CodeMadeUp = 'A' + 49925",
        "const (\n\t_ = iota + 49989\n\n\t// iota counts no comments\n\tCodeMadeUp\n)",
        "const (\n\tfirst = 40080 + iota>>1*9910\n\tsecond\n\tCodeMadeUp\n)",
        "const (\n\ta, b = iota, iota*9901 + 40089\n\tc, CodeMadeUp\n)",
        "const (\n\t_ = 49990\n\tCodeMadeUp\n)",
        "const one, CodeMadeUp = 1, 49990",
        "/* const CodeOther = 49991 */ const CodeMadeUp = /* here */ 49990",
        "const CodeMadeUp = 49990; const CodeOf = \"no number\"",
    ] {
        let text = source(all()) + "type ErrorCode uint16\n" + declaration + "\n";
        let found = differences("error.go", &text);
        let lines: Vec<_> = found.iter().map(|line| without_place(line)).collect();
        assert_eq!(lines, ["new            49990  CodeMadeUp"], "{declaration}");
    }
}

#[test]
fn what_cannot_be_evaluated_is_said_and_not_called_gone() {
    for (value, why) in [
        ("compute()", "compute() is not known here"),
        ("elsewhere.Code", "elsewhere.Code is not known here"),
        ("CodeLockConflict", "CodeLockConflict refers to itself"),
        ("missing + 1", "missing is not known here"),
        ("40073 / 0", "a division by zero"),
        ("uint8(40073)", "40073 does not fit uint8"),
        ("1 << 200", "the number has more than 127 bits"),
        ("40073.5", "40073.5 is not known here"),
        ("1 << 70", "CodeLockConflict is 1180591620717411303424, which has more than 64 bits"),
    ] {
        let text = source(all())
            .replace("CodeLockConflict = 40073", &format!("CodeLockConflict = {value}"));
        let (status, out, said) = check("error.go", &text);
        assert_eq!(status, 2, "{value}");
        let count = ErrorCode::ALL.len() - 1;
        assert!(out.starts_with(&format!("not in step: {count} codes there")), "{out}");
        assert_eq!(said.lines().count(), 1, "{said}");
        let line = 1 + text.lines().position(|line| line.contains("CodeLockConflict =")).unwrap();
        assert!(said.contains(&format!("error.go:{line}: ")) && said.contains(why), "{said}");
    }
}

#[test]
fn a_source_that_is_not_all_go_is_said() {
    let (status, out, said) = check("error.go", &(source(all()) + "func broken( {\n"));
    assert_eq!((status, said.lines().count()), (2, 1), "{said}");
    let count = ErrorCode::ALL.len();
    assert!(out.starts_with(&format!("not in step: {count} codes")), "{out}");
}

#[test]
fn in_a_checkout_the_codes_are_found_wherever_they_are_declared() {
    let folder = Folder::new();
    folder.write("go.mod", "module example.org/files/v4\n");
    folder.write("internal/answer/codes.go", source(all().filter(|code| code.as_u32() < 50000)));
    // A package is all of its sources, and what they refer to.
    let more = source(all().filter(|code| code.as_u32() >= 50000))
        .replace("package serializer", "package answer\n\nimport \"example.org/files/v4/pkg/base\"")
        .replace("CodeNotSet", "CodeUnset")
        .replace("= 50", "= base.Of - 50 + 50");
    folder.write("internal/answer/more.go", more);
    folder.write("pkg/base/base.go", "package base\n\nconst Of = 50\n");
    // Neither tests, nor other people's sources, nor other constants.
    folder.write("internal/answer/codes_test.go", "package answer\n\nconst CodeTest = 40990\n");
    folder.write("vendor/x/codes.go", source(all()).replace("40073", "40990"));
    folder.write("other/codec.go", "package other\n\nconst CodeLength = 6\nconst Codec = 40991\n");
    let (status, out, said) = upstream(&["check", folder.path().to_str().unwrap()]);
    assert_eq!((status, said.as_str()), (0, ""), "{out}");
}

#[test]
fn a_page_is_compared_by_its_descriptions() {
    let text = page(all())
        .replace("Lock Conflict ", "Locked ")
        .replace("| 50011 |", "| 59990 |")
        .replace("| 40089 |", "| 49990 | New \\| *here*: `x` |\n| 49991 |")
        .replace("| 49991 | Insufficient Scope           |\n", "");
    let found = differences("page.md", &text);
    assert_eq!(
        found.iter().map(|line| without_place(line)).collect::<Vec<_>>(),
        [
            "new            49990  New | here: x",
            "gone           40089  Insufficient Scope, in the table since Cloudreve 4.12.0",
            "renumbered     50011  Failed to Query File Metadata is 59990 there",
            "renamed        40073  Lock Conflict is Locked there",
        ]
    );
    let line = text.lines().position(|line| line.starts_with("| 40073 ")).unwrap() + 1;
    assert!(found[3].ends_with(&format!(" (page.md:{line})")), "{}", found[3]);
}

#[test]
fn a_table_is_read_also_right_after_a_paragraph_and_without_outer_bars() {
    let row = |code: ErrorCode| format!("{} | {} |\r\n", code.as_u32(), code.description());
    let rows: String = all().map(row).collect();
    let text = format!("Below is a list:\r\nCode | Description |\r\n---|---|\r\n{rows}");
    assert_eq!(differences("page.md", &text), [""; 0]);
}

#[test]
fn a_locale_file_lacks_what_has_no_sentence() {
    let text = locale(all())
        .replace("\"40073\": \"a sentence\"", "\"40073\": \" \"")
        .replace("\"50011\"", "\"40999\"")
        .replace("\"40038\"", "\"40038_one\": \"one\", \"unknown\": \"x\", \"40038_other\"");
    assert_eq!(
        differences("common.json", &text),
        [
            "new            40999",
            "untranslated   40073  Lock Conflict",
            "untranslated   50011  Failed to Query File Metadata",
        ]
    );
}

#[test]
fn the_report_in_json_keeps_its_shape() {
    let folder = Folder::new();
    let text = source(all())
        .replace("CodeLockConflict = 40073", "CodeLocked = 40073")
        .replace("CodeOwnerOnly = 40082", "CodeOwnerOnly = 40990")
        .replace("CodeNodeOffline = 50010", "CodeNodeOffline = where()")
        .replace("\tCodeIOFailed = 50004\n", "\tCodeMadeUp = 49990\n");
    let path = folder.write("error.go", &text);
    let path = path.to_str().unwrap();
    let line = |name: &str| 1 + text.lines().position(|line| line.contains(name)).unwrap();
    assert_eq!(
        report(path),
        (
            2,
            json!({
                "path": path,
                "kind": "source",
                "in_step": false,
                "codes": ErrorCode::ALL.len() - 1,
                "new": [{"code": 49990, "labels": ["CodeMadeUp"], "file": "error.go", "line": line("CodeMadeUp =")}],
                "gone": [{"code": 50004, "label": "CodeIOFailed", "since": "3.0.0"}],
                "renumbered": [{"label": "CodeOwnerOnly", "from": 40082, "to": 40990, "file": "error.go", "line": line("CodeOwnerOnly =")}],
                "renamed": [{"code": 40073, "from": "CodeLockConflict", "to": ["CodeLocked"], "file": "error.go", "line": line("CodeLocked =")}],
                "untranslated": [],
                "unrecognized": [],
                "problems": [{"file": "error.go", "line": line("CodeNodeOffline ="), "message": "CodeNodeOffline cannot be evaluated: where() is not known here"}],
            })
        )
    );
    let path = folder.write("common.json", locale(all().skip(1)));
    let (status, report) = report(path.to_str().unwrap());
    assert_eq!((status, &report["kind"]), (1, &json!("locale")));
    assert_eq!(
        report["untranslated"],
        json!([{"code": 203, "description": "Not Fully Successful"}])
    );
}

#[test]
fn what_cannot_be_read_is_said_once_with_status_2() {
    let folder = Folder::new();
    folder.write("empty/readme.txt", "nothing");
    folder.write("broken.json", "{\"errors\": {");
    folder.write("other.json", "{\"title\": 1}");
    folder.write("untranslated.json", "{\"errors\": {\"x\": \"y\"}}");
    folder.write("prose.md", "# No table\n\n| Status | Meaning |\n| --- | --- |\n| 404 | x |\n");
    folder.write("other.go", "package other\n\nconst Max = 40073\n");
    folder.write("binary.go", b"\xff\xfe\x00");
    for (name, why) in [
        ("missing", "No such file"),
        ("empty", "no constants of codes in it"),
        ("broken.json", "no JSON: EOF"),
        ("other.json", "no object \"errors\""),
        ("untranslated.json", "no sentence for a code"),
        ("prose.md", "no table of codes"),
        ("other.go", "no constants of codes in it"),
        ("binary.go", "not UTF-8 from byte 0 on"),
    ] {
        let path = folder.path().join(name);
        let (status, out, said) = upstream(&["check", path.to_str().unwrap()]);
        assert_eq!((status, out.as_str(), said.lines().count()), (2, "", 1), "{name}: {said}");
        assert!(said.contains(name) && said.contains(why), "{name}: {said}");
    }
}

#[test]
fn fingerprints_that_are_behind_a_checkout_are_said() {
    let folder = Folder::new();
    folder.write("go.mod", "module example.org/files/v4\n");
    folder.write("pkg/serializer/error.go", source(all()));
    let raisers = |locked: &str| {
        format!(
            "package serializer\n\n\
             func NewError(code int, msg string, err error) error {{\n\
             \treturn AppError{{Code: code, Msg: msg, RawError: err}}\n}}\n\n\
             var ErrLocked = NewError(CodeLockConflict, \"Lock conflict\", nil)\n\
             var ErrOther = NewError({locked}, nil)\n"
        )
    };
    let path = folder.path().to_str().unwrap();
    folder.write("pkg/serializer/raiser.go", raisers("CodeLockConflict, \"Lock conflict\""));
    assert_eq!(upstream(&["check", path]).0, 0);
    for other in ["CodeLockConflict, \"the tea is cold\"", "CodeOwnerOnly, \"Lock conflict\""] {
        folder.write("pkg/serializer/raiser.go", raisers(other));
        let (status, out, said) = upstream(&["check", path]);
        assert_eq!((status, said.as_str()), (1, ""), "{other}");
        let lines: Vec<_> = out.lines().collect();
        assert_eq!(lines.len(), 2, "{out}");
        assert!(lines[0].starts_with("unrecognized  ") && lines[0].contains("raiser.go:"), "{out}");
        assert!(lines[1].starts_with("not in step: "), "{out}");
    }
    let (_, report) = report(path);
    assert_eq!(report["unrecognized"][0]["codes"], json!([40073, 40082]));
}

#[test]
fn fingerprints_that_are_behind_a_locale_file_are_said() {
    let folder = Folder::new();
    let check = |name: &str, sentence: &str| {
        let text = locale(all())
            .replace("\"40073\": \"a sentence\"", &format!("\"40073\": \"{sentence}\""));
        let text = text.replace("a sentence", "{{message}}");
        let path = folder.write(name, text);
        let (status, out, _) = upstream(&["check", path.to_str().unwrap()]);
        (status, out.lines().filter(|line| line.starts_with("unrecognized ")).count())
    };
    assert_eq!(check("zh-CN/common.json", "文件被占用"), (0, 0));
    assert_eq!(check("zh-CN/common.json", "茶已经凉了"), (1, 1));
    assert_eq!(check("ja-JP/common.json", "文件被占用"), (1, 1));
    // What language it is in is not known.
    assert_eq!(check("x/common.json", "茶已经凉了"), (0, 0));
}
