//! How far a command has come, on standard error, where that is a terminal.

use std::io::{IsTerminal, stdout};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const TEMPLATE: &str = "{bar:30} {bytes} of {total_bytes}, {binary_bytes_per_sec}, {eta} left";
/// Less is done before a bar could be read.
const LEAST: u64 = 64 << 20;

/// A bar for a command that writes when it is done. It has to read inputs of these sizes; where one has no
/// size, nobody knows how much is left.
pub(crate) fn before_output(sizes: impl Iterator<Item = Option<u64>>) -> ProgressBar {
    match sizes.sum() {
        Some(total) if total >= LEAST => bar(total),
        _ => ProgressBar::hidden(),
    }
}

/// A bar for a command that writes as it goes: none where both would be on one terminal.
pub(crate) fn beside_output(sizes: impl Iterator<Item = Option<u64>>) -> ProgressBar {
    if stdout().is_terminal() { ProgressBar::hidden() } else { before_output(sizes) }
}

fn bar(total: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    match ProgressStyle::with_template(TEMPLATE) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
