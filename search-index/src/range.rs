//! Ranges of numbers as readers write them: `3`, `>=3`, `2013..2018`, `..100,000`, `<$1.5m`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An inclusive range of whole numbers; `None` leaves an end open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NumberRange {
    /// The least number.
    pub from: Option<u64>,
    /// The greatest number.
    pub to: Option<u64>,
}

impl NumberRange {
    /// Parses a comparison, a single number, or two ends.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let from = |from: u64| Some(Self { from: Some(from), to: None });
        let to = |to: u64| Some(Self { from: None, to: Some(to) });
        let either = |signs: [&'static str; 2]| signs.iter().find_map(|s| text.strip_prefix(s));
        if let Some(rest) = either([">=", "≥"]) {
            from(number(rest)?)
        } else if let Some(rest) = either(["<=", "≤"]) {
            to(number(rest)?)
        } else if let Some(rest) = text.strip_prefix('>') {
            from(number(rest)?.checked_add(1)?)
        } else if let Some(rest) = text.strip_prefix('<') {
            to(number(rest)?.checked_sub(1)?)
        } else if let Some(rest) = text.strip_suffix('+') {
            from(number(rest)?)
        } else if let Some((first, last)) = text.split_once("..").or_else(|| dashed(text)) {
            Self::between(first, last)
        } else {
            number(text.strip_prefix('=').unwrap_or(text)).map(Self::only)
        }
    }

    /// The range between two ends, either of which may be empty. Ends in the wrong order are
    /// swapped.
    fn between(first: &str, last: &str) -> Option<Self> {
        let end = |text: &str| match text.trim() {
            "" => Some(None),
            text => number(text).map(Some),
        };
        match (end(first)?, end(last)?) {
            (None, None) => None,
            (Some(from), Some(to)) => {
                Some(Self { from: Some(from.min(to)), to: Some(from.max(to)) })
            }
            (from, to) => Some(Self { from, to }),
        }
    }

    fn only(number: u64) -> Self {
        Self { from: Some(number), to: Some(number) }
    }

    /// Whether `number` is in the range.
    pub(crate) fn contain(self, number: u64) -> bool {
        self.from.is_none_or(|from| from <= number) && self.to.is_none_or(|to| number <= to)
    }

    /// Whether one end is open.
    pub(crate) fn is_bound(self) -> bool {
        self.from.is_none() || self.to.is_none()
    }

    /// The number, where there is only one.
    pub(crate) fn single(self) -> Option<u64> {
        self.from.filter(|_| self.from == self.to)
    }
}

/// Two ends joined by a dash.
fn dashed(text: &str) -> Option<(&str, &str)> {
    let (first, last) = text.split_once(['-', '–'])?;
    (!first.is_empty() && !last.is_empty()).then_some((first, last))
}

/// A whole number: `100000`, `100,000`, `100.000`, `$100000`, `100k`, `1.5m` or `2bn`.
fn number(text: &str) -> Option<u64> {
    let text = text.trim().trim_start_matches('$');
    let (digits, zeros): (&str, u32) = match text.find(|c: char| c.is_ascii_alphabetic()) {
        Some(at) => {
            let (digits, unit) = text.split_at(at);
            let units = [("k", 3), ("m", 6), ("b", 9), ("bn", 9)];
            let known = units.iter().find(|(known, _)| known.eq_ignore_ascii_case(unit));
            (digits, known.map(|(_, zeros)| *zeros)?)
        }
        None => (text, 0),
    };
    let groups: Vec<&str> = digits.split([',', '.', '\'', '’']).collect();
    if groups.iter().any(|group| group.is_empty() || !group.bytes().all(|c| c.is_ascii_digit())) {
        return None;
    }
    let (whole, rest) = groups.split_first()?;
    // Before a unit, one or two digits are decimals (`1.5m`), three a group of thousands (`1.500m`).
    let decimals = match rest {
        [decimals] if zeros > 0 && decimals.len() < 3 => decimals.len(),
        _ => 0,
    };
    let grouped = whole.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    if !rest.is_empty() && decimals == 0 && !grouped {
        return None;
    }
    let factor = 10_u64.checked_pow(zeros - decimals as u32)?;
    groups.concat().parse::<u64>().ok()?.checked_mul(factor)
}

impl fmt::Display for NumberRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(f, "{from}"),
            (from, to) => {
                from.iter().try_for_each(|from| write!(f, "{from}"))?;
                f.write_str("..")?;
                to.iter().try_for_each(|to| write!(f, "{to}"))
            }
        }
    }
}
