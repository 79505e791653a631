//! Whether content may link to an address, as a browser would read it (URL Standard).

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use percent_encoding::percent_decode_str;
use url::Url;

use super::write::{encode_fragment, encode_path, encode_query, is_ascii_address, tidy};

/// Permitted schemes of links. None of them runs code.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// Outside the site, in the form that outputs write: `https://example.org/`,
    /// `mailto:a@example.org`.
    Elsewhere(String),
    /// Within the site or the page.
    Here(Local),
}

/// An address within the site: relative to a page or a file, from the site's root (`/x/`), or
/// within the page (`#x`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Local {
    /// The path, decoded: `My file.pdf` for `My%20file.pdf`. Empty for the page itself.
    pub path: String,
    /// The part after `?`, as written.
    pub query: Option<String>,
    /// The part after `#`, decoded.
    pub fragment: Option<String>,
}

impl Local {
    /// The address with its resolved path, percent-encoded.
    #[must_use]
    pub fn written(&self, path: &str) -> String {
        let mut address = encode_path(path).into_owned();
        if let Some(query) = &self.query {
            address.push('?');
            address.push_str(&encode_query(query));
        }
        if let Some(fragment) = &self.fragment {
            address.push('#');
            address.push_str(&encode_fragment(fragment));
        }
        address
    }
}

/// Why content must not link to an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A scheme that is not permitted: `javascript`, `data`, `ftp`.
    Scheme(String),
    /// A path on one computer: `C:\Users\x.pdf`, `file:///home/x.pdf`.
    OnDisk,
    /// `//host/path`, which leads to another host without saying so.
    NoScheme,
    /// A line break or another invisible character, which browsers drop or misread.
    Invisible,
    /// A backslash, which browsers treat as a slash.
    Backslash,
    /// A user name before the host: `https://example.org@elsewhere.org/`.
    User,
    /// A query or fragment where none is permitted.
    Tail,
    /// Not an address, in the parser's words: an invalid host, a port that is too high.
    Unreadable(String),
}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Scheme(scheme) => write!(f, "its scheme is `{scheme}:`"),
            Fault::OnDisk => f.write_str("it is a path on one computer, where no reader finds it"),
            Fault::NoScheme => {
                f.write_str("it leads to another host, and does not say by which scheme")
            }
            Fault::Invisible => f.write_str("it holds a line break or an invisible character"),
            Fault::Backslash => f.write_str("it holds a backslash; paths are written with `/`"),
            Fault::User => f.write_str("it holds a user name, which hides where it leads"),
            Fault::Tail => f.write_str("it holds a query or a fragment"),
            Fault::Unreadable(why) => write!(f, "it is not a web address: {why}"),
        }
    }
}

impl Fault {
    /// What the author of an address with this fault can do, if it is a path as programs on Windows
    /// and other systems write it.
    #[must_use]
    pub fn remedy(&self, address: &str) -> Option<String> {
        match self {
            Fault::OnDisk => {
                Some("put the file beside this record, and write its name alone".to_owned())
            }
            // A share of a network is no path of the site.
            Fault::Backslash if !address.starts_with('\\') => {
                let path = address.replace('\\', "/");
                let is_path = matches!(judge(&path), Ok(Address::Here(_)));
                is_path.then(|| format!("did you mean `{path}`?"))
            }
            _ => None,
        }
    }
}

/// Judges an address from the content, with entities and escapes of its format already decoded.
///
/// # Errors
/// Why content must not link to it.
pub fn judge(address: &str) -> Result<Address, Fault> {
    // Spaces around an address are ignored, in HTML and YAML alike.
    let address = address.trim_matches([' ', '\t', '\n', '\r', '\u{c}']);
    if address.chars().any(is_invisible) {
        return Err(Fault::Invisible);
    }
    if let Some((scheme, rest)) = scheme(address) {
        return elsewhere(address, scheme, rest);
    }
    let (rest, fragment) = part(address, '#');
    let (path, query) = part(rest, '?');
    if path.contains('\\') {
        return Err(Fault::Backslash);
    }
    if path.starts_with("//") {
        return Err(Fault::NoScheme);
    }
    Ok(Address::Here(Local {
        path: path.split('/').map(segment).collect::<Vec<_>>().join("/"),
        query: query.map(str::to_owned),
        fragment: fragment.map(|text| decoded(text).into_owned()),
    }))
}

/// Invisible characters, which can make an address look like another one. Joiners are permitted,
/// because some languages need them.
fn is_invisible(c: char) -> bool {
    let marks = ['\u{200b}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}', '\u{feff}'];
    c.is_control()
        || marks.contains(&c)
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2060}'..='\u{2069}').contains(&c)
}

/// The scheme of an address and what follows its colon. Without one it is relative.
fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    named.then_some((scheme, rest))
}

fn elsewhere(address: &str, scheme: &str, rest: &str) -> Result<Address, Fault> {
    let scheme = scheme.to_ascii_lowercase();
    // No scheme has one letter, but every drive of Windows has.
    if scheme.len() == 1 || scheme == "file" {
        return Err(Fault::OnDisk);
    }
    if !SCHEMES.contains(&scheme.as_str()) {
        return Err(Fault::Scheme(scheme));
    }
    let unreadable = |why: &str| Err(Fault::Unreadable(why.to_owned()));
    if rest.is_empty() {
        return unreadable("nothing follows its scheme");
    }
    let url = Url::parse(address).map_err(|error| Fault::Unreadable(error.to_string()))?;
    if !url.cannot_be_a_base() {
        let (place, _) = part(part(rest, '#').0, '?');
        if place.contains('\\') {
            return Err(Fault::Backslash);
        }
        // The parser tolerates these, but browsers do so in different ways.
        if place.strip_prefix("//").is_none_or(|host| host.starts_with('/')) {
            return unreadable("two slashes and a host have to follow its scheme");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Fault::User);
        }
    }
    // An address that is already valid stays as written; the parser encodes the rest.
    let written = if is_ascii_address(address) { address } else { url.as_str() };
    Ok(Address::Elsewhere(tidy(written)))
}

