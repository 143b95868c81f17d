//! Reviewed texts. A test that compares one has `reviewed` in its name: CONTRIBUTING.md says how to write them anew.

/// Expects the text that stands in `tests/snapshots/<name>.snap`.
pub fn assert_reviewed(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("../snapshots");
    settings.bind(|| insta::assert_snapshot!(name, text));
}
