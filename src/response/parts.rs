use alloc::collections::BTreeMap;
use alloc::string::String;

use super::api_error::ApiError;
use super::resource::resource;

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

    pub(super) const fn by_key(&self) -> &BTreeMap<String, ApiError> {
        &self.by_key
    }

    pub(super) fn insert(&mut self, key: String, part: ApiError) {
        match resource(&key) {
            Some(resource) if resource != key => {
                // Of several keys of a resource the first in their order, whichever came first.
                let spelling = self.other_spellings.entry(resource).or_insert_with(|| key.clone());
                if key < *spelling {
                    spelling.clone_from(&key);
                }
            }
            _ => {}
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
