//! Dates as contributors know them: a year, a month of a year, or a day (ISO 8601).

use std::fmt;

use serde::{Serialize, Serializer};

/// A calendar date of year, month or day precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year, 1000 to 9999.
    pub year: u16,
    /// Month, 1 to 12, where known.
    pub month: Option<u8>,
    /// Day of the month, where known.
    pub day: Option<u8>,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a day that its month does not have is refused.
    #[must_use]
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|part| number(part, 2));
        let day = parts.next().map(|part| number(part, 2));
        if parts.next().is_some() || year < 1000 {
            return None;
        }
        let date = Date {
            year,
            month: month.map_or(Some(None), |m| m.and_then(|m| u8::try_from(m).ok()).map(Some))?,
            day: day.map_or(Some(None), |d| d.and_then(|d| u8::try_from(d).ok()).map(Some))?,
        };
        date.is_valid().then_some(date)
    }

    fn is_valid(self) -> bool {
        let Some(month) = self.month else { return self.day.is_none() };
        let longest = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if self.is_leap_year() => 29,
            2 => 28,
            _ => return false,
        };
        self.day.is_none_or(|day| (1..=longest).contains(&day))
    }

    fn is_leap_year(self) -> bool {
        self.year.is_multiple_of(4)
            && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400))
    }

    /// The English name of its month.
    #[must_use]
    pub fn month_name(self) -> Option<&'static str> {
        MONTHS.get(usize::from(self.month?).checked_sub(1)?).copied()
    }

    /// The date in words: `2014`, `March 2014`, `5 March 2014`.
    #[must_use]
    pub fn in_words(self) -> String {
        match (self.month_name(), self.day) {
            (Some(month), Some(day)) => format!("{day} {month} {}", self.year),
            (Some(month), None) => format!("{month} {}", self.year),
            (None, _) => self.year.to_string(),
        }
    }
}

fn number(part: &str, digits: usize) -> Option<u16> {
    let plain = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| part.parse().ok()).flatten()
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn reads_three_precisions_and_refuses_the_rest() {
        for good in ["2014", "2014-03", "2014-03-05", "2024-02-29"] {
            assert_eq!(Date::parse(good).unwrap().to_string(), good);
        }
        for bad in ["14", "2014-13", "2014-3", "2023-02-29", "2014-03-05-01", "", "next year"] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
        assert_eq!(Date::parse("2014-03-05").unwrap().in_words(), "5 March 2014");
    }
}
