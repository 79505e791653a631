//! A shell that finds the program, for guides and workflows.

use std::path::Path;
use std::process::Command;

/// A shell in which `crosstown` is the program that was built, Git knows who commits, and the public
/// repository is the one beside.
pub(crate) fn shell(folder: &Path) -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_crosstown")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let mut shell = Command::new("bash");
    shell.arg("-euo").arg("pipefail").arg("-c").current_dir(folder);
    shell.env("PATH", format!("{}:{path}", program.display()));
    shell.env("XDG_CACHE_HOME", folder.join("cache"));
    let origin = format!("url.{}/origin.git.insteadOf", folder.display());
    let settings = [
        ("user.name", "Ada Example"),
        ("user.email", "ada@example.org"),
        (origin.as_str(), "https://github.com/crosstown-kb/crosstown"),
    ];
    shell.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_COUNT", settings.len().to_string());
    for (at, (key, value)) in settings.into_iter().enumerate() {
        shell.env(format!("GIT_CONFIG_KEY_{at}"), key);
        shell.env(format!("GIT_CONFIG_VALUE_{at}"), value);
    }
    shell
}
