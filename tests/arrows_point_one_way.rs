//! Each module can be read knowing only the modules that it imports: no two of them import each other, not even
//! by way of a third.

#![allow(missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// What each module imports, by the names of the modules.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// Reads a folder in which each file, or folder of files, is a module that the others reach through `root`.
fn imports(folder: &str, root: &str) -> Imports {
    let mut sources: BTreeMap<String, String> = BTreeMap::new();
    for path in entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        // The doors re-export from every module.
        if !["lib", "mod"].contains(&name.as_str()) {
            sources.insert(name, source(&path));
        }
    }
    let reads = |text: &str, module: &str| {
        let path = format!("{root}::{module}");
        text.match_indices(&path).any(|(at, _)| {
            let next = text[at + path.len()..].chars().next();
            !next.is_some_and(|next| next.is_alphanumeric() || next == '_')
        })
    };
    let imported = |name: &String, text: &str| {
        let others = sources.keys().filter(|other| *other != name && reads(text, other));
        others.cloned().collect()
    };
    sources.iter().map(|(name, text)| (name.clone(), imported(name, text))).collect()
}

fn entries(folder: &Path) -> Vec<std::path::PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// The code of a file, or of all files of a folder, without comments: docs may link in any direction.
fn source(path: &Path) -> String {
    if path.is_dir() {
        return entries(path).iter().map(|path| source(path)).collect();
    }
    let text = fs::read_to_string(path).unwrap();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    ungrouped(code.map(|line| line.to_owned() + "\n").collect())
}

/// The code, with `a::b` and `a::c` behind it for each `a::{b, c}`.
fn ungrouped(code: String) -> String {
    let mut paths = String::new();
    for (at, _) in code.match_indices("::{") {
        let is_path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
        let start = code[..at].rfind(|letter| !is_path(letter)).map_or(0, |before| before + 1);
        let group = code[at + "::{".len()..].split('}').next().unwrap_or_default();
        for item in group.split(',') {
            writeln!(paths, "{}::{}", &code[start..at], item.trim()).unwrap();
        }
    }
    code + &paths
}

/// The modules that are left when those that import none of the rest are taken away again and again:
/// the circles, and what leads to them.
fn in_circles(mut imports: Imports) -> Imports {
    loop {
        let left: BTreeSet<_> = imports.keys().cloned().collect();
        imports.retain(|_, imported| !imported.is_disjoint(&left));
        if imports.len() == left.len() {
            return imports;
        }
    }
}

#[test]
fn no_module_of_the_library_imports_one_that_imports_it() {
    let imports = imports("src", "crate");
    assert!(imports["response_code"].contains("error_code"), "{imports:?}");
    assert_eq!(in_circles(imports), Imports::new());
}

#[test]
fn no_module_of_the_generator_imports_one_that_imports_it() {
    let imports = imports("build", "super");
    assert!(imports["emit"].contains("table"), "{imports:?}");
    assert_eq!(in_circles(imports), Imports::new());
}

#[test]
fn no_module_of_a_tool_imports_one_that_imports_it() {
    for (folder, root, name, imported) in [
        ("cli/src", "crate", "log", "terminal"),
        ("cli/src/annotate", "super", "copying", "writer"),
        ("cli/src/codes", "super", "", ""),
        ("cli/src/explain", "super", "command", "suggestions"),
        ("cli/src/generate", "super", "catalog", "sample"),
        ("cli/src/generate/site", "super", "command", "folder"),
        ("cli/src/log", "crate::log", "finder", "scan"),
        ("cli/src/log/input", "super", "", ""),
        ("cli/src/log/messages", "super", "inferrer", "chain"),
        ("cli/src/log/scan", "super", "scanner", "key"),
        ("cli/src/stats", "super", "survey", "tally"),
        ("cli/src/terminal", "super", "markdown", "wrap"),
        ("upstream/src", "crate", "comparison", "server"),
        ("upstream/src/comparison", "super", "listing", "page"),
        ("upstream/src/go", "super", "program", "file"),
        ("upstream/src/server", "super", "raiser", "sources"),
    ] {
        let imports = imports(folder, root);
        assert!(name.is_empty() || imports[name].contains(imported), "{folder}: {imports:?}");
        assert_eq!(in_circles(imports), Imports::new(), "{folder}");
    }
}

#[test]
fn no_job_of_the_tool_knows_another_and_nothing_else_knows_a_job() {
    let jobs = ["annotate", "completions", "explain", "generate", "list", "man", "stats"];
    let imports = imports("cli/src", "crate");
    assert!(jobs.iter().all(|job| imports.contains_key(*job)), "{imports:?}");
    for (name, imported) in imports {
        for job in jobs.into_iter().filter(|job| *job != name) {
            assert!(!imported.contains(job), "{name} imports {job}");
        }
    }
}

#[test]
fn the_scanner_knows_nothing_of_the_tool() {
    let scanner = source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cli/src/log/scan"));
    for other in ["crate::", "std::fs", "std::env", "std::process"] {
        assert!(!scanner.contains(other), "{other}");
    }
}

#[test]
fn a_group_of_imports_is_each_of_them() {
    let code = ungrouped("use super::{a, b::C};\nlet x = crate::d::e();\n".to_owned());
    assert!(code.contains("super::a\n") && code.contains("super::b::C\n"), "{code}");
}

#[test]
fn a_circle_is_found_whatever_its_length() {
    let of = |pairs: &[(&str, &str)]| {
        let pair = |(name, imported): &(&str, &str)| {
            ((*name).to_owned(), BTreeSet::from([(*imported).to_owned()]))
        };
        pairs.iter().map(pair).collect::<Imports>()
    };
    let line = of(&[("a", "b"), ("b", "c"), ("c", "d")]);
    assert_eq!(in_circles(line), Imports::new());
    let circle = of(&[("a", "b"), ("b", "c"), ("c", "b")]);
    assert_eq!(in_circles(circle).len(), 3);
}
