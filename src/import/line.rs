//! Classifies the lines of a filled template.

/// Marks before a heading or an item that are not part of it.
const BULLETS: [&str; 4] = ["- ", "* ", "• ", "– "];

/// The key at the end of a heading: `Ciudades [cities]`.
pub(super) fn key(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('#').trim().trim_matches('*').trim();
    let (label, key) = line.strip_suffix(']')?.rsplit_once('[')?;
    let is_key = |c: char| c.is_ascii_lowercase() || "._ ".contains(c);
    (!key.is_empty() && key.chars().all(is_key)).then(|| (label.trim(), key))
}

/// The name and the value of a part of a set: `Título [title]: A report`.
pub(super) fn part(line: &str) -> Option<(&str, &str)> {
    let (before, value) = line.split_once("]:").or_else(|| {
        // A word processor may set a space before the colon, as French does.
        line.split_once("] :").or_else(|| line.split_once("]\u{a0}:"))
    })?;
    let (_, name) = before.rsplit_once('[')?;
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
    (!name.is_empty() && name.chars().all(is_name)).then(|| (name, value.trim()))
}

/// Whether a line is a hint of the template, which in Markdown is a quotation, too.
pub(super) fn is_hint(line: &str) -> bool {
    line.trim_start_matches(['>', ' ']).starts_with('»')
}

/// Whether a line is marked as a heading.
pub(super) fn is_heading(line: &str) -> bool {
    line.trim_start_matches('#').starts_with(' ') && line.starts_with('#')
}

/// An item without its bullet.
pub(super) fn item(line: &str) -> &str {
    BULLETS.iter().find_map(|bullet| line.strip_prefix(bullet)).unwrap_or(line).trim()
}

#[cfg(test)]
mod tests {
    use super::{item, key, part};

    #[test]
    fn lines_are_known_by_the_names_in_brackets() {
        assert_eq!(key("## Ciudades [cities]"), Some(("Ciudades", "cities")));
        assert_eq!(key("**Cities [cities]**"), Some(("Cities", "cities")));
        assert_eq!(key("See [1]"), None);
        assert_eq!(key("Cited [^source-1]"), None);
        assert_eq!(part("Titre [title] : Un rapport: 1"), Some(("title", "Un rapport: 1")));
        assert_eq!(part("Title: none"), None);
        assert_eq!(item("• Begin small"), "Begin small");
    }
}
