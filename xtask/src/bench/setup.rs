//! Preparation of measurements: options, the program, and folders.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What the command line asks for.
pub(super) struct Options {
    /// Numbers of practices.
    pub(super) sizes: Vec<usize>,
    /// Whether peers are measured beside ours.
    pub(super) peers: bool,
    /// The file that the report is also written to.
    pub(super) out: Option<PathBuf>,
    /// The date that the report states.
    pub(super) date: Option<String>,
}

const USAGE: &str =
    "usage: cargo xtask bench [--sizes 1000,10000] [--peers] [--out FILE] [--date YYYY-MM-DD]";

/// Reads the options.
pub(super) fn options(arguments: &[String]) -> Result<Options, String> {
    let mut options = Options { sizes: vec![1_000, 10_000], peers: false, out: None, date: None };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value =
            || rest.next().ok_or_else(|| format!("`{argument}` needs a value\n{USAGE}"));
        match argument.as_str() {
            "--sizes" => {
                let sizes = value()?.split(',').map(|size| match size.trim().parse() {
                    Ok(size @ 10..=1_000_000) => Ok(size),
                    _ => Err(format!("invalid size `{size}`: expected 10 to 1000000\n{USAGE}")),
                });
                options.sizes = sizes.collect::<Result<_, _>>()?;
            }
            "--peers" => options.peers = true,
            "--out" => options.out = Some(PathBuf::from(value()?)),
            "--date" => options.date = Some(value()?.clone()),
            other => return Err(format!("unknown option `{other}`\n{USAGE}")),
        }
    }
    Ok(options)
}

/// Reads the options of a command that takes only sizes and a file.
pub(super) fn sizes_and_file(arguments: &[String], usage: &str) -> Result<Options, String> {
    let options = options(arguments).map_err(|error| match error.split_once('\n') {
        Some((what, _)) => format!("{what}\n{usage}"),
        None => error,
    })?;
    if options.peers || options.date.is_some() {
        return Err(format!("only sizes and a file can be given\n{usage}"));
    }
    Ok(options)
}

/// Creates a folder for the sites. Nothing in it is deleted before the end, because some file
/// systems create files slowly for minutes after others are deleted, which would distort the
/// measurements. For the same reason, a run that follows another first waits for the file system.
pub(super) fn fresh(bench: &Path) -> Result<PathBuf, String> {
    let folder = bench.join(format!("sites-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}

/// The target folder that this program was built in, whatever its name.
pub(super) fn target_folder() -> Result<PathBuf, String> {
    let program = std::env::current_exe()
        .map_err(|error| format!("the path of this program is unknown: {error}"))?;
    let folder = program.parent().and_then(Path::parent);
    folder.map(Path::to_owned).ok_or_else(|| "this program is not in a target folder".to_owned())
}

/// Compiles the program and returns its path.
pub(super) fn release_program(repository: &Path, target: &Path) -> Result<PathBuf, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--release", "--package", "crosstown"])
        .current_dir(repository)
        .status()
        .map_err(|error| format!("cargo could not be run: {error}"))?;
    let program = target.join("release").join(format!("crosstown{}", std::env::consts::EXE_SUFFIX));
    if status.success() { Ok(program) } else { Err("the program could not be built".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_others_refused() {
        let given = |text: &str| {
            let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            options(&words)
        };
        let read = given("--sizes 10,200 --peers --out report.md").unwrap();
        assert_eq!(read.sizes, [10, 200]);
        assert!(read.peers && read.out.is_some());
        assert!(given("--sizes 5").is_err());
        assert!(given("--sizes").is_err());
        assert!(given("--fast").is_err());
    }

    #[test]
    fn some_commands_take_only_sizes_and_a_file() {
        let given = |text: &str| {
            let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            sizes_and_file(&words, "usage: this").map(|options| (options.sizes, options.out))
        };
        assert_eq!(given("--sizes 10 --out a.md"), Ok((vec![10], Some(PathBuf::from("a.md")))));
        assert!(given("--peers").is_err());
        assert!(given("--fast").unwrap_err().ends_with("usage: this"));
    }
}
