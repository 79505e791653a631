//! Whether every common system can have a file or folder of a name.
//!
//! Content, themes and sites are copied between systems. Git on Windows refuses to check out a
//! whole change if one name in it is not allowed there, so each name is judged where it is read.

use std::fmt::{self, Display, Formatter};

/// Names that Windows keeps for devices, with any extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The signs in names that Windows does not allow.
const SIGNS: [char; 8] = ['<', '>', ':', '"', '|', '?', '*', '\\'];

/// Why some systems cannot have a name, or take it for more than a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// A line break or another character that is no letter, digit or sign.
    Control,
    /// A sign that Windows does not allow.
    Sign(char),
    /// A space at one of its ends, or a dot at its end, which Windows drops.
    Ends,
    /// The name of a device on Windows.
    Device,
}

impl Display for NameFault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            NameFault::Control => f.write_str("it holds a line break or another control character"),
            NameFault::Sign(sign) => write!(f, "Windows allows no `{sign}` in names"),
            NameFault::Ends => f.write_str("it begins or ends with a space, or ends with a dot"),
            NameFault::Device => f.write_str("Windows keeps it for a device"),
        }
    }
}

/// Why a file or folder cannot have this name on every system.
#[must_use]
pub fn name_fault(name: &str) -> Option<NameFault> {
    if name.chars().any(char::is_control) {
        Some(NameFault::Control)
    } else if let Some(sign) = name.chars().find(|c| SIGNS.contains(c)) {
        Some(NameFault::Sign(sign))
    } else if name.ends_with(['.', ' ']) || name.starts_with(' ') {
        Some(NameFault::Ends)
    } else if is_device(name) {
        Some(NameFault::Device)
    } else {
        None
    }
}

/// Whether Windows takes a name for a device: what follows the first dot, and spaces before it, make
/// no difference.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let is_port = |prefix: &str| {
        let mut rest = stem.strip_prefix(prefix).unwrap_or_default().chars();
        matches!(rest.next(), Some('1'..='9' | '¹' | '²' | '³')) && rest.next().is_none()
    };
    DEVICES.contains(&stem.as_str()) || is_port("com") || is_port("lpt")
}

/// The nearest name that every system can have; the name itself if it is one. Never empty.
#[must_use]
pub fn safe_name(name: &str) -> String {
    if !name.is_empty() && name_fault(name).is_none() {
        return name.to_owned();
    }
    // An extension says what a file is, and stays.
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) => (plain(stem), plain(ending)),
        None => (plain(name), String::new()),
    };
    let mut safe = if stem.is_empty() { "file".to_owned() } else { stem };
    if is_device(&safe) {
        let end = safe.find('.').unwrap_or(safe.len());
        safe.insert_str(end, "-1");
    }
    if !ending.is_empty() {
        safe.push('.');
        safe.push_str(&ending);
    }
    safe
}

/// A part of a name with a hyphen for each run of characters that are not allowed.
fn plain(part: &str) -> String {
    let is_wrong = |c: char| c.is_control() || SIGNS.contains(&c);
    let mut plain = String::with_capacity(part.len());
    for piece in part.split(is_wrong).filter(|piece| !piece.trim().is_empty()) {
        if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
        // `Report: June` needs no space beside its hyphen.
        plain.push_str(if plain.is_empty() { piece.trim_end() } else { piece.trim() });
    }
    plain.trim_matches([' ', '.', '-']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{NameFault, name_fault, safe_name};
    use proptest::prelude::*;

    #[test]
    fn names_are_such_as_every_system_can_have() {
        for good in [
            "a.png",
            "Foto ñ #1 & 50%.png",
            "console.png",
            "com.png",
            "com10.txt",
            "auxiliary",
            "a..b",
            "a con.txt",
            ".well-known",
        ] {
            assert_eq!(name_fault(good), None, "{good}");
            assert_eq!(safe_name(good), good);
        }
    }

    #[test]
    fn a_name_that_some_system_cannot_have_has_a_safe_one() {
        use NameFault::{Control, Device, Ends, Sign};
        for (bad, why, safe) in [
            ("a\nb.png", Control, "a-b.png"),
            ("a\u{1b}.png", Control, "a.png"),
            ("Icon\r", Control, "Icon"),
            ("what?.pdf", Sign('?'), "what.pdf"),
            ("Budget: 2024 <draft>.pdf", Sign(':'), "Budget-2024-draft.pdf"),
            ("a|b*c\"d.png", Sign('|'), "a-b-c-d.png"),
            ("a\\b.png", Sign('\\'), "a-b.png"),
            ("C:x.pdf", Sign(':'), "C-x.pdf"),
            ("x.?", Sign('?'), "x"),
            ("?", Sign('?'), "file"),
            ("a.png ", Ends, "a.png"),
            (" a.png", Ends, "a.png"),
            ("a.", Ends, "a"),
            ("...", Ends, "file"),
            ("CON", Device, "CON-1"),
            ("aux.png", Device, "aux-1.png"),
            ("aux .png", Device, "aux-1.png"),
            ("nul.tar.gz", Device, "nul-1.tar.gz"),
            ("com1.txt", Device, "com1-1.txt"),
            ("LPT³", Device, "LPT³-1"),
            ("conin$", Device, "conin$-1"),
        ] {
            assert_eq!(name_fault(bad), Some(why), "{bad:?}");
            assert_eq!(safe_name(bad), safe, "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn a_safe_name_has_no_fault(name in "(?s)(aux|COM1|\\.|[ .:?\\\\a-c\n]|\\PC){0,8}") {
            let safe = safe_name(&name);
            prop_assert!(!safe.is_empty());
            prop_assert_eq!(name_fault(&safe), None, "{} for {:?}", safe, name);
        }
    }
}
