//! Pages at old addresses that lead to the new ones, on any static host.

use blake3::Hash;

use super::renderer::Renderer;
use super::unit::{Contents, Context, Output, Owner, Reads, Units};
use crate::escape;
use crate::site::Redirect;
use crate::theme::Words;
use crate::theme::views::Urls;

/// A page for each old address, in the language of its target.
pub(super) const OUTPUT: Output = Output {
    name: "redirects",
    reads: Reads::Nothing,
    uses_templates: false,
    units: |context| Box::new(Redirects::new(context)),
};

struct Redirects<'a> {
    urls: Urls<'a>,
    all: Vec<&'a Redirect>,
}

impl<'a> Redirects<'a> {
    fn new(context: Context<'a>) -> Redirects<'a> {
        let site = context.site();
        let all = site.redirects.iter().flat_map(|redirects| redirects.iter()).collect();
        Redirects { urls: Urls::of(site), all }
    }
}

impl<'a> Units<'a> for Redirects<'a> {
    fn count(&self) -> usize {
        self.all.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        vec![self.all[unit].path.clone()]
    }

    fn owner(&self, unit: usize) -> Owner<'a> {
        Owner::Redirect(self.all[unit])
    }

    fn contents(&self, renderer: &Renderer<'_>, unit: usize) -> Contents {
        let Redirect { to, lang, .. } = self.all[unit];
        let site = lang.as_ref().map_or_else(|| renderer.own(), |lang| renderer.of(lang));
        let html = page(site.words, &self.urls.page(to), &self.urls.absolute(to));
        Ok(vec![html.into_bytes().into()])
    }

    /// Making a page is quicker than finding out that it is unchanged.
    fn digest(&self, _: usize) -> Option<Hash> {
        None
    }
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
