//! The messages that the server sends with each code.
//!
//! A raiser is a function that makes an error of a code and a message, of which it has one or both from
//! its parameters. The first are those that put both into one value, `AppError{Code: code, Msg: msg}`;
//! or, where that cannot be seen, have parameters of such names and types. Whoever passes its own
//! parameters on to a raiser is one too. Where code and message are both known, the message is sent.

use std::collections::{BTreeSet, HashMap, HashSet};

use cloudreve_codes::log::messages::Kind;

use super::checkout::Checkout;
use super::codes::{Codes, NO_ERRORS};
use super::sources::{Code, FunctionId, Message, ParameterOf, Sources};
use crate::go::{Call, Composite, Expression, Function, Parameter, Program};
use crate::problem::Problem;

/// How the field or parameter of a message is called, the most telling first.
const MESSAGE_NAMES: [&str; 6] = ["msg", "message", "format", "text", "description", "reason"];

/// All that a checkout sends, and where that cannot be known.
pub(crate) struct Messages {
    pub(crate) sent: BTreeSet<Sent>,
    /// The calls whose message is known only where the server runs.
    pub(crate) unknown: BTreeSet<Problem>,
}

/// One place that sends a message with a code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sent {
    /// A format string of Go.
    pub(crate) message: String,
    pub(crate) code: i64,
    /// Empty where a bare number is passed that the table does not know.
    pub(crate) constant: String,
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) kind: Kind,
}

impl Messages {
    /// `None` where the checkout declares no codes.
    pub(crate) fn of(checkout: &Checkout) -> Option<Self> {
        let program = &checkout.program;
        let codes = Codes::find(program)?;
        let mut search = Search {
            program,
            sources: Sources::new(program, &codes),
            callers: callers(program),
            completed: completed_sentinels(program),
            seen: HashSet::new(),
            waiting: Vec::new(),
            messages: Self { sent: BTreeSet::new(), unknown: BTreeSet::new() },
        };
        search.run();
        Some(search.messages)
    }
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Raiser {
    function: FunctionId,
    code: Code,
    message: Message,
    inner: Inner,
}

/// The error that is passed on with a code and a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Inner {
    None,
    /// The very error whose text is the message.
    Itself,
    Some,
    Parameter(ParameterOf),
}

/// A call, by the function that it stands in.
#[derive(Clone, Copy)]
struct Caller<'a> {
    function: FunctionId,
    call: &'a Call,
    /// Whether it is but the name of a method that ties the two together.
    is_by_name: bool,
}

struct Search<'a> {
    program: &'a Program,
    sources: Sources<'a>,
    callers: HashMap<FunctionId, Vec<Caller<'a>>>,
    /// Where the errors are made, by file and line, that are given an inner one later.
    completed: HashSet<(usize, usize)>,
    seen: HashSet<Raiser>,
    waiting: Vec<Raiser>,
    messages: Messages,
}

impl<'a> Search<'a> {
    fn run(&mut self) {
        let program = self.program;
        for (function, declared) in functions(program) {
            for composite in &declared.composites {
                self.composite(function, composite);
            }
            for composite in assigned(declared) {
                self.composite(function, &composite);
            }
            self.signature(function, declared);
        }
        while let Some(raiser) = self.waiting.pop() {
            for caller in self.callers.get(&raiser.function).cloned().unwrap_or_default() {
                self.call(caller, &raiser);
            }
        }
    }

