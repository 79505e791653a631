//! `opensearch.xml`, with which a browser searches this site from its address bar: one for each
//! language that has a search page.

use super::client;
use super::renderer::Renderer;
use super::unit::{Contents, Context, Output, Reads, Units};
use super::xml::Xml;
use crate::theme::views::{Localized, Urls};

/// A file per language, if pages have a search.
pub(super) const OUTPUT: Output = Output {
    name: "opensearch",
    reads: Reads::Fields,
    uses_templates: false,
    units: |context| Box::new(Descriptions::new(context)),
};

const NAMESPACE: &str = "http://a9.com/-/spec/opensearch/1.1/";

/// Most characters of a short name, of a long one, and of a description (OpenSearch 1.1).
const SHORT: usize = 16;
const LONG: usize = 48;
const DESCRIPTION: usize = 1024;

struct Descriptions<'a> {
    languages: Vec<Localized<'a>>,
}

impl<'a> Descriptions<'a> {
    fn new(context: Context<'a>) -> Descriptions<'a> {
        let own = context.own;
        let others = context.spoken.others();
        let others =
            others.map(|(lang, _)| Localized { words: context.spoken.words().get(lang), ..own });
        let mut languages: Vec<_> = std::iter::once(own).chain(others).collect();
        // Without a client, no page has a search.
        if !context.files.iter().any(|file| file.path.starts_with(client::FOLDER)) {
            languages.clear();
        }
        Descriptions { languages }
    }
}

impl<'a> Units<'a> for Descriptions<'a> {
    fn count(&self) -> usize {
        self.languages.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        vec![self.languages[unit].own("opensearch.xml")]
    }

    fn contents(&self, _: &Renderer<'_>, unit: usize) -> Contents {
        Ok(vec![description(self.languages[unit]).into()])
    }
}

fn description(view: Localized<'_>) -> Vec<u8> {
    let urls = Urls::of(view);
    let search = urls.absolute(&view.own("search"));
    let own = format!("{}{}", urls.base_url, view.own("opensearch.xml"));
    let icon = format!("{}assets/favicon.svg", urls.base_url);
    let title = &view.config.title;
    let (about, _) = view.description();
    let mut xml = Xml::new("OpenSearchDescription", &[("xmlns", NAMESPACE)]);
    xml.text("ShortName", &shortened(title, SHORT)).line();
    xml.text("LongName", &shortened(title, LONG)).line();
    xml.text("Description", &shortened(about, DESCRIPTION)).line();
    xml.text("Language", view.lang()).line();
    xml.text("InputEncoding", "UTF-8").line();
    xml.start("Image", &[("width", "16"), ("height", "16"), ("type", "image/svg+xml")]);
    xml.content(&icon).end("Image").line();
    let template = format!("{search}?q={{searchTerms}}");
    xml.empty("Url", &[("type", "text/html"), ("template", &template)]).line();
    let kind = "application/opensearchdescription+xml";
    xml.empty("Url", &[("type", kind), ("rel", "self"), ("template", &own)]).line();
    xml.finish("OpenSearchDescription")
}

/// A text shortened to at most `most` characters, between words if it has several.
fn shortened(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let cut = &text[..end];
    let is_whole = text[end..].starts_with(char::is_whitespace);
    let words = cut.rfind(char::is_whitespace).filter(|_| !is_whole);
    words.map_or(cut, |at| &cut[..at]).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn long_names_are_cut_between_words() {
        for (text, short) in [
            ("Crosstown", "Crosstown"),
            ("City practices ab", "City practices"),
            ("Ciudades que aprenden", "Ciudades que"),
            ("Sixteen letters!", "Sixteen letters!"),
            ("Sixteen letters! More", "Sixteen letters!"),
            ("Größtmöglichermaßen", "Größtmöglicherma"),
        ] {
            assert_eq!(shortened(text, 16), short);
        }
    }
}
