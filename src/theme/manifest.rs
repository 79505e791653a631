//! Reads `theme.yaml`, the manifest of a theme.

use super::INTERFACE;
use super::files::ThemeFile;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Described, ThemeManifest, Values};
use crate::source::yaml_fields;

/// Reads a manifest and checks whether this program supports the theme.
///
/// # Errors
/// Every mistake in the file, or the versions of the interface that the theme supports instead.
pub(super) fn read(file: &ThemeFile) -> Result<ThemeManifest, Vec<Diagnostic>> {
    let manifest: ThemeManifest = yaml_fields(&file.source())?;
    if manifest.interface.contains(&INTERFACE) {
        return Ok(manifest);
    }
    let message = format!(
        "theme `{}` is written for {} of the template interface",
        manifest.name,
        versions(&manifest.interface)
    );
    let found = Diagnostic::error("theme-interface", Place::file(&file.path), message);
    let is_later = manifest.interface.iter().all(|version| *version > INTERFACE);
    let help = match is_later {
        true => "use a later version of the program, or an earlier one of the theme",
        false => "use a later version of the theme, or change it as docs/upgrade.md says",
    };
    Err(vec![found.help(format!("this program supports version {INTERFACE}: {help}"))])
}

/// The manifest of a theme without a file of it.
pub(super) fn absent(name: &str, parent: Option<&str>) -> ThemeManifest {
    let (name, parent) = (name.to_owned(), parent.map(str::to_owned));
    ThemeManifest { name, parent, ..ThemeManifest::from_values(Values::default()) }
}

/// `version 2`, or `versions 2, 3 and 7`.
fn versions(numbers: &[u64]) -> String {
    let words: Vec<String> = numbers.iter().map(u64::to_string).collect();
    match words.as_slice() {
        [] => "no version".to_owned(),
        [one] => format!("version {one}"),
        [first @ .., last] => format!("versions {} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(interface: &str) -> Result<(), Box<Diagnostic>> {
        let text = format!("name: x\ninterface: {interface}\n");
        let path = "themes/x/theme.yaml".to_owned();
        let file = ThemeFile { path, bytes: text.into_bytes().into() };
        read(&file).map(|_| ()).map_err(|mut found| Box::new(found.remove(0)))
    }

    #[test]
    fn one_version_or_several() {
        assert_eq!(judged("2"), Ok(()));
        assert_eq!(judged("[2]"), Ok(()));
        assert_eq!(judged("[7, 2]"), Ok(()));
        for (other, written_for, help) in [
            ("[3, 4, 7]", "versions 3, 4 and 7", "use a later version of the program"),
            ("3", "version 3", "use a later version of the program"),
            ("1", "version 1", "use a later version of the theme"),
        ] {
            let found = judged(other).unwrap_err();
            let message =
                format!("theme `x` is written for {written_for} of the template interface");
            assert_eq!(found.message, message);
            assert!(found.help.is_some_and(|said| said.contains(help)), "{other}");
        }
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for wrong in ["[]", "one", "-1", "[one]", "{a: 1}", "1.5"] {
            assert!(judged(wrong).is_err(), "{wrong}");
        }
    }
}
