//! Java, which runs the HTML checker.

use std::path::{Path, PathBuf};

use super::{apt_install, missing};
use crate::process::{self, find, output};

/// The oldest major version of Java that runs the checker.
const JAVA: u32 = 17;

/// The name of the program.
const PROGRAM: &str = if cfg!(windows) { "java.exe" } else { "java" };

/// Finds or installs a Java that is new enough.
pub(crate) fn java(root: &Path) -> Result<PathBuf, String> {
    if let Some(home) = std::env::var_os("JAVA_HOME").filter(|home| !home.is_empty()) {
        let java = Path::new(&home).join("bin").join(PROGRAM);
        return match version(&java, root) {
            Some(JAVA..) => Ok(java),
            Some(old) => Err(format!("{}, but JAVA_HOME contains Java {old}", too_old())),
            None => Err(format!(
                "JAVA_HOME is {}, which contains no working Java",
                Path::new(&home).display()
            )),
        };
    }
    // Some systems without Java have a placeholder program named `java`, so its version is checked
    // in any case.
    let found = || find("java").and_then(|java| version(&java, root).map(|major| (java, major)));
    match found().or_else(|| apt_install(root, &["default-jre-headless"]).and_then(|()| found())) {
        Some((java, JAVA..)) => Ok(java),
        Some((java, old)) => Err(format!("{}, but {} is Java {old}", too_old(), java.display())),
        None => Err(missing("Java", "default-jre-headless")
            + "; if it is installed in an unusual place, set JAVA_HOME to its folder"),
    }
}

fn too_old() -> String {
    format!("the HTML checker needs Java {JAVA} or later")
}

/// The major version; `None` if this is not a working Java.
fn version(java: &Path, root: &Path) -> Option<u32> {
    major(&output(process::command(java, root).arg("--version"))?)
}

/// Parses the major version from output like `openjdk 17.0.15 2025-04-15`.
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