    /// A value that has both a code and a message.
    fn composite(&mut self, function: FunctionId, composite: &Composite) {
        let file = &self.program.files[function.0];
        let fields = self.program.fields(file, &composite.type_name).unwrap_or_default();
        let elements = composite.elements.iter().enumerate().map(|(index, (key, value))| {
            let key = match key {
                Some(Expression::Name(key) | Expression::Text(key)) => key.to_ascii_lowercase(),
                _ => fields.get(index).map(|it| it.name.to_ascii_lowercase()).unwrap_or_default(),
            };
            (key, value)
        });
        let elements: Vec<_> = elements.collect();
        let codes: Vec<_> = elements
            .iter()
            .filter(|(key, _)| key.is_empty() || key.ends_with("code"))
            .flat_map(|(_, value)| self.sources.codes(function, value))
            .collect();
        if codes.is_empty() {
            return;
        }
        let error = fields.iter().find(|field| field.is_error());
        let inner = match error.map(|field| field.name.to_ascii_lowercase()) {
            Some(error) => {
                let passed = elements.iter().find(|(key, _)| *key == error);
                passed.map_or(Inner::None, |(_, value)| self.inner(function, value))
            }
            // Where the value has no place for it, it is what the function takes.
            None => self.error_parameter(function).map_or(Inner::None, Inner::Parameter),
        };
        if let Some(message) = self.message_of(function, &elements) {
            let messages = self.sources.messages(function, message, false);
            self.combine(function, composite.line, &codes, &messages, inner);
        }
    }

    /// The error that an expression in a function passes on.
    fn inner(&self, at: FunctionId, expression: &Expression) -> Inner {
        let Expression::Name(name) = expression else { return Inner::Some };
        if name == "nil" {
            return Inner::None;
        }
        let function = &self.program.files[at.0].functions[at.1];
        let is_assigned = function.assignments.iter().any(|(to, _)| to == name);
        let index = function.parameters.iter().position(|of| of.name == *name && of.is_error());
        match index {
            Some(index) if !is_assigned => Inner::Parameter(ParameterOf { function: at, index }),
            _ => Inner::Some,
        }
    }

    /// The parameter of a function that is an error.
    fn error_parameter(&self, function: FunctionId) -> Option<ParameterOf> {
        let declared = &self.program.files[function.0].functions[function.1];
        let index = declared.parameters.iter().position(Parameter::is_error)?;
        Some(ParameterOf { function, index })
    }

    /// Which element is the message: by its name, or because it stands first in a value without names.
    fn message_of<'b>(
        &self,
        function: FunctionId,
        elements: &[(String, &'b Expression)],
    ) -> Option<&'b Expression> {
        let named =
            MESSAGE_NAMES.iter().find_map(|name| elements.iter().find(|(key, _)| key == name));
        let is_text = |value: &Expression| {
            let messages = self.sources.messages(function, value, false);
            messages.iter().any(|message| !matches!(message, Message::Unknown(_)))
        };
        let first = || elements.iter().find(|(key, value)| key.is_empty() && is_text(value));
        named.or_else(first).map(|(_, value)| *value)
    }

    /// A function whose parameters are called and typed as a raiser's.
    fn signature(&mut self, function: FunctionId, declared: &Function) {
        let name = |index: usize| declared.parameters[index].name.to_ascii_lowercase();
        let places = || (0..declared.parameters.len()).map(|index| ParameterOf { function, index });
        let code =
            places().find(|of| name(of.index).ends_with("code") && self.sources.is_code(*of));
        let message = MESSAGE_NAMES.iter().find_map(|expected| {
            places().find(|of| name(of.index).ends_with(expected) && self.sources.is_text(*of))
        });
        if let (Some(code), Some(of)) = (code, message) {
            let is_format = name(of.index).ends_with("format");
            let message = Message::Parameter { of, is_format };
            let inner = self.error_parameter(function).map_or(Inner::None, Inner::Parameter);
            self.found(Raiser { function, code: Code::Parameter(code), message, inner });
        }
    }

