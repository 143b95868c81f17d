use cloudreve_error_codes::{ErrorCode, Language};

use crate::terminal::language;
use crate::terminal::table::Column::{Number, Text};
use crate::terminal::table::Table;

/// A line a code, the description last.
pub(crate) fn table(codes: &[ErrorCode], language: Language) -> Table {
    let columns = [
        Number("code"),
        Text("name"),
        Text("class"),
        Text("since"),
        Text("HTTP"),
        Text("remedy"),
        Text("description"),
    ];
    let mut table = Table::new(&columns, &["class", "HTTP", "since", "remedy"]);
    for code in codes {
        table.add([
            code.as_u32().to_string(),
            code.name().to_owned(),
            code.class().to_string(),
            code.since().to_owned(),
            code.http_status().to_string(),
            code.remedy().to_string(),
            language::description(*code, language).into_owned(),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use cloudreve_error_codes::{ErrorCode, Language};
    use unicode_width::UnicodeWidthStr;

    use super::table;

    #[test]
    fn terminals_of_usual_widths_have_room_for_the_table() {
        for language in Language::ALL {
            let table = table(ErrorCode::ALL, *language);
            for terminal in [60, 80, 100, 120] {
                let text = table.set(Some(terminal));
                let lines: Vec<_> = text.lines().collect();
                // Most codes take one line, and some a second one; in the narrowest a third.
                let most = if terminal < 80 { 2 } else { 1 };
                assert!(
                    lines.len() <= (most + 1) * (ErrorCode::ALL.len() + 2),
                    "{language}: {text}"
                );
                let is_too_long = |line: &&&str| line.width() > terminal.into();
                assert_eq!(lines.iter().find(is_too_long), None, "{language}");
                for code in ErrorCode::ALL {
                    let begins = format!("{}  {} ", code.as_u32(), code.name());
                    assert!(lines.iter().any(|line| line.trim_start().starts_with(&begins)));
                }
                let has_note = text.contains("(a wider terminal also shows: ");
                assert_eq!(has_note, !lines[0].contains("class"), "{}", lines[0]);
            }
        }
    }
}
