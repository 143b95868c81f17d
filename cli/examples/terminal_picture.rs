//! Reads what a terminal shows, escapes included, and writes it as an SVG picture.
//!
//! `docs/pictures/make` makes the pictures of the README with it.

use std::io::{self, Read, Write};

use anstyle_svg::Term;

fn main() -> io::Result<()> {
    let mut shown = String::new();
    io::stdin().read_to_string(&mut shown)?;
    let picture = Term::new().render_svg(shown.trim_end());
    io::stdout().write_all(picture.as_bytes())
}
