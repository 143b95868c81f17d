//! What others generate from the schemas compiles, and reads responses: each code is equal to its constant, and an
//! unknown one arrives as the number that it is. The texts of the table may hold anything.

#![allow(missing_docs)]

#[path = "support/hostile.rs"]
mod hostile;
#[allow(dead_code)] // other tests use the rest
#[path = "support/toolchain.rs"]
mod toolchain;

use std::fs;
use std::path::Path;

use cloudreve_codes::generate::catalog::Catalog;
use cloudreve_codes::generate::formats::Format;
use cloudreve_codes::generate::render;
use cloudreve_error_codes::{ErrorCode, Language, ResponseCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use toolchain::{copy_of, run};

/// How its readers merge the components into the description of an API.
const FORMATS: &str = include_str!("../../docs/formats.md");

/// Codes that no table knows, up to the largest that every language can hold.
const OTHERS: [i64; 7] = [0, -1, 404_000, 40_090, 40_999, 59_999, 9_007_199_254_740_991];

const HOLDERS: [&str; 2] = ["viewer", "upload"];

/// What ends a comment or a literal in the languages that the generators write.
const TEXT: &str = concat!(
    r#"a */ /* // """ \"\"\" ''' ' " ` ${b} $c #{d} %s {{ e }} \ \n \u{f} \x \N{g}"#,
    "\n@deprecated {@link h} # i\r\n\tj \u{0} \u{7} \u{85} \u{2028} \u{2029} \u{feff} \u{202e} \u{1f512} 锁 ق\"\\",
);

/// A folder for each table: the built-in one, and one with hostile texts. It has the clients, and what they are to be
/// generated from.
fn workspaces() -> impl Iterator<Item = TempDir> {
    let hostile = format!("{}\n{TEXT}", hostile::TEXT);
    let catalogs = [Catalog::of(None, Language::English), hostile::catalog(&hostile)];
    catalogs.into_iter().map(|catalog| {
        let folder = copy_of("generators");
        let write = |name, text: &str| fs::write(folder.path().join(name), text).unwrap();
        let schema = |format| render(Format::find(format).unwrap(), &catalog).unwrap();
        write("package.json", r#"{ "type": "module" }"#);
        write("schema.json", &schema("json-schema"));
        write("cloudreve.json", &schema("openapi"));
        write("server.json", &server().to_string());
        let merge = FORMATS.lines().find(|line| line.starts_with("jq --slurp ")).unwrap();
        run(folder.path(), &["sh", "-ec", merge], "");
        folder
    })
}

/// The API of a server that refers to the components, as a client's author would write it.
fn server() -> Value {
    let content = json!({"schema": {"$ref": "#/components/schemas/Response"}});
    let answer = json!({"description": "The answer", "content": {"application/json": content}});
    json!({
        "openapi": "3.1.0",
        "info": {"title": "A server", "version": "4.18.0"},
        "paths": {"/file": {"get": {"operationId": "listFiles", "responses": {"200": answer}}}},
    })
}

fn codes() -> Vec<i64> {
    let known = ErrorCode::ALL.iter().map(|code| i64::from(code.as_u32()));
    known.chain(OTHERS).collect()
}

/// A response as the server sends it, with what may come beside the code.
fn response(code: i64) -> Value {
    let locks =
        HOLDERS.map(|holder| json!({"owner": {"application": {"type": holder}}, "type": 0}));
    let part = json!({"code": 40_999, "msg": "of a newer server"});
    match code {
        203 => json!({"code": code, "data": "9f0f6a5c-session", "msg": ""}),
        40_073 => json!({"code": code, "data": locks, "msg": "locked", "correlation_id": "c"}),
        40_081 => json!({
            "code": code,
            "data": ["what worked"],
            "aggregated_error": {"cloudreve://my/a": part},
            "msg": "",
        }),
        0 => json!({"code": code, "data": {"files": []}, "msg": ""}),
        _ => json!({"code": code, "msg": "", "error": "", "correlation_id": "c"}),
    }
}

/// What a client prints of a response.
fn line(code: i64, name: impl Fn(&str) -> String) -> String {
    let known = ResponseCode::new(code).known();
    let known = known.map_or("unknown".to_owned(), |known| name(known.name()));
    let holders =
        if code == 40_073 { format!(" held by {}", HOLDERS.join(", ")) } else { String::new() };
    format!("{code} {known}{holders}")
}

/// Gives a client a response with every code, and compares what it reads.
fn assert_reads(folder: &Path, client: &[&str], name: impl Fn(&str) -> String) {
    let input: String = codes().into_iter().map(|code| response(code).to_string() + "\n").collect();
    let answers = run(folder, client, &input);
    for (answer, code) in answers.lines().zip(codes()) {
        assert_eq!(answer, line(code, &name), "{client:?}");
    }
    assert_eq!(answers.lines().count(), codes().len());
}

/// Compiles a program with all that it imports, and gives it responses.
fn assert_typescript_reads(folder: &Path, program: &str) {
    let source = format!("{program}.ts");
    let compile = ["tsc", "--strict", "--target", "es2022", "--module", "nodenext"];
    // Node's own types would be one more package.
    fs::write(folder.join("node.d.ts"), NODE).unwrap();
    run(folder, &[&compile[..], &["--types", "", "node.d.ts", &source]].concat(), "");
    assert_reads(folder, &["node", &format!("{program}.js")], str::to_owned);
}

/// As much of Node as the programs use.
const NODE: &str = r#"
declare module "node:readline" {
  export function createInterface(options: { input: unknown }): AsyncIterable<string>;
}
declare const process: { readonly stdin: unknown };
"#;

#[test]
#[ignore = "needs node, jq, and from npm openapi-typescript and typescript"]
fn openapi_typescript_makes_types_that_read_every_code() {
    for folder in workspaces() {
        let folder = folder.path();
        run(folder, &["openapi-typescript", "api.json", "--enum", "--output", "generated.ts"], "");
        assert_typescript_reads(folder, "openapi_typescript");
    }
}

#[test]
#[ignore = "needs node, jq, and from npm @hey-api/openapi-ts and typescript"]
fn hey_api_makes_types_that_read_every_code() {
    for folder in workspaces() {
        let folder = folder.path();
        run(
            folder,
            &["openapi-ts", "--silent", "--no-log-file", "--file", "hey_api.config.mjs"],
            "",
        );
        assert_typescript_reads(folder, "hey_api");
    }
}

#[test]
#[ignore = "needs python3, jq, and from PyPI openapi-python-client, ruff and mypy"]
fn openapi_python_client_makes_a_client_that_reads_every_code() {
    for folder in workspaces() {
        let folder = folder.path();
        let generate =
            ["openapi-python-client", "generate", "--path", "api.json", "--meta", "none"];
        run(
            folder,
            &[&generate[..], &["--output-path", "generated", "--fail-on-warning"]].concat(),
            "",
        );
        // Of the client only what comes from the schemas: its other files are the same for every API.
        let checked = ["generated/models", "generated/api", "openapi_python_client.py"];
        let check = ["mypy", "--strict", "--follow-imports", "silent"];
        run(folder, &[&check[..], &checked].concat(), "");
        let count = codes().len().to_string();
        let client = ["python3", "openapi_python_client.py", &count];
        assert_reads(folder, &client, str::to_lowercase);
    }
}

#[test]
#[ignore = "needs python3, jq, and from PyPI datamodel-code-generator, pydantic and mypy"]
fn datamodel_code_generator_makes_models_that_read_every_code() {
    for folder in workspaces() {
        let folder = folder.path();
        for (file, kind) in [("api.json", "openapi"), ("schema.json", "jsonschema")] {
            let generate = [
                "datamodel-codegen",
                "--input",
                file,
                "--input-file-type",
                kind,
                "--output",
                "generated.py",
                "--output-model-type",
                "pydantic_v2.BaseModel",
                "--formatters",
                "builtin",
                "--use-annotated",
            ];
            run(folder, &generate, "");
            run(folder, &["mypy", "--strict", "generated.py", "datamodel_code_generator.py"], "");
            assert_reads(folder, &["python3", "datamodel_code_generator.py"], str::to_owned);
        }
    }
}
