//! Bands of numbers by which readers choose practices: size of city, cost, time.

/// Bands, given by the numbers at which one ends and the next begins.
#[derive(Debug, Clone, Copy)]
pub struct Bands(&'static [u32]);

/// Populations of cities.
pub const SIZES: Bands = Bands(&[100_000, 500_000, 1_000_000]);

/// One-off costs in US dollars.
pub const COSTS: Bands = Bands(&[100_000, 1_000_000, 10_000_000]);

/// Months from the start of the work until the public can first use it.
pub const TIMES: Bands = Bands(&[12, 24]);

/// The numbers from `least` to below `most`; open where an end is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// The least number in it.
    pub least: Option<u32>,
    /// The least number above it.
    pub most: Option<u32>,
}

impl Bands {
    /// The position of the band that has a number, 0 for the smallest numbers.
    #[must_use]
    pub fn position(self, number: f64) -> usize {
        self.0.iter().filter(|least| number >= f64::from(**least)).count()
    }

    /// All bands, the smallest numbers first.
    pub fn all(self) -> impl Iterator<Item = Band> {
        let end = |at: Option<usize>| self.0.get(at?).copied();
        (0..=self.0.len())
            .map(move |at| Band { least: end(at.checked_sub(1)), most: end(Some(at)) })
    }
}

impl Band {
    /// Its word in addresses: `under-100000`, `100000-to-500000`, `from-1000000`.
    #[must_use]
    pub fn word(self) -> String {
        match (self.least, self.most) {
            (Some(least), Some(most)) => format!("{least}-to-{most}"),
            (Some(least), None) => format!("from-{least}"),
            (None, Some(most)) => format!("under-{most}"),
            (None, None) => String::from("all"),
        }
    }

    /// The range as the search writes it: `..99999`, `100000..499999`, `1000000..`.
    #[must_use]
    pub fn range(self) -> String {
        let end = |number: Option<u32>| number.map(|one| one.to_string()).unwrap_or_default();
        format!("{}..{}", end(self.least), end(self.most.map(|most| most.saturating_sub(1))))
    }
}

#[cfg(test)]
mod tests {
    use super::{SIZES, TIMES};

    #[test]
    fn every_number_is_in_the_band_at_its_position() {
        for bands in [SIZES, TIMES] {
            for number in [0, 11, 12, 24, 99_999, 100_000, 499_999, 1_000_000, 40_000_000] {
                let band = bands.all().nth(bands.position(f64::from(number))).unwrap();
                assert!(band.least.is_none_or(|least| least <= number), "{number} in {band:?}");
                assert!(band.most.is_none_or(|most| number < most), "{number} in {band:?}");
            }
        }
    }

    #[test]
    fn bands_have_words_for_addresses_and_ranges_for_searches() {
        let words: Vec<_> = SIZES.all().map(|band| (band.word(), band.range())).collect();
        let expected = [
            ("under-100000", "..99999"),
            ("100000-to-500000", "100000..499999"),
            ("500000-to-1000000", "500000..999999"),
            ("from-1000000", "1000000.."),
        ];
        assert_eq!(words, expected.map(|(word, range)| (word.to_owned(), range.to_owned())));
    }
}
