//! The compiler of Kotlin, ktlint, and libraries of apps, in the versions that `cli/tests/tools/kotlin/pom.xml` names.

use std::fs;
use std::path::Path;

use crate::toolchain::run;

/// The class path of a profile of the pom, as `.ci/run` has Maven write it.
pub fn class_path(profile: &str) -> String {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let file = target.join("kotlin").join(profile);
    fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{}, see .ci/run: {error}", file.display()))
}

/// Compiles sources of a folder into another one, every warning an error.
pub fn compile(compiler: &str, folder: &Path, libraries: &str, output: &str, sources: &[&str]) {
    let compiler = class_path(compiler);
    let command = [
        "java",
        "-XX:TieredStopAtLevel=1", // for so short a run
        "-classpath",
        &compiler,
        "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
        "-no-stdlib",
        "-no-reflect",
        "-Werror",
        "-classpath",
        libraries,
        "-d",
        output,
    ];
    run(folder, &[command.as_slice(), sources].concat(), "");
}

/// The option that has the compiler make serializers for classes.
pub fn serialization_plugin() -> String {
    let compiler = class_path("compiler");
    let plugin = compiler.split(':').find(|jar| jar.contains("serialization-compiler-plugin"));
    format!("-Xplugin={}", plugin.expect("the profile has the plugin"))
}

/// Checks sources of a folder as ktlint does by default.
pub fn lint(folder: &Path, sources: &[&str]) {
    let ktlint = class_path("ktlint");
    let command = ["java", "-classpath", &ktlint, "com.pinterest.ktlint.Main"];
    run(folder, &[command.as_slice(), sources].concat(), "");
}
