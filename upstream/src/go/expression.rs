//! Expressions and types, as far as they can matter to what a constant is or a call passes.

use tree_sitter::Node;

use super::literal;

/// How deep an expression may be nested before the rest of it is no longer looked into.
const DEEPEST: usize = 64;
/// How much deeper an argument counts than what is nested without a call.
const OF_A_CALL: usize = 7;
/// How much of an expression that is not looked into is kept, to be shown.
const EXCERPT: usize = 60;

#[derive(Clone, Debug)]
pub(crate) enum Expression {
    Integer(i128),
    /// A floating-point literal that is a whole number.
    WholeFloat(i128),
    Text(String),
    Name(String),
    /// `base.name`
    Member(Box<Expression>, String),
    Unary(String, Box<Expression>),
    Binary(String, Box<(Expression, Expression)>),
    Call(Box<Call>),
    Composite(Box<Composite>),
    /// What is not looked into: how it begins.
    Other(String),
}

/// A call, or a conversion.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) callee: Expression,
    pub(crate) arguments: Vec<Expression>,
    pub(crate) line: usize,
}

/// `Type{key: value, value}`
#[derive(Clone, Debug)]
pub(crate) struct Composite {
    pub(crate) type_name: Expression,
    pub(crate) elements: Vec<(Option<Expression>, Expression)>,
    pub(crate) line: usize,
}

/// The line that a node begins on, from 1 on.
pub(super) fn line(node: Node<'_>) -> usize {
    node.start_position().row + 1
}

pub(super) fn text<'a>(node: Node<'_>, source: &'a str) -> &'a str {
    source.get(node.byte_range()).unwrap_or_default()
}

/// The named children of a node that are no comments.
pub(super) fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| !child.is_extra()).collect()
}

impl Expression {
    pub(super) fn read(node: Node<'_>, source: &str) -> Self {
        Reader { source }.expression(node, 0)
    }

    /// Whether it is of a kind that is looked into.
    pub(super) fn is_known(&self) -> bool {
        !matches!(self, Self::Other(_))
    }

    /// How it would be written, or begins.
    pub(crate) fn excerpt(&self) -> String {
        match self {
            Self::Integer(value) | Self::WholeFloat(value) => value.to_string(),
            Self::Text(text) => format!("{text:?}"),
            Self::Name(name) => name.clone(),
            Self::Member(base, name) => format!("{}.{name}", base.excerpt()),
            Self::Unary(operator, operand) => format!("{operator}{}", operand.excerpt()),
            Self::Binary(operator, sides) => {
                format!("{} {operator} {}", sides.0.excerpt(), sides.1.excerpt())
            }
            Self::Call(call) => {
                let arguments = if call.arguments.is_empty() { "" } else { "…" };
                format!("{}({arguments})", call.callee.excerpt())
            }
            Self::Composite(composite) => format!("{}{{…}}", composite.type_name.excerpt()),
            Self::Other(excerpt) => excerpt.clone(),
        }
    }
}

/// Whether it is more than a name.
fn is_long(node: Node<'_>) -> bool {
    node.kind() != "identifier"
}

struct Reader<'a> {
    source: &'a str,
}

