//! Removes the name of the speaker from lines that have it as a label: before a colon, or at the
//! end after a dash or in parentheses. What was said stays.
//!
//! Only what is surely such a label is removed: a name that is withheld, a city, or a network.
//! Anything else is left to the rules of [`crate::check`], which leave out the whole line.

use std::collections::BTreeSet;
use std::ops::Range;

use super::line::{lead, separator};
use crate::model::{At, Record};
use crate::source::Content;
use crate::withheld::{Names, Reach, Reading, Text, fold};

/// Who is not to be named as a speaker.
pub(super) struct Labels<'a> {
    names: Vec<&'a Names>,
    /// Folded names of cities and networks, for which somebody may have spoken.
    bodies: BTreeSet<String>,
}

impl<'a> Labels<'a> {
    /// The withheld names, and the cities and networks of the content.
    pub(super) fn new(names: Vec<&'a Names>, content: &Content) -> Labels<'a> {
        let mut bodies = BTreeSet::new();
        for entry in &content.entries {
            match &entry.record {
                Record::City(city) => {
                    let all = std::iter::once(&city.title.value).chain(&city.local_names);
                    bodies.extend(all.map(|name| fold(name, Reading::Apart)));
                }
                Record::Network(network) => {
                    bodies.insert(fold(&network.title, Reading::Apart));
                }
                _ => {}
            }
        }
        Labels { names, bodies }
    }

    /// Removes the labels of a text and returns where they were, as bytes of the notes. The first
    /// line of the text is as it was written.
    pub(super) fn remove(&self, text: &mut At<String>) -> Vec<Range<usize>> {
        let mut removed = Vec::new();
        let start = text.span.start as usize;
        let lead = lead(&text.value).length;
        let said = text.value[lead..].to_owned();
        let after = separator(&said).filter(|(end, ..)| self.is_speaker(&said[..*end]));
        if let Some((end, after, _)) = after {
            removed.push(start + lead..start + lead + end);
            let rest =
                said[after..].trim_start_matches(|c: char| c.is_whitespace() || "*_".contains(c));
            text.value.replace_range(lead.., &capitalised(rest));
        }
        if let Some(end) = self.signature(&text.value) {
            // The position of the end in the notes, which still have what was removed before it.
            let length = text.value.len() - end;
            let last = text.span.end as usize;
            removed.push(last.saturating_sub(length)..last);
            text.value.truncate(end);
            text.value.truncate(text.value.trim_end().len());
        }
        removed
    }

    /// The byte at which a name at the end of a text begins, with its dash or parenthesis.
    fn signature(&self, text: &str) -> Option<usize> {
        let bare = text.trim_end_matches(['.', ' ']);
        let (at, inner) = if let Some(open) = bare.strip_suffix(')') {
            let at = open.rfind('(')?;
            (at, &open[at + 1..])
        } else {
            let (at, dash) = bare.char_indices().rev().find(|(_, c)| ['–', '—'].contains(c))?;
            (at, &bare[at + dash.len_utf8()..])
        };
        let is_alone = text[..at].trim().is_empty();
        (!is_alone && self.is_speaker(inner)).then_some(at)
    }

    /// Whether a label is somebody's name, or a city or network, with nothing but an office or a
    /// place behind it.
    fn is_speaker(&self, label: &str) -> bool {
        let bare = label.split(['(', ',', '/']).next().unwrap_or_default();
        let bare = bare.trim_matches(|c: char| c.is_whitespace() || "*_@".contains(c));
        if bare.is_empty() {
            return false;
        }
        let whole = |names: &&Names| {
            let hits = names.find(&Text::of(bare), Reach::Notes);
            hits.iter().any(|hit| hit.span.range() == (0..bare.len()))
        };
        self.names.iter().any(whole) || self.bodies.contains(&fold(bare, Reading::Apart))
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn removed(text: &str) -> String {
        let names = Names::new(&["Zelda Quimby", "José Núñez"], &[], &|_| false);
        let labels = Labels { names: vec![&names], bodies: ["ghent".to_owned()].into() };
        let mut text = At::new(text.to_owned(), Span::new(0..text.len()));
        labels.remove(&mut text);
        text.value
    }

    #[test]
    fn who_spoke_is_removed_and_what_was_said_stays() {
        for (line, said) in [
            ("Zelda Quimby: lids help", "Lids help"),
            ("- **QUIMBY:** lids help", "- Lids help"),
            ("Z. Quimby (Budget director, Ghent): lids help", "Lids help"),
            ("Jose Nunez – lids help", "Lids help"),
            ("Ghent: lids help", "Lids help"),
            ("Lids help. — Zelda Quimby, Ghent", "Lids help."),
            ("Lids help (Núñez)", "Lids help"),
            ("Zelda: lids help (Ghent)", "Lids help"),
        ] {
            assert_eq!(removed(line), said, "{line}");
        }
    }

    #[test]
    fn what_may_be_something_else_stays() {
        for line in [
            "Rats: they came back",
            "Quimby said: lids help",
            "Lids help (in Ghent)",
            "Lids help (see below)",
            "Zelda Quimby",
            "At 10:30 in Ghent",
        ] {
            assert_eq!(removed(line), line);
        }
    }
}
