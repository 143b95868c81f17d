use cloudreve_error_codes::{ErrorCode, Language};

use crate::terminal::language;
use crate::terminal::table::Column::{Number, Text};
use crate::terminal::table::Table;

/// A line a code, the description last.
pub(crate) fn table(codes: &[ErrorCode], language: Language) -> Table {
    let mut table = Table::new(&[
        Number("code"),
        Text("name"),
        Text("class"),
        Text("since"),
        Text("HTTP"),
        Text("remedy"),
        Text("description"),
    ]);
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
