//! What can stand where a call passes a code or a message: followed back to constants, literals and
//! the parameters of the functions around it.

use std::cell::Cell;
use std::collections::HashMap;

use cloudreve_error_codes::{Class, ErrorCode};

use super::codes::Codes;
use crate::go::{Call, Expression, File, Function, Program, Value};

/// How far an expression is followed.
const FARTHEST: usize = 8;
/// How many expressions are followed at most for a code or a message. What they may be beyond is not known.
const MOST_FOLLOWED: usize = 1 << 10;
/// In a message, whatever is not known before the server runs.
const ANYTHING: &str = "%v";

/// A function by its file and its place there.
pub(super) type FunctionId = (usize, usize);

/// A parameter of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ParameterOf {
    pub(super) function: FunctionId,
    pub(super) index: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Code {
    Fixed { code: i64, constant: String },
    Parameter(ParameterOf),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Message {
    /// A format string.
    Fixed(String),
    Parameter {
        of: ParameterOf,
        is_format: bool,
    },
    /// Known only where the server runs: how it is written.
    Unknown(String),
}

/// Follows expressions back.
pub(super) struct Sources<'a> {
    program: &'a Program,
    folder: &'a str,
    codes: HashMap<&'a str, i64>,
    /// How many expressions were followed so far.
    followed: Cell<usize>,
}

impl<'a> Sources<'a> {
    pub(super) fn new(program: &'a Program, codes: &'a Codes) -> Self {
        Self { program, folder: &codes.folder, codes: codes.by_name(), followed: Cell::new(0) }
    }

    /// The codes that an expression in a function can be.
    pub(super) fn codes(&self, at: FunctionId, expression: &Expression) -> Vec<Code> {
        let mut found = Vec::new();
        self.followed.set(0);
        self.add_codes(at, expression, 0, &mut found);
        found
    }

    fn add_codes(
        &self,
        at: FunctionId,
        expression: &Expression,
        depth: usize,
        found: &mut Vec<Code>,
    ) {
        if depth >= FARTHEST || !self.may_follow() {
            return;
        }
        let file = &self.program.files[at.0];
        if let Some(local) = self.local(at, expression) {
            if let Some(of) = local.parameter.filter(|of| self.is_code(*of)) {
                push(found, Code::Parameter(of));
            }
            for value in local.values {
                self.add_codes(local.function, value, depth + 1, found);
            }
            return;
        }
        match expression {
            Expression::Integer(value) => found.extend(bare_code(*value)),
            Expression::Name(_) | Expression::Member(..) => {
                self.add_constant(file, expression, depth, found);
            }
            // A conversion.
            Expression::Call(call) if self.program.is_whole_number(file, &call.callee) => {
                for argument in &call.arguments {
                    self.add_codes(at, argument, depth + 1, found);
                }
            }
            _ => {}
        }
    }

    fn add_constant(
        &self,
        file: &File,
        expression: &Expression,
        depth: usize,
        found: &mut Vec<Code>,
    ) {
        let Some(resolved) = self.program.resolve(file, expression) else { return };
        if resolved.folder == self.folder && self.codes.contains_key(resolved.name) {
            let (code, constant) = (self.codes[resolved.name], resolved.name.to_owned());
            push(found, Code::Fixed { code, constant });
        } else if let Some((file, constant)) = self.program.constant(&resolved)
            && let Some(value) = &constant.value
            && depth < FARTHEST
        {
            self.add_constant(file, value, depth + 1, found);
        }
    }

    /// The messages that an expression in a function can be.
    pub(super) fn messages(
        &self,
        at: FunctionId,
        expression: &Expression,
        is_format: bool,
    ) -> Vec<Message> {
        let mut found = Vec::new();
        self.followed.set(0);
        self.add_messages(at, expression, is_format, 0, &mut found);
        found
    }

    fn add_messages(
        &self,
        at: FunctionId,
        expression: &Expression,
        is_format: bool,
        depth: usize,
        found: &mut Vec<Message>,
    ) {
        let file = &self.program.files[at.0];
        let unknown = || Message::Unknown(expression.excerpt());
        if depth >= FARTHEST || !self.may_follow() {
            push(found, unknown());
            return;
        }
        if let Some(local) = self.local(at, expression) {
            let parameter = local.parameter.filter(|of| self.is_text(*of));
            if let Some(of) = parameter {
                push(found, Message::Parameter { of, is_format });
            }
            for value in &local.values {
                self.add_messages(local.function, value, is_format, depth + 1, found);
            }
            if parameter.is_none() && local.values.is_empty() {
                push(found, unknown());
            }
            return;
        }
        if let Ok(Value::Text(text)) = self.program.evaluate(file, expression) {
            push(found, Message::Fixed(if is_format { text } else { literal(&text) }));
            return;
        }
        match expression {
            Expression::Call(call) => match Self::format(file, call) {
                Some(format) => self.add_messages(at, format, true, depth + 1, found),
                None => push(found, unknown()),
            },
            Expression::Binary(operator, _) if operator == "+" => {
                push(found, Message::Fixed(end_at_colon(self.part(at, expression, depth))));
            }
            _ => push(found, unknown()),
        }
    }

