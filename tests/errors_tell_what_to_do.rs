//! An `ApiError` gives a client what it needs to go on, and a person one line to read.

#![cfg(feature = "response")]
#![allow(missing_docs)]

#[path = "support/arbitrary.rs"]
#[allow(dead_code)]
mod arbitrary;

use std::error::Error;

use cloudreve_error_codes::{
    ApiError, ApiResponse, Class, ErrorCode, LockConflict, LockedResource, Remedy, ResponseCode,
};
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn it_knows_of_its_code_what_the_code_knows() {
    let known = ErrorCode::ALL.iter().copied().map(ResponseCode::from);
    for code in known.chain([-1, 1, 299, 40_999, 59_999, i64::MIN].map(ResponseCode::new)) {
        let error = ApiError::new(code);
        assert_eq!(error.code(), code);
        assert_eq!(error.known(), code.known());
        assert_eq!(error.class(), code.class());
        assert_eq!(error.remedy(), code.remedy());
        let nearest = code.known().map_or(
            if error.class() == Some(Class::App4xxxx) { 400 } else { 500 },
            ErrorCode::http_status,
        );
        assert_eq!(error.http_status(), nearest);
    }
    assert_eq!(ApiError::new(418).http_status(), 418);
    assert_eq!(ApiError::new(40_999).class(), Some(Class::App4xxxx));
    assert_eq!(ApiError::new(40_089).remedy(), Some(Remedy::GainAccess));
}

#[test]
fn a_question_mark_hands_it_on() {
    fn doubled(response: ApiResponse<u64>) -> Result<u64, ApiError> {
        Ok(response.into_result()? * 2)
    }
    fn boxed(response: ApiResponse<u64>) -> Result<u64, Box<dyn Error + Send + Sync>> {
        Ok(response.into_result()? * 2)
    }
    fn refuse() -> Result<u64, ApiError> {
        Err(ErrorCode::OwnerOnly)?
    }
    let failed = || ApiResponse::from(refuse());
    assert_eq!(doubled(ApiResponse::ok(1)), Ok(2));
    assert_eq!(doubled(failed()), Err(ApiError::from(ErrorCode::OwnerOnly)));
    let error = boxed(failed()).unwrap_err();
    assert_eq!(error.to_string(), "Owner Operation Only (code: 40082)");
    assert_eq!(error.downcast_ref::<ApiError>().unwrap().code(), ErrorCode::OwnerOnly);
}

#[test]
fn its_display_names_code_message_and_the_whole_correlation_id() {
    let id = "fc544097-57b0-4a8e-9f0e-1f2a3b4c5d6e";
    let error = ApiError::from(ErrorCode::LockConflict);
    assert_eq!(error.to_string(), "Lock Conflict (code: 40073)");
    let error = error.with_message("locked by viewer");
    assert_eq!(error.to_string(), "Lock Conflict (code: 40073): locked by viewer");
    let expected = format!("Lock Conflict (code: 40073): locked by viewer [correlation id {id}]");
    assert_eq!(error.with_correlation_id(id).to_string(), expected);
    let error = ApiError::new(40_999).with_correlation_id(id);
    assert_eq!(error.to_string(), format!("unknown (code: 40999) [correlation id {id}]"));
    assert_eq!(ApiError::new(-1).with_message("m").to_string(), "not set (code: -1): m");
}

#[test]
fn its_display_shows_the_detail_where_there_is_no_message() {
    let error = ApiError::new(-1).with_detail("ent: user\nnot found").with_correlation_id("c");
    assert_eq!(error.to_string(), r"not set (code: -1): ent: user\nnot found [correlation id c]");
    let error = error.with_message("m");
    assert_eq!(error.to_string(), "not set (code: -1): m [correlation id c]");
}

