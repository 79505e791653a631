//! A chart: a part of the world, its land, and the positions of places.

use std::fmt::Write as _;

use super::projection::{Bounds, Degrees, Point, equal_earth};

/// Outlines of all land between 58° south and 78.5° north, one ring per line, in tenths of a
/// degree: east, north, east, north, …
///
/// Taken from Natural Earth (1:110 million, version 4.1, as packaged in world-atlas 2.0.2), which
/// is in the public domain, and rounded.
const LAND: &str = include_str!("land.txt");

/// Width of every chart in its own units; large, so that integers are precise enough.
pub(super) const WIDTH: f64 = 4000.0;

/// Minimum distance between consecutive corners, in units; nearer ones are left out.
const GRAIN: f64 = 5.0;

/// A part of the world.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    /// Its anchor.
    pub(super) id: &'static str,
    /// Its extent in degrees.
    pub(super) degrees: Bounds,
}

/// The inhabited part of the world.
pub(super) const WORLD: Region =
    Region { id: "world", degrees: Bounds { left: -180.0, right: 180.0, low: -58.0, high: 78.0 } };

/// Parts with a second, larger chart if many of their cities would overlap.
pub(super) const CLOSER: [Region; 2] = [
    Region {
        id: "north-america",
        degrees: Bounds { left: -125.0, right: -66.0, low: 24.0, high: 54.0 },
    },
    Region { id: "europe", degrees: Bounds { left: -11.0, right: 33.0, low: 35.5, high: 61.0 } },
];

/// A region laid out on paper.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chart {
    centre: f64,
    window: Bounds,
    scale: f64,
}

impl Chart {
    /// Lays a region out around its own central meridian, which is vertical.
    pub(super) fn of(region: &Region) -> Chart {
        let centre = f64::midpoint(region.degrees.left, region.degrees.right);
        let border: Vec<Point> = region
            .degrees
            .outline()
            .into_iter()
            .map(|degrees| equal_earth(degrees, centre))
            .collect();
        let window = Bounds::around(&border);
        Chart { centre, window, scale: WIDTH / (window.right - window.left) }
    }

    /// Its height in units.
    pub(super) fn height(&self) -> f64 {
        (self.window.high - self.window.low) * self.scale
    }

    /// The position of a place.
    pub(super) fn place(&self, degrees: Degrees) -> Point {
        let (x, y) = equal_earth(degrees, self.centre);
        ((x - self.window.left) * self.scale, (y - self.window.low) * self.scale)
    }

    /// The land as an SVG path.
    pub(super) fn land(&self, region: &Region) -> String {
        // A wider extent in degrees, because the corners of the chart are outside the region.
        let near = region.degrees.wider(30.0);
        let paper = Bounds { left: 0.0, right: WIDTH, low: 0.0, high: self.height() }.wider(8.0);
        let drawn = |ring: Vec<Degrees>| {
            let ring = near.clip(ring).into_iter().map(|degrees| self.place(degrees)).collect();
            ring_path(&paper.clip(ring))
        };
        rings().map(drawn).collect()
    }

    /// The border of another region as an SVG path.
    pub(super) fn border(&self, region: &Region) -> String {
        let corners: Vec<Point> =
            region.degrees.outline().into_iter().map(|degrees| self.place(degrees)).collect();
        ring_path(&corners)
    }
}

fn rings() -> impl Iterator<Item = Vec<Degrees>> {
    LAND.lines().map(|line| {
        let tenths: Vec<i32> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
        let degrees = |tenths: i32| f64::from(tenths) / 10.0;
        tenths.chunks_exact(2).map(|pair| (degrees(pair[0]), degrees(pair[1]))).collect()
    })
}

/// A closed path through points, in whole units, each relative to the one before.
fn ring_path(points: &[Point]) -> String {
    let mut path = String::new();
    let mut corners = 0;
    let (mut x, mut y) = (0_i32, 0_i32);
    for point in points {
        let (to_x, to_y) = (whole(point.0), whole(point.1));
        let (by_x, by_y) = (to_x - x, to_y - y);
        if corners > 0 && f64::from(by_x).hypot(f64::from(by_y)) < GRAIN {
            continue;
        }
        path.push(if corners == 0 { 'M' } else { ' ' });
        // Writing to memory cannot fail.
        _ = write!(path, "{by_x} {by_y}");
        if corners == 0 {
            path.push('l');
        }
        (x, y) = (to_x, to_y);
        corners += 1;
    }
    if corners < 3 {
        return String::new();
    }
    path.push('z');
    // A minus sign separates two numbers as well as a space does.
    path.replace(" -", "-").replace("l ", "l")
}

/// Rounds to whole units.
pub(super) fn whole(value: f64) -> i32 {
    value.round() as i32
}

#[cfg(test)]
mod tests {
    use super::{CLOSER, Chart, WIDTH, WORLD, ring_path, rings};

    #[test]
    fn the_land_is_whole() {
        let all: Vec<_> = rings().collect();
        assert_eq!(all.len(), 115);
        assert_eq!(all.iter().map(Vec::len).sum::<usize>(), 4190);
        assert!(all.iter().flatten().all(|(east, north)| {
            (-180.0..=180.0).contains(east) && (-58.0..=78.5).contains(north)
        }));
    }

    #[test]
    fn places_stand_where_they_belong() {
        let world = Chart::of(&WORLD);
        let (x, y) = world.place((0.0, 0.0));
        assert!((x - WIDTH / 2.0).abs() < 1e-6);
        assert!(y > 0.0 && y < world.height());
        let (boston, seattle) = (world.place((-71.1, 42.4)), world.place((-122.3, 47.6)));
        assert!(seattle.0 < boston.0 && seattle.1 < boston.1);
        let closer = Chart::of(&CLOSER[0]);
        let apart = |chart: &Chart| chart.place((-71.1, 42.4)).0 - chart.place((-122.3, 47.6)).0;
        assert!(apart(&closer) > 5.0 * apart(&world));
    }

    #[test]
    fn a_path_is_relative_and_closed() {
        let path = ring_path(&[(0.0, 0.0), (100.0, 0.0), (101.0, 1.0), (100.0, 50.0)]);
        assert_eq!(path, "M0 0l100 0 0 50z");
        assert_eq!(ring_path(&[(0.0, 0.0), (1.0, 1.0), (2.0, 0.0)]), "");
    }
}
