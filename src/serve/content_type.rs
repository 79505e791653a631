//! Content types by file name.

use crate::output::attachment;

/// The media type of a file, by its extension. A gzip file is sent as such, never as a content
/// encoding, because the search client decompresses it itself.
pub(super) fn content_type(path: &str) -> &'static str {
    if let Some(kind) = attachment(path) {
        return kind.media_type;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
    match end.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "jsonld" => "application/ld+json",
        "geojson" => "application/geo+json",
        "webmanifest" => "application/manifest+json",
        "xml" | "xsl" => "application/xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "rss" => "application/rss+xml; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "ndjson" => "application/x-ndjson",
        "ics" => "text/calendar; charset=utf-8",
        "bib" => "application/x-bibtex; charset=utf-8",
        "ris" => "application/x-research-info-systems; charset=utf-8",
        "yaml" | "yml" => "text/plain; charset=utf-8",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "wasm" => "application/wasm",
        "gz" => "application/gzip",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// Whether a file is a page.
pub(super) fn is_page(path: &str) -> bool {
    content_type(path).starts_with("text/html")
}

/// Whether a file never changes under its name: a file of the search index with a hash in its name,
/// a run of at least 16 hexadecimal digits.
pub(super) fn is_immutable(path: &str) -> bool {
    path.strip_prefix("search-index/").is_some_and(|inner| {
        let name = inner.rsplit('/').next().unwrap_or(inner);
        name.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| {
            part.len() >= 16 && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_files_of_the_index_are_immutable() {
        assert!(is_immutable("search-index/pages/0123456789abcdef0123.gz"));
        assert!(is_immutable("search-index/client-0123456789abcdef.wasm.gz"));
        assert!(!is_immutable("search-index/manifest.json"));
        assert!(!is_immutable("search-index/abc123.gz"));
        assert!(!is_immutable("pictures/0123456789abcdef.png"));
    }

    #[test]
    fn packed_files_are_not_taken_for_what_is_in_them() {
        assert_eq!(content_type("search-index/client.wasm.gz"), "application/gzip");
        assert_eq!(content_type("a.b/CNAME"), "application/octet-stream");
        assert!(is_page("a/INDEX.HTML") && !is_page("a/index.md"));
    }
}
