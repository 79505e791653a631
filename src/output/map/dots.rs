//! Circles and names on a chart: their sizes, their click areas, and which names fit.

use super::chart::{WIDTH, whole};
use crate::theme::Words;
use crate::theme::views::{DotView, LabelView};

/// Radius of a city with one practice, in units of the chart, unless another has so many that its
/// circle would grow past [`LARGEST`].
const ONE: f64 = 20.0;
/// Radius of the largest circle.
const LARGEST: f64 = 100.0;
/// Radius of a city without a practice.
const NONE: f64 = 12.0;
/// Radius of the click area. Charts are never shown narrower than 960 pixels, at which it is 24
/// pixels wide, the minimum target size of WCAG 2.2. Cities that are closer share the area between
/// them; the table has the same links.
const HIT: f64 = 50.0;
/// Maximum number of cities of a chart whose names are placed, so that a crowded chart takes little
/// time.
const MOST_TRIED: usize = 300;
/// Height of a name.
pub(super) const LETTER: f64 = 52.0;

/// A city to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spot {
    pub(super) name: String,
    pub(super) url: String,
    /// Name and country.
    pub(super) place: String,
    /// The numbers of its topics, separated by spaces.
    pub(super) topics: String,
    pub(super) practices: usize,
    pub(super) population: f64,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// The radius of a city's circle if the highest number of practices of any city is `most`.
fn radius(practices: usize, most: usize) -> f64 {
    if practices == 0 {
        return NONE;
    }
    let one = ONE.min(LARGEST / (most as f64).sqrt());
    one * (practices as f64).sqrt()
}

/// The circles of a chart, large ones first.
///
/// No name covers an area that is `taken`.
pub(super) fn dots(
    words: &Words,
    mut spots: Vec<Spot>,
    most: usize,
    taken: Vec<Rectangle>,
) -> (Vec<DotView>, Vec<LabelView>) {
    spots.sort_by(|a, b| {
        let larger = b.practices.cmp(&a.practices);
        let people = b.population.total_cmp(&a.population);
        larger.then(people).then_with(|| a.url.cmp(&b.url))
    });
    let room = room(&spots);
    let drawn = spots.iter().zip(room).map(|(spot, room)| {
        let r = radius(spot.practices, most);
        let hit = (room > r + 1.0).then(|| whole(room));
        DotView {
            url: spot.url.clone(),
            title: said(words, spot),
            topics: spot.topics.clone(),
            hollow: spot.practices == 0,
            x: whole(spot.x),
            y: whole(spot.y),
            r: whole(r),
            hit,
        }
    });
    let drawn: Vec<DotView> = drawn.collect();
    let labels = labels(&spots, most, taken);
    (drawn, labels)
}

fn said(words: &Words, spot: &Spot) -> String {
    let values = [("place", spot.place.as_str())];
    match spot.practices {
        0 => words.fill("map.dot-none", &values),
        many => words.counted("map.dot", many, &values),
    }
}

/// The radius of each spot's click area: half the distance to its nearest neighbour, at most
/// [`HIT`].
fn room(spots: &[Spot]) -> Vec<f64> {
    let mut across: Vec<usize> = (0..spots.len()).collect();
    across.sort_by(|a, b| spots[*a].x.total_cmp(&spots[*b].x));
    let mut room = vec![HIT; spots.len()];
    for (at, one) in across.iter().enumerate() {
        for other in &across[at + 1..] {
            let by_x = spots[*other].x - spots[*one].x;
            if by_x > 2.0 * HIT {
                break;
            }
            let half = by_x.hypot(spots[*other].y - spots[*one].y) / 2.0;
            room[*one] = room[*one].min(half);
            room[*other] = room[*other].min(half);
        }
    }
    room
}

/// A rectangle: left, top, right, bottom.
pub(super) type Rectangle = (f64, f64, f64, f64);

fn meet(a: Rectangle, b: Rectangle) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

/// Where a name may be placed.
const ANCHORS: [&str; 4] = ["start", "end", "above", "below"];

