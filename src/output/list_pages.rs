//! The pages of all lists.

use blake3::Hash;

use super::lists::{ListPage, render};
use super::renderer::Renderer;
use super::unit::{Contents, Output, Owner, Reads, Units};

/// A page for each part of each list.
pub(super) const OUTPUT: Output = Output {
    name: "lists",
    reads: Reads::Bodies,
    uses_templates: true,
    units: |context| Box::new(&*context.lists.pages),
};

impl<'a> Units<'a> for &'a [ListPage] {
    fn count(&self) -> usize {
        self.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        vec![format!("{}/index.html", self[unit].path())]
    }

    fn owner(&self, _: usize) -> Owner<'a> {
        Owner::Page
    }

    fn digest(&self, unit: usize) -> Option<Hash> {
        self[unit].digest()
    }

    fn contents(&self, renderer: &Renderer<'_>, unit: usize) -> Contents {
        Ok(vec![render(renderer, &self[unit])?.into_bytes().into()])
    }
}
