//! Pages at old addresses that lead to the new ones, on any static host.

use super::Artifact;
use crate::address::in_markup;
use crate::site::{Redirect, Site};
use crate::theme::views::Urls;

/// A page for each old address.
pub(super) fn redirects(site: &Site) -> Vec<Artifact> {
    let urls = Urls::of(site);
    let artifact = |redirect: &Redirect| {
        let (target, canonical) = (urls.page(&redirect.to), urls.absolute(&redirect.to));
        Artifact::new(path(redirect), page(&target, &canonical))
    };
    site.redirects.iter().flat_map(|redirects| redirects.iter()).map(artifact).collect()
}

/// The path of its file.
pub(super) fn path(redirect: &Redirect) -> String {
    redirect.path.clone()
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
