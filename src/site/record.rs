//! Links one record.

use std::sync::Arc;

use super::body;
use super::internal_link::InternalLink;
use super::item::{Body, Item, Meta};
use super::link_target::LinkTargets;
use super::redirect::{Redirect, redirect_path};
use super::registry::id;
use super::withhold;
use crate::diagnostic::{self, Diagnostic, Span};
use crate::markdown::Doc;
use crate::model::{self, At, each_kind};
use crate::source::{Entry, Record};
use crate::spill::Text;

/// A linked record, with the files and pages it links to and findings about its links.
#[derive(Debug, Clone)]
pub(super) struct Linked {
    pub(super) item: Placed,
    pub(super) files: Vec<String>,
    pub(super) internal_links: Arc<[InternalLink]>,
    pub(super) redirects: Arc<[Redirect]>,
    pub(super) found: Vec<Diagnostic>,
}

macro_rules! placed {
    ($(
        $(#[doc = $about:literal])+ $kind:ident $word:literal, $list:ident $folder:literal;
    )+) => {
        /// A linked record, for the list that it belongs to.
        #[derive(Debug, Clone)]
        pub(super) enum Placed {
            $($kind(Arc<Item<model::$kind>>),)+
            Translation(Arc<Item<Record>>),
        }

        impl Placed {
            /// The path of the record's file.
            pub(super) fn path(&self) -> &str {
                match self {
                    $(Placed::$kind(item) => &item.meta.path,)+
                    Placed::Translation(item) => &item.meta.path,
                }
            }

            fn new(
                meta: Meta,
                record: Record,
                body: Body,
                markdown: Text,
                mentions: Vec<(String, Span)>,
            ) -> Placed {
                let first = meta.id.split('/').next().unwrap_or_default();
                if first != meta.kind.folder() {
                    let item = Item { meta, record, body, markdown, mentions };
                    return Placed::Translation(Arc::new(item));
                }
                match record {
                    $(Record::$kind(record) => {
                        let record = *record;
                        Placed::$kind(Arc::new(Item { meta, record, body, markdown, mentions }))
                    })+
                }
            }
        }
    };
}

each_kind!(placed);

/// The address of a record from the site's root.
pub(super) fn url(entry: &Entry) -> String {
    match &entry.file.lang {
        Some(lang) => format!("/{lang}/{}/", id(entry)),
        None => format!("/{}/", id(entry)),
    }
}

/// Links a record: fills the gaps of its body and removes what is withheld.
pub(super) fn item(entry: Arc<Entry>, default: &str, targets: &LinkTargets<'_>) -> Linked {
    let mut entry = Arc::unwrap_or_clone(entry);
    let url = url(&entry);
    let withholds = entry.record.withholds();
    let open = match &mut entry.record {
        Record::Session(session) if withholds => {
            withhold::strip(session);
            let session = session.clone();
            Some(withhold::markdown(&entry, &session))
        }
        _ => None,
    };
    let lang = entry
        .file
        .lang
        .clone()
        .or_else(|| own_language(&entry.record))
        .unwrap_or_else(|| default.to_owned());
    let id = url.trim_matches('/').to_owned();
    let doc: Doc = std::mem::take(&mut entry.doc);
    let redirects = redirects(&entry, &id, targets);
    let file = Arc::new(entry.file.clone());
    let body::Closed { body, mentions, mut outgoing } = body::close(&file, doc, &url, targets);
    if let Record::Session(session) = &mut entry.record {
        body::close_materials(&file, session, &url, targets, &mut outgoing);
    }
    let body::Outgoing { files, internal_links, mut found } = outgoing;
    diagnostic::sort(&mut found);
    // Findings hold copies of their lines, so that nothing needs the source any more.
    let markdown =
        open.map_or_else(|| entry.file.text.clone(), |open| entry.file.text.beside(open));
    let meta =
        Meta { kind: entry.file.kind, id, slug: entry.file.slug, lang, path: entry.file.path };
    let item = Placed::new(meta, entry.record, body, markdown, mentions);
    Linked { item, files, internal_links: internal_links.into(), redirects, found }
}

/// The redirects to a record. Aliases that a translation repeats redirect to the original.
fn redirects(entry: &Entry, id: &str, targets: &LinkTargets<'_>) -> Arc<[Redirect]> {
    let aliases = entry.record.aliases();
    if aliases.is_empty() {
        return Arc::default();
    }
    let file = Arc::new(entry.file.clone());
    let redirect = |alias: &At<String>| {
        let path = redirect_path(entry, alias).ok()?;
        let inherited = entry.file.lang.is_some() && targets.redirects.contains_key(&path);
        let (file, to, lang) = (Arc::clone(&file), id.to_owned(), entry.file.lang.clone());
        (!inherited).then_some(Redirect { file, span: alias.span, path, to, lang })
    };
    aliases.iter().filter_map(redirect).collect()
}

fn own_language(record: &Record) -> Option<String> {
    match record {
        Record::Practice(practice) => practice.lang.as_ref().map(|lang| lang.value.clone()),
        _ => None,
    }
}
