//! What browser tests need besides Rust: Node, Chromium, Java and a few npm packages.
//!
//! Running as root on Debian, as in most CI containers, missing programs are installed. Elsewhere
//! the message says what to install, so that nothing is installed on somebody's own machine without
//! their knowledge.

mod cargo;
mod java;
mod python;
mod webkit;

use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) use cargo::{DENY, FUZZ, LLVM_COV, MUTANTS};
pub(crate) use java::java;
pub(crate) use python::python_packages;
pub(crate) use webkit::webkit;

use crate::process::{self, find, output, run};
use crate::workspace::Workspace;

/// The oldest major version of Node that runs the tests.
const NODE: u32 = 20;

/// Names of Chromium on PATH, and its usual locations elsewhere.
const CHROMIUM_NAMES: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const CHROMIUM_PLACES: [&str; 6] = [
    "/usr/bin/chromium",
    "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
    "/opt/google/chrome/chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Everything that browser scripts need.
pub(crate) struct BrowserKit {
    pub(crate) node: PathBuf,
    pub(crate) chromium: PathBuf,
}

impl BrowserKit {
    /// Node in the folder of the browser tests, with all paths in its environment.
    pub(crate) fn command(&self, workspace: &Workspace, program: &Path, site: &Path) -> Command {
        self.command_in(&workspace.browser_tests(), workspace, program, site)
    }

    /// The same in another folder.
    pub(crate) fn command_in(
        &self,
        folder: &Path,
        workspace: &Workspace,
        program: &Path,
        site: &Path,
    ) -> Command {
        let mut command = process::command(&self.node, folder);
        command
            .env("CHROMIUM", &self.chromium)
            .env("CROSSTOWN", program)
            .env("CROSSTOWN_ROOT", &workspace.root)
            .env("CROSSTOWN_SITE", site);
        command
    }
}

/// Finds or installs everything that browser scripts need.
pub(crate) fn browser_kit(workspace: &Workspace) -> Result<BrowserKit, String> {
    browser_kit_with(workspace, &workspace.browser_tests())
}

/// The same with the npm packages of another folder.
pub(crate) fn browser_kit_with(workspace: &Workspace, folder: &Path) -> Result<BrowserKit, String> {
    let node = node(&workspace.root)?;
    let chromium = chromium(&workspace.root)?;
    println!("    Chromium: {}", chromium.display());
    packages(folder)?;
    Ok(BrowserKit { node, chromium })
}

/// Finds or installs Node and the npm packages of a folder, for scripts without a browser.
pub(crate) fn node_with(root: &Path, folder: &Path) -> Result<PathBuf, String> {
    let node = node(root)?;
    packages(folder)?;
    Ok(node)
}

/// Finds or installs a Node that is new enough.
pub(crate) fn node(root: &Path) -> Result<PathBuf, String> {
    let node = find("node")
        .or_else(|| apt_install(root, &["nodejs", "npm"]).and_then(|()| find("node")))
        .ok_or_else(|| missing("Node", "nodejs npm"))?;
    let version = output(process::command(&node, root).arg("--version")).unwrap_or_default();
    let major: Option<u32> =
        version.trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    match major {
        Some(major) if major >= NODE => Ok(node),
        _ => Err(format!(
            "the tests need Node {NODE} or later, but {} is `{version}`",
            node.display()
        )),
    }
}

fn chromium(root: &Path) -> Result<PathBuf, String> {
    if let Some(given) = std::env::var_os("CHROMIUM") {
        let given = PathBuf::from(given);
        return if given.is_file() {
            Ok(given)
        } else {
            Err(format!("CHROMIUM is set to {}, which is not a program", given.display()))
        };
    }
    find_chromium()
        .or_else(|| apt_install(root, &["chromium"]).and_then(|()| find_chromium()))
        .ok_or_else(|| {
            missing("Chromium", "chromium")
                + "; if it is installed in an unusual place, set CHROMIUM to its path"
        })
}

fn find_chromium() -> Option<PathBuf> {
    CHROMIUM_NAMES
        .iter()
        .find_map(|name| find(name))
        .or_else(|| CHROMIUM_PLACES.iter().map(PathBuf::from).find(|place| place.is_file()))
}

/// Finds or installs poppler's programs, which read PDF documents.
pub(crate) fn poppler(root: &Path) -> Result<(), String> {
    let found = || find("pdftotext").and(find("pdfinfo")).map(|_| ());
    found()
        .or_else(|| apt_install(root, &["poppler-utils"]).and_then(|()| found()))
        .ok_or_else(|| missing("poppler", "poppler-utils"))
}

/// Finds or installs Firefox. Debian has the release with long support only.
pub(crate) fn firefox(root: &Path) -> Result<PathBuf, String> {
    let found = || find("firefox-esr").or_else(|| find("firefox"));
    found()
        .or_else(|| apt_install(root, &["firefox-esr"]).and_then(|()| found()))
        .ok_or_else(|| missing("Firefox", "firefox-esr"))
}

/// Finds or installs nginx and OpenSSL, which makes certificates for it. Only the program of nginx is
/// used: none of the system's sites is touched, and no service is needed.
pub(crate) fn nginx(root: &Path) -> Result<(PathBuf, PathBuf), String> {
    let place = Path::new("/usr/sbin/nginx");
    let nginx = || find("nginx").or_else(|| place.is_file().then(|| place.to_owned()));
    let found = || nginx().zip(find("openssl"));
    found()
        .or_else(|| apt_install(root, &["nginx-light", "openssl"]).and_then(|()| found()))
        .ok_or_else(|| missing("nginx or OpenSSL", "nginx-light openssl"))
}

fn missing(what: &str, debian: &str) -> String {
    format!("{what} is not installed; on Debian or Ubuntu: sudo apt-get install {debian}")
}

/// Installs Debian packages; `None` unless running as root on Debian.
fn apt_install(root: &Path, packages: &[&str]) -> Option<()> {
    let apt = find("apt-get")?;
    let user = output(process::command("id", root).arg("-u"))?;
    if user != "0" {
        return None;
    }
    println!("    installing {} with apt-get", packages.join(" "));
    let apt_get = || {
        let mut command = process::command(&apt, root);
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    let installed = run(apt_get().args(["update", "--quiet"])).and_then(|()| {
        run(apt_get()
            .args(["install", "--yes", "--quiet", "--no-install-recommends"])
            .args(packages))
    });
    installed.inspect_err(|message| eprintln!("    {message}")).ok()
}

/// Installs the npm packages of the lock file. A copy of the lock file records what is installed,
/// so that a second run needs no network.
fn packages(folder: &Path) -> Result<(), String> {
    let read = |path: &Path| std::fs::read(path).ok();
    let lock = folder.join("package-lock.json");
    let stamp = folder.join("node_modules/.installed-from.json");
    let wanted = read(&lock).ok_or_else(|| format!("{} cannot be read", lock.display()))?;
    if read(&stamp).is_some_and(|installed| installed == wanted) {
        return Ok(());
    }
    let npm = find("npm")
        .or_else(|| apt_install(folder, &["npm"]).and_then(|()| find("npm")))
        .ok_or_else(|| missing("npm", "npm"))?;
    run(process::command(npm, folder).args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]))?;
    std::fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))
}
