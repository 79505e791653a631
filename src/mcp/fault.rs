//! Why something could not be answered, as a sentence for the one who asked.

use search_index::SearchError;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The site does not have what was asked for.
    Missing(String),
    /// The request is wrong; the sentence says what is expected.
    Wrong(String),
    /// The site cannot be read.
    Unreadable(String),
}

impl Fault {
    /// The sentence.
    pub(super) fn sentence(self) -> String {
        match self {
            Fault::Missing(sentence) | Fault::Wrong(sentence) | Fault::Unreadable(sentence) => {
                sentence
            }
        }
    }
}

impl From<SearchError> for Fault {
    fn from(error: SearchError) -> Fault {
        Fault::Unreadable(format!(
            "the search index cannot be read ({error}); build the site again with `crosstown build`"
        ))
    }
}
