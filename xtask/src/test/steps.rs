//! The implementation of each step.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::outcome::Outcome;
use crate::bench::files::copy;
use crate::process::{self, run};
use crate::tools;
use crate::workspace::Workspace;

pub(super) fn fmt(workspace: &Workspace) -> Result<Outcome, String> {
    passed(process::cargo(&workspace.root).args(["fmt", "--all", "--check"]))
}

pub(super) fn clippy(workspace: &Workspace) -> Result<Outcome, String> {
    let arguments = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    run(process::cargo(&workspace.root).args(arguments))?;
    // The part of the library that is compiled for the browser is also checked on its own.
    let alone = ["clippy", "--package", "form", "--locked", "--", "-D", "warnings"];
    passed(process::cargo(&workspace.root).args(alone))
}

pub(super) fn doc(workspace: &Workspace) -> Result<Outcome, String> {
    let arguments = ["doc", "--workspace", "--no-deps", "--document-private-items", "--locked"];
    passed(process::cargo(&workspace.root).args(arguments).env("RUSTDOCFLAGS", "-D warnings"))
}

pub(super) fn rust(workspace: &Workspace) -> Result<Outcome, String> {
    passed(process::cargo(&workspace.root).args(["test", "--workspace", "--locked"]))
}

/// The examples come from an npm package; there is no copy of them here.
pub(super) fn commonmark(workspace: &Workspace) -> Result<Outcome, String> {
    tools::node_with(&workspace.root, &workspace.root.join("tests/commonmark"))?;
    let arguments = [
        "test",
        "--locked",
        "--test",
        "integration",
        "commonmark::",
        "--",
        "--ignored",
        "--nocapture",
    ];
    passed(process::cargo(&workspace.root).args(arguments))
}

/// What tests need that read our files with programs from PyPI.
struct Readers {
    /// The folder of the tests.
    tests: PathBuf,
    /// A folder for their files.
    scratch: PathBuf,
    /// Python, and the folder of the packages.
    python: PathBuf,
    archives: PathBuf,
    /// The program, and the site of the real content.
    program: PathBuf,
    real: PathBuf,
}

impl Readers {
    /// Prepares all of it for the tests in `tests/<name>`.
    fn ready(workspace: &Workspace, name: &str) -> Result<Readers, String> {
        let tests = workspace.root.join("tests").join(name);
        let scratch = workspace.scratch_folder(name)?;
        let archives = scratch.join("python");
        let requirements = tests.join("requirements.txt");
        let python = tools::python_packages(&workspace.root, &requirements, &archives)?;
        let program = workspace.build_program()?;
        let real = workspace.build_site(&program)?;
        Ok(Readers { tests, scratch, python, archives, program, real })
    }

    /// Their script.
    fn script(&self) -> Command {
        let mut script = process::command(&self.python, &self.tests);
        script.arg("readers.py").arg(&self.archives);
        script
    }
}

/// The citations of the real content and of a site with difficult titles, and exported tables. The
/// programs that read them, and the styles, come from npm and PyPI; there is no copy of them here.
pub(super) fn citations(workspace: &Workspace) -> Result<Outcome, String> {
    let readers = Readers::ready(workspace, "citations")?;
    let node = tools::node_with(&workspace.root, &readers.tests)?;
    let difficult = readers.scratch.join("site");
    let exported = readers.scratch.join("exported");
    for format in ["csv", "xlsx"] {
        let mut export = process::command(&readers.program, &workspace.root);
        run(export.args(["export", "--root", ".", "--format", format]).arg(&exported))?;
    }
    let mut build = process::command(&readers.program, &workspace.root);
    run(build.args(["build", "--root", "tests/citations/site"]).arg("--out").arg(&difficult))?;
    let styles = readers.scratch.join("styles");
    run(readers.script().args([&styles, &exported, &difficult, &readers.real]))?;
    let mut compared = process::command(node, &readers.tests);
    run(compared.arg("styles.mjs").args([&styles, &difficult, &readers.real]))?;
    libreoffice(workspace)
}

/// The memo of a kit and a filled-in template in LibreOffice, which is too large to install for two
/// files.
fn libreoffice(workspace: &Workspace) -> Result<Outcome, String> {
    if process::find("soffice").is_none() {
        let why = "LibreOffice (soffice) is not installed: memos were read by odfpy only, and no template was saved by it";
        return Ok(Outcome::Skipped(why.to_owned()));
    }
    let arguments = ["test", "--locked", "--test", "integration", "--", "--ignored"];
    let mut test = process::cargo(&workspace.root);
    passed(test.args(arguments).arg("libreoffice"))
}

/// The feeds and calendars of the real content and of a golden site with difficult texts and times.
/// The programs that read them come from PyPI.
pub(super) fn feeds(workspace: &Workspace) -> Result<Outcome, String> {
    let readers = Readers::ready(workspace, "feeds")?;
    let difficult = readers.scratch.join("site");
    for part in ["_base", "feeds-and-calendars"] {
        let content = Path::new("tests/sites").join(part).join("content");
        copy(&workspace.root.join(content), &difficult.join("content"))?;
    }
    let mut build = process::command(&readers.program, &workspace.root);
    run(build.args(["build", "--root"]).arg(&difficult))?;
    passed(readers.script().args([&difficult.join("public"), &readers.real]))
}

