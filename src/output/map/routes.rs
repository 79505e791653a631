//! Adoptions of practices from city to city, as curves over the map.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::chart::{CLOSER, Chart, Region, WIDTH, WORLD, whole};
use super::projection::{Degrees, Point};
use super::title;
use crate::theme::views::{Localized, RoutesView};

/// Minimum number of routes within a part of the world for it to get a second, larger chart.
const CROWD: usize = 10;

/// Distance of the control point of a curve from the straight line, as a share of the line's
/// length.
const BEND: f64 = 0.18;

/// A route in degrees, from the city that a practice comes from to the one that adopted it.
type Route = (Degrees, Degrees);

/// The charts of all routes: the world, then the parts of it with many routes.
pub(in crate::output) fn routes(site: Localized<'_>) -> Vec<RoutesView> {
    let all = between_cities(site);
    let within = |region: &Region| -> Vec<Route> {
        let inside = |route: &&Route| region.degrees.hold(route.0) && region.degrees.hold(route.1);
        all.iter().filter(inside).copied().collect()
    };
    let charts = [WORLD].into_iter().chain(CLOSER).enumerate().filter_map(|(at, region)| {
        let routes = within(&region);
        let least = if at == 0 { 1 } else { CROWD };
        (routes.len() >= least).then(|| draw(site, &region, &routes))
    });
    charts.collect()
}

/// Adoptions whose cities both have coordinates. The routes of a practice of several cities start
/// at the first city.
fn between_cities(site: Localized<'_>) -> Vec<Route> {
    let place = |at: usize| {
        let city = &site.cities[at].record;
        Some((city.lon?, city.lat?))
    };
    let route = |edge: &crate::site::AdaptationEdge| {
        let from = *site.graph.practice_cities[edge.origin].first()?;
        (from != edge.city).then_some(())?;
        Some((place(from)?, place(edge.city)?))
    };
    site.graph.adaptations.iter().filter_map(route).collect()
}

fn draw(site: Localized<'_>, region: &Region, routes: &[Route]) -> RoutesView {
    let chart = Chart::of(region);
    let mut curves = String::new();
    let (mut starts, mut ends) = (BTreeSet::new(), BTreeSet::new());
    for (from, to) in routes {
        let (from, to) = (chart.place(*from), chart.place(*to));
        let (x, y) = bend(from, to);
        let _ = write!(
            curves,
            "M{} {}Q{} {} {} {}",
            whole(from.0),
            whole(from.1),
            whole(x),
            whole(y),
            whole(to.0),
            whole(to.1)
        );
        starts.insert((whole(from.0), whole(from.1)));
        ends.insert((whole(to.0), whole(to.1)));
    }
    let dots = |places: BTreeSet<(i32, i32)>| -> String {
        places.iter().map(|(x, y)| format!("M{x} {y}h0")).collect()
    };
    RoutesView {
        id: region.id,
        title: title(site, region),
        width: whole(WIDTH),
        height: whole(chart.height()),
        land: chart.land(region),
        routes: curves,
        ends: dots(ends),
        starts: dots(starts),
    }
}

/// The control point of a curve: beside its middle, always to the left of the direction of travel,
/// so that the curve back is a different one.
fn bend(from: Point, to: Point) -> Point {
    let (along, down) = (to.0 - from.0, to.1 - from.1);
    (f64::midpoint(from.0, to.0) + down * BEND, f64::midpoint(from.1, to.1) - along * BEND)
}

#[cfg(test)]
mod tests {
    use super::bend;

    #[test]
    fn a_route_and_the_way_back_bend_to_different_sides() {
        let (there, back) = (bend((0.0, 0.0), (100.0, 0.0)), bend((100.0, 0.0), (0.0, 0.0)));
        assert!(there.1 < 0.0 && back.1 > 0.0);
    }
}
