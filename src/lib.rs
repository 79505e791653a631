//! Crosstown turns a folder of Markdown case studies into a static, searchable knowledge base.
//!
//! The program is a thin command line over this library. A build is a series of stages; each is a
//! function from plain data to plain data and a list of [`diagnostic::Diagnostic`]s:
//!
//! 1. [`source`] walks `content/` and reads every file into a [`model`] record and a [`markdown`]
//!    document.
//! 2. [`check`] judges what was read, and [`withheld`] looks for names that must not be published.
//! 3. [`site`] resolves references and links, and freezes everything into a graph.
//! 4. [`theme`] compiles the templates of a theme and gives them typed views of that graph.
//! 5. [`output`] makes the files, from pages to feeds, and hands them to an [`output::Sink`].
//! 6. [`publish`] is the sink that swaps a whole new site in for the old one; [`serve`] has one in
//!    memory.
//!
//! [`pipeline`] runs these stages in order, for `check`, `build` and `serve` alike.
//! `ARCHITECTURE.md` describes each of them.
//!
//! # Example
//!
//! A site of one page, built into memory:
//!
//! ```
//! use std::collections::BTreeMap;
//! use std::sync::Mutex;
//! use std::{fs, io};
//!
//! use crosstown::output::{Artifact, Sink};
//! use crosstown::pipeline::{self, Options};
//!
//! /// Keeps the files of a site by their paths.
//! #[derive(Default)]
//! struct Files(Mutex<BTreeMap<String, Vec<u8>>>);
//!
//! impl Sink for Files {
//!     fn put(&self, file: Artifact) -> io::Result<()> {
//!         let mut files = self.0.lock().map_err(|_| io::Error::other("a thread panicked"))?;
//!         files.insert(file.path, file.bytes.into_owned());
//!         Ok(())
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let root = tempfile::tempdir()?;
//! fs::create_dir_all(root.path().join("content/pages"))?;
//! fs::write(
//!     root.path().join("content/site.yaml"),
//!     "title: Street trees\nbase_url: https://trees.example/\n",
//! )?;
//! fs::write(
//!     root.path().join("content/pages/about.md"),
//!     "---\ntitle: About these trees\n---\n\nWho plants them, and who waters them.\n",
//! )?;
//!
//! let options = Options::new(root.path());
//! let inputs = pipeline::read(&options, None).map_err(|error| error.reason)?;
//! let files = Files::default();
//! let built = pipeline::build(&options, inputs, None, &files).map_err(|error| error.reason)?;
//!
//! assert!(!built.report.failed());
//! let files = files.0.into_inner()?;
//! let page = String::from_utf8(files["pages/about/index.html"].clone())?;
//! assert!(page.contains("Who plants them, and who waters them."));
//! assert!(files.contains_key("sitemap.xml"));
//! # Ok(())
//! # }
//! ```

// The form of the site needs only a part of the library, see `form/`.
#![cfg_attr(not(feature = "native"), allow(dead_code, unused_imports, unused_macros))]

pub mod address;
#[cfg(feature = "native")]
pub mod archive;
pub mod check;
#[cfg(feature = "native")]
pub mod cite;
#[cfg(feature = "native")]
pub mod convene;
pub mod diagnostic;
#[cfg(feature = "native")]
pub mod digest;
pub mod draft;
pub mod escape;
#[cfg(feature = "native")]
pub mod export;
pub mod history;
#[cfg(feature = "native")]
pub mod import;
pub mod letters;
#[cfg(feature = "links")]
pub mod links;
#[cfg(feature = "native")]
pub mod lookup;
pub mod markdown;
#[cfg(feature = "mcp")]
pub mod mcp;
pub mod model;
#[cfg(feature = "native")]
pub mod notes;
#[cfg(feature = "native")]
pub mod output;
#[cfg(feature = "native")]
pub mod pipeline;
#[cfg(feature = "native")]
pub mod publish;
#[cfg(feature = "native")]
pub mod release;
#[cfg(feature = "native")]
pub mod rename;
pub mod scaffold;
#[cfg(feature = "native")]
pub mod serve;
pub mod site;
pub mod source;
pub mod spill;
pub mod stamp;
#[cfg(feature = "native")]
pub mod store;
#[cfg(feature = "native")]
pub mod tables;
#[cfg(feature = "native")]
pub mod theme;
pub mod withheld;
