//! The digest of everything that all pages are rendered with. Pages of the previous build are kept
//! only while it is unchanged.

use std::collections::{BTreeMap, BTreeSet};

use blake3::{Hash, Hasher};

use super::files::Theme;
use super::views::SiteView;
use super::words::Languages;

impl Theme {
    /// A digest of the templates, the words, the lists of each language and the views of the
    /// site.
    #[must_use]
    pub fn digest<'a>(
        &self,
        languages: &Languages,
        lists: &BTreeMap<String, BTreeSet<&'static str>>,
        sites: impl IntoIterator<Item = &'a SiteView>,
    ) -> Hash {
        let mut hasher = Hasher::new();
        for (name, file) in &self.templates {
            for part in [name.as_bytes(), file.path.as_bytes(), &file.bytes] {
                hasher.update(blake3::hash(part).as_bytes());
            }
        }
        languages.mark(&mut hasher);
        hasher.update(format!("{lists:?}").as_bytes());
        for site in sites {
            hasher.update(&serde_json::to_vec(site).unwrap_or_default());
        }
        hasher.finalize()
    }
}
