//! The address that a site is served at.

use url::Url;

use super::judge::{Fault, judge};
use super::write::tidy;

/// A base URL in the form that outputs prepend to paths: scheme and host in lower case, no empty
/// segments, a trailing slash.
///
/// # Errors
/// Why a site cannot be served there.
pub fn base_url(address: &str) -> Result<String, Fault> {
    judge(address)?;
    let mut url =
        Url::parse(address.trim()).map_err(|_| Fault::Unreadable("it has no scheme".to_owned()))?;
    if !["http", "https"].contains(&url.scheme()) {
        return Err(Fault::Scheme(url.scheme().to_owned()));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(Fault::Tail);
    }
    let folders: Vec<&str> = url.path().split('/').filter(|folder| !folder.is_empty()).collect();
    let path: String = folders.iter().map(|folder| format!("{folder}/")).collect();
    url.set_path(&path);
    Ok(tidy(url.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{Fault, base_url};

    #[test]
    fn a_base_url_has_one_form() {
        for (written, mended) in [
            ("https://example.org", "https://example.org/"),
            ("https://e.x//a/", "https://e.x/a/"),
            ("https://e.x/a//b///", "https://e.x/a/b/"),
            ("HTTPS://E.X:443/A", "https://e.x/A/"),
            ("https://e.x/a&b", "https://e.x/a&b/"),
            ("https://e.x/a b/\"c\"/", "https://e.x/a%20b/%22c%22/"),
            ("https://e.x/a/../b/%2e%2e/c", "https://e.x/c/"),
            ("https://münchen.example/ü/", "https://xn--mnchen-3ya.example/%C3%BC/"),
            ("http://localhost:8000", "http://localhost:8000/"),
            (" https://e.x/ ", "https://e.x/"),
            ("https://e.x:/@team", "https://e.x/@team/"),
        ] {
            assert_eq!(base_url(written).as_deref(), Ok(mended), "{written}");
        }
    }

    #[test]
    fn what_cannot_be_served_is_refused() {
        for (written, fault) in [
            ("https://e.x/?a=b", Fault::Tail),
            ("https://e.x/#a", Fault::Tail),
            ("https://e.x/?", Fault::Tail),
            ("https://me@e.x/", Fault::User),
            ("https://e.x\\a", Fault::Backslash),
            ("https://e.x/\u{7}", Fault::Invisible),
            ("//e.x/a", Fault::NoScheme),
            ("ftp://e.x/", Fault::Scheme("ftp".to_owned())),
            ("mailto:a@e.x", Fault::Scheme("mailto".to_owned())),
        ] {
            assert_eq!(base_url(written), Err(fault), "{written}");
        }
        for written in
            ["", "/", "example.org", "https://", "https:///a", "https:/a", "https://a b/"]
        {
            assert!(matches!(base_url(written), Err(Fault::Unreadable(_))), "{written}");
        }
    }
}
