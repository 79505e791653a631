//! Which time zone a wrong name was meant to be.

use jiff::tz::TimeZoneDatabase;

/// Largest share of letters in which a name may differ from the one that is meant.
const NEAR: f64 = 0.34;

/// Most names that are suggested.
const MOST: usize = 3;

/// Whether a name is in the time zone database, as it is written there.
pub(in crate::source) fn is_zone(name: &str) -> bool {
    TimeZoneDatabase::bundled().available().any(|zone| zone.as_str() == name)
}

/// The zones that a wrong name may mean: of the same place, or with a place and a region that are
/// spelt alike. None for an abbreviation or a number of hours, which are spelt like others that mean
/// other hours (`PST` like `EST`, `GMT+2` like `Etc/GMT+2`, which is west of Greenwich).
pub(in crate::source) fn zones(wrong: &str) -> Vec<String> {
    let wrong = plain(wrong);
    let place = place(&wrong);
    let is_name = place.chars().count() >= 4 && !wrong.contains(|c: char| c.is_ascii_digit());
    if !is_name {
        return Vec::new();
    }
    let mut near: Vec<(f64, f64, String)> = TimeZoneDatabase::bundled()
        .available()
        .filter_map(|zone| {
            let name = plain(zone.as_str());
            let (of_place, of_all) = (apart(place, self::place(&name)), apart(&wrong, &name));
            let is_near = of_place == 0.0 || of_place <= NEAR && of_all <= NEAR;
            is_near.then(|| (of_place, of_all, zone.as_str().to_owned()))
        })
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    let best = near.first().map(|(of_place, of_all, _)| (*of_place, *of_all));
    let near =
        near.into_iter().take_while(|(of_place, of_all, _)| Some((*of_place, *of_all)) == best);
    near.take(MOST).map(|(_, _, name)| name).collect()
}

/// A name in small letters, with words as the database joins them.
fn plain(name: &str) -> String {
    let words: Vec<&str> = name.split([' ', '_']).filter(|word| !word.is_empty()).collect();
    words.join("_").to_lowercase()
}

/// `new_york` of `america/new_york`.
fn place(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The share of letters in which two names differ.
fn apart(one: &str, other: &str) -> f64 {
    let longest = one.chars().count().max(other.chars().count()).max(1);
    #[expect(clippy::cast_precision_loss, reason = "names are short")]
    let share = strsim::osa_distance(one, other) as f64 / longest as f64;
    share
}

#[cfg(test)]
mod tests {
    use super::{is_zone, zones};

    #[test]
    fn a_slip_is_mended_and_nothing_that_means_other_hours_is_suggested() {
        for (wrong, meant) in [
            ("America/New York", "America/New_York"),
            ("america/new_york", "America/New_York"),
            ("New York", "America/New_York"),
            ("Europe/New_York", "America/New_York"),
            ("America/Detriot", "America/Detroit"),
            ("Europe/Kiew", "Europe/Kiev"),
            ("London", "Europe/London"),
        ] {
            assert!(!is_zone(wrong));
            assert_eq!(zones(wrong), [meant], "{wrong}");
        }
        for wrong in
            ["America/Boston", "PST", "GMT+2", "UTC-5", "Eastern Time", "", "America/", "x"]
        {
            assert!(!is_zone(wrong));
            assert_eq!(zones(wrong), [""; 0], "{wrong}");
        }
        assert!(is_zone("UTC") && is_zone("America/Argentina/Buenos_Aires"));
    }
}
