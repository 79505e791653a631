//! `theme.yaml`: the manifest of a theme.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

use super::INTERFACE;
use crate::diagnostic::{Diagnostic, Place};

/// The manifest of a theme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub(super) name: String,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) description: String,
    /// Supported versions of the interface.
    pub(super) interface: Versions,
    /// The theme whose files replace those it lacks.
    #[serde(default)]
    pub(super) parent: Option<String>,
    /// Whether its pages may have scripts; if absent, its parent decides.
    #[serde(default)]
    pub(super) scripts: Option<bool>,
}

/// Versions of the interface: one number, or a list of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Versions(Vec<u64>);

impl<'de> Deserialize<'de> for Versions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Versions, D::Error> {
        deserializer.deserialize_any(VersionsVisitor)
    }
}

struct VersionsVisitor;

impl<'de> Visitor<'de> for VersionsVisitor {
    type Value = Versions;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, like `1`, or a list of them, like `[1, 2]`")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Versions, E> {
        Err(E::custom(format!(
            "`{text}` is no version of the template interface: this is not a whole number"
        )))
    }

    fn visit_u64<E: serde::de::Error>(self, version: u64) -> Result<Versions, E> {
        Ok(Versions(vec![version]))
    }

    fn visit_i64<E: serde::de::Error>(self, version: i64) -> Result<Versions, E> {
        u64::try_from(version)
            .map(|version| Versions(vec![version]))
            .map_err(|_| E::invalid_value(serde::de::Unexpected::Signed(version), &self))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Versions, A::Error> {
        let mut versions = Vec::new();
        while let Some(version) = seq.next_element()? {
            versions.push(version);
        }
        if versions.is_empty() {
            return Err(serde::de::Error::invalid_length(0, &self));
        }
        Ok(Versions(versions))
    }
}

impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = self.0.iter().map(u64::to_string).collect();
        match words.as_slice() {
            [one] => write!(f, "version {one}"),
            [first @ .., last] => write!(f, "versions {} and {last}", first.join(", ")),
            [] => f.write_str("no version"),
        }
    }
}

/// An invalid file of a theme, with its line.
pub(super) fn fault(path: &str, text: &str, error: &serde_yaml::Error, what: &str) -> Diagnostic {
    let place = error.location().map_or_else(
        || Place::file(path),
        |at| {
            let line = usize::try_from(at.line()).unwrap_or(1);
            let column = usize::try_from(at.column()).unwrap_or(1);
            let quoted = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
            Place::at(path, (line, column), quoted)
        },
    );
    let said = error.without_snippet().to_string();
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
    let said = said.replace("invalid u64", "this is not a whole number");
    let code = if what.starts_with("this theme") { "bad-theme" } else { "bad-words" };
    Diagnostic::error(code, place, format!("{what}: {said}"))
}

/// Reads a manifest and checks whether this program supports the theme.
pub(super) fn read(path: &str, text: &str) -> Result<Manifest, Box<Diagnostic>> {
    let manifest: Manifest = serde_yaml::from_str(text)
        .map_err(|error| Box::new(fault(path, text, &error, "this theme cannot be read")))?;
    if manifest.interface.0.contains(&INTERFACE) {
        return Ok(manifest);
    }
    let message = format!(
        "theme `{}` is written for {} of the template interface",
        manifest.name, manifest.interface
    );
    let found = Diagnostic::error("theme-interface", Place::file(path), message);
    Err(Box::new(found.help(format!(
        "this program speaks version {INTERFACE}: use another version of the theme or of the program"
    ))))
}

#[cfg(test)]
mod tests {
    use super::read;

    fn judged(interface: &str) -> Result<(), String> {
        let text = format!("name: x\ninterface: {interface}\n");
        read("themes/x/theme.yaml", &text).map(|_| ()).map_err(|found| found.message)
    }

    #[test]
    fn one_version_or_several() {
        assert_eq!(judged("1"), Ok(()));
        assert_eq!(judged("[1]"), Ok(()));
        assert_eq!(judged("[7, 1]"), Ok(()));
        let other = "theme `x` is written for versions 2, 3 and 7 of the template interface";
        assert_eq!(judged("[2, 3, 7]").unwrap_err(), other);
        let other = "theme `x` is written for version 2 of the template interface";
        assert_eq!(judged("2").unwrap_err(), other);
    }

    #[test]
    fn what_is_no_version_is_refused_in_words() {
        for wrong in ["[]", "one", "-1", "[one]", "{a: 1}", "1.5"] {
            let message = judged(wrong).unwrap_err();
            assert!(message.starts_with("this theme cannot be read: "), "{wrong}: {message}");
            assert!(message.contains("whole number"), "{wrong}: {message}");
        }
    }
}
