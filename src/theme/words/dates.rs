//! Formats dates.

use super::Words;
use crate::model::Date;

/// Months as they are named in keys: `month.march`.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Words {
    /// A year, month or day in this language: `2014`, `March 2014`, `5 March 2014`.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        let year = date.year.to_string();
        let month = date.month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?));
        let Some(month) = month.map(|month| self.translate(&format!("month.{month}"))) else {
            return year;
        };
        match date.day {
            None => self.fill("date.month", &[("month", &month), ("year", &year)]),
            Some(day) => {
                let day = if day == 1 { self.translate("date.first") } else { day.to_string() };
                self.fill("date.day", &[("day", &day), ("month", &month), ("year", &year)])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::of_test;
    use crate::model::Date;

    #[test]
    fn each_language_writes_dates_in_its_own_way() {
        let said = |lang: &str, date: &str| of_test(lang).date(Date::parse(date).unwrap());
        assert_eq!(said("en", "2014"), "2014");
        assert_eq!(said("en", "2014-03"), "March 2014");
        assert_eq!(said("en", "2014-03-05"), "5 March 2014");
        assert_eq!(said("es", "2014-03-05"), "5 de marzo de 2014");
        assert_eq!(said("pt", "2014-03"), "março de 2014");
        assert_eq!(said("fr", "2014-08-01"), "1er août 2014");
        assert_eq!(said("fr", "2014-08-21"), "21 août 2014");
    }
}
