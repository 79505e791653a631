//! Removes from a stylesheet what only its authors need: comments, indentation and line breaks.
//! Values are left as they are, since the spaces in `1rem + 2vw` matter.

/// Characters after which whitespace has no meaning.
const BEFORE_SPACE: &str = "{};,:>";

/// Characters before which whitespace has no meaning.
const AFTER_SPACE: &str = "{};>";

/// The stylesheet without comments and without whitespace that has no meaning. Strings and URLs are
/// copied.
pub(super) fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut space = false;
    let mut escaped = false;
    while let Some(first) = rest.chars().next() {
        let token = &rest[..length(rest, first)];
        rest = &rest[token.len()..];
        let joins = !space && joins(out.chars().next_back()) && joins(rest.chars().next());
        if token.starts_with("/*") {
            // A comment separates two words, but is not a descendant combinator between selectors.
            out.push_str(if joins { "/**/" } else { "" });
        } else if first.is_ascii_whitespace() {
            space = true;
        } else {
            let last = out.chars().next_back();
            let open = !escaped && last.is_none_or(|last| BEFORE_SPACE.contains(last));
            let shut = AFTER_SPACE.contains(first);
            // Some browsers accept an empty value of a custom property only if it is a space.
            let empty = last == Some(':') && shut;
            if std::mem::take(&mut space) && (empty || !open && !shut) {
                out.push(' ');
            }
            if first == '}' && last == Some(';') {
                out.pop();
            }
            out.push_str(token);
            escaped = first == '\\';
        }
    }
    out
}

/// Whether a character becomes part of the same selector or value as the one on the other side.
fn joins(character: Option<char>) -> bool {
    character.is_some_and(|one| !one.is_ascii_whitespace() && !BEFORE_SPACE.contains(one))
}

/// Bytes of the comment, the string, the address or the single character at the start of a text.
fn length(css: &str, first: char) -> usize {
    let to = |end: &str| css.find(end).map_or(css.len(), |at| at + end.len());
    match first {
        '/' if css.starts_with("/*") => css[2..].find("*/").map_or(css.len(), |at| at + 4),
        '"' | '\'' => string(css, first),
        'u' if css.starts_with("url(") && !css[4..].trim_start().starts_with(['"', '\'']) => {
            to(")")
        }
        // An escaped quotation mark does not begin a string.
        '\\' => 1 + css[1..].chars().next().map_or(0, char::len_utf8),
        _ => first.len_utf8(),
    }
}

/// Bytes of a string that begins with a quotation mark. A line break ends it, as in browsers.
fn string(css: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in css.char_indices().skip(1) {
        match character {
            '\n' if !escaped => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    css.len()
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn space_and_comments_go_and_values_stay() {
        for (css, expected) in [
            ("/* a */\na  b ,\n c {\n  color : red ;\n}\n", "a b ,c{color :red}"),
            ("p { margin: calc(1rem + 2vw) auto; }", "p{margin:calc(1rem + 2vw) auto}"),
            ("a/* x */.b /* y */ .c {}", "a/**/.b .c{}"),
            (
                "a::before { content: \"{ ; /* no */  }\"; }",
                "a::before{content:\"{ ; /* no */  }\"}",
            ),
            ("a { background: url( a/*b.png ) }", "a{background:url( a/*b.png )}"),
            ("a { content: 'it\\'s  one' }", "a{content:'it\\'s  one'}"),
            (".a\\'b  { x: 1 }", ".a\\'b{x:1}"),
            ("a > b, c >d {}", "a>b,c>d{}"),
            (".a\\> b {}", ".a\\> b{}"),
            (
                "@media (min-width: 40rem) and (x) {\n a { b: c }\n}",
                "@media (min-width:40rem) and (x){a{b:c}}",
            ),
            ("a { --x:  ; }", "a{--x: }"),
            ("/* open", ""),
            ("a { content: \"open", "a{content:\"open"),
        ] {
            assert_eq!(compact(css), expected, "{css}");
        }
    }
}
