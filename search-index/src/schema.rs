//! The schema of the index.

use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};

use crate::text::ANALYSIS;

/// A field that queries search.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Searched {
    /// Its name.
    pub(crate) name: &'static str,
    /// Whether scores take the length of the text into account: for prose, not for lists of names.
    pub(crate) by_length: bool,
    /// Whether phrases can be found in it.
    pub(crate) phrases: bool,
    /// The shortest beginning of a word that is completed; 0 for none.
    pub(crate) prefix: usize,
}

const fn searched(name: &'static str) -> Searched {
    Searched { name, by_length: false, phrases: true, prefix: 1 }
}

/// The searched fields, in the schema's order.
pub(crate) const SEARCHED: [Searched; 12] = [
    Searched { by_length: true, ..searched("title") },
    Searched { by_length: true, prefix: 3, ..searched("summary") },
    Searched { by_length: true, prefix: 3, ..searched("body") },
    searched("city"),
    searched("country"),
    searched("sphere"),
    searched("topic"),
    Searched { phrases: false, ..searched("kind") },
    Searched { phrases: false, ..searched("stage") },
    Searched { phrases: false, prefix: 0, ..searched("year") },
    Searched { phrases: false, prefix: 0, ..searched("result") },
    Searched { phrases: false, prefix: 0, ..searched("alias") },
];

/// The position of the title.
pub(crate) const TITLE: usize = 0;

/// The position of the summary.
pub(crate) const SUMMARY: usize = 1;

/// The position of the body.
pub(crate) const BODY: usize = 2;

/// The position of the labels of topics.
pub(crate) const TOPIC: usize = 6;

/// The position of the names of topics in all languages.
pub(crate) const ALIAS: usize = 11;

/// The fields, as a bit set, in which a name of several words is one term, too: what readers call a
/// direction of evidence, such as `did not work`, and a topic in any language.
pub(crate) const NAMES: u16 = 1 << 10 | 1 << ALIAS;

/// The most words of such a name.
pub(crate) const MOST_NAME_WORDS: usize = 3;

/// The schema, and its searched fields in the order of [`SEARCHED`].
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    pub(crate) searched: Vec<Field>,
}

impl Fields {
    /// Builds the schema.
    pub(crate) fn new() -> Self {
        let mut schema = Schema::builder();
        let keyword = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::Basic),
        );
        schema.add_text_field("id", keyword.clone());
        let searched = SEARCHED
            .iter()
            .map(|field| schema.add_text_field(field.name, options(field)))
            .collect();
        schema.add_text_field("evidence", keyword);
        Self { schema: schema.build(), searched }
    }
}

fn options(field: &Searched) -> TextOptions {
    let record = if field.phrases {
        IndexRecordOption::WithFreqsAndPositions
    } else {
        IndexRecordOption::Basic
    };
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(ANALYSIS)
            .set_fieldnorms(field.by_length)
            .set_index_option(record),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_has_the_agreed_fields() {
        let fields = Fields::new();
        let mut names: Vec<&str> = fields.schema.fields().map(|(_, entry)| entry.name()).collect();
        names.sort_unstable();
        assert_eq!(
            names,
            [
                "alias", "body", "city", "country", "evidence", "id", "kind", "result", "sphere",
                "stage", "summary", "title", "topic", "year"
            ]
        );
        for (field, spec) in fields.searched.iter().zip(SEARCHED) {
            assert_eq!(fields.schema.get_field_name(*field), spec.name);
        }
    }
}
