//! What an output is: a row of the table [`super::OUTPUTS`], and the files it consists of.
//!
//! An output names the files of each of its units and makes their contents in the same order. What
//! is planned and what is written therefore cannot differ.

use std::borrow::Cow;
use std::io;

use blake3::Hash;

use super::artifact::Artifact;
use super::lists::Lists;
use super::renderer::Renderer;
use crate::diagnostic::Diagnostic;
use crate::site::{Body, Meta, Redirect, Site};
use crate::source::Asset;
use crate::theme::RenderFailure;
use crate::theme::views::{LanguagePages, Localized};

/// One kind of thing that a build writes.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// Its name.
    pub name: &'static str,
    /// What it reads of the site.
    pub reads: Reads,
    /// Whether it renders templates, so that making it may reveal faults in them.
    pub uses_templates: bool,
    /// What it writes.
    pub units: for<'a> fn(Context<'a>) -> Box<dyn Units<'a> + 'a>,
}

/// What an output reads of the site, which decides when its files may be kept from one build to the
/// next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// Records, with their bodies.
    Bodies,
    /// Records, but not their bodies: an edit of bodies only changes none of its files.
    Fields,
    /// Nothing that is tracked: the digest of a unit covers all that it is made from.
    Nothing,
}

/// The files of an output, in units that many threads make in any order.
pub trait Units<'a>: Sync {
    /// How many units there are.
    fn count(&self) -> usize;

    /// The paths of the files of a unit, the first of which names it.
    fn paths(&self, unit: usize) -> Vec<String>;

    /// The contents of these files, in the same order.
    ///
    /// # Errors
    /// When a template fails, or a file cannot be read or may not be published.
    fn contents(&self, renderer: &Renderer<'_>, unit: usize) -> Contents;

    /// The text of a unit's files that the last gate cannot read from their bytes, such as the
    /// words of a picture.
    fn hidden(&self, _renderer: &Renderer<'_>, _unit: usize) -> Option<String> {
        None
    }

    /// What a unit belongs to, for findings about addresses.
    fn owner(&self, _unit: usize) -> Owner<'a> {
        Owner::File
    }

    /// A digest of what a unit is made from besides what it reads of the site. A unit without one is
    /// made in every build.
    fn digest(&self, _unit: usize) -> Option<Hash> {
        Some(Hash::from_bytes([0; 32]))
    }

    /// Warnings about units that were made nevertheless. Called once, after all of them.
    fn warnings(&self) -> Vec<Diagnostic> {
        Vec::new()
    }

    /// Computes what several units share. Called once, before any of them is made.
    fn prepare(&mut self) {}
}

/// The contents of the files of a unit.
pub type Contents = Result<Vec<Cow<'static, [u8]>>, Failure>;

/// Why a unit could not be made.
#[derive(Debug)]
pub enum Failure {
    /// A template failed.
    Template(Box<RenderFailure>),
    /// Something is wrong with the content.
    Content(Box<Diagnostic>),
    /// The system failed.
    System(io::Error),
}

impl From<Box<RenderFailure>> for Failure {
    fn from(failure: Box<RenderFailure>) -> Failure {
        Failure::Template(failure)
    }
}

/// What a file belongs to.
#[derive(Debug, Clone, Copy)]
pub enum Owner<'a> {
    /// A record.
    Record(&'a Meta, &'a Body),
    /// A page that belongs to no record.
    Page,
    /// The site as a whole.
    File,
    /// A file attached to a record.
    Asset(&'a Asset),
    /// An old address.
    Redirect(&'a Redirect),
}

/// What is known of a site before its templates are compiled. Paths follow from this alone.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The site in its own language.
    pub own: Localized<'a>,
    /// The other languages, and the pages that each of them has.
    pub spoken: LanguagePages<'a>,
    /// The pages of its lists.
    pub lists: &'a Lists,
    /// The files that come with its theme.
    pub files: &'a [Artifact],
}

impl<'a> Context<'a> {
    /// The site.
    pub(super) fn site(&self) -> &'a Site {
        self.own.site
    }
}
