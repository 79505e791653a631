//! Applies the replacements that findings offer to a text.

use super::{Diagnostic, Place};

/// The text of a file with every replacement made that its findings offer, and how many there were.
/// One that does not mark what stands in the text now, or overlaps another, is left out: it may be
/// offered again for the mended text.
#[must_use]
pub fn mended(text: &str, found: &[&Diagnostic]) -> (String, usize) {
    let mut changes: Vec<(usize, usize, &str)> = found
        .iter()
        .filter_map(|found| {
            let (start, end) = marked(text, found.place.as_ref()?)?;
            Some((start, end, found.replacement.as_deref()?))
        })
        .collect();
    changes.sort_unstable();
    let (mut mended, mut at, mut count) = (String::with_capacity(text.len()), 0, 0);
    for (start, end, replacement) in changes {
        if start < at || text.get(start..end) == Some(replacement) {
            continue;
        }
        mended.push_str(&text[at..start]);
        mended.push_str(replacement);
        (at, count) = (end, count + 1);
    }
    mended.push_str(&text[at..]);
    (mended, count)
}

/// The bytes of a text that a place marks, if they are what it says.
fn marked(text: &str, place: &Place) -> Option<(usize, usize)> {
    let line = text.split_inclusive('\n').nth(place.line.checked_sub(1)?)?;
    let line_start = line.as_ptr() as usize - text.as_ptr() as usize;
    let byte = |column: usize| {
        let mut starts = line.char_indices().map(|(at, _)| at).chain([line.len()]);
        starts.nth(column)
    };
    let (start, end) = (byte(place.column - 1)?, byte(place.column - 1 + place.length)?);
    let is_same = line.get(start..end)? == place.text.get(place.marked())?;
    (is_same && !place.text.is_empty()).then_some((line_start + start, line_start + end))
}

#[cfg(test)]
mod tests {
    use super::mended;
    use crate::diagnostic::{Diagnostic, LineIndex, Span};

    fn finding(text: &str, marked: &str, replacement: &str) -> Diagnostic {
        let at = text.find(marked).unwrap();
        let place = LineIndex::new(text).place("x.md", Span::new(at..at + marked.len()));
        Diagnostic::error("slip", place, "a slip").replaced_by(replacement)
    }

    #[test]
    fn replacements_are_made_where_the_text_is_still_the_same() {
        let text = "títle: été\nstage: opperating\n";
        let (one, two) =
            (finding(text, "títle", "title"), finding(text, "opperating", "operating"));
        let again = finding(text, "perat", "x");
        assert_eq!(
            mended(text, &[&two, &one, &again]),
            ("title: été\nstage: operating\n".to_owned(), 2)
        );
        assert_eq!(mended("title: été\n", &[&one, &two]).1, 0);
    }
}