/// Names of cities, the most populous with practices first, each on a side where it covers no
/// circle and no other name. A name is left out if no side is free; the table has them all.
fn labels(spots: &[Spot], most: usize, mut taken: Vec<Rectangle>) -> Vec<LabelView> {
    let circle = |spot: &Spot| {
        let r = radius(spot.practices, most);
        (spot.x - r, spot.y - r, spot.x + r, spot.y + r)
    };
    let circles: Vec<Rectangle> = spots.iter().map(circle).collect();
    let mut order: Vec<(usize, &Spot)> = spots.iter().enumerate().collect();
    order.sort_by(|(_, a), (_, b)| {
        (a.practices == 0).cmp(&(b.practices == 0)).then(b.population.total_cmp(&a.population))
    });
    let mut labels = Vec::new();
    for (at, spot) in order.into_iter().take(MOST_TRIED) {
        let free = |name: &Rectangle| {
            name.0 >= 0.0
                && name.2 <= WIDTH
                && !taken.iter().any(|other| meet(*name, *other))
                && !circles.iter().enumerate().any(|(of, other)| of != at && meet(*name, *other))
        };
        let sides = ANCHORS.map(|side| beside(spot, radius(spot.practices, most), side));
        let Some((name, x, anchor)) = sides.into_iter().find(|(name, ..)| free(name)) else {
            continue;
        };
        taken.push(name);
        let y = whole(name.1 + LETTER * 0.84);
        let topics = spot.topics.clone();
        labels.push(LabelView { text: spot.name.clone(), topics, x: whole(x), y, anchor });
    }
    labels
}

/// The area that a name covers on one side of its circle, and its anchor point.
fn beside(spot: &Spot, r: f64, side: &str) -> (Rectangle, f64, &'static str) {
    let long = length(&spot.name);
    let (x, y, gap) = (spot.x, spot.y, r + 12.0);
    let (left, top, held, anchor) = match side {
        "start" => (x + gap, y - LETTER / 2.0, x + gap, "start"),
        "end" => (x - gap - long, y - LETTER / 2.0, x - gap, "end"),
        "above" => (x - long / 2.0, y - r - LETTER, x, "middle"),
        _ => (x - long / 2.0, y + r, x, "middle"),
    };
    ((left, top, left + long, top + LETTER), held, anchor)
}

/// Approximate width of a name.
pub(super) fn length(name: &str) -> f64 {
    name.chars().count() as f64 * LETTER * 0.56
}

#[cfg(test)]
mod tests {
    use super::{HIT, LETTER, Rectangle, Spot, dots, length, meet, radius};
    use crate::theme::views::LabelView;
    use crate::theme::words;

    fn spot(name: &str, practices: usize, x: f64, y: f64) -> Spot {
        let place = format!("{name}, Land");
        Spot {
            name: name.to_owned(),
            url: format!("/{name}/"),
            place,
            topics: String::new(),
            practices,
            population: 0.0,
            x,
            y,
        }
    }

    #[test]
    fn areas_grow_with_practices() {
        let area = |practices| radius(practices, 8).powi(2);
        assert!((area(8) / area(2) - 4.0).abs() < 1e-9);
        assert!(radius(0, 8) < radius(1, 8));
        assert!((radius(900, 900) - super::LARGEST).abs() < 1e-9);
    }

    #[test]
    fn small_circles_lie_over_large_ones_and_share_the_ground() {
        let spots = vec![
            spot("small", 0, 500.0, 500.0),
            spot("far", 1, 3000.0, 500.0),
            spot("large", 8, 530.0, 500.0),
        ];
        let (drawn, labels) = dots(&words::built_in(), spots, 8, Vec::new());
        let order: Vec<&str> = drawn.iter().map(|dot| dot.url.as_str()).collect();
        assert_eq!(order, ["/large/", "/far/", "/small/"]);
        assert_eq!(drawn[0].hit, None, "its circle is larger than its ground");
        assert_eq!(drawn[1].hit, Some(HIT as i32));
        assert_eq!(drawn[2].hit, Some(15), "half the way to its neighbour");
        assert!(drawn[2].hollow && !drawn[1].hollow);
        assert_eq!(drawn[1].title, "far, Land: 1 practice");
        let named: Vec<&str> = labels.iter().map(|label| label.text.as_str()).collect();
        assert_eq!(named, ["large", "far"], "the third name would cover the large circle");
    }

    #[test]
    fn names_never_cover_each_other() {
        let spots: Vec<Spot> = (0..60_u32)
            .map(|at| {
                let (x, y) = (f64::from(at * 137 % 900), f64::from(at * 71 % 700));
                spot(&format!("city-{at:02}"), 2, 500.0 + x, 500.0 + y)
            })
            .collect();
        let (_, labels) = dots(&words::built_in(), spots, 2, vec![(0.0, 0.0, 4000.0, 600.0)]);
        let ground = |label: &LabelView| {
            let long = length(&label.text);
            let part = match label.anchor {
                "start" => 0.0,
                "end" => long,
                _ => long / 2.0,
            };
            let (left, base) = (f64::from(label.x) - part, f64::from(label.y));
            (left, base - LETTER * 0.8, left + long, base)
        };
        let grounds: Vec<Rectangle> = labels.iter().map(ground).collect();
        assert!((3..60).contains(&grounds.len()), "{} names", grounds.len());
        for (at, one) in grounds.iter().enumerate() {
            assert!(one.1 >= 595.0, "what is taken stays free");
            assert!(grounds[at + 1..].iter().all(|other| !meet(*one, *other)));
        }
    }
}