/// A segment of a path, decoded. A segment that would decode to several segments or to none stays
/// encoded, and matches no file.
fn segment(text: &str) -> String {
    let name = decoded(text);
    if name.contains(|c: char| c == '/' || c == '\\' || c.is_control()) {
        text.to_owned()
    } else {
        name.into_owned()
    }
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// The parts before and after the first `mark`.
fn part(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(path: &str, query: Option<&str>, fragment: Option<&str>) -> Result<Address, Fault> {
        let own = |text: &str| text.to_owned();
        let (query, fragment) = (query.map(own), fragment.map(own));
        Ok(Address::Here(Local { path: own(path), query, fragment }))
    }

    #[test]
    fn an_address_within_the_site_is_taken_apart_and_decoded() {
        assert_eq!(
            judge("../cities/denver.md#people"),
            local("../cities/denver.md", None, Some("people"))
        );
        assert_eq!(judge("/search/?q=a%20b"), local("/search/", Some("q=a%20b"), None));
        assert_eq!(judge("My%20file.pdf"), local("My file.pdf", None, None));
        assert_eq!(judge("Foto%20%C3%B1.png"), local("Foto ñ.png", None, None));
        assert_eq!(judge(" 100%25%23.pdf "), local("100%#.pdf", None, None));
        assert_eq!(judge("#caf%C3%A9"), local("", None, Some("café")));
        assert_eq!(judge("10:30.pdf"), local("10:30.pdf", None, None));
        assert_eq!(judge("a%2Fb%5C%00"), local("a%2Fb%5C%00", None, None));
        assert_eq!(judge(""), local("", None, None));
    }

    #[test]
    fn what_leads_elsewhere_is_written_as_it_came_or_encoded() {
        for (address, written) in [
            ("https://example.org", "https://example.org"),
            ("HTTPS://Example.org/a?b=c&d#e", "HTTPS://Example.org/a?b=c&d#e"),
            ("https://example.org/a b\"c", "https://example.org/a%20b%22c"),
            ("https://example.org/?q=<script>", "https://example.org/?q=%3Cscript%3E"),
            ("https://example.org/100%/%zz/%41", "https://example.org/100%25/%25zz/%41"),
            ("https://münchen.example/ü", "https://xn--mnchen-3ya.example/%C3%BC"),
            ("http://[::1]/", "http://[::1]/"),
            ("mailto:a@example.org?subject=A \"b\"", "mailto:a@example.org?subject=A%20%22b%22"),
            ("tel:+1-555-0100", "tel:+1-555-0100"),
        ] {
            assert_eq!(judge(address), Ok(Address::Elsewhere(written.to_owned())), "{address}");
        }
    }

    #[test]
    fn what_runs_hides_or_misleads_is_refused() {
        for address in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "ftp://example.org/",
            "blob:https://example.org/1",
            "view-source:https://example.org/",
        ] {
            assert!(matches!(judge(address), Err(Fault::Scheme(_))), "{address}");
        }
        for address in [
            "C:\\Users\\x.pdf",
            "C:/Users/x.pdf",
            "c:x.pdf",
            "C:",
            "file:///x",
            "File://server/share/x.pdf",
        ] {
            assert_eq!(judge(address), Err(Fault::OnDisk), "{address}");
        }
        for address in ["java\nscript:x", "java\tscript:x", "\u{1}javascript:x", "a\u{202e}b", "\0"]
        {
            assert_eq!(judge(address), Err(Fault::Invisible), "{address:?}");
        }
        let remedy = |address: &str| judge(address).err().and_then(|fault| fault.remedy(address));
        assert!(remedy("C:\\x.pdf").is_some_and(|remedy| remedy.contains("beside this record")));
        assert_eq!(remedy("..\\a\\b.md").as_deref(), Some("did you mean `../a/b.md`?"));
        assert_eq!(remedy("\\server\\x.pdf"), None);
        for address in ["//evil.example/", "///evil.example"] {
            assert_eq!(judge(address), Err(Fault::NoScheme), "{address}");
        }
        for address in [
            "\\\\evil.example",
            "\\\\server\\share\\x.pdf",
            "..\\cities\\denver.md",
            "/\\evil.example",
            "a\\b",
            "https:\\\\evil.example/",
            "https://a\\b/",
        ] {
            assert_eq!(judge(address), Err(Fault::Backslash), "{address}");
        }
        for address in ["https://a@b.example/", "https://:x@b.example/"] {
            assert_eq!(judge(address), Err(Fault::User), "{address}");
        }
        for address in [
            "https:",
            "https://",
            "https:///a",
            "https:a",
            "http:/a",
            "https://a b/",
            "https://a:99999/",
            "mailto:",
            "https://xn--a/",
        ] {
            assert!(matches!(judge(address), Err(Fault::Unreadable(_))), "{address}");
        }
    }
}