    fn call(&mut self, caller: Caller<'a>, raiser: &Raiser) {
        let Caller { function, call, is_by_name } = caller;
        let codes = match &raiser.code {
            Code::Parameter(of) => match call.arguments.get(of.index) {
                Some(argument) => self.sources.codes(function, argument),
                None => return,
            },
            // Another type may have a method of this name, which sends something else.
            Code::Fixed { .. } if is_by_name && !self.is_near(function, raiser.function) => return,
            code @ Code::Fixed { .. } => vec![code.clone()],
        };
        let messages = match &raiser.message {
            Message::Parameter { of, is_format } => match call.arguments.get(of.index) {
                Some(argument) => self.sources.messages(function, argument, *is_format),
                None => return,
            },
            message => vec![message.clone()],
        };
        let inner = match raiser.inner {
            Inner::Parameter(of) => {
                call.arguments.get(of.index).map_or(Inner::None, |it| self.inner(function, it))
            }
            inner => inner,
        };
        self.combine(function, call.line, &codes, &messages, inner);
        self.aggregate(caller, &codes);
    }

    /// A method that passes on the very error that it is of, as the inner one: what that prints is sent with
    /// the code, whatever the message is.
    fn aggregate(&mut self, Caller { function, call, .. }: Caller<'a>, codes: &[Code]) {
        let file = &self.program.files[function.0];
        let Some(receiver) = &file.functions[function.1].receiver else { return };
        let is_itself =
            |it: &Expression| matches!(it, Expression::Name(name) if *name == receiver.name);
        if receiver.name.is_empty() || !call.arguments.iter().any(is_itself) {
            return;
        }
        let texts = file.functions.iter().enumerate().filter(|(_, of)| {
            let is_of_type =
                |of: &Parameter| of.type_name.excerpt() == receiver.type_name.excerpt();
            of.makes_text_of_error() && of.receiver.as_ref().is_some_and(is_of_type)
        });
        let texts: Vec<_> = texts.map(|(place, of)| ((function.0, place), &of.returned)).collect();
        for (at, returned) in texts {
            for text in returned {
                let messages = self.sources.messages(at, text, false);
                let known: Vec<_> =
                    messages.into_iter().filter(|it| matches!(it, Message::Fixed(_))).collect();
                self.combine(function, call.line, codes, &known, Inner::Itself);
            }
        }
    }

    /// Whether two functions are of one package.
    fn is_near(&self, one: FunctionId, other: FunctionId) -> bool {
        self.program.files[one.0].folder() == self.program.files[other.0].folder()
    }

    fn combine(
        &mut self,
        at: FunctionId,
        line: usize,
        codes: &[Code],
        messages: &[Message],
        inner: Inner,
    ) {
        let file = &self.program.files[at.0].path;
        let is_completed = at.1 == 0 && self.completed.contains(&(at.0, line));
        let kind = match inner {
            Inner::Itself => Kind::Aggregate,
            Inner::None if !is_completed => Kind::Exact,
            _ => Kind::Outer,
        };
        for code in codes {
            for message in messages {
                match (code, message) {
                    (Code::Fixed { code, .. }, _) if NO_ERRORS.contains(code) => {}
                    (Code::Fixed { code, constant }, Message::Fixed(message)) => {
                        if message.contains(char::is_alphanumeric) {
                            self.messages.sent.insert(Sent {
                                message: message.clone(),
                                code: *code,
                                constant: constant.clone(),
                                file: file.clone(),
                                line,
                                kind,
                            });
                        }
                    }
                    (Code::Fixed { code, constant }, Message::Unknown(excerpt)) => {
                        let name = if constant.is_empty() { &code.to_string() } else { constant };
                        let why = format!(
                            "the message of {name} is known only where the server runs: {excerpt}"
                        );
                        self.messages.unknown.insert(Problem::at(file, line, why));
                    }
                    (Code::Parameter(_), Message::Unknown(_)) => {}
                    (Code::Parameter(of), Message::Fixed(_))
                    | (Code::Fixed { .. }, Message::Parameter { of, .. }) => {
                        self.found(Raiser {
                            function: of.function,
                            code: code.clone(),
                            message: message.clone(),
                            inner,
                        });
                    }
                    (Code::Parameter(of), Message::Parameter { of: other, .. }) => {
                        // Of a function and another one inside it nobody passes both.
                        if of.function == other.function {
                            self.found(Raiser {
                                function: of.function,
                                code: code.clone(),
                                message: message.clone(),
                                inner,
                            });
                        }
                    }
                }
            }
        }
    }

