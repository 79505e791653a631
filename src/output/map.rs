//! The map of cities at `/map/`: drawn at build time as links in the page, without scripts or
//! anything from other sites.

mod chart;
mod dots;
mod projection;
mod routes;

use chart::{CLOSER, Chart, Region, WIDTH, WORLD, whole};
use dots::{LETTER, Spot};
pub(super) use routes::routes;

use super::renderer::Renderer;
use crate::theme::Rendered;
use crate::theme::views::{self, ChartView, FrameView, Localized, MapTopic, Urls};

/// Minimum number of cities for a part of the world to get a second, larger chart.
const CROWD: usize = 15;

/// The page, and the style that filters it by topic.
pub(super) const PATHS: [&str; 2] = ["map/index.html", "map/filter.css"];

/// A rule for each topic that hides the other cities while the topic is chosen on the page, without
/// a script. It is a file because the site's policy forbids styles within a page.
pub(super) fn filter_style(site: Localized<'_>) -> String {
    let rule = |topic: MapTopic| {
        let city = format!("[data-t~=\"{}\"]", topic.number);
        format!(
            "main:has(#map-topic [value=\"{}\"]:checked) :is([data-t]:not({city}), \
             .map-table tbody:not(:has({city}))) {{ display: none; }}\n",
            topic.number,
        )
    };
    views::map_filter(site).into_iter().map(rule).collect()
}

/// Renders the page.
pub(super) fn map_page(renderer: &Renderer<'_>) -> Rendered {
    let site = renderer.own();
    let mut page = renderer.plain_page(site, &site.words.translate("map.title"), "map", "map");
    page.description = site.words.translate("map.description");
    page.breadcrumbs = vec![views::crumb(site, &site.words.translate("section.cities"), "cities")];
    "/cities/".clone_into(&mut page.section);
    let cities = placed(site);
    let shown = cities.iter().map(|city| city.at).collect();
    let topics = views::map_topics(site);
    let view = views::map(site, charts(site, cities, &topics), &shown, &topics);
    renderer.render(site, "map.html", &page, ("map", &view), "the map")
}

/// A city with coordinates, by position.
struct Placed {
    at: usize,
    degrees: (f64, f64),
    /// The larger chart that it is on, by position in [`CLOSER`].
    closer: Option<usize>,
}

/// Charts of the world and of its crowded parts. Each city is a link on one chart only, so that
/// keyboard users do not step through it twice.
fn charts(site: Localized<'_>, mut cities: Vec<Placed>, topics: &[String]) -> Vec<ChartView> {
    let crowded =
        [0, 1].map(|part| cities.iter().filter(|city| city.closer == Some(part)).count() >= CROWD);
    for city in &mut cities {
        city.closer = city.closer.filter(|part| crowded[*part]);
    }
    let most = site.graph.city_practices.iter().map(Vec::len).max().unwrap_or(0);
    let mut charts = vec![draw(site, &WORLD, None, &cities, most, topics)];
    for (part, region) in CLOSER.iter().enumerate().filter(|(part, _)| crowded[*part]) {
        charts.push(draw(site, region, Some(part), &cities, most, topics));
    }
    charts
}

fn placed(site: Localized<'_>) -> Vec<Placed> {
    let place = |(at, city): (usize, &crate::site::Item<crate::model::City>)| {
        let degrees = (city.record.lon?, city.record.lat?);
        let closer = CLOSER.iter().position(|region| region.degrees.hold(degrees));
        Some(Placed { at, degrees, closer })
    };
    let all = site.cities.iter().enumerate().filter_map(place);
    all.filter(|city| WORLD.degrees.hold(city.degrees)).collect()
}

fn draw(
    site: Localized<'_>,
    region: &Region,
    part: Option<usize>,
    cities: &[Placed],
    most: usize,
    topics: &[String],
) -> ChartView {
    let chart = Chart::of(region);
    let own = cities.iter().filter(|city| city.closer == part);
    let spots = own.map(|city| spot(site, &chart, city, topics)).collect();
    let others = cities.iter().filter(|city| part.is_none() && city.closer.is_some());
    let elsewhere = others.map(|city| {
        let (x, y) = chart.place(city.degrees);
        format!("M{} {}h0", whole(x), whole(y))
    });
    let frames = CLOSER.iter().enumerate().filter(|_| part.is_none()).filter_map(|(at, inner)| {
        let count = cities.iter().filter(|city| city.closer == Some(at)).count();
        (count > 0).then(|| frame(site, &chart, inner, count))
    });
    let frames: Vec<FrameView> = frames.collect();
    let named = frames.iter().map(|frame| {
        let (left, base) = (f64::from(frame.x), f64::from(frame.y));
        (left, base - LETTER, left + dots::length(&frame.title), base)
    });
    let (dots, labels) = dots::dots(site.words, spots, most, named.collect());
    ChartView {
        id: region.id,
        title: title(site, region),
        width: whole(WIDTH),
        height: whole(chart.height()),
        land: chart.land(region),
        elsewhere: elsewhere.collect(),
        frames,
        dots,
        labels,
    }
}

/// The name of a part of the world.
fn title(site: Localized<'_>, region: &Region) -> String {
    site.words.translate(&format!("map.{}", region.id))
}

fn frame(site: Localized<'_>, chart: &Chart, inner: &Region, cities: usize) -> FrameView {
    let (x, y) = chart.place((inner.degrees.left, inner.degrees.high));
    FrameView {
        id: inner.id,
        title: title(site, inner),
        cities,
        path: chart.border(inner),
        x: whole(x),
        y: whole(y - 20.0),
    }
}

fn spot(site: Localized<'_>, chart: &Chart, city: &Placed, topics: &[String]) -> Spot {
    let item = &site.cities[city.at];
    let (x, y) = chart.place(city.degrees);
    Spot {
        name: item.record.title.value.clone(),
        url: Urls::of(site).page(&item.meta.id),
        place: views::place_name(site, item),
        topics: topics[city.at].clone(),
        practices: site.graph.city_practices[city.at].len(),
        population: item.record.population.as_ref().map_or(0.0, |population| population.value),
        x,
        y,
    }
}
