//! Many files: what a name means in each, and what a constant is worth.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::expression::{Call, Expression};
use super::file::{Constant, File, Function, Parameter, Type};
use super::value::{Kind, Value};

/// How long a chain of constants may be, of which each refers to the next.
const LONGEST_CHAIN: usize = 64;

/// What was read of a module, or of several.
pub(crate) struct Program {
    pub(crate) files: Vec<File>,
    packages: HashMap<String, Package>,
    /// The path that each module is imported by, and the folder that it stands in.
    modules: Vec<(String, String)>,
}

/// The declarations of a folder's files by their names, each by the file and its place there.
#[derive(Default)]
struct Package {
    name: String,
    constants: HashMap<String, (usize, usize)>,
    types: HashMap<String, usize>,
    functions: HashMap<String, (usize, usize)>,
}

/// A name, and the folder of the package whose it is.
pub(crate) struct Resolved<'a> {
    pub(crate) folder: &'a str,
    pub(crate) name: &'a str,
}

impl Program {
    /// `modules` holds the path of each module and the folder that it stands in.
    pub(crate) fn new(files: Vec<File>, mut modules: Vec<(String, String)>) -> Self {
        // A module may stand in the folder of another.
        modules.sort_by_key(|(path, _)| Reverse(path.len()));
        let mut packages: HashMap<String, Package> = HashMap::new();
        for (index, file) in files.iter().enumerate() {
            let package = packages.entry(file.folder().to_owned()).or_default();
            package.name.clone_from(&file.package);
            for (place, constant) in file.constants.iter().enumerate() {
                package.constants.entry(constant.name.clone()).or_insert((index, place));
            }
            for name in file.types.keys() {
                package.types.insert(name.clone(), index);
            }
            let functions = file.functions.iter().enumerate().filter(|(_, function)| {
                function.parent.is_none() && !function.is_method && !function.name.is_empty()
            });
            for (place, function) in functions {
                package.functions.entry(function.name.clone()).or_insert((index, place));
            }
        }
        Self { files, packages, modules }
    }

