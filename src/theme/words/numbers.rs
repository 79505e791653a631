//! Formats numbers and sums of money for readers, in each language's own way.

use super::Words;
use super::plural::whole;

impl Words {
    /// A number with its thousands separated, or rounded to two decimals in millions or billions:
    /// `7,406`, `104 million`.
    #[must_use]
    pub fn figure(&self, value: f64) -> String {
        let size = value.abs();
        for (unit, key) in [(1e9, "number.billion"), (1e6, "number.million")] {
            if size >= unit {
                // The plural form follows the rounded number.
                let shown = (value / unit * 100.0).round() / 100.0;
                let number = self.decimals(shown);
                return self.written(key, Some(shown), &[("number", &number)]);
            }
        }
        if value.fract() == 0.0 { self.grouped(value) } else { self.decimals(value) }
    }

    /// A sum of money with the sign of its currency, or with its code (ISO 4217) if the language has
    /// no sign for it: `$5 million`, `COP 5 million`.
    #[must_use]
    pub fn money(&self, value: f64, currency: Option<&str>) -> String {
        let sum = self.figure(value);
        match currency {
            Some(code) => self.in_currency(&sum, code, value),
            None => sum,
        }
    }

    /// A sum of money with all its digits; with cents only below 100, and with more decimals if it
    /// would otherwise be shown as zero.
    #[must_use]
    pub fn money_in_full(&self, value: f64, currency: &str) -> String {
        let size = value.abs();
        if size >= 100.0 {
            return self.in_currency(&self.grouped(value), currency, 0.0);
        }
        let mut digits = 2;
        while size > 0.0 && digits < 6 && size * 10_f64.powi(digits) < 10.0 {
            digits += 1;
        }
        let digits = usize::try_from(digits).unwrap_or_default();
        self.in_currency(&self.decimal_mark(&format!("{value:.digits$}")), currency, 0.0)
    }

    /// A sum that is written already, with the sign or code of its currency. `value` tells whether
    /// it was written in millions.
    #[must_use]
    pub fn in_currency(&self, sum: &str, code: &str, value: f64) -> String {
        let sign = format!("currency.{code}");
        match self.get(&sign) {
            Some(_) => {
                let sign = self.translate(&sign);
                self.fill("number.money-symbol", &[("sum", sum), ("currency", &sign)])
            }
            None => {
                let key = large("number.money", value);
                self.fill(&key, &[("sum", sum), ("currency", code)])
            }
        }
    }

    /// A whole number with its thousands separated.
    #[must_use]
    pub fn grouped(&self, value: f64) -> String {
        let size = value.abs().round_ties_even();
        let digits = whole(size).map_or_else(|| format!("{size:.0}"), |size| size.to_string());
        let mut text = String::from(if value < 0.0 { "-" } else { "" });
        let separator =
            if digits.len() > 3 { self.translate("number.thousands") } else { String::new() };
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push_str(&separator);
            }
            text.push(digit);
        }
        text
    }

    /// A number of people, in the plural form of the number: `1 person`, `2 people`.
    #[must_use]
    pub fn people(&self, value: f64) -> String {
        self.many(&large("number.people", value), value)
    }

    /// The words of a key with a number as `{number}`, in the plural form of the number.
    #[must_use]
    pub fn many(&self, key: &str, value: f64) -> String {
        self.written(key, Some(value), &[("number", &self.figure(value))])
    }

    /// A number with its digits as written, and this language's decimal mark for the point.
    pub(in crate::theme) fn decimal_mark(&self, written: &str) -> String {
        written.replace('.', &self.translate("number.decimal"))
    }

    /// A number with two decimals at most.
    fn decimals(&self, value: f64) -> String {
        let text = format!("{value:.2}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        self.decimal_mark(text)
    }
}

/// The key of a message about a number. From a million on it has `-large` at its end, because some
/// languages say "8 millions *of* people".
fn large(key: &str, value: f64) -> String {
    if value.abs() >= 1e6 { format!("{key}-large") } else { key.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::of_test;

    #[test]
    fn figures_are_grouped_and_rounded() {
        let english = of_test("en");
        assert_eq!(english.figure(7406.0), "7,406");
        assert_eq!(english.figure(104_000_000.0), "104 million");
        assert_eq!(english.figure(17.5), "17.5");
        assert_eq!(english.figure(-1200.0), "-1,200");
        assert_eq!(english.money(5e6, Some("USD")), "$5 million");
        assert_eq!(english.money(5200.0, Some("COP")), "COP\u{a0}5,200");
        assert_eq!(english.money(5e6, None), "5 million");
        let in_full = |value| english.money_in_full(value, "USD");
        assert_eq!(in_full(8_600_000.0), "$8,600,000");
        assert_eq!(in_full(45.041_742), "$45.04");
        assert_eq!(in_full(0.0123), "$0.012");
        assert_eq!(in_full(0.0), "$0.00");
    }

    #[test]
    fn each_language_has_its_own_marks_and_millions() {
        let said = |lang: &str, value: f64| of_test(lang).figure(value);
        assert_eq!(said("es", 7406.0), "7\u{202f}406");
        assert_eq!(said("es", 17.5), "17,5");
        assert_eq!(said("es", 1e6), "1 millón");
        assert_eq!(said("es", 1.3e9), "1,3 mil millones");
        assert_eq!(said("pt", 1.3e9), "1,3 bilhão");
        assert_eq!(said("pt", 92809.0), "92.809");
        assert_eq!(said("fr", 1.5e6), "1,5 million");
        assert_eq!(said("fr", 2e6), "2 millions");
        assert_eq!(said("fr", 92809.0), "92\u{202f}809");
        assert_eq!(of_test("es").people(8e6), "8 millones de personas");
        assert_eq!(of_test("fr").people(1.0), "1 personne");
        assert_eq!(of_test("pt").money(1e6, Some("USD")), "US$\u{a0}1 milhão");
        assert_eq!(of_test("pt").money(1e6, Some("COP")), "1 milhão de COP");
        assert_eq!(of_test("fr").money(5000.0, Some("EUR")), "5\u{202f}000\u{a0}€");
    }
}
