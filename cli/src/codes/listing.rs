use cloudreve_error_codes::{ErrorCode, Language};

use crate::interface::text;
use crate::terminal::language;
use crate::terminal::table::Column::{Number, Text};
use crate::terminal::table::Table;

/// A line a code, the description last.
pub(crate) fn table(codes: &[ErrorCode], language: Language) -> Table {
    let columns = [
        Number(text!(language, "label.code")),
        Text(text!(language, "label.name")),
        Text(text!(language, "label.class")),
        Text(text!(language, "label.since")),
        Text(text!(language, "label.http")),
        Text(text!(language, "label.remedy")),
        Text(text!(language, "label.description")),
    ];
    let spare = [
        text!(language, "label.class"),
        text!(language, "label.http"),
        text!(language, "label.since"),
        text!(language, "label.remedy"),
    ];
    let mut table = Table::new(&columns, &spare, language);
    for code in codes {
        table.add([
            code.as_u32().to_string(),
            code.name().to_owned(),
            code.class().to_string(),
            code.since().to_owned(),
            code.http_status().to_string(),
            language::remedy(code.remedy(), language).to_owned(),
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
    use crate::interface::text;

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
                let has_note = lines.iter().any(|line| line.starts_with(['(', '（']));
                let class = text!(*language, "label.class");
                assert_eq!(has_note, !lines[0].contains(class), "{}", lines[0]);
            }
        }
    }
}
