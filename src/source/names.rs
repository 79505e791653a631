//! What the name of a file in `content/` shows: that it belongs to an editor or system, or that
//! it is meant to be a record; and the finding about a name that some systems cannot have.

use std::path::Path;

use crate::address::{name_fault, safe_name};
use crate::diagnostic::{Diagnostic, Place};

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

/// The finding about a file below `folder` with a name, or in a folder with a name, that some
/// systems cannot have. `parts` are the names along its path.
pub(crate) fn bad_name(folder: &str, parts: &[&str]) -> Option<Diagnostic> {
    let (at, why) =
        parts.iter().enumerate().find_map(|(at, part)| Some((at, name_fault(part)?)))?;
    let path: Vec<String> = parts.iter().map(|part| shown(part)).collect();
    let place = Place::file(format!("{folder}/{}", path.join("/")));
    let what = if at + 1 == parts.len() { "file" } else { "folder" };
    let message = format!("the {what} `{}` cannot keep its name: {why}", path[at]);
    let found = Diagnostic::error("bad-file-name", place, message);
    let help = format!("rename it to `{}`, and mend the links to it", safe_name(parts[at]));
    Some(found.help(help))
}

/// The finding about a file below `folder` whose path is not text.
pub(crate) fn nameless(folder: &str, path: &Path) -> Diagnostic {
    let place = Place::file(format!("{folder}/{}", shown(&path.to_string_lossy())));
    let message = "this file cannot keep its name: it is not UTF-8";
    Diagnostic::error("bad-file-name", place, message)
        .help("rename it; letters, digits, hyphens and dots are safe everywhere")
}

/// A name as a message may show it.
fn shown(name: &str) -> String {
    let mut shown = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_control() { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
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
}