#[test]
fn its_display_escapes_what_would_steer_a_terminal_or_a_reader() {
    let error = ApiError::new(40_001)
        .with_message("a\nb\r\t\u{1b}[2J\u{9b}\u{2028}\u{202e}dne")
        .with_correlation_id("1\n2");
    let expected = r"Parameter Error (code: 40001): a\nb\r\t\u{1b}[2J\u{9b}\u{2028}\u{202e}dne [correlation id 1\n2]";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn its_display_leaves_other_text_as_it_is() {
    for text in [r#"C:\a "b" 'c'"#, "文件已锁定", "स्थिति", "می‌خواهم", "👩‍👩‍👧", "e\u{301}"]
    {
        let shown = ApiError::new(40_001).with_message(text).to_string();
        assert_eq!(shown, format!("Parameter Error (code: 40001): {text}"));
    }
}

#[test]
fn its_debug_shows_what_there_is() {
    let error = ApiError::new(40_001).with_message("m");
    assert_eq!(format!("{error:?}"), r#"ApiError { code: 40001, message: "m" }"#);
    let error = error
        .with_detail("d")
        .with_correlation_id("c")
        .with_part("p", ErrorCode::OwnerOnly)
        .with_data(1);
    let expected = concat!(
        r#"ApiError { code: 40001, message: "m", detail: "d", correlation_id: "c", "#,
        r#"parts: {"p": ApiError { code: 40082, message: "" }}, data: Number(1) }"#,
    );
    assert_eq!(format!("{error:?}"), expected);
}

#[test]
fn its_data_is_read_as_another_type_or_refused() {
    let error = ApiError::new(203).with_data("f1a7");
    assert_eq!(error.data(), Some(&json!("f1a7")));
    assert_eq!(error.data_as::<String>().unwrap(), "f1a7");
    assert_eq!(error.data_as::<&str>().unwrap(), "f1a7");
    let refused = error.data_as::<Vec<String>>().unwrap_err().to_string();
    assert!(refused.contains(r#"string "f1a7", expected a sequence"#), "{refused}");

    let error = ApiError::new(203);
    assert_eq!(error.data(), None);
    assert_eq!(error.data_as::<Option<String>>().unwrap(), None);
    assert_eq!(error.data_as::<Value>().unwrap(), Value::Null);
    assert!(error.data_as::<String>().is_err());
}

#[test]
fn a_part_that_failed_is_found_by_its_id() {
    let error = ApiError::new(40_081)
        .with_part("b", ErrorCode::LockConflict)
        .with_part("a", ErrorCode::OwnerOnly)
        .with_part("b", ApiError::new(40_999));
    let ids: Vec<_> =
        error.parts().iter().map(|(id, part)| (id.as_str(), part.code().get())).collect();
    assert_eq!(ids, [("a", 40_082), ("b", 40_999)]);
    assert!(ApiError::new(40_081).parts().is_empty());
}

#[test]
fn the_effective_error_is_the_only_part_that_failed() {
    let gone = ApiError::from(ErrorCode::ParentDoesNotExist).with_message("gone");
    assert_eq!(gone.effective(), &gone);
    let whole = ApiError::new(40_081).with_part("a", gone.clone());
    assert_eq!(whole.effective(), &gone);
    let outer = ApiError::new(40_081).with_part("folder", whole.clone());
    assert_eq!(outer.effective(), &gone);
    let both = whole.with_part("b", ErrorCode::OwnerOnly);
    assert_eq!(both.effective(), &both);
    let outer = ApiError::new(40_081).with_part("folder", both.clone());
    assert_eq!(outer.effective(), &both);
    let none = ApiError::new(40_081);
    assert_eq!(none.effective(), &none);
}

#[test]
fn a_batch_fails_as_far_as_its_parts_do() {
    assert_eq!(ApiError::from_parts::<String, ApiError>([]), None);
    let gone = ApiError::from(ErrorCode::ParentDoesNotExist).with_message("gone");
    let error = ApiError::from_parts([("a", gone.clone())]).unwrap();
    let expected = ApiError::new(40_081).with_part("a", gone.clone()).with_message("gone");
    assert_eq!(error, expected);
    let error = ApiError::from_parts([("a", gone.clone()), ("b", gone.clone())]).unwrap();
    assert_eq!(error, ApiError::new(40_081).with_part("a", gone.clone()).with_part("b", gone));
}

#[test]
fn lock_conflicts_are_typed() {
    let error: ApiError = serde_json::from_value(json!({
        "code": 40073,
        "data": [
            {
                "path": "cloudreve://my/a.docx",
                "token": "75c1",
                "owner": {"application": {"type": "viewer", "viewer_id": "onlyoffice"}},
                "type": 0,
            },
            {"owner": {"application": {"type": "dav", "inner_xml": "<x/>"}}, "type": 1, "newer": []},
            {"path": null, "owner": {"application": {"type": "upload"}}, "type": 7},
        ],
        "msg": "locked",
    }))
    .unwrap();
    let conflicts = error.lock_conflicts().unwrap();
    assert_eq!(
        conflicts,
        [
            LockConflict::new(LockedResource::File, "viewer")
                .with_path("cloudreve://my/a.docx")
                .with_token("75c1")
                .with_viewer_id("onlyoffice"),
            LockConflict::new(LockedResource::Folder, "dav").with_inner_xml("<x/>"),
            LockConflict::new(LockedResource::Other(7), "upload"),
        ]
    );
    let resources: Vec<_> = conflicts.iter().map(|lock| lock.resource.to_string()).collect();
    assert_eq!(resources, ["file", "folder", "resource of type 7"]);
    // What the types do not name is still in `data`.
    assert_eq!(error.data().unwrap()[1]["newer"], json!([]));
}

#[test]
fn a_lock_conflict_without_data_has_none() {
    for json in [r#"{"code":40073,"msg":"lock expired"}"#, r#"{"code":40073,"data":null,"msg":""}"#]
    {
        let error: ApiError = serde_json::from_str(json).unwrap();
        assert_eq!(error.lock_conflicts().unwrap(), []);
    }
}

#[test]
fn data_that_is_no_list_of_locks_is_refused() {
    for (data, expected) in [
        (json!("f1a7"), "expected a sequence"),
        (json!([{}]), "missing field `owner`"),
        (json!([{"owner": {}, "type": 0}]), "missing field `application`"),
        (json!([{"owner": {"application": {}}, "type": 0}]), "missing field `type`"),
        (json!([{"owner": {"application": {"type": "dav"}}}]), "missing field `type`"),
        (json!([{"owner": {"application": {"type": "dav"}}, "type": "file"}]), "expected i64"),
    ] {
        let error = ApiError::new(40_073).with_data(data.clone()).lock_conflicts().unwrap_err();
        assert!(error.to_string().contains(expected), "{data}: {error}");
    }
}

proptest! {
    #[test]
    fn its_display_is_one_line_and_names_the_code(error in arbitrary::api_error()) {
        let shown = error.to_string();
        prop_assert!(!shown.contains(|c: char| c.is_control()), "{:?}", shown);
        prop_assert_eq!(shown.lines().count(), 1);
        let code = format!("(code: {})", error.code().get());
        prop_assert!(shown.contains(&code), "{}", shown);
    }

    #[test]
    fn lock_conflicts_are_read_as_they_were_made(
        resource: i64,
        kind in arbitrary::text(),
        path in arbitrary::text(),
        token in arbitrary::text(),
    ) {
        let conflict = LockConflict::new(resource.into(), kind).with_path(path).with_token(token);
        prop_assert_eq!(i64::from(conflict.resource), resource);
        let error = ApiError::from_lock_conflicts([conflict.clone()]);
        prop_assert_eq!(error.lock_conflicts().unwrap(), [conflict]);
    }
}
