//! A whole small site to begin with: settings, a vocabulary, two example records, a page, a style
//! to change, and what a code host needs to check and publish it.

use super::gazetteer::places;
use super::yaml::scalar;
use super::{Answers, fill_in, record};
use crate::model::{Kind, Type};

/// Files in each language, by their path below `src/scaffold/site/`.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/new_site.rs"));

/// The languages that a new site can be begun in.
pub const LANGUAGES: [&str; 4] = ["en", "es", "fr", "pt"];

/// Which code host checks and publishes the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeHost {
    /// GitHub Actions and GitHub Pages.
    Github,
    /// GitLab CI and GitLab Pages.
    Gitlab,
}

/// What a new site is to be like.
#[derive(Debug, Clone)]
pub struct NewSite {
    /// One of [`LANGUAGES`].
    pub lang: String,
    /// Its name; without one, it has a general name in its language.
    pub title: Option<String>,
    /// The address at which it will be served.
    pub base_url: String,
    /// The code host, if its files are wanted.
    pub host: Option<CodeHost>,
}

impl NewSite {
    /// The files of the site: path with forward slashes, and text.
    #[must_use]
    pub fn files(&self) -> Vec<(String, String)> {
        let all = FILES.iter().filter_map(|(path, bytes)| {
            let path = self.place(path)?;
            Some((path, self.filled(&String::from_utf8_lossy(bytes))))
        });
        all.chain(self.city()).collect()
    }

    /// Where a file goes; `None` if it is for another language or code host.
    fn place(&self, path: &str) -> Option<String> {
        let (folder, inner) = path.split_once('/')?;
        let host = match inner {
            "gitlab-ci.yml" => Some(CodeHost::Gitlab),
            _ if inner.starts_with("github/") => Some(CodeHost::Github),
            _ => None,
        };
        // Files whose names begin with a dot are kept here without it, to be seen.
        let hidden = folder == "common" && !inner.starts_with("themes/");
        let wanted = folder == self.lang || folder == "common";
        let wanted = wanted && (host.is_none() || host == self.host);
        wanted.then(|| if hidden { format!(".{inner}") } else { inner.to_owned() })
    }

    fn filled(&self, text: &str) -> String {
        let title = self.title();
        // The title comes last, since it may be anything.
        text.replace("{base_url}", &self.base_url)
            .replace("{version}", env!("CARGO_PKG_VERSION"))
            .replace("{repository}", env!("CARGO_PKG_REPOSITORY"))
            .replace("{title_yaml}", &scalar(Type::Line, title))
            .replace("{title}", title)
    }

    fn title(&self) -> &str {
        let general = EXAMPLES.iter().find(|example| example.lang == self.lang);
        let general = general.map_or("", |example| example.title);
        self.title.as_deref().map(str::trim).filter(|title| !title.is_empty()).unwrap_or(general)
    }

    /// The profile of the city that the example is about.
    fn city(&self) -> Option<(String, String)> {
        let city = EXAMPLES.iter().find(|example| example.lang == self.lang)?.city;
        let mut answers = Answers::default();
        fill_in(&mut answers, places(city).first()?);
        let schema = format!("{}schema/{}.json", self.base_url, Kind::City.as_str());
        Some((
            format!("content/cities/{city}.md"),
            record(Kind::City, &answers, &self.lang, &schema),
        ))
    }
}

struct Example {
    lang: &'static str,
    /// Name of a site without one.
    title: &'static str,
    /// Slug of the city of the example practice.
    city: &'static str,
}

const EXAMPLES: [Example; 4] = [
    Example { lang: "en", title: "City practices", city: "denver" },
    Example { lang: "es", title: "Prácticas de ciudades", city: "medellin" },
    Example { lang: "fr", title: "Pratiques des villes", city: "nantes" },
    Example { lang: "pt", title: "Práticas de cidades", city: "recife" },
];
