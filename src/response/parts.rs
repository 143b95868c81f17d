use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;

use serde_json::{Map, Value};

use super::api_error::{ApiError, Content};
use super::kept_data::text_of;
use super::resource::resource;
use crate::response_code::ResponseCode;

/// What failed, by URI or id.
#[derive(Clone, Default)]
pub(super) struct Parts {
    by_key: BTreeMap<String, ApiError>,
    /// How deep the deepest of them nests.
    levels: usize,
    /// The keys that spell their resource in another way than [`resource`], by its way.
    other_spellings: BTreeMap<String, String>,
}

impl Parts {
    pub(super) const fn new() -> Self {
        Self { by_key: BTreeMap::new(), levels: 0, other_spellings: BTreeMap::new() }
    }

    /// From the value of `aggregated_error`, if that is a map.
    pub(super) fn from_value(value: Value) -> Option<Self> {
        let Value::Object(parts) = value else { return None };
        let mut failed = Self::new();
        for (id, part) in parts {
            if let Some(error) = part_of(part) {
                failed.insert(id, error);
            }
        }
        Some(failed)
    }

    pub(super) const fn by_key(&self) -> &BTreeMap<String, ApiError> {
        &self.by_key
    }

    pub(super) fn insert(&mut self, key: String, part: ApiError) {
        if let Some(resource) = resource(&key).filter(|resource| *resource != key) {
            // If several keys name one resource, the smallest stands for it, so that the order in which they were
            // added does not matter.
            let spelling = self.other_spellings.entry(resource).or_insert_with(|| key.clone());
            if key < *spelling {
                spelling.clone_from(&key);
            }
        }
        self.levels = self.levels.max(part.levels());
        self.by_key.insert(key, part);
    }

    pub(super) const fn levels(&self) -> usize {
        self.levels
    }

    /// Leaves out what nests deeper than so many levels.
    pub(super) fn cut(&mut self, levels: usize) {
        self.by_key.values_mut().for_each(|part| part.cut(levels));
        self.levels = levels;
    }

    /// The part of a resource: by its very key, or else by any other spelling of it.
    pub(super) fn get(&self, uri: &str) -> Option<&ApiError> {
        self.by_key.get(uri).or_else(|| {
            let resource = resource(uri)?;
            self.by_key
                .get(&resource)
                .or_else(|| self.by_key.get(self.other_spellings.get(&resource)?))
        })
    }
}

/// The other spellings follow from the keys.
impl PartialEq for Parts {
    fn eq(&self, other: &Self) -> bool {
        self.by_key == other.by_key
    }
}

impl Eq for Parts {}

/// The error of a part, or `None` if it succeeded. A part without a readable code has failed too, since the server
/// names only what failed: all of it is kept, as text.
fn part_of(part: Value) -> Option<ApiError> {
    let code = ["code", "Code"].into_iter().find_map(|key| part.get(key)?.as_i64());
    match (code, part) {
        (Some(0), _) => None,
        (Some(code), Value::Object(fields)) => Some(error_of(ResponseCode::new(code), fields)),
        (_, part) => {
            let text = text_of(part).unwrap_or_default();
            Some(ApiError::new(ResponseCode::NOT_SET).with_detail(text))
        }
    }
}

fn error_of(code: ResponseCode, mut fields: Map<String, Value>) -> ApiError {
    let mut take = |key| fields.remove(key).filter(|value| !value.is_null());
    ApiError(Box::new(Content {
        code,
        data: take("data"),
        parts: take("aggregated_error").and_then(Parts::from_value),
        message: take("msg").or_else(|| take("Msg")).and_then(text_of).unwrap_or_default(),
        detail: take("error").or_else(|| take("RawError")).and_then(text_of),
        correlation_id: take("correlation_id").and_then(text_of),
    }))
}
