//! The constants that the server declares for codes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use cloudreve_error_codes::{Class, ErrorCode};

use crate::go::{Constant, File, Program, Value};
use crate::problem::Problem;

/// Success, and what the server sends where it has no code: known to everybody, and in no table.
pub(crate) const NO_ERRORS: [i64; 2] = [0, -1];

/// The constants of the package that declares the codes.
pub(crate) struct Codes {
    pub(crate) folder: String,
    pub(crate) constants: Vec<CodeConstant>,
    /// The constants whose value cannot be known, by name; a problem says why.
    pub(crate) unknown: BTreeSet<String>,
    /// All that keeps some of the codes of the package from being known.
    pub(crate) problems: Vec<Problem>,
}

pub(crate) struct CodeConstant {
    pub(crate) name: String,
    pub(crate) code: i64,
    pub(crate) file: String,
    pub(crate) line: usize,
}

impl Codes {
    /// Finds the package by what it declares: more constants of the table than any other.
    ///
    /// `None` where no package declares a code.
    pub(crate) fn find(program: &Program) -> Option<Self> {
        let mut folders: BTreeMap<&str, Vec<&File>> = BTreeMap::new();
        for file in &program.files {
            folders.entry(file.folder()).or_default().push(file);
        }
        let scored = folders.into_iter().map(|(folder, files)| {
            let score = score(program, &files);
            // Of equal ones the nearest: copies stand deeper.
            ((score, Reverse(folder.len())), folder, files)
        });
        let ((score, _), folder, files) = scored.max_by_key(|(rank, _, _)| *rank)?;
        (score > (0, 0)).then(|| Self::read(program, folder, &files))
    }

    fn read(program: &Program, folder: &str, files: &[&File]) -> Self {
        let mut codes = Self {
            folder: folder.to_owned(),
            constants: Vec::new(),
            unknown: BTreeSet::new(),
            problems: Vec::new(),
        };
        for file in files {
            let declarations: BTreeSet<_> = file
                .constants
                .iter()
                .filter(|constant| is_code_name(&constant.name))
                .map(|constant| constant.declaration)
                .collect();
            // Elsewhere in the package there may be anything.
            let near = |constant: &&Constant| declarations.contains(&constant.declaration);
            for constant in file.constants.iter().filter(near) {
                codes.add(program, file, constant);
            }
        }
        codes
    }

    fn add(&mut self, program: &Program, file: &File, constant: &Constant) {
        if constant.name == "_" {
            return;
        }
        let named = is_code_name(&constant.name);
        let value = program.value(file, constant);
        let code = match &value {
            Ok(Value::Number(number)) => i64::try_from(number.value).map_err(|_| {
                format!("{} is {}, which has more than 64 bits", constant.name, number.value)
            }),
            Ok(Value::Text(_)) => return,
            Err(why) => Err(format!("{} cannot be evaluated: {why}", constant.name)),
        };
        match code {
            Ok(code) if named || is_app_code(code) => self.constants.push(CodeConstant {
                name: constant.name.clone(),
                code,
                file: file.path.clone(),
                line: constant.line,
            }),
            Err(why) if named => {
                self.unknown.insert(constant.name.clone());
                self.problems.push(Problem::at(&file.path, constant.line, why));
            }
            _ => {}
        }
    }

    /// The constants by their names.
    pub(crate) fn by_name(&self) -> HashMap<&str, i64> {
        self.constants.iter().map(|constant| (constant.name.as_str(), constant.code)).collect()
    }
}

/// How many constants of the table are declared there, and how many others that look like codes.
fn score(program: &Program, files: &[&File]) -> (usize, usize) {
    let constants = files.iter().flat_map(|file| {
        let named = file.constants.iter().filter(|constant| is_code_name(&constant.name));
        named.map(move |constant| (file, constant))
    });
    let (known, others): (Vec<_>, Vec<_>) =
        constants.partition(|(_, constant)| is_known_name(&constant.name));
    let has_class = |file, constant| match program.value(file, constant) {
        Ok(Value::Number(number)) => i64::try_from(number.value).ok().and_then(Class::of).is_some(),
        _ => false,
    };
    let others = others.into_iter().filter(|(file, constant)| has_class(file, constant));
    (known.len(), others.count())
}

/// `CodeLockConflict`, `Code2FACodeErr`; but not `Codec`.
fn is_code_name(name: &str) -> bool {
    let rest = name.strip_prefix("Code").unwrap_or_default();
    rest.starts_with(|first: char| first.is_ascii_uppercase() || first.is_ascii_digit())
}

fn is_known_name(name: &str) -> bool {
    ErrorCode::ALL.iter().any(|code| code.constant() == name || code.aliases().contains(&name))
}

fn is_app_code(code: i64) -> bool {
    matches!(Class::of(code), Some(Class::App4xxxx | Class::App5xxxx))
}
