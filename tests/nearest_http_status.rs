//! Each code has the nearest HTTP status, and axum answers with it where it is asked to, or with 200 as
//! Cloudreve does.

#![cfg(feature = "http")]
#![allow(missing_docs)]

use cloudreve_error_codes::{Class, ErrorCode, ResponseCode};
use http::StatusCode;

/// Numbers of all kinds: known, unknown of each class, three digits, others.
fn numbers() -> impl Iterator<Item = i64> {
    (-1..=60_000).chain([i64::MIN, -40_073, 400_011, 4_294_967_296 + 40_073, i64::MAX])
}

#[test]
fn a_known_code_has_the_status_of_the_table() {
    for code in ErrorCode::ALL.iter().copied() {
        assert_eq!(StatusCode::from(code).as_u16(), code.http_status());
        assert_eq!(StatusCode::from(ResponseCode::from(code)), StatusCode::from(code));
    }
}

#[test]
fn any_other_code_has_its_class_or_itself() {
    for number in numbers().filter(|number| ResponseCode::new(*number).known().is_none()) {
        let status = i64::from(StatusCode::from(ResponseCode::new(number)).as_u16());
        let expected = match number {
            0 => 200,
            400..=599 => number,
            _ if Class::of(number) == Some(Class::App4xxxx) => 400,
            _ => 500,
        };
        assert_eq!(status, expected, "{number}");
    }
    assert_eq!(StatusCode::from(ResponseCode::NOT_SET), StatusCode::INTERNAL_SERVER_ERROR);
}

#[test]
fn an_error_is_never_a_success_or_a_redirect() {
    for number in numbers().filter(|number| *number != 0) {
        let status = StatusCode::from(ResponseCode::new(number));
        let is_error = status.is_client_error() || status.is_server_error();
        // A known code of that class was accepted, and another step follows.
        let known = ResponseCode::new(number).known();
        let is_accepted = known.is_some_and(|known| known.class() == Class::Http2xx);
        assert_eq!(is_error, !is_accepted, "{number}");
    }
}

#[cfg(feature = "axum")]
mod axum {
    use std::collections::BTreeMap;

    use axum_core::body::Body;
    use axum_core::response::{IntoResponse, Response};
    use cloudreve_error_codes::{ApiError, ApiResponse, NearestStatus};
    use serde_json::{Value, json};

    use super::*;

    /// The status and the JSON of a response.
    async fn taken(response: impl IntoResponse) -> (StatusCode, Value) {
        let response: Response<Body> = response.into_response();
        assert_eq!(response.headers()["content-type"], "application/json");
        let status = response.status();
        let body = ::axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap())
    }

    #[tokio::test]
    async fn the_answer_is_200_and_json_whatever_the_code() {
        let ok = StatusCode::OK;
        let success = json!({"code": 0, "data": 5, "msg": ""});
        assert_eq!(taken(ApiResponse::ok(5)).await, (ok, success));
        for number in numbers().filter(|number| *number != 0).step_by(97) {
            let error = ApiError::new(number).with_message("m");
            let envelope = json!({"code": number, "msg": "m"});
            assert_eq!(taken(error.clone()).await, (ok, envelope.clone()));
            assert_eq!(taken(ApiResponse::<()>::err(error)).await, (ok, envelope));
        }
        for code in ErrorCode::ALL.iter().copied() {
            assert_eq!(taken(code).await, (ok, json!({"code": code.as_u32(), "msg": ""})));
        }
    }

    #[tokio::test]
    async fn a_gateway_answers_with_the_nearest_status_and_the_same_json() {
        let success = json!({"code": 0, "data": 5, "msg": ""});
        assert_eq!(taken(NearestStatus(ApiResponse::ok(5))).await, (StatusCode::OK, success));
        for code in ErrorCode::ALL.iter().copied() {
            let expected = (StatusCode::from(code), json!({"code": code.as_u32(), "msg": ""}));
            assert_eq!(taken(NearestStatus(code)).await, expected);
            assert_eq!(taken(NearestStatus(ApiError::from(code))).await, expected);
            assert_eq!(taken(NearestStatus(ApiResponse::<()>::err(code))).await, expected);
        }
        for (number, status) in [
            (-1, 500),
            (418, 418),
            (299, 500),
            (40_999, 400),
            (50_999, 500),
            (600, 500),
            (304, 500),
        ] {
            let expected =
                (StatusCode::from_u16(status).unwrap(), json!({"code": number, "msg": ""}));
            assert_eq!(taken(NearestStatus(ApiError::new(number))).await, expected);
        }
    }

    #[tokio::test]
    async fn data_that_cannot_be_json_is_an_error_without_a_code() {
        let pairs = || ApiResponse::ok(BTreeMap::from([((1, 2), 3)]));
        let message = "the response could not be written as JSON: key must be a string";
        let envelope = json!({"code": -1, "msg": message});
        assert_eq!(taken(pairs()).await, (StatusCode::OK, envelope.clone()));
        let expected = (StatusCode::INTERNAL_SERVER_ERROR, envelope);
        assert_eq!(taken(NearestStatus(pairs())).await, expected);
    }
}
