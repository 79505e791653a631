//! Ranges of numbers as readers write them: `3`, `>=3`, `2013..2018`.

use std::fmt;

/// An inclusive range; `None` leaves an end open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NumberRange {
    pub(crate) from: Option<u16>,
    pub(crate) to: Option<u16>,
}

impl NumberRange {
    /// Parses a comparison, a single number, or two ends.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let number = |text: &str| text.trim().parse::<u16>().ok();
        let from = |from: u16| Some(Self { from: Some(from), to: None });
        let to = |to: u16| Some(Self { from: None, to: Some(to) });
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
            text => text.parse::<u16>().ok().map(Some),
        };
        match (end(first)?, end(last)?) {
            (None, None) => None,
            (Some(from), Some(to)) => {
                Some(Self { from: Some(from.min(to)), to: Some(from.max(to)) })
            }
            (from, to) => Some(Self { from, to }),
        }
    }

    fn only(number: u16) -> Self {
        Self { from: Some(number), to: Some(number) }
    }

    /// Whether `number` is in the range.
    pub(crate) fn contain(self, number: u16) -> bool {
        self.from.is_none_or(|from| from <= number) && self.to.is_none_or(|to| number <= to)
    }

    /// Whether one end is open.
    pub(crate) fn is_bound(self) -> bool {
        self.from.is_none() || self.to.is_none()
    }

    /// The number, where there is only one.
    pub(crate) fn single(self) -> Option<u16> {
        self.from.filter(|_| self.from == self.to)
    }
}

/// Two years joined by a dash.
fn dashed(text: &str) -> Option<(&str, &str)> {
    let (first, last) = text.split_once(['-', '–'])?;
    (!first.is_empty() && !last.is_empty()).then_some((first, last))
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
