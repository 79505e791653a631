//! Relations between records, both sides of each. They are written on one side only; the other
//! is computed here, so the two can never disagree.

use std::collections::HashMap;
use std::sync::Arc;

use super::item::Item;
use super::read_tracking::{Part, Rows};
use crate::model::{
    Challenge, City, Convening, Kind, Kinded, MentionRelation, Network, Practice, Relation, Session,
};

/// One city's use of another's practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdaptationEdge {
    /// Position of the practice that was taken up.
    pub origin: usize,
    /// Position among that practice's `adaptations`.
    pub at: usize,
    /// Position of the city that took it up.
    pub city: usize,
    /// Position of that city's own record of it.
    pub practice: Option<usize>,
    /// How the two relate.
    pub relation: Relation,
}

/// A session at which a practice came up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionMention {
    /// Position of the session.
    pub session: usize,
    /// How it came up.
    pub relation: MentionRelation,
}

/// Relations by position: the n-th list belongs to the n-th record of the named kind.
#[derive(Debug)]
pub struct Graph {
    /// All adaptations, by origin.
    pub adaptations: Rows<AdaptationEdge>,
    /// Per practice: positions in `adaptations` where it is the origin.
    pub practice_adaptations: Rows<Vec<usize>>,
    /// Per practice: positions in `adaptations` where it is the use of another.
    pub practice_origins: Rows<Vec<usize>>,
    /// Per practice: sessions at which it came up.
    pub practice_sessions: Rows<Vec<SessionMention>>,
    /// Per practice: ids and titles of records whose bodies link to it.
    pub practice_backlinks: Rows<Vec<(String, String)>>,
    /// Per practice: positions of its cities.
    pub practice_cities: Rows<Vec<usize>>,
    /// Per convening: its sessions in the order of their times.
    pub convening_sessions: Rows<Vec<usize>>,
    /// Per session: its convening.
    pub session_convening: Rows<Option<usize>>,
    /// Per city: its practices.
    pub city_practices: Rows<Vec<usize>>,
    /// Per city: positions in `adaptations` where it took something up.
    pub city_adaptations: Rows<Vec<usize>>,
    /// Per city: convenings held there.
    pub city_hosted: Rows<Vec<usize>>,
    /// Per city: convenings at which it was present.
    pub city_convenings: Rows<Vec<usize>>,
    /// Per city: networks it is a member of.
    pub city_networks: Rows<Vec<usize>>,
    /// Per network: practices that belong to it.
    pub network_practices: Rows<Vec<usize>>,
    /// Per network: convenings it hosted.
    pub network_convenings: Rows<Vec<usize>>,
    /// Per network: challenges it hosts.
    pub network_challenges: Rows<Vec<usize>>,
    /// Per challenge: practices that took part.
    pub challenge_practices: Rows<Vec<usize>>,
}

/// The records that a graph joins.
pub(super) struct Records<'a> {
    pub(super) practices: &'a [Arc<Item<Practice>>],
    pub(super) convenings: &'a [Arc<Item<Convening>>],
    pub(super) sessions: &'a [Arc<Item<Session>>],
    pub(super) cities: &'a [Arc<Item<City>>],
    pub(super) networks: &'a [Arc<Item<Network>>],
    pub(super) challenges: &'a [Arc<Item<Challenge>>],
}

/// Positions by slug.
type Index<'a> = HashMap<&'a str, usize>;

fn index<T>(items: &[Arc<Item<T>>]) -> Index<'_> {
    items.iter().enumerate().map(|(at, item)| (item.meta.slug.as_str(), at)).collect()
}

/// Joins all records. References to what is not published are passed over; they have been
/// reported.
pub(super) fn graph(records: &Records<'_>) -> Graph {
    let practices = index(records.practices);
    let (mut graph, backlinks) = rayon::join(
        || {
            let cities = index(records.cities);
            let mut graph = sized(records);
            join_practices(records, &practices, &cities, &mut graph);
            join_meetings(records, &practices, &cities, &mut graph);
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

fn sized(records: &Records<'_>) -> Graph {
    let mut number = 0;
    let mut part = || {
        number += 1;
        Part::Graph(number)
    };
    let adaptations = Rows::new(part(), Vec::new());
    let session_convening = Rows::new(part(), vec![None; records.sessions.len()]);
    let (practices, cities) = (records.practices.len(), records.cities.len());
    let (networks, challenges) = (records.networks.len(), records.challenges.len());
    let mut lists = |count| Rows::new(part(), vec![Vec::new(); count]);
    Graph {
        practice_adaptations: lists(practices),
        practice_origins: lists(practices),
        practice_cities: lists(practices),
        convening_sessions: lists(records.convenings.len()),
        city_practices: lists(cities),
        city_adaptations: lists(cities),
        city_hosted: lists(cities),
        city_convenings: lists(cities),
        city_networks: lists(cities),
        network_practices: lists(networks),
        network_convenings: lists(networks),
        network_challenges: lists(networks),
        challenge_practices: lists(challenges),
        practice_sessions: Rows::new(part(), vec![Vec::new(); practices]),
        practice_backlinks: Rows::new(part(), vec![Vec::new(); practices]),
        adaptations,
        session_convening,
    }
}

fn push(list: &mut Vec<usize>, at: usize) {
    if list.last() != Some(&at) {
        list.push(at);
    }
}

fn join_practices(
    records: &Records<'_>,
    practices: &Index<'_>,
    cities: &Index<'_>,
    graph: &mut Graph,
) {
    let networks = index(records.networks);
    let challenges = index(records.challenges);
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
    records: &Records<'_>,
    practices: &Index<'_>,
    cities: &Index<'_>,
    graph: &mut Graph,
) {
    let convenings = index(records.convenings);
    let networks = index(records.networks);
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

/// For each practice the ids and titles of records whose bodies link to it.
fn backlinks(records: &Records<'_>, practices: &Index<'_>) -> Vec<Vec<(String, String)>> {
    let mut lists = vec![Vec::new(); records.practices.len()];
    let folder = format!("{}/", Kind::Practice.folder());
    let all = mentions(records.practices)
        .chain(mentions(records.convenings))
        .chain(mentions(records.sessions))
        .chain(mentions(records.cities))
        .chain(mentions(records.networks))
        .chain(mentions(records.challenges));
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

/// The ids and titles of records, with each id that their bodies link to.
fn mentions<T: Kinded>(items: &[Arc<Item<T>>]) -> impl Iterator<Item = (&str, &str, &str)> {
    items.iter().flat_map(|item| {
        let to = item.mentions.iter().map(|(id, _)| id.as_str());
        to.map(|id| (item.meta.id.as_str(), item.record.title(), id))
    })
}
