//! The home page of a language other than the site's own.

use serde::Serialize;

use super::common::Card;
use super::links::LinkView;
use super::list::ListItem;

/// The translated records of a language, as `language`.
#[derive(Debug, Clone, Serialize)]
pub struct LanguageView {
    /// Records by kind, practices first.
    pub groups: Vec<LanguageGroup>,
    /// URL of the home page in the site's own language, which has the other records.
    pub original: String,
    /// That language.
    pub original_lang: String,
    /// The name of that language in that language.
    pub original_name: String,
}

/// The translated records of a kind.
#[derive(Debug, Clone, Serialize)]
pub struct LanguageGroup {
    /// The folder of the kind, used as an anchor.
    pub id: &'static str,
    /// A link to the list of all of them.
    pub link: LinkView,
    /// How many there are in total.
    pub count: usize,
    /// Whether there are more than this page shows.
    pub more: bool,
    /// Practices; empty for other kinds.
    pub cards: Vec<Card>,
    /// Records of other kinds.
    pub items: Vec<ListItem>,
}
