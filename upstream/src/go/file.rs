//! What one file declares.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use tree_sitter::Node;

use super::expression::{Call, Composite, Expression, children, line, text};
use super::literal;
use super::value::Value;

/// Parses one file after the other.
pub(crate) struct Parser(tree_sitter::Parser);

impl Default for Parser {
    fn default() -> Self {
        let mut parser = tree_sitter::Parser::new();
        // Without its language, which fits the version that it was built with, it parses nothing; that is
        // told as a fault of each file.
        let _ = parser.set_language(&tree_sitter_go::LANGUAGE.into());
        Self(parser)
    }
}

/// A parsed file.
#[derive(Default)]
pub(crate) struct File {
    /// Its path from the root of what was read, with `/` between its parts.
    pub(crate) path: String,
    pub(crate) package: String,
    pub(super) imports: Vec<Import>,
    pub(crate) constants: Vec<Constant>,
    pub(crate) types: HashMap<String, Type>,
    /// The first holds what stands outside of all functions.
    pub(crate) functions: Vec<Function>,
    /// Whether a program wrote it, as its first lines say.
    pub(crate) is_generated: bool,
    /// The line of the first thing that is no Go.
    pub(crate) fault: Option<usize>,
}

pub(super) struct Import {
    /// `.` where its names need no package before them.
    pub(super) alias: Option<String>,
    pub(super) path: String,
}

/// One name of a constant declaration outside of functions.
pub(crate) struct Constant {
    pub(crate) name: String,
    pub(crate) line: usize,
    /// Which declaration of the file it stands in.
    pub(crate) declaration: usize,
    pub(super) type_name: Option<Expression>,
    /// Its own, or that of the one before it, which it repeats.
    pub(crate) value: Option<Expression>,
    pub(super) iota: i128,
    /// What it is worth, once somebody has asked.
    pub(super) worth: OnceCell<Result<Value, String>>,
}

pub(crate) enum Type {
    /// Has another one's values.
    Like(Expression),
    /// Its fields, each with its type.
    Struct(Vec<Parameter>),
}

/// A function, method, method of an interface, or function literal.
#[derive(Default)]
pub(crate) struct Function {
    /// Empty for what has no name.
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) is_method: bool,
    /// The function that it stands in, by its place in the file's list.
    pub(crate) parent: Option<usize>,
    /// What a method is called on.
    pub(crate) receiver: Option<Parameter>,
    pub(crate) parameters: Vec<Parameter>,
    /// What a method `Error` returns: the texts of an error.
    pub(crate) returned: Vec<Expression>,
    /// What is assigned to names in it.
    pub(crate) assignments: Vec<(String, Expression)>,
    /// What is assigned to members of names in it: `name.member = value`.
    pub(crate) member_assignments: Vec<MemberAssignment>,
    pub(crate) calls: Vec<Call>,
    pub(crate) composites: Vec<Composite>,
}

#[derive(Clone)]
pub(crate) struct Parameter {
    /// Empty for what has no name.
    pub(crate) name: String,
    pub(crate) type_name: Expression,
    pub(crate) is_variadic: bool,
}

pub(crate) struct MemberAssignment {
    pub(crate) base: String,
    pub(crate) member: String,
    pub(crate) value: Expression,
    pub(crate) line: usize,
}

impl File {
    /// Parses a file. What is no Go is passed over, and its first line kept as the fault.
    pub(crate) fn parse(path: String, source: &str, parser: &mut Parser) -> Self {
        let mut file = Self {
            path,
            functions: vec![Function::default()],
            is_generated: is_generated(source),
            ..Self::default()
        };
        match parser.0.parse(source, None) {
            Some(tree) => {
                let mut reader = Reader {
                    source,
                    file: &mut file,
                    closures: HashMap::new(),
                    bodies: HashSet::new(),
                };
                reader.read(tree.root_node());
            }
            None => file.fault = Some(1),
        }
        file
    }

    /// The path that the file imports under a name, wherever that package is.
    pub(crate) fn import_path(&self, alias: &str) -> Option<&str> {
        let import = self.imports.iter().find(|import| {
            let last = import.path.rsplit('/').next();
            import.alias.as_deref().or(last) == Some(alias)
        });
        import.map(|import| import.path.as_str())
    }

