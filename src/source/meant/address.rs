//! Addresses of the web as people copy them.

/// The intended address, if a text is almost one.
pub(in crate::source) fn address(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['<', '>', '“', '”', '"']);
    // `[title](address)`, as in the body.
    if let Some((_, inner)) = text.strip_prefix('[').and_then(|text| text.split_once("](")) {
        let inner = inner.strip_suffix(')')?;
        return whole(inner).or_else(|| address(inner));
    }
    if let Some(doi) =
        text.strip_prefix("doi:").map(str::trim).or(Some(text)).filter(|doi| is_doi(doi))
    {
        return Some(format!("https://doi.org/{doi}"));
    }
    let lower = text.to_lowercase();
    let end = lower.find("//").map(|at| at + 2).or_else(|| lower.find(':').map(|at| at + 1));
    let (scheme, rest) = match end.filter(|end| *end <= 9) {
        Some(end) => (lower[..end].trim_matches([':', '/']).to_owned(), text.get(end..)?),
        None => (String::new(), text),
    };
    let rest = rest.trim_start_matches('/');
    let scheme = match scheme.as_str() {
        "http" | "htp" | "ttp" | "hhtp" => "http",
        "" | "https" | "htps" | "htpps" | "httsp" | "ttps" | "hhtps" => "https",
        _ => return None,
    };
    whole(&format!("{scheme}://{rest}"))
}

/// The address with spaces encoded, if it contains a host and no second address.
fn whole(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let name = host.split(':').next()?;
    let last = name.rsplit('.').next()?;
    let good = name.contains('.')
        && name
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && last.chars().count() >= 2
        && last.chars().all(char::is_alphabetic);
    let one =
        !rest.contains("://") && !rest.contains([',', ';']) || !rest.contains(char::is_whitespace);
    (good && one).then(|| address.replace(' ', "%20"))
}

fn is_doi(text: &str) -> bool {
    text.strip_prefix("10.").and_then(|rest| rest.split_once('/')).is_some_and(
        |(registrant, name)| {
            registrant.len() >= 4
                && registrant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
                && !name.is_empty()
                && !name.contains(char::is_whitespace)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::address;

    #[rustfmt::skip]
    #[test]
    fn what_lacks_little_is_completed_and_nothing_is_made_up() {
        for (text, expected) in [
            ("www.denvergov.org/trees", "https://www.denvergov.org/trees"),
            ("denvergov.org", "https://denvergov.org"), ("//denvergov.org/x", "https://denvergov.org/x"),
            ("http//example.org/x", "http://example.org/x"), ("https:/example.org", "https://example.org"),
            ("htps://example.org", "https://example.org"), ("HTTPS://example.org/A", "https://example.org/A"),
            ("<https://example.org/x>", "https://example.org/x"),
            ("[The report](https://example.org/x)", "https://example.org/x"),
            ("https://example.org/a report.pdf", "https://example.org/a%20report.pdf"),
            ("doi:10.1257/app.20150213", "https://doi.org/10.1257/app.20150213"),
            ("10.1257/app.20150213", "https://doi.org/10.1257/app.20150213"),
        ] {
            assert_eq!(address(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "javascript:alert(1)", "ftp://example.org", "mailto:a@example.org", "the city's site",
            "report.", "see example", "/pages/about", "https://", "https://a b", "x",
            "https://example.org, https://example.com/a b", "data:text/html,x", "a@example.org",
        ] {
            assert_eq!(address(text), None, "{text}");
        }
    }
}
