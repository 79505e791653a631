//! What lists need to know about practices before their cards are rendered. It is read from the
//! facets alone, so lists are unchanged as long as the facets are.

use crate::model::Stage;
use crate::theme::views::{Localized, rank};

/// The entry of each practice, by position.
#[derive(Debug)]
pub(super) struct Filed<'a>(Vec<Practice<'a>>);

#[derive(Debug, Clone, Default)]
struct Practice<'a> {
    evidence: u8,
    is_proposed: bool,
    topics: Vec<&'a str>,
}

impl<'a> Filed<'a> {
    /// The practices of a site.
    pub(super) fn of(site: Localized<'a>) -> Filed<'a> {
        let mut all = vec![Practice::default(); site.site.practices.len()];
        let facets = &site.site.facets;
        let mut file = |list: &[usize], how: &dyn Fn(&mut Practice<'a>)| {
            for at in list {
                all.get_mut(*at).into_iter().for_each(how);
            }
        };
        for (level, list) in &facets.evidence {
            file(list, &|practice| practice.evidence = *level);
        }
        for (slug, list) in &facets.topics {
            file(list, &|practice| practice.topics.push(slug));
        }
        if let Some(list) = facets.stages.get(Stage::Proposed.as_str()) {
            file(list, &|practice| practice.is_proposed = true);
        }
        Filed(all)
    }

    /// What determines the place of a practice in lists.
    pub(super) fn rank(&self, at: usize) -> impl Ord + use<> {
        rank(self.evidence(at), self.is_proposed(at), at)
    }

    /// Its level of evidence.
    pub(super) fn evidence(&self, at: usize) -> u8 {
        self.0.get(at).map_or(0, |practice| practice.evidence)
    }

    /// Whether it is only proposed.
    pub(super) fn is_proposed(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|practice| practice.is_proposed)
    }

    /// Slugs of its topics, each once.
    pub(super) fn topics(&self, at: usize) -> &[&'a str] {
        self.0.get(at).map(|practice| practice.topics.as_slice()).unwrap_or_default()
    }
}