impl Reader<'_> {
    fn expression(&self, node: Node<'_>, depth: usize) -> Expression {
        self.known(node, depth).unwrap_or_else(|| self.other(node))
    }

    /// `None` where it is of no kind that is looked into.
    fn known(&self, node: Node<'_>, depth: usize) -> Option<Expression> {
        if depth >= DEEPEST || node.is_error() {
            return None;
        }
        let text = text(node, self.source);
        let inner = || text.get(1..text.len().checked_sub(1)?);
        let depth = depth + 1;
        Some(match node.kind() {
            "int_literal" => Expression::Integer(literal::integer(text)?),
            "rune_literal" => Expression::Integer(literal::rune(inner()?)?),
            "float_literal" => Expression::WholeFloat(literal::whole_float(text)?),
            "interpreted_string_literal" => Expression::Text(literal::interpreted(inner()?)?),
            "raw_string_literal" => Expression::Text(literal::raw(inner()?)),
            "identifier" | "type_identifier" | "field_identifier" | "package_identifier"
            | "iota" | "true" | "false" | "nil" => Expression::Name(text.to_owned()),
            "selector_expression" => self.member(node, ["operand", "field"], depth)?,
            "qualified_type" => self.member(node, ["package", "name"], depth)?,
            "unary_expression" => Expression::Unary(
                self.operator(node)?,
                Box::new(self.expression(node.child_by_field_name("operand")?, depth)),
            ),
            "binary_expression" => Expression::Binary(
                self.operator(node)?,
                Box::new((
                    self.expression(node.child_by_field_name("left")?, depth),
                    self.expression(node.child_by_field_name("right")?, depth),
                )),
            ),
            "call_expression" => self.call(node, ["function", "arguments"], depth)?,
            "type_conversion_expression" => self.call(node, ["type", "operand"], depth)?,
            "composite_literal" => {
                let type_name = self.expression(node.child_by_field_name("type")?, depth);
                self.composite(node.child_by_field_name("body")?, type_name, depth)
            }
            "literal_value" => self.composite(node, Expression::Other(String::new()), depth),
            "parenthesized_expression"
            | "parenthesized_type"
            | "pointer_type"
            | "literal_element"
            | "variadic_argument" => self.expression(children(node).into_iter().next()?, depth),
            "generic_type" => self.expression(node.child_by_field_name("type")?, depth),
            _ => return None,
        })
    }

    fn other(&self, node: Node<'_>) -> Expression {
        // It may be nearly all of the file, and there may be as many as it has bytes.
        let start = node.start_byte();
        let end = node.end_byte().min(start + 4 * EXCERPT);
        let end = (start..=end).rev().find(|end| self.source.is_char_boundary(*end));
        let beginning = end.and_then(|end| self.source.get(start..end)).unwrap_or_default();
        let line = beginning.lines().next().unwrap_or_default();
        let mut excerpt: String = line.chars().take(EXCERPT).collect();
        if excerpt.len() < node.byte_range().len() {
            excerpt.push('…');
        }
        Expression::Other(excerpt)
    }

    fn member(&self, node: Node<'_>, [base, name]: [&str; 2], depth: usize) -> Option<Expression> {
        let name = text(node.child_by_field_name(name)?, self.source).to_owned();
        let base = self.expression(node.child_by_field_name(base)?, depth);
        Some(Expression::Member(Box::new(base), name))
    }

    fn operator(&self, node: Node<'_>) -> Option<String> {
        Some(text(node.child_by_field_name("operator")?, self.source).to_owned())
    }

    fn call(
        &self,
        node: Node<'_>,
        [callee, arguments]: [&str; 2],
        depth: usize,
    ) -> Option<Expression> {
        let arguments = node.child_by_field_name(arguments)?;
        let arguments = match arguments.kind() {
            "argument_list" => children(arguments),
            _ => vec![arguments],
        };
        Some(Expression::Call(Box::new(Call {
            callee: self.callee(node.child_by_field_name(callee)?, depth),
            arguments: arguments
                .into_iter()
                .map(|node| self.expression(node, depth + OF_A_CALL))
                .collect(),
            line: line(node),
        })))
    }

    /// What is called: of a chain of calls its last name alone, for the others are calls of their own.
    fn callee(&self, node: Node<'_>, depth: usize) -> Expression {
        let operand = |field| node.child_by_field_name(field);
        match node.kind() {
            "selector_expression" if operand("operand").is_some_and(is_long) => {
                let name = operand("field").map(|field| text(field, self.source).to_owned());
                let base = operand("operand")
                    .map_or(Expression::Other(String::new()), |base| self.other(base));
                Expression::Member(Box::new(base), name.unwrap_or_default())
            }
            // A function of types with them: `f[int](…)`.
            "index_expression" => {
                operand("operand").map_or(self.other(node), |it| self.expression(it, depth))
            }
            "type_instantiation_expression" => {
                operand("type").map_or(self.other(node), |it| self.expression(it, depth))
            }
            _ => self.expression(node, depth),
        }
    }

    fn composite(&self, body: Node<'_>, type_name: Expression, depth: usize) -> Expression {
        let element = |node: Node<'_>| {
            let part = |field| Some(self.expression(node.child_by_field_name(field)?, depth));
            match node.kind() {
                "keyed_element" => Some((part("key"), part("value")?)),
                _ => Some((None, self.expression(node, depth))),
            }
        };
        Expression::Composite(Box::new(Composite {
            type_name,
            elements: children(body).into_iter().filter_map(element).collect(),
            line: line(body),
        }))
    }
}
