//! Shared by the tests: running the program, setting up roots, comparing with golden files.
//!
//! `SNAPSHOTS=overwrite cargo test` rewrites golden files; read the diff before you commit it.

#[cfg(unix)]
pub(crate) mod person;
pub(crate) mod place;
pub(crate) mod server;
pub(crate) mod shell;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use flate2::read::GzDecoder;
use snapbox::{Assert, Data, IntoData};
use tempfile::TempDir;

/// Files by path below a folder, with forward slashes.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// A path in the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The program in `folder`, with its output going to a pipe.
pub(crate) fn crosstown(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosstown"));
    command.current_dir(folder);
    for variable in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "CROSSTOWN_WITHHOLD"] {
        command.env_remove(variable);
    }
    // Each root has its own cache, outside the root.
    let name = blake3::hash(folder.as_os_str().as_encoded_bytes()).to_hex();
    command.env("XDG_CACHE_HOME", Path::new(env!("CARGO_TARGET_TMPDIR")).join(&name[..16]));
    command
}

/// Runs the program in `folder` to its end.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    crosstown(folder).args(arguments).output().unwrap()
}

/// The exit status.
pub(crate) fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// The standard output.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The standard error.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Builds in `folder`; fails the test unless a site was written.
pub(crate) fn build(folder: &Path, arguments: &[&str]) -> Output {
    let output = run(folder, &[&["build"], arguments].concat());
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    output
}

/// A root whose `public/` is the site of the real content, built once for all tests by eight
/// threads, whatever the machine has.
pub(crate) fn real_root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("real");
        let out = root.join("public");
        build(&repository(""), &["--threads", "8", "--out", out.to_str().unwrap()]);
        root
    });
    &ROOT
}

/// The files of the site of the real content.
pub(crate) fn real_site() -> &'static Tree {
    static FILES: LazyLock<Tree> = LazyLock::new(|| tree(&real_root().join("public")));
    &FILES
}

/// A root that a test may change: the golden site `case` over the common base.
pub(crate) fn site(case: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/sites/_base"), folder.path());
    let case = repository("tests/sites").join(case);
    assert!(case.is_dir(), "there is no {}", case.display());
    for part in ["content", "themes", "outside"] {
        copy(&case.join(part), &folder.path().join(part));
    }
    for absent in lines(&case.join("absent")) {
        fs::remove_file(folder.path().join(absent)).unwrap();
    }
    folder
}

/// Only the base: a small valid site.
pub(crate) fn base() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/sites/_base"), folder.path());
    folder
}

/// The lines of a file; none if it does not exist.
pub(crate) fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// Writes a file below `folder`.
pub(crate) fn write(folder: &Path, path: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Copies a folder, if it exists.
pub(crate) fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        write(to, &path, bytes);
    }
}

/// All files below `folder`; none if it does not exist.
pub(crate) fn tree(folder: &Path) -> Tree {
    let mut files = Tree::new();
    if folder.is_dir() {
        gather(folder, "", &mut files);
    }
    files
}

fn gather(folder: &Path, prefix: &str, files: &mut Tree) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            gather(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// The files of a built site that contain `word` in any case; compressed files are decompressed
/// first.
pub(crate) fn holding(folder: &Path, word: &str) -> Vec<String> {
    let word = word.to_lowercase();
    let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase().contains(&word);
    let mut found = Vec::new();
    for (path, bytes) in tree(folder) {
        let mut unpacked = Vec::new();
        if bytes.starts_with(&[0x1f, 0x8b]) {
            GzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked).unwrap();
        }
        if path.to_lowercase().contains(&word) || holds(&bytes) || holds(&unpacked) {
            found.push(path);
        }
    }
    found
}

/// Compares with a golden file, or rewrites it if `SNAPSHOTS=overwrite`.
pub(crate) fn golden(path: &Path, actual: &str) -> Result<(), String> {
    let assert = Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV);
    let expected = Data::read_from(path, None).raw();
    let result = assert.try_eq(Some(&path.display()), actual.into_data(), expected);
    result.map_err(|error| error.to_string())
}

/// Fails the test unless `actual` equals the golden file.
pub(crate) fn assert_golden(path: &str, actual: &str) {
    if let Err(difference) = golden(&repository(path), actual) {
        panic!("{difference}\nSNAPSHOTS=overwrite cargo test rewrites the golden files");
    }
}
