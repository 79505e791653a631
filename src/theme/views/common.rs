//! Parts of views that several kinds of pages share.

use serde::Serialize;

use super::cite::CitationView;
use super::feeds::FeedView;
use super::history::{HistoryView, history};
use super::labels::{self, Keyword};
use super::links::{LinkView, Urls};
use super::localized::{DateView, Localized};
use super::repository::reports;
use super::social_card::CardImage;
use crate::address::encode_path;
use crate::markdown::Heading;
use crate::model::{City, Direction, Evidence, Kinded, Practice, Stage};
use crate::site::{Item, Meta, Site};

/// A keyword and its label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choice {
    /// The keyword, for class names and filters.
    pub value: &'static str,
    /// The label.
    pub label: String,
}

impl Choice {
    pub(super) fn of(site: Localized<'_>, value: impl Keyword) -> Choice {
        Choice { value: value.keyword(), label: value.label(site.words) }
    }
}

/// A link of the breadcrumbs.
pub type Crumb = LinkView;

/// The same page in another language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alternate {
    /// BCP 47 tag.
    pub lang: String,
    /// The name of the language in that language.
    pub name: String,
    /// Its absolute URL, for search engines.
    pub url: String,
    /// Its URL from the root of the host, for links.
    pub path: String,
}

/// A heading of the body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutlineView {
    /// 2 to 6.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Its text.
    pub title: String,
}

/// The outline of a body.
#[must_use]
pub fn outline(headings: &[Heading]) -> Vec<OutlineView> {
    headings
        .iter()
        .map(|heading| OutlineView {
            level: heading.level,
            id: heading.id.clone(),
            title: heading.text.clone(),
        })
        .collect()
}

/// What every page has, as `page`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageView {
    /// Its title, for `<title>` and the first heading.
    pub title: String,
    /// A description, for search engines and previews.
    pub description: String,
    /// Its absolute URL; the page for missing pages has none, because it is shown at any URL.
    pub canonical: Option<String>,
    /// Its path within the site without slashes at the ends; empty for the home page.
    pub path: String,
    /// Its language.
    pub lang: String,
    /// Its kind: a kind of record, or `home`, `collection`, `facet`, `map`, `data`, `search`,
    /// `kit`, `404`.
    pub kind: &'static str,
    /// The breadcrumbs from the home page to this page, which is left out.
    pub breadcrumbs: Vec<Crumb>,
    /// URL where its source can be edited.
    pub edit_url: Option<String>,
    /// URL where a mistake in it can be reported as an issue, filled in with its title and URL.
    pub issue_url: Option<String>,
    /// The same as a mail to the editors.
    pub mail_url: Option<String>,
    /// People who helped with it and have agreed to be named.
    pub contributors: Vec<String>,
    /// When it was last checked against its sources.
    pub verified: Option<DateView>,
    /// When it should be checked again.
    pub review_due: Option<DateView>,
    /// URL of the list of its changes.
    pub history_url: Option<String>,
    /// URL of the record as JSON.
    pub json_url: Option<String>,
    /// URL of the record as Markdown.
    pub markdown_url: Option<String>,
    /// How to cite it; only practices have this.
    pub citation: Option<CitationView>,
    /// What has changed in it; only records of a site with the extra `history` have this.
    pub changes: Option<HistoryView>,
    /// Feeds and calendars about its subject: of a topic, a sphere, a city, a country, a convening
    /// and its series, a list, or on a home page the whole site. Those of the whole site, or of all that is in the page's
    /// language, are `{{ site.home }}feed.xml` and `{{ site.home }}feed.json`.
    pub feeds: Vec<FeedView>,
    /// What it is about, as JSON-LD for a `<script>`: insert it unchanged. The page for missing pages
    /// has none.
    pub linked_data: Option<String>,
    /// The same page in all languages, including this one, the site's own language first; empty if
    /// there is only one.
    pub alternates: Vec<Alternate>,
    /// The item of the main navigation that this page belongs to.
    pub section: String,
    /// The picture that is shown with a link to it; only if the site has the extra `cards`.
    pub card: Option<CardImage>,
}

