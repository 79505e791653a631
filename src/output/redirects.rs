//! Pages at old addresses that lead to the new ones, on any static host.

use super::Artifact;
use crate::address::in_markup;
use crate::site::Site;
use crate::theme::views::Urls;

/// A page for each alias of a practice. Slugs have been checked to need no escaping.
pub(super) fn redirects(site: &Site) -> Vec<Artifact> {
    let urls = Urls::of(site);
    let pages = site.practices.iter().flat_map(|item| {
        item.record.aliases.iter().map(move |alias| {
            let path = path(item.meta.kind.folder(), alias);
            let target = urls.page(&item.meta.id);
            let canonical = urls.absolute(&item.meta.id);
            Artifact::new(format!("{path}/index.html"), page(&target, &canonical))
        })
    });
    pages.collect()
}

fn path(folder: &str, alias: &str) -> String {
    let trimmed = alias.trim_matches('/');
    if alias.starts_with('/') || trimmed.contains('/') {
        trimmed.to_owned()
    } else {
        format!("{folder}/{trimmed}")
    }
}

fn page(target: &str, canonical: &str) -> String {
    let (target, canonical) = (in_markup(target), in_markup(canonical));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>This page has moved</title>\n\
         <link rel=\"canonical\" href=\"{canonical}\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={target}\">\n</head>\n<body>\n\
         <p>This page has moved to <a href=\"{target}\">{canonical}</a>.</p>\n</body>\n</html>\n"
    )
}
