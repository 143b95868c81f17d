//! The schemas of `cloudreve-codes generate`, by the validators that others use: real responses pass, others do not.

#![allow(missing_docs)]

#[allow(dead_code)] // other tests use the rest
#[path = "support/command.rs"]
mod command;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use command::document;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Where each format has its schemas.
const FORMATS: [(&str, &str); 2] =
    [("json-schema", "#/$defs"), ("openapi", "#/components/schemas")];

fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

fn run(program: &str, arguments: &[&Path]) -> Output {
    Command::new(program).args(arguments).output().unwrap_or_else(|error| {
        panic!("{program}, of cli/tests/tools/requirements.txt, is not on the PATH: {error}")
    })
}

fn assert_passes(output: &Output) {
    let said = [output.stdout.as_slice(), &output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&said));
}

/// The documents, and beside each a schema that is one of theirs and nothing else.
fn schemas(folder: &Path, name: &str) -> Vec<PathBuf> {
    let write = |(format, schemas): (&str, &str)| {
        let file = folder.join(format!("{format}.json"));
        fs::write(&file, document(&[format])).unwrap();
        let part = folder.join(format!("{format}-{name}.json"));
        let reference = format!("{format}.json{schemas}/{name}");
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": reference,
        });
        fs::write(&part, schema.to_string()).unwrap();
        part
    };
    FORMATS.into_iter().map(write).collect()
}

fn check(folder: &Path, schema: &Path, responses: &[Value]) -> Output {
    let files: Vec<_> =
        (0..responses.len()).map(|index| folder.join(format!("response-{index}.json"))).collect();
    for (file, response) in files.iter().zip(responses) {
        fs::write(file, response.to_string()).unwrap();
    }
    let mut arguments = vec![Path::new("--schemafile"), schema];
    arguments.extend(files.iter().map(PathBuf::as_path));
    run("check-jsonschema", &arguments)
}

/// The sample of every code, as the documents show it. A page may also show an answer that is no response.
fn samples() -> Vec<Value> {
    let document = document(&["markdown"]);
    let blocks = document.split("```json\n").skip(1);
    let samples: Vec<Value> = blocks
        .map(|block| serde_json::from_str(block.split("```").next().unwrap()).unwrap())
        .filter(|sample: &Value| sample.get("code").is_some())
        .collect();
    assert!(samples.len() > 100);
    samples
}

/// Responses as servers send them.
fn responses() -> Vec<Value> {
    let mut responses = samples();
    responses.extend([
        json!({"code": 0, "data": {"files": []}, "msg": ""}),
        json!({"code": 0, "data": "", "msg": ""}),
        json!({"code": 0, "msg": ""}),
        json!({"code": -1, "msg": "record not found", "error": "sql: no rows in result set"}),
        json!({"code": 40999, "msg": "of a newer server"}),
        json!({"code": 49990, "data": {"of": "a fork"}, "msg": ""}),
        json!({"code": 404, "data": null, "msg": "", "error": ""}),
        json!({"code": 203, "data": "7b2a0c54-session", "msg": "2FA"}),
        json!({"code": 40073, "msg": "lock expired", "correlation_id": "c"}),
        json!({
            "code": 40073,
            "data": [
                {"owner": {"application": {"type": "dav", "inner_xml": "<owner/>"}}, "type": 1},
                {"path": "cloudreve://my/a", "token": "t", "owner": {"application": {"type": "rename"}}, "type": 0},
            ],
            "msg": "",
        }),
        json!({
            "code": 40081,
            "data": ["what worked"],
            "aggregated_error": {
                "cloudreve://my/a": {"code": 40016, "msg": "", "correlation_id": "c"},
                "b": {"code": 50999, "msg": "", "aggregated_error": {"c": {"code": 0, "msg": ""}}},
            },
            "msg": "",
        }),
        json!({"code": 203, "msg": ""}),
        json!({"code": 203, "data": null, "msg": ""}),
        json!({"code": 40073, "data": null, "msg": ""}),
        json!({"code": 40073, "data": [], "msg": ""}),
        json!({"code": 40081, "msg": ""}),
        json!({"code": 9_223_372_036_854_775_807_i64, "msg": ""}),
    ]);
    responses
}

