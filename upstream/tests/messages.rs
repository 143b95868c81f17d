//! `cloudreve-upstream messages` finds what a server sends with each code, in every form of Go.

#![allow(missing_docs)]

#[path = "support/tool.rs"]
mod tool;

use tool::{Folder, upstream};

/// A checkout in small, written for this test: each message in it says by its text what form it stands in.
const CHECKOUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/checkout");

/// The messages of a checkout with one source beside that of the codes, without file and line.
fn messages(source: &str) -> (Vec<String>, String) {
    let folder = Folder::new();
    folder.write("go.mod", "module example.org/files/v4\n");
    for name in ["pkg/serializer/error.go", "util/reply.go"] {
        folder.write(name, std::fs::read(format!("{CHECKOUT}/{name}")).unwrap());
    }
    let heading =
        "package handlers\n\nimport (\n\"fmt\"\n\"example.org/files/v4/pkg/serializer\"\n)\n";
    folder.write("handlers/source.go", format!("{heading}{source}"));
    let (status, out, said) = upstream(&["messages", folder.path().to_str().unwrap()]);
    assert_eq!(status, 0, "{said}");
    let rows = out.lines().filter(|row| row.contains(",handlers/source.go,"));
    let rows = rows.map(|row| row.split(",Code").next().unwrap().to_owned());
    (rows.collect(), said)
}

#[test]
fn the_index_of_a_checkout_is_the_expected_one() {
    let (status, out, said) = upstream(&["messages", CHECKOUT]);
    assert_eq!(out, include_str!("messages.csv"));
    assert_eq!(status, 0);
    assert_eq!(
        said,
        "cloudreve-upstream: service/forms.go:29: the message of CodeParamErr is known only where the \
         server runs: err.Error()\n"
    );
}

#[test]
fn the_index_is_sorted() {
    let (_, out, _) = upstream(&["messages", CHECKOUT]);
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    assert_eq!(
        reader.headers().unwrap(),
        ["message", "code", "constant", "file", "line", "kind"].as_slice()
    );
    let rows: Vec<(String, Option<i64>, String, String, usize, String)> =
        reader.deserialize().collect::<Result<_, _>>().unwrap();
    assert!(rows.is_sorted() && rows.len() > 20);
}

#[test]
fn a_raiser_is_found_by_where_its_parameters_go() {
    for (raiser, call) in [
        ("func r(a int, b string) any { return serializer.AppError{a, b, nil} }", "r(CODE, TEXT)"),
        ("func r(b string, a int) any { return serializer.NewError(a, b, nil) }", "r(TEXT, CODE)"),
        (
            "func r(a int, b string) any { c := a; d := b; return s.E{Code: int(c), Msg: d} }",
            "r(CODE, TEXT)",
        ),
        (
            "func r(a, b int, c, d string) any { return serializer.NewError(b, d, c) }",
            "r(1, CODE, x, TEXT)",
        ),
        ("func r(b string) any { return serializer.NewError(CODE, b, nil) }", "r(TEXT)"),
        ("func r(a int) any { return serializer.NewError(a, TEXT, nil) }", "r(CODE)"),
        (
            "func r(a int, b string) any { e := &s.E{}; e.Code = a; e.Msg = b; return e }",
            "r(CODE, TEXT)",
        ),
        (
            "func r(a int, b string) any { e := &s.E{}; e.Code, e.Msg = a, b; return e }",
            "r(CODE, TEXT)",
        ),
        (
            "func r(a int, b string) any { return q(b, a) }\nfunc q(b string, a int) any { return serializer.NewError(a, b, nil) }",
            "r(CODE, TEXT)",
        ),
        (
            "func r(a int, b string) func() { return func() { serializer.NewError(a, b, nil) } }",
            "r(CODE, TEXT)()",
        ),
        (
            "func (t T) r(a int, b string) any { return serializer.NewError(a, b, nil) }",
            "t.r(CODE, TEXT)",
        ),
        (
            "func (t *T) r(b string) any { return serializer.NewError(CODE, b, nil) }",
            "get().t.r(TEXT)",
        ),
        (
            "func r[X any](x X, a int, b string) any { return serializer.NewError(a, b, nil) }",
            "r[int](1, CODE, TEXT)",
        ),
        (
            "func r(errCode int, msg string) any { return elsewhere.New(errCode, msg) }",
            "r(CODE, TEXT)",
        ),
        ("type I interface { r(code int, message string) error }", "i.r(CODE, TEXT)"),
        (
            "type N = string; type M N; func r(a int, b M) any { return serializer.NewError(a, b, nil) }",
            "r(CODE, TEXT)",
        ),
    ] {
        let source = format!("{raiser}\nfunc use() {{ {call} }}\n")
            .replace("CODE", "serializer.CodeLockConflict")
            .replace("TEXT", "\"locked\"");
        assert_eq!(messages(&source), (vec!["locked,40073".to_owned()], String::new()), "{raiser}");
    }
}