    fn found(&mut self, raiser: Raiser) {
        if self.seen.insert(raiser.clone()) {
            self.waiting.push(raiser);
        }
    }
}

/// Where the errors are made, by file and line, that a variable holds and a method with an error for an
/// argument is called on: `ErrNotFound.WithError(err)`.
fn completed_sentinels(program: &Program) -> HashSet<(usize, usize)> {
    let takes_error = |function: &&Function| {
        function.is_method && function.parameters.iter().any(Parameter::is_error)
    };
    let methods: HashSet<&str> = functions(program)
        .map(|(_, it)| it)
        .filter(takes_error)
        .map(|it| it.name.as_str())
        .collect();
    let mut names = HashSet::new();
    for (_, function) in functions(program) {
        for call in &function.calls {
            if let Expression::Member(base, method) = &call.callee
                && methods.contains(method.as_str())
            {
                let base = base.excerpt();
                names.insert(base.rsplit('.').next().unwrap_or_default().to_owned());
            }
        }
    }
    let mut places = HashSet::new();
    for (index, file) in program.files.iter().enumerate() {
        for (name, value) in file.functions.first().map_or(&[][..], |outside| &outside.assignments)
        {
            match value {
                Expression::Call(call) if names.contains(name) => places.insert((index, call.line)),
                Expression::Composite(composite) if names.contains(name) => {
                    places.insert((index, composite.line))
                }
                _ => false,
            };
        }
    }
    places
}

fn functions(program: &Program) -> impl Iterator<Item = (FunctionId, &Function)> {
    program.files.iter().enumerate().flat_map(|(file, declared)| {
        let functions = declared.functions.iter().enumerate();
        functions.map(move |(place, function)| ((file, place), function))
    })
}

/// The values that a function makes by assigning to their members one by one.
fn assigned(function: &Function) -> Vec<Composite> {
    let mut composites: HashMap<&str, Composite> = HashMap::new();
    for assignment in &function.member_assignments {
        let composite = composites.entry(&assignment.base).or_insert_with(|| Composite {
            type_name: Expression::Other(String::new()),
            elements: Vec::new(),
            line: assignment.line,
        });
        let member = Expression::Name(assignment.member.clone());
        composite.elements.push((Some(member), assignment.value.clone()));
    }
    composites.into_values().collect()
}

/// All calls, by the function that is called.
fn callers(program: &Program) -> HashMap<FunctionId, Vec<Caller<'_>>> {
    let mut methods: HashMap<&str, Vec<FunctionId>> = HashMap::new();
    for (id, function) in functions(program).filter(|(_, function)| function.is_method) {
        methods.entry(&function.name).or_default().push(id);
    }
    let mut callers: HashMap<FunctionId, Vec<Caller<'_>>> = HashMap::new();
    for (function, declared) in functions(program) {
        for call in &declared.calls {
            let by_name = |is_by_name| Caller { function, call, is_by_name };
            match (program.called(function, call), &call.callee) {
                (Some(called), _) => callers.entry(called).or_default().push(by_name(false)),
                (None, Expression::Member(base, name)) if !is_package(program, function, base) => {
                    for method in methods.get(name.as_str()).into_iter().flatten() {
                        callers.entry(*method).or_default().push(by_name(true));
                    }
                }
                (None, _) => {}
            }
        }
    }
    callers
}

fn is_package(program: &Program, at: FunctionId, expression: &Expression) -> bool {
    match expression {
        Expression::Name(name) => program.files[at.0].import_path(name).is_some(),
        _ => false,
    }
}