/// What is no response.
fn others() -> Vec<Value> {
    vec![
        json!({"code": "40073", "msg": ""}),
        json!({"code": 40073.5, "msg": ""}),
        json!({"code": 9_223_372_036_854_775_808_u64, "msg": ""}),
        json!({"code": null, "msg": ""}),
        json!({"msg": ""}),
        json!({"code": 0}),
        json!({"code": 0, "msg": 1}),
        json!({"code": 0, "msg": "", "error": {}}),
        json!({"code": 40081, "msg": "", "aggregated_error": []}),
        json!({"code": 40081, "msg": "", "aggregated_error": {"a": {"code": "40016", "msg": ""}}}),
        json!({"code": 40073, "data": {"owner": {"application": {"type": "dav"}}, "type": 0}, "msg": ""}),
        json!({"code": 40073, "data": [{"type": 0}], "msg": ""}),
        json!({"code": 203, "data": {"session": "s"}, "msg": ""}),
        json!({"code": 40081, "msg": "", "aggregated_error": {}}),
        json!({"code": 40081, "msg": "", "aggregated_error": {"a": {"code": 203, "data": 1, "msg": ""}}}),
        json!([]),
        json!("<html>"),
    ]
}

#[test]
#[ignore = "needs check-jsonschema of PyPI"]
fn the_schema_is_one_of_json_schema() {
    let folder = folder();
    schemas(folder.path(), "Response");
    let file = folder.path().join("json-schema.json");
    assert_passes(&run("check-jsonschema", &[Path::new("--check-metaschema"), &file]));
}

#[test]
#[ignore = "needs openapi-spec-validator of PyPI"]
fn the_components_are_those_of_openapi() {
    let folder = folder();
    schemas(folder.path(), "Response");
    let file = folder.path().join("openapi.json");
    assert_passes(&run(
        "openapi-spec-validator",
        &[Path::new("--schema"), Path::new("3.1"), &file],
    ));
}

#[test]
#[ignore = "needs check-jsonschema of PyPI"]
fn every_real_response_is_valid() {
    let folder = folder();
    for schema in schemas(folder.path(), "Response") {
        assert_passes(&check(folder.path(), &schema, &responses()));
    }
}

fn assert_refuses(folder: &Path, schema: &Path, others: &[Value]) {
    for other in others {
        let output = check(folder, schema, std::slice::from_ref(other));
        assert_eq!(output.status.code(), Some(1), "{other} passes {}", schema.display());
    }
}

#[test]
#[ignore = "needs check-jsonschema of PyPI"]
fn what_is_no_response_is_not() {
    let folder = folder();
    for schema in schemas(folder.path(), "Response") {
        assert_refuses(folder.path(), &schema, &others());
    }
}

#[test]
#[ignore = "needs check-jsonschema of PyPI"]
fn an_oauth_error_is_one_by_its_own_schema_and_is_no_response() {
    let errors = [
        json!({"error": "", "error_description": "", "error_codes": [40020], "correlation_id": "c"}),
        json!({"error": "invalid_client"}),
    ];
    let others = [
        json!({"code": 40020, "msg": ""}),
        json!({"error": {"code": 40020}}),
        json!({"error": "", "error_codes": ["40020"]}),
        json!({"error": "", "error_codes": 40020}),
    ];
    let folder = folder();
    for schema in schemas(folder.path(), "OAuthError") {
        assert_passes(&check(folder.path(), &schema, &errors));
        assert_refuses(folder.path(), &schema, &others);
    }
    for schema in schemas(folder.path(), "Response") {
        assert_refuses(folder.path(), &schema, &errors);
    }
}