    /// Where the file stands, from the root of what was read.
    pub(crate) fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

impl Function {
    /// Whether it is the method that makes an error of a type.
    pub(crate) fn makes_text_of_error(&self) -> bool {
        self.is_method && self.name == "Error" && self.parameters.is_empty()
    }
}

impl Parameter {
    /// Whether it is an error.
    pub(crate) fn is_error(&self) -> bool {
        matches!(&self.type_name, Expression::Name(name) if name == "error") && !self.is_variadic
    }
}

/// Whether a source says, before its package clause, that a program wrote it.
fn is_generated(source: &str) -> bool {
    let mut lines = source.lines().take_while(|line| !line.starts_with("package "));
    lines.any(|line| line.starts_with("// Code generated ") && line.ends_with(" DO NOT EDIT."))
}

struct Reader<'a> {
    source: &'a str,
    file: &'a mut File,
    /// The names of variables that hold function literals, by the id of the literal.
    closures: HashMap<usize, String>,
    /// The bodies of composites, by their ids: they are read with the type before them.
    bodies: HashSet<usize>,
}

impl Reader<'_> {
    /// Visits all nodes, without a call of itself: sources may be nested deeper than the stack is.
    fn read(&mut self, root: Node<'_>) {
        let mut cursor = root.walk();
        // The functions that the nodes on the way from the root stand in.
        let mut functions = vec![0];
        loop {
            let node = cursor.node();
            if node.is_error() || node.is_missing() {
                let line = line(node);
                self.file.fault = Some(self.file.fault.map_or(line, |first| first.min(line)));
            }
            let function = functions.last().copied().unwrap_or_default();
            let function = if node.is_named() { self.visit(node, function) } else { function };
            if cursor.goto_first_child() {
                functions.push(function);
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return;
                }
                functions.pop();
            }
        }
    }

    /// Takes what the node declares; returns the function that its children stand in.
    fn visit(&mut self, node: Node<'_>, function: usize) -> usize {
        match node.kind() {
            "package_clause" => self.package_clause(node),
            "import_spec" => self.import(node),
            "const_declaration" if function == 0 => self.constants(node),
            "type_spec" | "type_alias" if function == 0 => self.type_declaration(node),
            "function_declaration" | "method_declaration" | "method_elem" | "func_literal" => {
                return self.function(node, function);
            }
            "short_var_declaration" | "assignment_statement" => {
                self.assignment(node, ["left", "right"], function);
            }
            "var_spec" | "const_spec" => self.variables(node, function),
            "return_statement" if self.file.functions[function].makes_text_of_error() => {
                let values = children(node).into_iter().flat_map(children);
                let values = values.map(|value| Expression::read(value, self.source));
                self.file.functions[function].returned.extend(values);
            }
            "call_expression" => {
                if let Expression::Call(call) = Expression::read(node, self.source)
                    && call.arguments.iter().any(Expression::is_known)
                {
                    self.file.functions[function].calls.push(*call);
                }
            }
            // Where the type is left out, as in a list of composites, there is but the value.
            "literal_value" if self.bodies.remove(&node.id()) => {}
            "composite_literal" | "literal_value" => {
                self.bodies.extend(node.child_by_field_name("body").map(|body| body.id()));
                if let Expression::Composite(composite) = Expression::read(node, self.source) {
                    self.file.functions[function].composites.push(*composite);
                }
            }
            _ => {}
        }
        function
    }

    fn text(&self, node: Node<'_>) -> String {
        text(node, self.source).to_owned()
    }

    fn field(&self, node: Node<'_>, field: &str) -> Option<String> {
        Some(self.text(node.child_by_field_name(field)?))
    }

    fn package_clause(&mut self, node: Node<'_>) {
        if let Some(&name) = children(node).first() {
            self.file.package = self.text(name);
        }
    }

    fn import(&mut self, node: Node<'_>) {
        let path = node.child_by_field_name("path").map(|path| text(path, self.source));
        let path = path.and_then(|path| literal::interpreted(path.get(1..path.len() - 1)?));
        if let Some(path) = path {
            self.file.imports.push(Import { alias: self.field(node, "name"), path });
        }
    }

    fn constants(&mut self, declaration: Node<'_>) {
        let specs = children(declaration).into_iter().filter(|node| node.kind() == "const_spec");
        let mut before: (Option<Expression>, Vec<Expression>) = (None, Vec::new());
        for (iota, spec) in (0..).zip(specs) {
            let values = self.list(spec, "value");
            if !values.is_empty() {
                let type_name = spec.child_by_field_name("type");
                before = (type_name.map(|node| Expression::read(node, self.source)), values);
            }
            for (index, name) in names(spec).into_iter().enumerate() {
                let constant = Constant {
                    name: self.text(name),
                    line: line(name),
                    declaration: declaration.start_byte(),
                    type_name: before.0.clone(),
                    value: before.1.get(index).cloned(),
                    iota,
                    worth: OnceCell::new(),
                };
                self.file.constants.push(constant);
            }
        }
    }

    /// The expressions of a list.
    fn list(&self, node: Node<'_>, field: &str) -> Vec<Expression> {
        let list = node.child_by_field_name(field).map(children).unwrap_or_default();
        list.into_iter().map(|node| Expression::read(node, self.source)).collect()
    }

    fn type_declaration(&mut self, node: Node<'_>) {
        let Some(name) = self.field(node, "name") else { return };
        let Some(definition) = node.child_by_field_name("type") else { return };
        let declared = if definition.kind() == "struct_type" {
            let fields = children(definition).into_iter().flat_map(children);
            Type::Struct(fields.flat_map(|field| self.parameter(field)).collect())
        } else {
            Type::Like(Expression::read(definition, self.source))
        };
        self.file.types.insert(name, declared);
    }

    /// What one declaration of parameters or fields declares: several names may share a type.
    fn parameter(&self, node: Node<'_>) -> Vec<Parameter> {
        let Some(type_name) = node.child_by_field_name("type") else { return Vec::new() };
        let type_name = Expression::read(type_name, self.source);
        let is_variadic = node.kind() == "variadic_parameter_declaration";
        let of = |name| Parameter { name, type_name: type_name.clone(), is_variadic };
        let names = names(node);
        if names.is_empty() {
            return vec![of(String::new())];
        }
        names.into_iter().map(|name| of(self.text(name))).collect()
    }

    fn function(&mut self, node: Node<'_>, parent: usize) -> usize {
        let parameters = node.child_by_field_name("parameters").map(children).unwrap_or_default();
        let name = self.field(node, "name").or_else(|| self.closures.remove(&node.id()));
        let receiver = node.child_by_field_name("receiver").map(children).unwrap_or_default();
        let function = Function {
            name: name.unwrap_or_default(),
            line: line(node),
            receiver: receiver.into_iter().flat_map(|node| self.parameter(node)).next(),
            is_method: matches!(node.kind(), "method_declaration" | "method_elem"),
            parent: (node.kind() == "func_literal").then_some(parent),
            parameters: parameters.into_iter().flat_map(|node| self.parameter(node)).collect(),
            ..Function::default()
        };
        self.file.functions.push(function);
        self.file.functions.len() - 1
    }

    fn assignment(&mut self, node: Node<'_>, [left, right]: [&str; 2], function: usize) {
        let of = |field| node.child_by_field_name(field).map(children).unwrap_or_default();
        self.pairs(&of(left), &of(right), function);
    }

    fn variables(&mut self, node: Node<'_>, function: usize) {
        // Constants outside of functions are kept as such.
        if function == 0 && node.kind() == "const_spec" {
            return;
        }
        let values = node.child_by_field_name("value").map(children).unwrap_or_default();
        self.pairs(&names(node), &values, function);
    }

    fn pairs(&mut self, left: &[Node<'_>], right: &[Node<'_>], function: usize) {
        // Otherwise one call gives all the values.
        if left.len() != right.len() {
            return;
        }
        for (&left, &right) in left.iter().zip(right) {
            if right.kind() == "func_literal" {
                self.closures.insert(right.id(), self.text(left));
                continue;
            }
            let value = Expression::read(right, self.source);
            let function = &mut self.file.functions[function];
            match Expression::read(left, self.source) {
                Expression::Name(name) => function.assignments.push((name, value)),
                Expression::Member(base, member) => {
                    if let Expression::Name(base) = *base {
                        let line = line(left);
                        let assignment = MemberAssignment { base, member, value, line };
                        function.member_assignments.push(assignment);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The nodes of the names that a declaration declares.
fn names(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.children_by_field_name("name", &mut cursor).filter(Node::is_named).collect()
}
