//! Pages at old addresses that lead to the new ones, on any static host.

use super::{Artifact, Pages};
use crate::escape;
use crate::site::Redirect;
use crate::theme::Words;
use crate::theme::views::Urls;

/// A page for each old address, in the language of the page that it leads to.
pub(super) fn redirects(pages: &Pages<'_>) -> Vec<Artifact> {
    let urls = Urls::of(pages.site);
    let artifact = |redirect: &Redirect| {
        let (target, canonical) = (urls.page(&redirect.to), urls.absolute(&redirect.to));
        let site = redirect.lang.as_ref().map_or_else(|| pages.own(), |lang| pages.of(lang));
        Artifact::new(path(redirect), page(site.words, &target, &canonical))
    };
    pages.site.redirects.iter().flat_map(|redirects| redirects.iter()).map(artifact).collect()
}

/// The path of its file.
pub(super) fn path(redirect: &Redirect) -> String {
    redirect.path.clone()
}

fn page(words: &Words, target: &str, canonical: &str) -> String {
    let (target, canonical) = (escape::html(target), escape::html(canonical));
    let (lang, title) = (escape::html(words.lang()), words.html("redirect.title", &[]));
    let link = format!("<a href=\"{target}\">{canonical}</a>");
    let text = words.html("redirect.text", &[("address", &link)]);
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <link rel=\"canonical\" href=\"{canonical}\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={target}\">\n</head>\n<body>\n\
         <p>{text}</p>\n</body>\n</html>\n"
    )
}
