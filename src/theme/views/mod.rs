//! What templates see: typed values, made from the site for one page at a time.
//!
//! A template reads fields and writes HTML; everything that has to be computed, resolved, counted
//! or put into words is done here, where the compiler and the tests see it. All addresses are
//! ready to be used: they begin with the site's base path.

mod adoptions;
mod body;
mod choose;
mod cite;
mod city;
mod common;
mod compare;
mod contribute;
mod cover;
mod data;
mod exchange;
mod failures;
mod feeds;
mod figures;
mod follow_up;
mod format;
mod gaps;
mod handout;
mod history;
mod home;
mod kit;
mod kit_cost;
mod kit_questions;
mod labels;
mod language;
mod language_pages;
mod linked_data;
mod links;
mod list;
mod localized;
mod map;
mod meeting;
mod network;
mod page;
mod practice;
mod question;
mod record;
mod repository;
mod social_card;
mod sources;
mod timeline;

pub use adoptions::{AdoptionsView, RoutesView, adoptions};
pub use body::label_text;
pub use choose::{FilterOption, FilterValue, FilterView, cost_label, size_label, time_label};
pub use cite::{CITATION_FILES, CitationFile, CitationView, ReferenceView, citation, cited};
pub use common::{
    Alternate, Card, Choice, Crumb, EvidenceView, OutlineView, PageView, PlaceView, card, crumb,
    outline, page, place_name, rank, sphere_link, sphere_title, strongest_first, versions,
};
pub use compare::{CompareView, compare};
pub use contribute::{
    FORMS, FORMS_FOLDER, FormField, FormGroup, FormOption, FormTemplate, FormView, TEMPLATES, form,
    groups, template_path,
};
pub use cover::{NavigationView, Parts, SearchView, SiteView, SphereView, site};
pub use data::{
    ColumnLine, DATA_FOLDER, DataFile, DataFormat, DataView, KindColumns, data, data_file,
    data_formats,
};
pub use exchange::AdaptationView;
pub use failures::{FailuresView, failures};
pub use feeds::{
    EVIDENCE_FOLDER, FeedView, calendar, evidence_feeds, feeds, has_calendar, series_folder,
};
pub use figures::{OutcomeView, in_words as figure_in_words};
pub use follow_up::{FollowUpView, follow_up};
pub use gaps::{GapsView, gaps};
pub use handout::{HandoutPractice, HandoutView, handout};
pub use history::{HistoryView, VersionView, change_lines, history};
pub use home::{HomeView, home};
pub use kit::{KitView, kit, kit_paths};
pub use kit_cost::{KitCost, KitExample, KitSum};
pub use kit_questions::{KitGroup, KitLine};
pub use labels::{direction_label, evidence_line, stage_label};
pub use language::{LanguageGroup, LanguageView};
pub use language_pages::{LanguagePages, lists};
pub(crate) use linked_data::plain as plain_thing;
pub use linked_data::{Thing, dataset, linked_data, without_nothing};
pub use links::{LinkView, Urls};
pub use list::{
    CITY_PAGE_SIZE, FacetIndexView, FacetLink, ListItem, ListView, PAGE_SIZE, PageLink, Pager,
    pages,
};
pub use localized::{DateView, Localized};
pub use map::{
    ChartView, DotView, FrameView, LabelView, MapCity, MapCountry, MapTopic, MapView, map,
    map_filter, map_topics,
};
pub use practice::{CardLine, PracticeView, reason};
pub use question::{AskedQuestion, asked_questions, askers};
pub use record::{PageContext, Shown};
pub use social_card::{
    CARD_HEIGHT, CARD_WIDTH, CardImage, CardSign, CardToken, SocialCard, card_path,
};
pub use sources::{CitedSource, SourceView};
