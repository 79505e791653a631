//! Where a claim comes from.

use super::record::record;
use super::{At, Date};

record! {
    /// A publication that the text cites as `[^id]`.
    Source, "a source" {
        /// Id of the source within its record, cited in the text as `[^id]`.
        id: At<String> as SourceId => required, "evaluation-2017";
        /// Title of the publication, in its own language.
        title: String => required, "Evaluation of Providence Talks";
        /// Where it can be read.
        url: Option<At<String>> as WebAddress => optional, "https://example.org/evaluation.pdf";
        /// Who published it.
        publisher: Option<String> => optional, "City of Providence";
        /// When it was published.
        date: Option<Date> => optional, "2017-06";
        /// When it was last accessed.
        accessed: Option<Date> => optional, "2026-01-15";
        /// Address of an archived copy.
        archived_url: Option<String> as WebAddress => optional, "https://web.archive.org/web/2020/https://example.org/";
        /// Who wrote it.
        authors: Vec<At<String>> => optional [withheld], "Ada Example";
    }
}
