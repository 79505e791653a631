//! Projects degrees onto a flat chart.

/// A place in degrees east and north.
pub(super) type Degrees = (f64, f64);

/// A point on a chart; y points down.
pub(super) type Point = (f64, f64);

/// The Equal Earth projection around a central meridian.
///
/// It preserves areas, so that no part of the world looks larger than it is. The polynomial and its
/// four constants are from B. Šavrič, T. Patterson and B. Jenny, “The Equal Earth map projection”,
/// International Journal of Geographical Information Science 33 (2019):
///
/// sin θ = √3/2 · sin φ,
/// x = 2√3 · λ · cos θ / (3 · (9·A4·θ⁸ + 7·A3·θ⁶ + 3·A2·θ² + A1)),
/// y = A4·θ⁹ + A3·θ⁷ + A2·θ³ + A1·θ.
pub(super) fn equal_earth((east, north): Degrees, centre: f64) -> Point {
    const A1: f64 = 1.340_264;
    const A2: f64 = -0.081_106;
    const A3: f64 = 0.000_893;
    const A4: f64 = 0.003_796;
    let root = 3.0_f64.sqrt();
    let theta = (root / 2.0 * north.to_radians().sin()).asin();
    let two = theta * theta;
    let six = two * two * two;
    let slope = 9.0 * A4 * six * two + 7.0 * A3 * six + 3.0 * A2 * two + A1;
    let x = 2.0 * root * (east - centre).to_radians() * theta.cos() / (3.0 * slope);
    let y = theta * (A4 * six * two + A3 * six + A2 * two + A1);
    (x, -y)
}

/// An axis-aligned box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Bounds {
    /// Whether a point is inside.
    pub(super) fn hold(&self, (x, y): Point) -> bool {
        (self.left..=self.right).contains(&x) && (self.low..=self.high).contains(&y)
    }

    /// The same box, enlarged on all sides.
    pub(super) fn wider(&self, by: f64) -> Bounds {
        Bounds {
            left: self.left - by,
            right: self.right + by,
            low: self.low - by,
            high: self.high + by,
        }
    }

    /// Its outline as points at most one unit apart.
    pub(super) fn outline(&self) -> Vec<Point> {
        let steps = |from: f64, to: f64| {
            let count = (to - from).abs().ceil().max(1.0);
            (0..count as u32).map(move |step| from + (to - from) * f64::from(step) / count)
        };
        let top = steps(self.left, self.right).map(|x| (x, self.high));
        let right = steps(self.high, self.low).map(|y| (self.right, y));
        let bottom = steps(self.right, self.left).map(|x| (x, self.low));
        let left = steps(self.low, self.high).map(|y| (self.left, y));
        top.chain(right).chain(bottom).chain(left).collect()
    }

    /// The smallest box around some points.
    pub(super) fn around(points: &[Point]) -> Bounds {
        let start = Bounds {
            left: f64::INFINITY,
            right: f64::NEG_INFINITY,
            low: f64::INFINITY,
            high: f64::NEG_INFINITY,
        };
        points.iter().fold(start, |bounds, (x, y)| Bounds {
            left: bounds.left.min(*x),
            right: bounds.right.max(*x),
            low: bounds.low.min(*y),
            high: bounds.high.max(*y),
        })
    }

    /// The part of a ring inside the box, clipped side by side (I. Sutherland and G. Hodgman,
    /// “Reentrant polygon clipping”, 1974).
    pub(super) fn clip(&self, ring: Vec<Point>) -> Vec<Point> {
        let Bounds { left, right, low, high } = *self;
        let ring = cut(ring, |(x, _)| x - left);
        let ring = cut(ring, |(x, _)| right - x);
        let ring = cut(ring, |(_, y)| y - low);
        cut(ring, |(_, y)| high - y)
    }
}

/// Keeps the part where `depth` is not negative.
fn cut(ring: Vec<Point>, depth: impl Fn(Point) -> f64) -> Vec<Point> {
    let mut kept = Vec::with_capacity(ring.len());
    let Some(mut before) = ring.last().copied() else { return kept };
    for point in ring {
        let (from, to) = (depth(before), depth(point));
        if (from < 0.0) != (to < 0.0) {
            let part = from / (from - to);
            let between = |a: f64, b: f64| a + (b - a) * part;
            kept.push((between(before.0, point.0), between(before.1, point.1)));
        }
        if to >= 0.0 {
            kept.push(point);
        }
        before = point;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{Bounds, equal_earth};

    #[test]
    fn known_points_of_the_projection() {
        // The pole line is 0.59 times as long as the equator, and the map 0.49 times as high as
        // wide: figures of the paper.
        let (edge, _) = equal_earth((180.0, 0.0), 0.0);
        let (pole, top) = equal_earth((180.0, 90.0), 0.0);
        assert!((edge - 2.706_630).abs() < 1e-5, "{edge}");
        assert!((-top - 1.317_363).abs() < 1e-5, "{top}");
        assert!((pole / edge - 0.59).abs() < 0.005, "{pole}");
        assert_eq!(equal_earth((-96.0, 0.0), -96.0), (0.0, 0.0));
    }

    #[test]
    fn a_ring_is_cut_at_the_sides() {
        let bounds = Bounds { left: 0.0, right: 10.0, low: 0.0, high: 10.0 };
        let ring = vec![(-5.0, 2.0), (5.0, 2.0), (5.0, 8.0), (-5.0, 8.0)];
        let inside = bounds.clip(ring);
        assert_eq!(Bounds::around(&inside), Bounds { left: 0.0, right: 5.0, low: 2.0, high: 8.0 });
        assert!(bounds.clip(vec![(20.0, 20.0), (30.0, 20.0), (30.0, 30.0)]).is_empty());
    }
}
