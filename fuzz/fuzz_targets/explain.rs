//! Any text is recognized as something or nothing, the same each time, and its codes are told once each.

#![no_main]

use std::cell::RefCell;
use std::collections::HashSet;

use cloudreve_codes::explain::{Knowledge, What};
use cloudreve_error_codes::Language;
use libfuzzer_sys::fuzz_target;

thread_local! {
    static KNOWLEDGE: RefCell<Knowledge> = RefCell::new(Knowledge::new(Language::English, None));
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    KNOWLEDGE.with_borrow_mut(|knowledge| {
        let recognition = knowledge.recognize(&text);
        let codes = recognition.codes();
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
        assert_eq!(knowledge.recognize(&text), recognition);
        if let What::Responses(responses) = &recognition.what {
            assert!(!responses.is_empty());
        }
    });
});