/// The page of a record.
#[must_use]
pub fn page(
    site: Localized<'_>,
    meta: &Meta,
    title: &str,
    description: &str,
    breadcrumbs: Vec<Crumb>,
) -> PageView {
    let urls = Urls::of(site);
    let in_repository = |verb: &str| {
        site.config.repository.as_ref().map(|repository| {
            let address = repository.url.trim_end_matches('/');
            let (branch, path) = (encode_path(&repository.branch), encode_path(&meta.path));
            format!("{address}/{verb}/{branch}/{path}")
        })
    };
    let (issue_url, mail_url) = reports(site, meta, title);
    let changes = history(site, meta);
    let is_told = changes.as_ref().is_none_or(|history| !history.versions.is_empty());
    PageView {
        title: title.to_owned(),
        description: description.to_owned(),
        canonical: Some(urls.absolute(&meta.id)),
        path: meta.id.clone(),
        lang: meta.lang.clone(),
        kind: meta.kind.as_str(),
        breadcrumbs,
        edit_url: in_repository("edit"),
        issue_url,
        mail_url,
        contributors: Vec::new(),
        verified: None,
        review_due: None,
        history_url: in_repository("commits").filter(|_| is_told),
        json_url: Some(format!("{}index.json", urls.page(&meta.id))),
        markdown_url: Some(format!("{}index.md", urls.page(&meta.id))),
        citation: None,
        changes,
        feeds: Vec::new(),
        linked_data: None,
        alternates: Vec::new(),
        section: format!("/{}/", meta.kind.folder()),
        card: None,
    }
}

impl PageView {
    /// Says who helped with its record, and when that was and should be checked.
    pub fn care_of(&mut self, site: Localized<'_>, record: &impl Kinded) {
        self.contributors = record.contributors().iter().map(|name| name.value.clone()).collect();
        self.verified = record.verified().map(|date| site.date(date));
        self.review_due = record.review_due().map(|date| site.date(date));
    }
}

/// The versions of a record: ids by language, the original first; none if there is only one.
#[must_use]
pub fn versions(site: &Site, meta: &Meta) -> Vec<(String, String)> {
    if site.translations.is_empty() {
        return Vec::new();
    }
    let base = match meta.id.split_once('/') {
        Some((lang, rest)) if lang == meta.lang && !meta.id.starts_with(meta.kind.folder()) => rest,
        _ => meta.id.as_str(),
    };
    let Some(others) = site.translated.get(base) else { return Vec::new() };
    let original = (site.config.default_language().to_owned(), base.to_owned());
    let others = others.iter().map(|at| &site.translations[*at].item.meta);
    let others = others.map(|meta| (meta.lang.clone(), meta.id.clone()));
    std::iter::once(original).chain(others).collect()
}

/// An evidence rating.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvidenceView {
    /// 0 to 5.
    pub level: u8,
    /// The name of the level.
    pub label: String,
    /// What it means and what was found, a sentence each.
    pub meaning: String,
    /// The direction of the effect; below level 3 its label says who reports it. Absent if nobody
    /// has rated it.
    pub direction: Option<Choice>,
    /// Maryland scale of the best study.
    pub design: Option<u8>,
    /// Who rated it.
    pub rated_by: Option<Choice>,
    /// When it was rated.
    pub rated_on: Option<DateView>,
    /// The reasons.
    pub reasons: Vec<String>,
}

/// The direction that is shown beside a level.
fn direction(site: Localized<'_>, level: u8, direction: Direction) -> Option<Choice> {
    let label = labels::evidence_direction(site.words, level, direction)?;
    Some(Choice { value: direction.as_str(), label })
}

