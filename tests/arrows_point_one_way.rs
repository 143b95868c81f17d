//! Each module of the library, and of its generator, can be read knowing only the modules that it imports: no
//! two of them import each other, not even by way of a third.

#![allow(missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
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
    code.map(|line| line.to_owned() + "\n").collect()
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
