//! The home page of another language than the site's own.

use serde::Serialize;

use super::common::Card;
use super::links::LinkView;
use super::list::ListItem;

/// What is translated, as `language`.
#[derive(Debug, Clone, Serialize)]
pub struct LanguageView {
    /// Records by kind, practices first.
    pub groups: Vec<LanguageGroup>,
    /// Address of the home page in the site's own language, in which the rest is.
    pub original: String,
    /// That language.
    pub original_lang: String,
    /// What that language calls itself.
    pub original_name: String,
}

/// The translated records of a kind.
#[derive(Debug, Clone, Serialize)]
pub struct LanguageGroup {
    /// The folder of the kind, for an anchor.
    pub id: &'static str,
    /// The list of all of them.
    pub link: LinkView,
    /// How many there are.
    pub count: usize,
    /// Whether there are more than the page shows.
    pub more: bool,
    /// Practices; empty for another kind.
    pub cards: Vec<Card>,
    /// Records of another kind.
    pub items: Vec<ListItem>,
}
