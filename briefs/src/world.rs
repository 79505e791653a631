//! What typst sees while it sets a brief: one template, the brief as a file of data, and the faces. It
//! reaches neither the disk nor the network, and has no clock.

use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts::Fonts;

/// The template, which is the only thing ever read as markup.
const TEMPLATE: &str = include_str!("brief.typ");

/// What all briefs have in common.
#[derive(Debug, Clone)]
pub(crate) struct Shared(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Fonts,
    template: Source,
    data: FileId,
}

impl Shared {
    /// Loads it. `None` only if the paths of its own two files were invalid.
    pub(crate) fn load() -> Option<Shared> {
        let file = |path| Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?));
        let fonts = Fonts::load();
        Some(Shared(Arc::new(Parts {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(fonts.book()),
            fonts,
            template: Source::new(file("/brief.typ")?.intern(), TEMPLATE.to_owned()),
            data: file("/brief.json")?.intern(),
        })))
    }

    /// The faces.
    pub(crate) fn fonts(&self) -> &Fonts {
        &self.0.fonts
    }
}

/// The world of one brief.
pub(crate) struct BriefWorld {
    shared: Shared,
    data: Bytes,
}

impl BriefWorld {
    /// The world of a brief, given as JSON.
    pub(crate) fn new(shared: &Shared, json: Vec<u8>) -> BriefWorld {
        BriefWorld { shared: shared.clone(), data: Bytes::new(json) }
    }
}

impl World for BriefWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.0.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.0.book
    }

    fn main(&self) -> FileId {
        self.shared.0.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let template = &self.shared.0.template;
        if id == template.id() { Ok(template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.shared.0.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, at: usize) -> Option<Font> {
        self.shared.fonts().get(at)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
