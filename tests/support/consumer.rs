//! A crate outside this workspace that depends on the library, as a user's does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// This library's folder.
pub const LIBRARY: &str = env!("CARGO_MANIFEST_DIR");

/// A package in a folder of its own, made anew for each test.
pub struct Consumer {
    directory: PathBuf,
}

impl Consumer {
    /// `manifest` is the rest of `Cargo.toml` after the package's name and edition.
    pub fn new(name: &str, manifest: &str, source: &str) -> Self {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(directory.join("src")).unwrap();
        let package = format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n[workspace]\n");
        fs::write(directory.join("Cargo.toml"), package + manifest).unwrap();
        fs::write(directory.join("src/lib.rs"), source).unwrap();
        // The versions that the library is tested with, which are also here already.
        fs::copy(Path::new(LIBRARY).join("Cargo.lock"), directory.join("Cargo.lock")).unwrap();
        Self { directory }
    }

    /// With versions of its own instead.
    pub fn with_lock(self, lock: &str) -> Self {
        fs::write(self.directory.join("Cargo.lock"), lock).unwrap();
        self
    }

    /// The versions that Cargo has settled on.
    pub fn lock(&self) -> String {
        fs::read_to_string(self.directory.join("Cargo.lock")).unwrap()
    }

    /// Adds what its manifest asks for to its lock file, and updates nothing that is in there. Without the
    /// network Cargo would take other versions, which are here already.
    pub fn settle(&self) -> Output {
        run(&self.directory, &["update", "--workspace"])
    }

    /// Runs Cargo on the package, without the network.
    pub fn cargo(&self, command: &str) -> Output {
        cargo(&self.directory, &[command])
    }

    /// The same with the network, for crates that the library is not tested with.
    pub fn cargo_online(&self, command: &str) -> Output {
        run(&self.directory, &[command, "--locked"])
    }

    /// The same for another target.
    pub fn cargo_for(&self, target: &str, command: &str) -> Output {
        cargo(&self.directory, &[command, "--target", target])
    }
}

/// Runs Cargo in a folder, on the library there and without the network.
pub fn cargo(directory: &Path, arguments: &[&str]) -> Output {
    run(directory, &[arguments, &["--offline", "--lib"]].concat())
}

/// Runs Cargo in a folder. All consumers share one folder for what is built.
fn run(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--color=never")
        .current_dir(directory)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumers"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap()
}

/// What Cargo said.
pub fn messages(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