pub(super) fn evidence(site: Localized<'_>, evidence: Option<&Evidence>) -> EvidenceView {
    let level = evidence.map_or(0, |evidence| evidence.level.value);
    let pointing = evidence.map_or(Direction::Unknown, Evidence::direction);
    EvidenceView {
        level,
        label: labels::evidence_name(site.words, level),
        meaning: labels::evidence_meaning(site.words, level, pointing),
        direction: direction(site, level, pointing),
        design: evidence.and_then(|evidence| evidence.design.as_ref()).map(|design| design.value),
        rated_by: evidence
            .and_then(|evidence| evidence.rated_by.as_ref())
            .map(|rater| Choice::of(site, rater.value)),
        rated_on: evidence.and_then(|evidence| evidence.rated_on).map(|date| site.date(date)),
        reasons: evidence.map(|evidence| evidence.reasons.clone()).unwrap_or_default(),
    }
}

/// A practice in a list. The type of record, its stage, its evidence and its place come first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Card {
    /// Its name.
    pub title: String,
    /// Its URL.
    pub url: String,
    /// A summary of it.
    pub summary: String,
    /// Whether it is a practice, an entry or an adaptation.
    pub record_type: Choice,
    /// Its stage.
    pub stage: Choice,
    /// Its level of evidence.
    pub evidence: u8,
    /// The name of the level.
    pub evidence_label: String,
    /// The direction of the effect; below level 3 its label says who reports it. Absent if nobody
    /// has rated it.
    pub direction: Option<Choice>,
    /// Names of its cities with their countries, in one text.
    pub place: String,
    /// The same one by one, for lists that leave the country out.
    pub places: Vec<PlaceView>,
    /// Its year.
    pub year: Option<u16>,
    /// Whether its text is so short that it is marked as a short entry.
    pub is_short: bool,
    /// Its topics.
    pub topics: Vec<LinkView>,
    /// The language of its name and summary, if it is not the page's.
    pub lang: Option<String>,
}

/// The stage of a practice. If its current status is unknown, the label gives the year of its last
/// source.
pub(super) fn stage(site: Localized<'_>, practice: &Practice) -> Choice {
    let stage = Choice::of(site, practice.stage.value);
    let dates = practice.sources.iter().filter_map(|source| source.date);
    match dates.map(|date| date.year).max() {
        Some(year) if practice.stage.value == Stage::Unknown => {
            let values = [("year", &*year.to_string())];
            Choice { label: site.words.fill("practice.status-unknown", &values), ..stage }
        }
        _ => stage,
    }
}

/// The card of the practice at a position.
#[must_use]
pub fn card(site: Localized<'_>, at: usize) -> Card {
    let item = &site.practices[at];
    let version = site.version(&item.meta);
    let practice: &Practice = version.and_then(|one| one.practice()).unwrap_or(&item.record);
    let meta = version.map_or(&item.meta, |one| &one.item.meta);
    Card {
        title: practice.title.value.clone(),
        url: Urls::of(site).page(&meta.id),
        summary: practice.summary.value.clone(),
        record_type: Choice::of(site, practice.record_type.value),
        stage: stage(site, practice),
        evidence: practice.evidence_level(),
        evidence_label: labels::evidence_name(site.words, practice.evidence_level()),
        direction: direction(site, practice.evidence_level(), practice.direction()),
        place: place(site, at),
        places: places(site, at).map(|city| PlaceView::of(site, city)).collect(),
        year: practice.year(),
        is_short: item.body.is_short,
        topics: topics(site, &practice.topics),
        lang: site.other(&meta.lang),
    }
}

/// The sort key of the practice at a position: the strongest evidence first, and within a level
/// proposals last.
#[must_use]
pub fn rank(evidence: u8, is_proposed: bool, at: usize) -> (std::cmp::Reverse<u8>, bool, usize) {
    (std::cmp::Reverse(evidence), is_proposed, at)
}

/// Practices of a list in the order of their [`rank`].
#[must_use]
pub fn strongest_first(site: Localized<'_>, practices: &[usize]) -> Vec<usize> {
    let mut sorted = practices.to_vec();
    sorted.sort_by_cached_key(|at| {
        let practice = &site.practices[*at].record;
        let proposed = practice.stage.value == Stage::Proposed;
        rank(practice.evidence_level(), proposed, *at)
    });
    sorted
}

