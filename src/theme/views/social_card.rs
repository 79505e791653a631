//! What the social card of a page says: the picture that chats and social networks show with a link
//! to it (`og:image`).

use serde::Serialize;

use super::links::Urls;
use super::localized::Localized;
use crate::model::{Direction, Extra, Kinded, Stage};
use crate::site::Meta;

/// Pixels of a card from left to right, as the networks ask for.
pub const CARD_WIDTH: u16 = 1200;
/// Pixels of a card from top to bottom.
pub const CARD_HEIGHT: u16 = 630;

/// The card of a page, for `<meta>` elements.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CardImage {
    /// The absolute URL of the picture, a PNG.
    pub url: String,
    /// Its width in pixels.
    pub width: u16,
    /// Its height in pixels.
    pub height: u16,
    /// Its words, as the text alternative.
    pub alt: String,
}

impl CardImage {
    /// The picture beside the page at the path `id`, with its words as alternative text. `None` if
    /// the site has no cards.
    #[must_use]
    pub fn at(site: Localized<'_>, id: &str, card: &SocialCard) -> Option<CardImage> {
        let url = format!("{}{}", Urls::of(site).base_url, card_path(id));
        let (width, height) = (CARD_WIDTH, CARD_HEIGHT);
        let is_made = site.config.makes(Extra::Cards);
        is_made.then(|| CardImage { url, width, height, alt: card.alt() })
    }
}

/// The path of the card beside the page at the path `id`, which is empty for the home page.
#[must_use]
pub fn card_path(id: &str) -> String {
    const NAME: &str = "social-card.png";
    if id.is_empty() { NAME.to_owned() } else { format!("{id}/{NAME}") }
}

/// All words of a card, all of which its page shows too.
#[derive(Debug, Clone, PartialEq)]
pub struct SocialCard {
    /// The name of the site.
    pub site: String,
    /// What kind of page this is; empty for that of the whole site.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// A sentence or two about it, shown where there is room; may be empty.
    pub text: String,
    /// Where and when.
    pub facts: Vec<String>,
    /// How far a practice has got, and how sure one can be that it works.
    pub tokens: Vec<CardToken>,
}

/// Something about a practice in words, beside a small sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardToken {
    /// The words.
    pub label: String,
    /// The sign.
    pub sign: CardSign,
}

/// A sign on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardSign {
    /// The stage of a practice.
    Stage(Stage),
    /// Its level of evidence, 0 to 5.
    Evidence(u8),
    /// The direction of the effect.
    Direction(Direction),
}

impl SocialCard {
    /// The card of a record, with what every kind has.
    #[must_use]
    pub fn of<T: Kinded + ?Sized>(site: Localized<'_>, meta: &Meta, record: &T) -> SocialCard {
        SocialCard {
            kind: site.words.translate(&format!("kind.{}", meta.kind.as_str())),
            title: record.title().to_owned(),
            text: record.summary().to_owned(),
            ..SocialCard::of_site(site)
        }
    }

    /// The card of the site, for its home page and its lists.
    #[must_use]
    pub fn of_site(site: Localized<'_>) -> SocialCard {
        let words = site.config.words(site.lang()).filter(|_| !site.words.is_default());
        let title = words.and_then(|words| words.title.as_ref()).unwrap_or(&site.config.title);
        let text = words.and_then(|words| words.description.as_ref());
        SocialCard {
            site: title.clone(),
            kind: String::new(),
            title: title.clone(),
            text: text.unwrap_or(&site.config.description).clone(),
            facts: Vec::new(),
            tokens: Vec::new(),
        }
    }

    /// Whether it is the card of the whole site.
    #[must_use]
    pub fn is_of_site(&self) -> bool {
        self.kind.is_empty()
    }

    /// Its words as alternative text, the title first.
    #[must_use]
    pub fn alt(&self) -> String {
        let tokens = self.tokens.iter().map(|token| &token.label);
        let site = (!self.is_of_site()).then_some(&self.site);
        let parts = [&self.title, &self.kind].into_iter().chain(&self.facts).chain(tokens);
        let parts = parts.chain(self.is_of_site().then_some(&self.text)).chain(site);
        let parts: Vec<&str> = parts.map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    }

    /// All its words as plain text, for the last gate, which cannot read them in the picture.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{}\n{}", self.alt(), self.text)
    }
}
