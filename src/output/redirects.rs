//! Redirects from old addresses to new ones: a page at each of them, for any static host, and
//! `_redirects`, a list for hosts that read it and then answer with a status (Netlify, Cloudflare
//! Pages and others).

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

/// The list, if there are old addresses.
pub(super) const LIST: Output = Output {
    name: "redirects-list",
    reads: Reads::Nothing,
    uses_templates: false,
    units: |context| Box::new(List(Redirects::new(context))),
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

struct List<'a>(Redirects<'a>);

impl<'a> Units<'a> for List<'a> {
    fn count(&self) -> usize {
        usize::from(!self.0.all.is_empty())
    }

    fn paths(&self, _: usize) -> Vec<String> {
        vec!["_redirects".to_owned()]
    }

    fn contents(&self, _: &Renderer<'_>, _: usize) -> Contents {
        let Redirects { urls, all } = &self.0;
        let line = |redirect: &&Redirect| {
            let from = redirect.path.strip_suffix("index.html").unwrap_or(&redirect.path);
            format!("{} {} 301\n", urls.file(from), urls.page(&redirect.to))
        };
        Ok(vec![all.iter().map(line).collect::<String>().into_bytes().into()])
    }

    /// Which old addresses have changed is not tracked, and making the list is quick.
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
