//! The JSON Schema of each kind of file, with which editors check and complete what contributors
//! write: `schema/practice.json`. New records name theirs in their first line.

use super::renderer::Renderer;
use super::unit::{Contents, Output, Reads, Units};
use crate::model::FileKind;

/// A file per kind.
pub(super) const OUTPUT: Output = Output {
    name: "schemas",
    reads: Reads::Nothing,
    uses_templates: false,
    units: |_| Box::new(Schemas(FileKind::all())),
};

struct Schemas(Vec<FileKind>);

impl<'a> Units<'a> for Schemas {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        vec![format!("schema/{}.json", self.0[unit].name)]
    }

    fn contents(&self, _: &Renderer<'_>, unit: usize) -> Contents {
        Ok(vec![self.0[unit].json_schema().into_bytes().into()])
    }
}
