//! Java, which the checker of HTML is written in.

use std::path::{Path, PathBuf};

use super::{apt_install, missing};
use crate::process::{self, find, output};

/// The oldest Java that runs the checker.
const JAVA: u32 = 17;

/// The name of the program.
const PROGRAM: &str = if cfg!(windows) { "java.exe" } else { "java" };

/// Finds or installs a Java that is new enough.
pub(crate) fn java(root: &Path) -> Result<PathBuf, String> {
    if let Some(home) = std::env::var_os("JAVA_HOME").filter(|home| !home.is_empty()) {
        let java = Path::new(&home).join("bin").join(PROGRAM);
        return match version(&java, root) {
            Some(JAVA..) => Ok(java),
            Some(old) => Err(format!("{}; JAVA_HOME leads to Java {old}", too_old())),
            None => Err(format!(
                "JAVA_HOME leads to {}, where no Java runs",
                Path::new(&home).display()
            )),
        };
    }
    // Where Java is not installed some systems have a program of its name that only says so, so
    // it is asked for its version in any case.
    let found = || find("java").and_then(|java| version(&java, root).map(|major| (java, major)));
    match found().or_else(|| apt_install(root, &["default-jre-headless"]).and_then(|()| found())) {
        Some((java, JAVA..)) => Ok(java),
        Some((java, old)) => Err(format!("{}; {} is Java {old}", too_old(), java.display())),
        None => Err(missing("Java", "default-jre-headless")
            + "; if it is installed in an unusual place, set JAVA_HOME to its folder"),
    }
}

fn too_old() -> String {
    format!("the checker of HTML needs Java {JAVA} or newer")
}

/// The first number of the version; nothing if this is no Java that runs.
fn version(java: &Path, root: &Path) -> Option<u32> {
    major(&output(process::command(java, root).arg("--version"))?)
}

/// Java tells of itself as `openjdk 17.0.15 2025-04-15`, and so on in more lines.
fn major(text: &str) -> Option<u32> {
    let version = text.split_whitespace().nth(1)?;
    version.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read() {
        assert_eq!(major("openjdk 17.0.15 2025-04-15\nOpenJDK Runtime"), Some(17));
        assert_eq!(major("java 21 2023-09-19 LTS"), Some(21));
        assert_eq!(major("openjdk 24-ea 2025-03-18"), Some(24));
        assert_eq!(major("No Java runtime present"), None);
        assert_eq!(major(""), None);
    }
}
