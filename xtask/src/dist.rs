//! `cargo xtask dist`: the program for people without Rust, as an archive for this machine's kind of
//! system, with checksums.
//!
//! The same commit and the same compiler give the same bytes: entries of the archive have a fixed
//! time and order, and the program contains no path of the machine that compiled it. The archive is
//! then unpacked and tried in a folder with nothing else of the project.

mod archive;
mod contents;
mod crates;
mod disk;
mod notices;
mod program;
mod sbom;
mod trial;

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::process::{self, output};
use crate::workspace::Workspace;

use disk::{read, write};

/// The options of the command.
struct Options {
    /// The folder for the archive; `dist` in the target folder by default.
    out: Option<PathBuf>,
    /// Whether to pack the program that the tests use, which compiles faster.
    quick: bool,
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Options, String> {
        let mut options = Options { out: None, quick: false };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--quick" => options.quick = true,
                "--out" => options.out = Some(rest.next().ok_or("--out needs a folder")?.into()),
                other => return Err(format!("unexpected argument `{other}`")),
            }
        }
        Ok(options)
    }
}

/// Compiles the program, packs it and tries what was packed.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let options = Options::parse(arguments)?;
    let workspace = Workspace::find()?;
    let out = match options.out {
        Some(out) => std::path::absolute(out).map_err(|error| error.to_string())?,
        None => workspace.scratch_folder("dist")?,
    };
    release(&workspace, &out, options.quick).map(|_| ())
}

/// The same with the program that the tests use, as one of their steps. Returns the path of the bill
/// of materials.
pub(crate) fn quick(workspace: &Workspace) -> Result<PathBuf, String> {
    release(workspace, &workspace.scratch_folder("dist-quick")?, true)
}

fn release(workspace: &Workspace, out: &Path, quick: bool) -> Result<PathBuf, String> {
    let Packed { archive, bill } = pack(workspace, out, quick)?;
    println!("    {}", archive.display());
    trial::unpacked(workspace, &archive)?;
    println!("    unpacked elsewhere, it begins, checks, builds and searches a site");
    Ok(bill)
}

/// What was written.
struct Packed {
    archive: PathBuf,
    bill: PathBuf,
}

/// Writes the archive, its bill of materials and the checksums of both.
fn pack(workspace: &Workspace, out: &Path, quick: bool) -> Result<Packed, String> {
    let target = program::target(workspace)?;
    let program = match quick {
        true => workspace.build_program()?,
        false => program::compile(workspace)?,
    };
    let name = format!("crosstown-{}-{target}", env!("CARGO_PKG_VERSION"));
    let crates = crates::linked(workspace, &target)?;
    let files = contents::files(workspace, &program, &crates)?;
    let packed = archive::tar_gz(&name, &files, time(workspace)?)?;
    let lock = read(&workspace.root.join("Cargo.lock"))?;
    let bill = sbom::bill(&crates, &String::from_utf8_lossy(&lock))?;
    let made = [(format!("{name}.tar.gz"), packed), (format!("{name}.cdx.json"), bill)];
    let mut sums = String::new();
    for (file, bytes) in &made {
        write(&out.join(file), bytes)?;
        sums.push_str(&checksum(bytes, file));
    }
    write(&out.join(format!("{name}.sha256")), sums.as_bytes())?;
    let [archive, bill] = made.map(|(file, _)| out.join(file));
    Ok(Packed { archive, bill })
}

/// The time of all files, in seconds since 1970: `SOURCE_DATE_EPOCH`, else that of the last commit.
fn time(workspace: &Workspace) -> Result<u64, String> {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok();
    let of_commit = || {
        let mut git = process::command("git", &workspace.root);
        output(git.args(["log", "-1", "--format=%ct"]))
    };
    let text = given.or_else(of_commit).ok_or("there is no commit: set SOURCE_DATE_EPOCH")?;
    text.parse().map_err(|_| format!("`{text}` is no number of seconds"))
}

/// A line as `sha256sum` writes and checks it.
fn checksum(bytes: &[u8], name: &str) -> String {
    let digest = Sha256::digest(bytes);
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{hex}  {name}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_is_a_line_for_sha256sum() {
        let line = checksum(b"abc", "x.tar.gz");
        assert!(
            line.starts_with("ba7816bf8f01cfea") && line.ends_with("15ad  x.tar.gz\n"),
            "{line}"
        );
    }

    #[test]
    fn options_are_read() {
        let parse = |arguments: &[&str]| {
            Options::parse(&arguments.iter().map(|&one| one.to_owned()).collect::<Vec<_>>())
        };
        let options = parse(&["--quick", "--out", "x"]).unwrap();
        assert_eq!((options.quick, options.out), (true, Some("x".into())));
        assert!(parse(&["--out"]).is_err() && parse(&["all"]).is_err());
    }
}