/// The texts with which the unit test of our measure of reading compares itself, measured again by
/// textstat, which comes from PyPI.
pub(super) fn reading(workspace: &Workspace) -> Result<Outcome, String> {
    let tests = workspace.root.join("tests/reports");
    let archives = workspace.scratch_folder("reading")?.join("python");
    let requirements = tests.join("requirements.txt");
    let python = tools::python_packages(&workspace.root, &requirements, &archives)?;
    passed(process::command(&python, &tests).arg("reading.py").arg(&archives))
}

/// `tsconfig.json` sets which scripts are checked, and how strictly.
pub(super) fn types(workspace: &Workspace) -> Result<Outcome, String> {
    let folder = workspace.browser_tests();
    let node = tools::node_with(&workspace.root, &folder)?;
    let compiler = folder.join("node_modules/typescript/bin/tsc");
    passed(process::command(node, &workspace.root).arg(compiler).args(["--project", "."]))
}

pub(super) fn node(workspace: &Workspace) -> Result<Outcome, String> {
    let node = tools::node(&workspace.root)?;
    let files = tests_in(&workspace.root.join("search-index/tests/node"))?;
    passed(process::command(node, &workspace.root).arg("--test").args(files))
}

/// The server for other tools, asked by a client from npm about the real content.
pub(super) fn mcp(workspace: &Workspace) -> Result<Outcome, String> {
    let tests = workspace.root.join("tests/mcp");
    let node = tools::node_with(&workspace.root, &tests)?;
    let program = workspace.build_program()?;
    let site = workspace.build_site(&program)?;
    let mut client = process::command(node, &tests);
    client.env("CROSSTOWN", program).env("CROSSTOWN_SITE", site);
    passed(client.args(["--test", "--test-reporter=spec", "client.test.mjs"]))
}

/// Runs `check` as well as the build: a name in confidential notes fails `check`, whereas the build
/// removes it and goes on.
pub(super) fn content(workspace: &Workspace) -> Result<Outcome, String> {
    let program = workspace.build_program()?;
    passed(process::command(program, &workspace.root).args(["check", "--root", "."]))
}

/// Everything about a release but its compilation, which takes minutes. The schemas of its bill of
/// materials come from PyPI.
pub(super) fn dist(workspace: &Workspace) -> Result<Outcome, String> {
    let bill = crate::dist::quick(workspace)?;
    let archives = workspace.scratch_folder("dist-schemas")?.join("python");
    let requirements = workspace.root.join("tests/dist/requirements.txt");
    tools::python_packages(&workspace.root, &requirements, &archives)?;
    let package = std::fs::read_dir(&archives).ok().and_then(|mut all| all.next()?.ok());
    let package = package.ok_or_else(|| format!("{} is empty", archives.display()))?.path();
    let mut test = process::cargo(&workspace.root);
    test.args(["test", "--locked", "--test", "integration", "--", "--ignored", "supply::"]);
    passed(test.env("CROSSTOWN_BILL", bill).env("CYCLONEDX_PACKAGE", package))
}

pub(super) fn browser(workspace: &Workspace) -> Result<Outcome, String> {
    let kit = tools::browser_kit(workspace)?;
    let java = tools::java(&workspace.root)?;
    let program = workspace.build_program()?;
    let site = workspace.build_site(&program)?;
    let mut tests = kit.command(workspace, &program, &site);
    tests.env("JAVA", java);
    passed(tests.args(["--test", "--test-reporter=spec", "all.mjs"]))
}

/// The suites that matter most, in Firefox.
pub(super) fn firefox(workspace: &Workspace) -> Result<Outcome, String> {
    let kit = tools::browser_kit(workspace)?;
    let firefox = tools::firefox(&workspace.root)?;
    let program = workspace.build_program()?;
    let site = workspace.build_site(&program)?;
    let mut tests = kit.command(workspace, &program, &site);
    tests.env("FIREFOX_PROGRAM", firefox);
    passed(tests.args(["--test", "--test-reporter=spec", "firefox.mjs"]))
}

/// What readers do most, in `WebKit`.
pub(super) fn webkit(workspace: &Workspace) -> Result<Outcome, String> {
    let kit = tools::browser_kit(workspace)?;
    let webkit = tools::webkit(&workspace.root)?;
    let program = workspace.build_program()?;
    let site = workspace.build_site(&program)?;
    let mut tests = kit.command(workspace, &program, &site);
    tests
        .env("WEBKIT_DRIVER", webkit.driver)
        .env("WEBKIT_BROWSER", webkit.browser)
        .env("XVFB_PROGRAM", webkit.screen);
    passed(tests.args(["--test", "--test-reporter=spec", "webkit.mjs"]))
}

/// The site on nginx, as the documentation configures it.
pub(super) fn hosts(workspace: &Workspace) -> Result<Outcome, String> {
    let kit = tools::browser_kit(workspace)?;
    let (nginx, openssl) = tools::nginx(&workspace.root)?;
    let program = workspace.build_program()?;
    let site = workspace.build_site(&program)?;
    let mut tests = kit.command(workspace, &program, &site);
    tests.env("NGINX_PROGRAM", nginx).env("OPENSSL_PROGRAM", openssl);
    passed(tests.args(["--test", "--test-reporter=spec", "hosts.mjs"]))
}

pub(super) fn trust(workspace: &Workspace) -> Result<Outcome, String> {
    crate::trust::attack_lists(workspace, false).map(|_| Outcome::Passed)
}

fn passed(command: &mut Command) -> Result<Outcome, String> {
    run(command).map(|()| Outcome::Passed)
}

/// The test files of a folder, by name, because versions of Node treat a folder argument
/// differently.
fn tests_in(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error| format!("{}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() { Err(format!("no tests in {}", folder.display())) } else { Ok(files) }
}
