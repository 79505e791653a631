//! What the name of a file in `content/` shows: that it belongs to an editor or system, that it is
//! meant to be a record, or that some systems do not allow it.

/// Files that operating systems leave in folders, in lower case.
const OF_SYSTEMS: [&str; 9] = [
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "__macosx",
    "@eadir",
    "$recycle.bin",
    "system volume information",
    "icon\r",
    "4913",
];

/// Extensions of files that editors and programs save beside a file, in lower case.
const OF_EDITORS: [&str; 20] = [
    "~",
    ".bak",
    ".backup",
    ".orig",
    ".rej",
    ".swp",
    ".swo",
    ".swn",
    ".tmp",
    ".temp",
    ".save",
    ".part",
    ".crdownload",
    ".autosave",
    ".old",
    ".bk",
    ".wbk",
    ".asd",
    ".kate-swp",
    ".icloud",
];

/// Extensions of Markdown files, in lower case.
const MARKDOWN: [&str; 14] = [
    "md", "markdown", "mdown", "markdn", "mkd", "mkdn", "mkdown", "mdwn", "mdtxt", "mdtext", "mdx",
    "rmd", "qmd", "livemd",
];

/// Names that Windows reserves for devices, with any extension.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Whether a file or folder of this name belongs to an editor or system and is ignored.
pub(crate) fn is_scratch(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.starts_with('#')
        || OF_SYSTEMS.contains(&lower.as_str())
        || OF_EDITORS.iter().any(|end| lower.ends_with(end))
}

/// The correct name of a file that is almost named like a record: `X.MD`, `x.markdown` and
/// `x.md.txt` mean `x.md`. `None` for all others, including correct names.
pub(super) fn nearly_record(name: &str) -> Option<String> {
    let mut parts = name.split('.');
    let stem = parts.next()?.to_lowercase();
    let rest: Vec<&str> = parts.collect();
    // `x.md (1)` and `x.md_` are copies made by a system.
    let is_markdown = |part: &&str| {
        let end = part.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(part.len());
        MARKDOWN.contains(&part[..end].to_ascii_lowercase().as_str())
    };
    let at = rest.iter().position(is_markdown)?;
    let lang: String = rest[..at].iter().map(|lang| format!(".{lang}")).collect();
    let right = format!("{stem}{lang}.md");
    (right != name && !(name.ends_with(".md") && at + 1 == rest.len())).then_some(right)
}

/// The correct name of a YAML file, if its name is almost one of `known`.
pub(super) fn nearly_yaml(name: &str, known: &[&str]) -> Option<String> {
    let stem = name.split('.').next()?.to_lowercase();
    known.contains(&stem.as_str()).then(|| format!("{stem}.yaml")).filter(|right| right != name)
}

/// Why a name is not allowed, or is more than a name, on some systems.
pub(super) fn fault(name: &str) -> Option<&'static str> {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let port = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']))
    };
    if name.chars().any(char::is_control) {
        Some("it holds a line break or another control character")
    } else if name.contains('\\') {
        Some("it holds a backslash")
    } else if name.ends_with(['.', ' ']) || name.starts_with(' ') {
        Some("it begins or ends with a space, or ends with a dot")
    } else if DEVICES.contains(&stem.as_str()) || port("com") || port("lpt") {
        Some("Windows keeps it for a device")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_and_systems_leave_is_told_from_what_people_write() {
        for scratch in [
            "x.md~",
            "x.md.bak",
            "x.md.orig",
            "x.md.swp",
            "#x.md#",
            "~$x.docx",
            "Thumbs.db",
            "desktop.ini",
            ".DS_Store",
            "__MACOSX",
            "X.MD.BAK",
            ".#x.md",
            "4913",
            "x.md.tmp",
            "x.md.old",
            "x.wbk",
        ] {
            assert!(is_scratch(scratch), "{scratch}");
        }
        for written in ["x.md", "photo.png", "bak.md", "a~b.png", "thumbs.png", "x#1.png"] {
            assert!(!is_scratch(written), "{written}");
        }
    }

    #[test]
    fn a_name_that_is_nearly_a_records_has_a_right_one() {
        for (wrong, right) in [
            ("x.markdown", "x.md"),
            ("X.MD", "x.md"),
            ("x.MD", "x.md"),
            ("x.mdown", "x.md"),
            ("x.md.txt", "x.md"),
            ("x.mdx", "x.md"),
            ("index.Md", "index.md"),
            ("X.es.MD", "x.es.md"),
            ("x.pt-BR.markdown", "x.pt-BR.md"),
            ("x.es.md.txt", "x.es.md"),
            ("x.md.1", "x.md"),
            ("x.md (1)", "x.md"),
            ("x.md_", "x.md"),
            ("x.es.md#", "x.es.md"),
        ] {
            assert_eq!(nearly_record(wrong).as_deref(), Some(right), "{wrong}");
        }
        for other in ["x.md", "X.md", "x.es.md", "x.png", "md", "x.mda", "README", "x.pmd"] {
            assert_eq!(nearly_record(other), None, "{other}");
        }
        assert_eq!(nearly_yaml("topics.yml", &["topics"]).as_deref(), Some("topics.yaml"));
        assert_eq!(nearly_yaml("Site.YAML", &["site"]).as_deref(), Some("site.yaml"));
        assert_eq!(nearly_yaml("themes.yml", &["topics"]), None);
    }

    #[test]
    fn names_are_such_as_every_system_can_have() {
        for bad in
            ["a\nb.png", "a\\b.png", "CON", "aux.png", "com1.txt", "a.png ", "a.", "a\u{1b}.png"]
        {
            assert!(fault(bad).is_some(), "{bad:?}");
        }
        for good in ["a.png", "Foto ñ #1?.png", "console.png", "com.png", "com10.txt", "a..b"] {
            assert_eq!(fault(good), None, "{good}");
        }
    }
}