/// The cards of a list, the strongest evidence first.
pub(super) fn cards(site: Localized<'_>, practices: &[usize]) -> Vec<Card> {
    strongest_first(site, practices).into_iter().map(|at| card(site, at)).collect()
}

/// A city of a practice in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceView {
    /// Its name.
    pub name: String,
    /// Its country, unless that has the same name.
    pub country: Option<String>,
}

impl PlaceView {
    fn of(site: Localized<'_>, city: &Item<City>) -> PlaceView {
        let version = site.version(&city.meta);
        let name = version.map_or(city.record.title.as_str(), |version| version.title());
        let country = site.words.country(&city.record.country);
        PlaceView { name: name.to_owned(), country: country.filter(|country| country != name) }
    }
}

/// The cities of a practice.
fn places(site: Localized<'_>, at: usize) -> impl Iterator<Item = &Item<City>> {
    site.site.graph.practice_cities[at].iter().map(move |city| &site.site.cities[*city])
}

/// Names of a practice's cities with their countries: `Providence, United States`.
pub(super) fn place(site: Localized<'_>, at: usize) -> String {
    places(site, at).map(|city| place_name(site, city)).collect::<Vec<_>>().join(" · ")
}

/// `Providence, United States`; the name alone for a place that has the name of its country.
#[must_use]
pub fn place_name(site: Localized<'_>, city: &Item<City>) -> String {
    let PlaceView { name, country } = PlaceView::of(site, city);
    country.map_or_else(|| name.clone(), |country| format!("{name}, {country}"))
}

pub(super) fn topics(site: Localized<'_>, slugs: &[crate::model::At<String>]) -> Vec<LinkView> {
    let terms = slugs.iter().filter_map(|slug| site.site.vocabulary.topic(slug));
    terms.map(|term| site.term_link("topics", term)).collect()
}

/// Links to the questions at some positions.
pub(super) fn question_links(site: Localized<'_>, positions: &[usize]) -> Vec<LinkView> {
    positions.iter().map(|at| link(site, &site.site.questions[*at])).collect()
}

/// A link to a record.
pub(super) fn link<T: Kinded>(site: Localized<'_>, item: &Item<T>) -> LinkView {
    site.link_to(&item.meta, item.record.title())
}

pub(super) fn city_link(site: Localized<'_>, at: usize) -> LinkView {
    let item = &site.cities[at];
    site.link_to_place(&item.meta, &item.record.title)
}

pub(super) fn practice_link(site: Localized<'_>, at: usize) -> LinkView {
    let item = &site.practices[at];
    link(site, item)
}

pub(super) fn network_links(
    site: Localized<'_>,
    slugs: &[crate::model::At<String>],
) -> Vec<LinkView> {
    slugs
        .iter()
        .filter_map(|slug| site.networks.with_slug(slug))
        .map(|at| link(site, &site.networks[at]))
        .collect()
}

pub(super) fn sphere_links(
    site: Localized<'_>,
    spheres: &[crate::model::At<crate::model::Sphere>],
) -> Vec<LinkView> {
    spheres.iter().map(|sphere| sphere_link(site, sphere.value)).collect()
}

/// The name of a sphere in the language of a page.
#[must_use]
pub fn sphere_title(site: Localized<'_>, sphere: crate::model::Sphere) -> String {
    site.sphere_label(sphere).0
}

/// A link to a sphere.
#[must_use]
pub fn sphere_link(site: Localized<'_>, sphere: crate::model::Sphere) -> LinkView {
    let (title, lang) = site.sphere_label(sphere);
    LinkView { title, url: Urls::of(site).page(&format!("spheres/{}", sphere.as_str())), lang }
}

/// A link of the breadcrumbs.
#[must_use]
pub fn crumb(site: Localized<'_>, title: &str, id: &str) -> Crumb {
    LinkView::new(title, Urls::of(site).page(id))
}
