//! `site.yaml`: what holds for the whole site.

use super::choice::choice;
use super::record::record;
use super::{At, Described, Values};

record! {
    /// A link of the main navigation.
    NavigationItem, "an item of the navigation" {
        /// Text of the link.
        title: String => required, "Practices";
        /// A path within the site, or an address.
        url: At<String> as Destination => required, "/practices/";
    }
}

record! {
    /// The repository of the content, for links such as "Edit this page".
    Repository, "`repository`" {
        /// Address of the repository.
        url: String as WebAddress => required, "https://example.org/city/crosstown";
        /// Branch that is published.
        branch: String => default "main", "main";
    }
}

record! {
    /// Whom to write to about the site.
    Editor, "`editor`" {
        /// Mail address of the editors, which pages show: an office, not a person.
        mailbox: At<String> as Mailbox => required, "editors@example.org";
    }
}

record! {
    /// Title and description of the site in another language.
    ConfigWords, "a translation of the site's name" {
        /// Tag of the language, one of `languages`.
        lang: At<String> => required, "es";
        /// Name of the site, if it differs.
        title: Option<String> => optional, "Crosstown";
        /// What the site is, in a sentence.
        description: Option<String> as Paragraph => optional, "Lo que ha funcionado en otras ciudades.";
    }
}

choice! {
    /// What a site can have besides its pages. Each takes time to build, so none is made unless
    /// `site.yaml` lists it.
    Extra, "an extra" {
        /// For each practice a page and an archive for a city that considers adapting it.
        Kits = "kits",
        /// All records as files to take away, each with its checksum.
        Downloads = "downloads",
        /// On the page of each record what has changed in it, from the Git repository of the content.
        History = "history",
        /// For each page a picture that is shown with links to it in chats and on social networks.
        Cards = "cards",
        /// For each practice a brief as PDF, set by the program `crosstown-briefs`.
        Briefs = "briefs",
    }
}

record! {
    /// Limits on size. Anything larger is not read.
    Limits, "`limits`" {
        /// Maximum megabytes of a record.
        record_mb: u64 as Whole(1, 100) => default "10", "10";
        /// Maximum megabytes of a file beside a record.
        attachment_mb: u64 as Whole(1, 2000) => default "50", "50";
        /// Maximum characters of a line in a record.
        line_characters: usize as Whole(1_000, 10_000_000) => default "100000", "100000";
    }
}

choice! {
    /// What answers searches.
    SearchEngine, "an engine of the search" {
        /// The reader's browser, from the index that the site carries.
        Browser = "browser",
        /// A Quickwit server, or the browser if it does not answer.
        Quickwit = "quickwit",
    }
}

record! {
    /// Settings of the search.
    SearchSettings, "`search`" {
        /// Whether the search index is built.
        enabled: bool => default "true", "true";
        /// What answers searches. `crosstown export --format quickwit` writes the records for a server.
        engine: SearchEngine => default "browser", "quickwit";
        /// Address of the Quickwit server, as browsers reach it.
        url: Option<String> as BaseUrl => optional, "https://search.example.org/";
    }
}

choice! {
    /// A size of paper.
    Paper, "a size of paper" {
        /// 210 × 297 mm.
        A4 = "a4",
        /// 8.5 × 11 inches.
        UsLetter = "us-letter",
    }
}

record! {
    /// Settings of the briefs, see `extras`.
    BriefSettings, "`briefs`" {
        /// Size of their pages. Who prints a brief is a reader of this site, wherever the practice comes from.
        paper: Paper => default "a4", "us-letter";
    }
}

record! {
    /// Settings of `check`: which checks have another level here than `docs/checks.md` says.
    CheckSettings, "`checks`" {
        /// Checks whose findings fail a build.
        error: Vec<At<String>> => optional, "heading-order";
        /// Checks whose findings a build shows.
        warning: Vec<At<String>> => optional, "source-without-date";
        /// Checks whose findings only `crosstown check` shows.
        advice: Vec<At<String>> => optional, "recommended-headings";
        /// Checks that are turned off.
        off: Vec<At<String>> => optional, "source-without-archive";
    }
}

record! {
    /// Settings of the whole site.
    Config, "`site.yaml`" {
        /// Name of the site.
        title: String => required, "Crosstown";
        /// Address at which the site will be served.
        base_url: At<String> as BaseUrl => required, "https://example.org/";
        /// What the site is, in a sentence.
        description: String as Paragraph => optional, "What has worked in other cities.";
        /// Languages of the site (BCP 47); the first is the default, and `en` if there is none.
        languages: Vec<String> as Language => optional, "en";
        /// Title and description in other languages.
        translations: Vec<ConfigWords> => optional;
        /// Name of the theme.
        theme: At<String> => default "civic", "civic";
        /// SPDX id of the content's licence.
        license: Option<String> => optional, "CC-BY-4.0";
        /// The repository of the content, for links such as "Edit this page".
        repository: Option<Repository> => optional;
        /// Whom to write to about the site.
        editor: Option<Editor> => optional;
        /// Links of the main navigation.
        navigation: Vec<NavigationItem> => optional;
        /// Settings of the search.
        search: SearchSettings => optional;
        /// What is made besides the pages. `crosstown build --no-extras` leaves it out.
        extras: Vec<At<Extra>> => optional, "kits";
        /// Settings of the briefs, if `extras` lists them.
        briefs: BriefSettings => optional;
        /// Settings of `check`.
        checks: CheckSettings => optional;
        /// Limits on size.
        limits: Limits => optional;
    }
}

impl Config {
    /// The address of the content's licence. One that is an address is its own; an SPDX id has one
    /// in their list.
    #[must_use]
    pub fn license_address(&self) -> Option<String> {
        let license = self.license.as_ref()?;
        let is_address = license.contains("://");
        Some(if is_address {
            license.clone()
        } else {
            format!("https://spdx.org/licenses/{license}")
        })
    }
}

impl Limits {
    /// Bytes in a megabyte.
    pub const MEGABYTE: u64 = 1_000_000;
    /// Maximum bytes of `site.yaml` and of each vocabulary, which `site.yaml` cannot change.
    pub const SETTINGS: u64 = 4 * Limits::MEGABYTE;
    /// Bytes above which a picture is reported as large.
    pub const PICTURE: u64 = 2 * Limits::MEGABYTE;

    /// Maximum bytes of a record.
    #[must_use]
    pub fn record(&self) -> u64 {
        self.record_mb * Limits::MEGABYTE
    }

    /// Maximum bytes of a file beside a record.
    #[must_use]
    pub fn attachment(&self) -> u64 {
        self.attachment_mb * Limits::MEGABYTE
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits::from_values(Values::default())
    }
}

impl Config {
    /// The path part of the base URL, with slashes at both ends: `/` or `/crosstown/`.
    #[must_use]
    pub fn base_path(&self) -> &str {
        let url = self.base_url.value.as_str();
        // The path begins at the first slash after the two of the scheme.
        let slashes = url.bytes().enumerate().filter(|(_, byte)| *byte == b'/');
        slashes.map(|(at, _)| &url[at..]).nth(2).unwrap_or("/")
    }

    /// Whether an extra is made.
    #[must_use]
    pub fn makes(&self, extra: Extra) -> bool {
        self.extras.iter().any(|one| one.value == extra)
    }

    /// The default language.
    #[must_use]
    pub fn default_language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }

    /// Title and description in a language, if it has its own.
    #[must_use]
    pub fn words(&self, lang: &str) -> Option<&ConfigWords> {
        self.translations.iter().find(|words| words.lang.value == lang)
    }
}