    /// The package and the name that a name, or a name with a package before it, stands for in a file.
    pub(crate) fn resolve<'a>(
        &'a self,
        file: &'a File,
        expression: &'a Expression,
    ) -> Option<Resolved<'a>> {
        match expression {
            Expression::Name(name) if self.has(file.folder(), name) => {
                Some(Resolved { folder: file.folder(), name })
            }
            Expression::Name(name) => self
                .dotted_folders(file)
                .find(|folder| self.has(folder, name))
                .map(|folder| Resolved { folder, name }),
            Expression::Member(base, name) => match base.as_ref() {
                Expression::Name(alias) => {
                    Some(Resolved { folder: self.imported(file, alias)?, name })
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn has(&self, folder: &str, name: &str) -> bool {
        self.packages.get(folder).is_some_and(|package| {
            package.constants.contains_key(name)
                || package.functions.contains_key(name)
                || package.types.contains_key(name)
        })
    }

    /// The folders of the packages whose names a file uses as if they were its own.
    fn dotted_folders<'a>(&'a self, file: &'a File) -> impl Iterator<Item = &'a str> {
        let dotted = file.imports.iter().filter(|import| import.alias.as_deref() == Some("."));
        dotted.filter_map(|import| self.folder_of(&import.path))
    }

    /// The folder of the package that a file imports under a name.
    fn imported(&self, file: &File, alias: &str) -> Option<&str> {
        file.imports.iter().find_map(|import| {
            let folder = self.folder_of(&import.path)?;
            let name = import.alias.as_ref().unwrap_or(&self.packages[folder].name);
            (name == alias).then_some(folder)
        })
    }

    /// The folder of the package with an import path, if it was read.
    fn folder_of(&self, path: &str) -> Option<&str> {
        let known = |folder: &str| self.packages.get_key_value(folder).map(|(key, _)| key.as_str());
        let in_module = self.modules.iter().find_map(|(module, folder)| {
            let rest = path.strip_prefix(module.as_str())?;
            let rest = if rest.is_empty() { rest } else { rest.strip_prefix('/')? };
            known(join(folder, rest).as_str())
        });
        if in_module.is_some() || !self.modules.is_empty() {
            return in_module;
        }
        // A part of a module: the longest end of the path that is a folder here. Only the standard
        // library's paths have no dot in their first element.
        if !path.split('/').next().is_some_and(|host| host.contains('.')) {
            return None;
        }
        let ends = path.match_indices('/').map(|(slash, _)| &path[slash + 1..]);
        ends.into_iter().find_map(known)
    }

    pub(crate) fn constant(&self, resolved: &Resolved<'_>) -> Option<(&File, &Constant)> {
        let (file, place) = *self.packages.get(resolved.folder)?.constants.get(resolved.name)?;
        Some((&self.files[file], &self.files[file].constants[place]))
    }

    pub(crate) fn function(&self, resolved: &Resolved<'_>) -> Option<(usize, usize)> {
        self.packages.get(resolved.folder)?.functions.get(resolved.name).copied()
    }

    fn declared_type(&self, resolved: &Resolved<'_>) -> Option<(&File, &Type)> {
        let file = &self.files[*self.packages.get(resolved.folder)?.types.get(resolved.name)?];
        Some((file, file.types.get(resolved.name)?))
    }

    /// The fields of a struct, if the type is one that was read.
    pub(crate) fn fields(&self, file: &File, type_name: &Expression) -> Option<&[Parameter]> {
        match self.declared_type(&self.resolve(file, type_name)?)?.1 {
            Type::Struct(fields) => Some(fields),
            Type::Like(_) => None,
        }
    }

    /// Whether the type is one of whole numbers.
    pub(crate) fn is_whole_number(&self, file: &File, type_name: &Expression) -> bool {
        matches!(self.kind(file, type_name, 0), Some(Kind::Signed(_) | Kind::Unsigned(_)))
    }

    /// Whether the type is one of strings.
    pub(crate) fn is_text(&self, file: &File, type_name: &Expression) -> bool {
        self.underlying(file, type_name, 0).is_some_and(|name| name == "string")
    }

    fn kind(&self, file: &File, type_name: &Expression, depth: usize) -> Option<Kind> {
        Kind::of(&self.underlying(file, type_name, depth)?)
    }

    /// The name of the predeclared type whose values a type has.
    fn underlying(&self, file: &File, type_name: &Expression, depth: usize) -> Option<String> {
        if depth == LONGEST_CHAIN {
            return None;
        }
        let declared = self.resolve(file, type_name).and_then(|name| self.declared_type(&name));
        match (declared, type_name) {
            (Some((file, Type::Like(other))), _) => self.underlying(file, other, depth + 1),
            (None, Expression::Name(name)) if name == "string" || Kind::of(name).is_some() => {
                Some(name.clone())
            }
            _ => None,
        }
    }

    /// What a constant is worth.
    ///
    /// # Errors
    /// Why that cannot be known.
    pub(crate) fn value(&self, file: &File, constant: &Constant) -> Result<Value, String> {
        self.value_of(file, constant, 0)
    }

    /// What an expression is worth, where it is constant.
    ///
    /// # Errors
    /// Why that cannot be known.
    pub(crate) fn evaluate(&self, file: &File, expression: &Expression) -> Result<Value, String> {
        Scope { program: self, file, iota: None, depth: 0 }.evaluate(expression)
    }

    fn value_of(&self, file: &File, constant: &Constant, depth: usize) -> Result<Value, String> {
        if let Some(worth) = constant.worth.get() {
            return worth.clone();
        }
        if depth == LONGEST_CHAIN {
            return Err(format!("{} refers to itself", constant.name));
        }
        let worth = self.reckon(file, constant, depth);
        // Somebody has set it already where it refers to itself: to the same.
        let _ = constant.worth.set(worth.clone());
        worth
    }

    fn reckon(&self, file: &File, constant: &Constant, depth: usize) -> Result<Value, String> {
        let scope = Scope { program: self, file, iota: Some(constant.iota), depth: depth + 1 };
        let value = scope.evaluate(constant.value.as_ref().ok_or("it has no value")?)?;
        match &constant.type_name {
            None => Ok(value),
            Some(type_name) => scope.convert(value, type_name),
        }
    }

    /// The function that a call in a function names, if it was read and is no method.
    pub(crate) fn called(&self, at: (usize, usize), call: &Call) -> Option<(usize, usize)> {
        let file = &self.files[at.0];
        let Expression::Name(name) = &call.callee else {
            return self.function(&self.resolve(file, &call.callee)?);
        };
        let mut place = Some(at.1);
        while let Some(index) = place {
            // A function literal in a variable, or anything in a parameter, hides what is outside.
            let is_closure = |of: &Function| of.name == *name && of.parent == Some(index);
            if let Some(closure) = file.functions.iter().position(is_closure) {
                return Some((at.0, closure));
            }
            let function = &file.functions[index];
            if function.parameters.iter().any(|parameter| parameter.name == *name) {
                return None;
            }
            place = function.parent;
        }
        self.function(&self.resolve(file, &call.callee)?)
    }
}

fn join(folder: &str, rest: &str) -> String {
    if folder.is_empty() || rest.is_empty() {
        return format!("{folder}{rest}");
    }
    format!("{folder}/{rest}")
}

/// Where an expression is evaluated.
struct Scope<'a> {
    program: &'a Program,
    file: &'a File,
    /// What `iota` is, in a constant's declaration.
    iota: Option<i128>,
    depth: usize,
}

impl Scope<'_> {
    fn evaluate(&self, expression: &Expression) -> Result<Value, String> {
        match expression {
            Expression::Integer(value) => Ok(Value::number(*value, Kind::Untyped)),
            Expression::WholeFloat(value) => Ok(Value::number(*value, Kind::Float)),
            Expression::Text(text) => Ok(Value::Text(text.clone())),
            Expression::Name(name) if name == "iota" && self.iota.is_some() => {
                Ok(Value::number(self.iota.unwrap_or_default(), Kind::Untyped))
            }
            Expression::Name(_) | Expression::Member(..) => self.named(expression),
            Expression::Unary(operator, operand) => self.evaluate(operand)?.unary(operator),
            Expression::Binary(operator, sides) => {
                self.evaluate(&sides.0)?.binary(operator, self.evaluate(&sides.1)?)
            }
            Expression::Call(call) => match call.arguments.as_slice() {
                [argument] => self.convert(self.evaluate(argument)?, &call.callee),
                _ => Err(unknown(expression)),
            },
            Expression::Composite(_) | Expression::Other(_) => Err(unknown(expression)),
        }
    }

    fn named(&self, expression: &Expression) -> Result<Value, String> {
        let program = self.program;
        let resolved = program.resolve(self.file, expression);
        match resolved.and_then(|resolved| program.constant(&resolved)) {
            Some((file, constant)) => program.value_of(file, constant, self.depth),
            None => Err(unknown(expression)),
        }
    }

    /// A conversion, where what is called is a type.
    fn convert(&self, value: Value, type_name: &Expression) -> Result<Value, String> {
        let program = self.program;
        match program.underlying(self.file, type_name, 0).as_deref() {
            Some("string") if matches!(value, Value::Text(_)) => Ok(value),
            Some("string") => Err("a string made of a number".to_owned()),
            Some(name) => value.convert(Kind::of(name).unwrap_or(Kind::Untyped)),
            None => Err(unknown(type_name)),
        }
    }
}

fn unknown(expression: &Expression) -> String {
    format!("{} is not known here", expression.excerpt())
}
