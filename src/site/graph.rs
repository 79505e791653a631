//! Relations between records. Content states each on one side only; the other side is computed here,
//! so the two cannot disagree.

use std::collections::HashMap;

use super::changes::Changes;
use super::lists::RecordLists;
use super::read_tracking::{Items, ListId, Rows};
use crate::model::{Kind, Kinded, MentionRelation, Relation};

/// One city's use of another's practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdaptationEdge {
    /// Position of the practice that was adopted.
    pub origin: usize,
    /// Position among that practice's `adaptations`.
    pub at: usize,
    /// Position of the city that adopted it.
    pub city: usize,
    /// Position of that city's own record of it, if there is one.
    pub practice: Option<usize>,
    /// How the two relate.
    pub relation: Relation,
}

/// A session at which a practice was discussed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionMention {
    /// Position of the session.
    pub session: usize,
    /// How it was discussed.
    pub relation: MentionRelation,
}

macro_rules! graph {
    ($($(#[doc = $about:literal])+ $list:ident: $row:ty $(, for $of:ident)?;)+) => {
        /// Relations by position: the n-th row of a list belongs to the n-th record of a kind.
        #[derive(Debug)]
        pub struct Graph {
            $($(#[doc = $about])+ pub $list: Rows<$row>,)+
        }

        impl Graph {
            /// A graph without relations: an empty row for each record.
            fn empty(records: &RecordLists) -> Graph {
                let mut number = 0;
                let mut part = || {
                    number += 1;
                    ListId::Graph(number)
                };
                Graph {
                    $($list: Rows::new(part(), graph!(@rows $(records.$of)?)),)+
                }
            }

            /// Reports to `changes` which rows differ from `old`.
            pub(super) fn compare(&self, old: &Graph, changes: &mut Changes) {
                $(changes.rows(&old.$list, &self.$list);)+
            }
        }
    };
    (@rows) => { Vec::new() };
    (@rows $records:ident.$of:ident) => { vec![Default::default(); $records.$of.len()] };
}

graph! {
    /// All adaptations, by origin.
    adaptations: AdaptationEdge;
    /// Positions in `adaptations` where a practice is the origin.
    practice_adaptations: Vec<usize>, for practices;
    /// Positions in `adaptations` where a practice is the adaptation.
    practice_origins: Vec<usize>, for practices;
    /// Sessions at which a practice was discussed.
    practice_sessions: Vec<SessionMention>, for practices;
    /// Ids and titles of records whose bodies link to a practice.
    practice_backlinks: Vec<(String, String)>, for practices;
    /// Questions that a practice answers.
    practice_questions: Vec<usize>, for practices;
    /// Positions of a practice's cities.
    practice_cities: Vec<usize>, for practices;
    /// Sessions of a convening, in the order of their times.
    convening_sessions: Vec<usize>, for convenings;
    /// The convening of a session.
    session_convening: Option<usize>, for sessions;
    /// Practices of a city.
    city_practices: Vec<usize>, for cities;
    /// Positions in `adaptations` where a city adopted a practice.
    city_adaptations: Vec<usize>, for cities;
    /// Convenings held in a city.
    city_hosted: Vec<usize>, for cities;
    /// Convenings that a city attended.
    city_convenings: Vec<usize>, for cities;
    /// Questions that a city asked.
    city_questions: Vec<usize>, for cities;
    /// Networks that a city is a member of.
    city_networks: Vec<usize>, for cities;
    /// Practices that belong to a network.
    network_practices: Vec<usize>, for networks;
    /// Convenings that a network hosted.
    network_convenings: Vec<usize>, for networks;
    /// Challenges that a network hosts.
    network_challenges: Vec<usize>, for networks;
    /// Practices that took part in a challenge.
    challenge_practices: Vec<usize>, for challenges;
}

/// Positions by slug.
type Index<'a> = HashMap<&'a str, usize>;

fn index<T>(items: &Items<T>) -> Index<'_> {
    items.iter().enumerate().map(|(at, item)| (item.meta.slug.as_str(), at)).collect()
}

/// Relates all records. References to what is not published are skipped; they have been reported.
pub(super) fn graph(records: &RecordLists) -> Graph {
    let practices = index(&records.practices);
    let (mut graph, backlinks) = rayon::join(
        || {
            let cities = index(&records.cities);
            let mut graph = Graph::empty(records);
            join_practices(records, &practices, &cities, &mut graph);
            join_meetings(records, &practices, &cities, &mut graph);
            join_questions(records, &practices, &cities, &mut graph);
            for (at, item) in records.networks.iter().enumerate() {
                let members = item.record.members.iter();
                for city in members.filter_map(|slug| cities.get(slug.as_str())) {
                    push(&mut graph.city_networks[*city], at);
                }
            }
            graph
        },
        || backlinks(records, &practices),
    );
    graph.practice_backlinks.fill(backlinks);
    graph
}

/// Adds a position unless it is the last one already.
fn push(list: &mut Vec<usize>, at: usize) {
    if list.last() != Some(&at) {
        list.push(at);
    }
}

fn join_practices(
    records: &RecordLists,
    practices: &Index<'_>,
    cities: &Index<'_>,
    graph: &mut Graph,
) {
    let networks = index(&records.networks);
    let challenges = index(&records.challenges);
    for (at, item) in records.practices.iter().enumerate() {
        let practice = &item.record;
        for city in practice.cities.iter().filter_map(|slug| cities.get(slug.as_str())) {
            push(&mut graph.practice_cities[at], *city);
            push(&mut graph.city_practices[*city], at);
        }
        for network in practice.networks.iter().filter_map(|slug| networks.get(slug.as_str())) {
            push(&mut graph.network_practices[*network], at);
        }
        if let Some(challenge) =
            practice.challenge.as_ref().and_then(|part| challenges.get(part.edition.as_str()))
        {
            push(&mut graph.challenge_practices[*challenge], at);
        }
        for (nth, adaptation) in practice.adaptations.iter().enumerate() {
            let Some(city) = cities.get(adaptation.city.as_str()).copied() else { continue };
            let own =
                adaptation.practice.as_ref().and_then(|slug| practices.get(slug.as_str())).copied();
            let edge = graph.adaptations.len();
            graph.practice_adaptations[at].push(edge);
            graph.city_adaptations[city].push(edge);
            if let Some(own) = own {
                graph.practice_origins[own].push(edge);
            }
            graph.adaptations.push(AdaptationEdge {
                origin: at,
                at: nth,
                city,
                practice: own,
                relation: adaptation.relation,
            });
        }
    }
    for (at, item) in records.challenges.iter().enumerate() {
        if let Some(network) =
            item.record.host.as_ref().and_then(|slug| networks.get(slug.as_str()))
        {
            push(&mut graph.network_challenges[*network], at);
        }
    }
}

fn join_meetings(
    records: &RecordLists,
    practices: &Index<'_>,
    cities: &Index<'_>,
    graph: &mut Graph,
) {
    let convenings = index(&records.convenings);
    let networks = index(&records.networks);
    for (at, item) in records.convenings.iter().enumerate() {
        let convening = &item.record;
        if let Some(city) = convening.city.as_ref().and_then(|slug| cities.get(slug.as_str())) {
            push(&mut graph.city_hosted[*city], at);
        }
        for city in convening.cities_present.iter().filter_map(|slug| cities.get(slug.as_str())) {
            push(&mut graph.city_convenings[*city], at);
        }
        for network in convening.hosts.iter().filter_map(|slug| networks.get(slug.as_str())) {
            push(&mut graph.network_convenings[*network], at);
        }
    }
    for (at, item) in records.sessions.iter().enumerate() {
        let parent = item.meta.id.split('/').nth(1).unwrap_or_default();
        if let Some(convening) = convenings.get(parent).copied() {
            graph.session_convening[at] = Some(convening);
            graph.convening_sessions[convening].push(at);
        }
        for mention in &item.record.practices {
            if let Some(practice) = practices.get(mention.practice.as_str()) {
                graph.practice_sessions[*practice]
                    .push(SessionMention { session: at, relation: mention.relation });
            }
        }
    }
}

fn join_questions(
    records: &RecordLists,
    practices: &Index<'_>,
    cities: &Index<'_>,
    graph: &mut Graph,
) {
    for (at, item) in records.questions.iter().enumerate() {
        let question = &item.record;
        let answers = question.answered_by.iter();
        for practice in answers.filter_map(|slug| practices.get(slug.as_str())) {
            push(&mut graph.practice_questions[*practice], at);
        }
        let askers = question.asked.iter().flat_map(|asking| &asking.cities);
        for city in askers.filter_map(|slug| cities.get(slug.as_str())) {
            push(&mut graph.city_questions[*city], at);
        }
    }
}

/// For each practice, the ids and titles of the records whose bodies link to it.
fn backlinks(records: &RecordLists, practices: &Index<'_>) -> Vec<Vec<(String, String)>> {
    let mut lists = vec![Vec::new(); records.practices.len()];
    let folder = format!("{}/", Kind::Practice.folder());
    let all = mentions(&records.practices)
        .chain(mentions(&records.convenings))
        .chain(mentions(&records.sessions))
        .chain(mentions(&records.cities))
        .chain(mentions(&records.networks))
        .chain(mentions(&records.challenges));
    for (from, title, id) in all.filter(|(from, _, id)| from != id) {
        let practice = id.strip_prefix(&folder).and_then(|slug| practices.get(slug));
        let Some(list) = practice.and_then(|at| lists.get_mut(*at)) else { continue };
        // All mentions of a record come together.
        let is_known = list.last().is_some_and(|(known, _): &(String, String)| known == from);
        if !is_known {
            list.push((from.to_owned(), title.to_owned()));
        }
    }
    lists
}

/// The id and title of each record, once for each id that its body links to.
fn mentions<T: Kinded>(items: &Items<T>) -> impl Iterator<Item = (&str, &str, &str)> {
    items.iter().flat_map(|item| {
        let to = item.mentions.iter().map(|(id, _)| id.as_str());
        to.map(|id| (item.meta.id.as_str(), item.record.title(), id))
    })
}
