//! Checks that HTML can run nothing, with code that is independent of the sanitiser.

/// The tags of HTML, as a browser would find them.
fn tags(html: &str) -> Vec<String> {
    let starts = html.match_indices('<').map(|(at, _)| &html[at + 1..]);
    let tag = |rest: &str| {
        let begins = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        begins.then(|| rest[..end_of_tag(rest)].to_owned())
    };
    starts.filter_map(tag).collect()
}

/// The end of a tag: a `>` outside quotation marks.
fn end_of_tag(rest: &str) -> usize {
    let mut quote = None;
    for (at, character) in rest.char_indices() {
        match (quote, character) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(character),
            (Some(mark), _) if mark == character => quote = None,
            _ => {}
        }
    }
    rest.len()
}

/// The names and values of a tag's attributes. Values of our output are always in double quotes.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = tag.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, tail) = after.split_once('"').unwrap_or((after, ""));
        found.push((name.trim().to_ascii_lowercase(), value.to_owned()));
        rest = tail;
    }
    found.extend(rest.split_whitespace().map(|name| (name.to_ascii_lowercase(), String::new())));
    found
}

/// Panics if our HTML could run something, or has an element that our pages never contain.
pub fn assert_harmless(html: &str) {
    for tag in tags(html) {
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        for forbidden in [
            "script", "style", "iframe", "object", "embed", "svg", "math", "form", "base", "meta",
            "link",
        ] {
            assert!(!name.eq_ignore_ascii_case(forbidden), "<{tag}> in {html}");
        }
        for (name, value) in attributes(&tag) {
            assert!(!name.starts_with("on"), "<{tag}> in {html}");
            let letters: String =
                value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            let scheme = letters.to_ascii_lowercase();
            if ["href", "src"].contains(&name.as_str()) {
                for evil in ["javascript:", "vbscript:", "data:", "&#"] {
                    assert!(!scheme.starts_with(evil), "<{tag}> in {html}");
                }
            }
        }
    }
    assert!(!html.to_ascii_lowercase().contains("<script"), "{html}");
}