#[test]
fn what_passes_no_code_on_is_no_raiser() {
    for source in [
        "func r(a int, b string) any { return a }\nfunc use() { r(serializer.CodeLockConflict, \"x\") }",
        "func r(a int, b string) any { return s.E{Size: a, Name: b} }\nfunc use() { r(serializer.CodeLockConflict, \"x\") }",
        "func use() { serializer.NewError(404, \"not a code but a status\", nil) }",
        "func use() { serializer.NewError(serializer.CodeNotSet, \"no code\", nil) }",
        "func use() { serializer.NewError(serializer.CodeLockConflict, \"\", nil) }",
        "var names = map[int]string{serializer.CodeLockConflict: \"a name\"}",
        "func use(serializer T) { fmt.Errorf(\"x %d\", 40073) }",
        "func use(NewError func(int, string)) { NewError(40073, \"x\") }",
        "func use() { other.DBErr(c, \"of another package\", nil) }",
        "func use() { x.WithMsg(\"of a value with a code that nobody knows\") }",
    ] {
        let (rows, said) = messages(source);
        let has_code = |row: &String| !row.contains(",,,");
        assert!(!rows.iter().any(has_code) && said.is_empty(), "{source}: {rows:?} {said}");
    }
}

#[test]
fn a_message_is_put_together_as_far_as_it_is_known() {
    for (text, message) in [
        ("\"plain\"", "plain"),
        ("`raw \\n`", "raw \\n"),
        ("\"100%\"", "100%%"),
        ("\"one \" + \"two\"", "one two"),
        ("first + second", "one two"),
        ("fmt.Sprintf(\"%d of %-5.2f: %w\", 1, 2.0, err)", "%d of %-5.2f: %w"),
        ("fmt.Sprintf(first + \"%d\", 1)", "one %d"),
        ("\"a % \" + fmt.Sprintf(\"%d\", 1)", "a %% %d"),
        ("\"failed: \" + err.Error()", "failed: "),
        ("\"failed \" + err.Error()", "failed %v"),
        ("name + \" is taken\"", "%v is taken"),
        ("\"a \" + name + \" b \" + name", "a %v b %v"),
        ("string(\"converted\")", "converted"),
    ] {
        let source = format!(
            "const first, second = \"one \", \"two\"\nfunc use(name string, err error) {{ \
             serializer.NewError(serializer.CodeLockConflict, {text}, err) }}\n"
        );
        let (found, said) = messages(&source);
        assert_eq!((found, said), (vec![format!("{message},40073")], String::new()), "{text}");
    }
}

#[test]
fn a_message_that_nobody_knows_is_said_with_its_place() {
    for (text, excerpt) in [
        ("err.Error()", "err.Error()"),
        ("fmt.Sprint(1, 2)", "fmt.Sprint(…)"),
        ("version", "version"),
        ("table[\"key\"]", "table[\"key\"]"),
    ] {
        let source = format!(
            "var version = \"set by the linker\"\n\
             func use() {{\n serializer.NewError(serializer.CodeLockConflict, {text}, err)\n}}\n"
        );
        let (found, said) = messages(&source);
        assert_eq!(found, [""; 0]);
        let expected = format!(
            "handlers/source.go:9: the message of CodeLockConflict is known only where the server runs: {excerpt}\n"
        );
        assert_eq!(said, format!("cloudreve-upstream: {expected}"));
    }
}

#[test]
fn a_part_of_a_checkout_is_read_without_its_module() {
    let (status, out, _) = upstream(&["messages", &format!("{CHECKOUT}/pkg")]);
    assert_eq!(status, 0);
    assert!(out.contains("disk on fire,50004,CodeIOFailed,fs/errors.go,"), "{out}");
}

#[test]
fn what_is_no_checkout_is_said_with_status_2() {
    let folder = Folder::new();
    folder.write("empty/x.txt", "");
    let file = folder.write("error.go", "package x\n");
    for (path, why) in [
        (file.as_path(), "no folder"),
        (&folder.path().join("missing"), "No such file"),
        (&folder.path().join("empty"), "no constants of codes"),
    ] {
        let (status, out, said) = upstream(&["messages", path.to_str().unwrap()]);
        assert_eq!((status, out.as_str(), said.lines().count()), (2, "", 1), "{said}");
        assert!(said.contains(why), "{said}");
    }
}