    /// Counts an expression, and says whether it is to be followed.
    fn may_follow(&self) -> bool {
        self.followed.set(self.followed.get() + 1);
        self.followed.get() <= MOST_FOLLOWED
    }

    /// A part of a concatenation.
    fn part(&self, at: FunctionId, expression: &Expression, depth: usize) -> String {
        if let Expression::Binary(operator, sides) = expression
            && operator == "+"
            && depth < FARTHEST
        {
            return self.part(at, &sides.0, depth + 1) + &self.part(at, &sides.1, depth + 1);
        }
        let mut found = Vec::new();
        self.add_messages(at, expression, false, depth + 1, &mut found);
        match found.as_slice() {
            [Message::Fixed(text)] => text.clone(),
            _ => ANYTHING.to_owned(),
        }
    }

    /// The format string of a call of `fmt.Sprintf`.
    fn format<'b>(file: &File, call: &'b Call) -> Option<&'b Expression> {
        let Expression::Member(base, name) = &call.callee else { return None };
        let Expression::Name(alias) = base.as_ref() else { return None };
        let is_sprintf = name == "Sprintf" && file.import_path(alias) == Some("fmt");
        call.arguments.first().filter(|_| is_sprintf)
    }

    /// What a name stands for in a function, or in those that it stands in.
    fn local(&self, at: FunctionId, expression: &Expression) -> Option<Local<'a>> {
        let Expression::Name(name) = expression else { return None };
        let file = &self.program.files[at.0];
        let mut place = Some(at.1);
        while let Some(index) = place {
            let function = &file.functions[index];
            let function_id = (at.0, index);
            let parameter = function.parameters.iter().position(|of| of.name == *name);
            let assigned = function.assignments.iter().filter(|(to, _)| to == name);
            let values: Vec<_> = assigned.map(|(_, value)| value).collect();
            // What stands outside of functions may be set by anybody.
            if parameter.is_some() || (!values.is_empty() && index != 0) {
                let parameter = parameter.map(|index| ParameterOf { function: function_id, index });
                return Some(Local { function: function_id, parameter, values });
            }
            place = function.parent;
        }
        None
    }

    fn parameter(&self, of: ParameterOf) -> (&File, &Function) {
        let file = &self.program.files[of.function.0];
        (file, &file.functions[of.function.1])
    }

    /// Whether the parameter is of a type of whole numbers.
    pub(super) fn is_code(&self, of: ParameterOf) -> bool {
        let (file, function) = self.parameter(of);
        self.program.is_whole_number(file, &function.parameters[of.index].type_name)
    }

    /// Whether the parameter is a string.
    pub(super) fn is_text(&self, of: ParameterOf) -> bool {
        let (file, function) = self.parameter(of);
        let parameter = &function.parameters[of.index];
        !parameter.is_variadic && self.program.is_text(file, &parameter.type_name)
    }
}

/// What a name of a function stands for.
struct Local<'a> {
    function: FunctionId,
    parameter: Option<ParameterOf>,
    /// All that is assigned to it.
    values: Vec<&'a Expression>,
}

fn push<T: PartialEq>(found: &mut Vec<T>, source: T) {
    if !found.contains(&source) {
        found.push(source);
    }
}

/// A number of five digits with a class; fewer digits may stand for anything.
fn bare_code(value: i128) -> Option<Code> {
    let code = i64::try_from(value).ok()?;
    let is_app_code = matches!(Class::of(code), Some(Class::App4xxxx | Class::App5xxxx));
    let known = u32::try_from(code).ok().and_then(ErrorCode::from_u32);
    let constant = known.map_or("", ErrorCode::constant).to_owned();
    is_app_code.then_some(Code::Fixed { code, constant })
}

/// A text as a format string that stands for it.
fn literal(text: &str) -> String {
    text.replace('%', "%%")
}

/// At `: ` a message ends, and what is known only where the server runs is the next one of the chain.
fn end_at_colon(format: String) -> String {
    match format.strip_suffix(ANYTHING) {
        Some(rest) if rest.ends_with(": ") => rest.to_owned(),
        _ => format,
    }
}
