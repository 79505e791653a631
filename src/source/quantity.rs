//! Reads numbers, and suggests corrections for values that are almost numbers.

use super::meant::{Figure, Nature, figure, thousands_or_decimals};
use super::reader::Reader;
use super::yaml::{Node, Plain, Value, number};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::model::{Scalar, Type};

impl Reader<'_> {
    pub(super) fn number(&self, node: &Node, name: &str, of: Type) -> Option<f64> {
        match &node.value {
            Value::Plain(Plain::Number(number), raw) => {
                if nature(of) == Nature::Whole {
                    self.judge_thousandths(node, name, raw);
                }
                Some(*number)
            }
            Value::Text(text) => {
                // A number in quotation marks is still a number.
                let number = number(text.trim());
                if number.is_none() {
                    self.no_number(node.span, name, text, of);
                }
                number
            }
            _ => {
                let message = format!("`{name}` is {}", node.type_name());
                self.note(self.error("bad-number", node.span, message).label("expected a number"));
                None
            }
        }
    }

    pub(super) fn degrees(&self, node: &Node, name: &str, most: f64) -> Option<f64> {
        let number = self.number(node, name, Type::Degrees(most))?;
        let good = number.abs() <= most;
        if !good {
            let found = self.error("out-of-range", node.span, format!("`{name}` is {number}"));
            self.note(found.label(format!("expected degrees from -{most} to {most}")));
        }
        good.then_some(number)
    }

    /// A whole number from `low` to `high`.
    pub(super) fn whole(&self, node: &Node, name: &str, low: u64, high: u64) -> Option<u64> {
        let number = self.number(node, name, Type::Whole(low, high))?;
        let whole = whole_number(number).filter(|whole| (low..=high).contains(whole));
        if whole.is_none() {
            let found = self.error("out-of-range", node.span, format!("`{name}` is {number}"));
            self.note(found.label(format!("expected a whole number from {low} to {high}")));
        }
        whole
    }

    /// Reports a text where a number is needed.
    pub(super) fn no_number(&self, span: Span, name: &str, text: &str, of: Type) {
        let nature = nature(of);
        let message = format!("`{}` is not a number", text.trim());
        let found = self.error("bad-number", span, message).label("expected a number, in digits");
        let help = match figure(text, nature) {
            Some(Figure::Exactly(number)) => format!("write `{name}: {number}`"),
            Some(Figure::Either(one, other)) => either(name, &one, &other),
            Some(Figure::Money(number, _)) => {
                format!("write `{name}: {number}`, and the currency in `currency`")
            }
            Some(Figure::About(number, sign)) => {
                let words = in_words(&sign);
                format!("write `{name}: {number}`, and in the text that it is {words} so many")
            }
            Some(Figure::Percent(_)) => "this field takes a number, not a share".to_owned(),
            Some(Figure::Range(..)) => {
                "give the one number that is best known, and the range in the text".to_owned()
            }
            Some(Figure::Unclear) | None if matches!(nature, Nature::Degrees(_)) => {
                "write degrees as a decimal number like `39.74`; south and west are negative"
                    .to_owned()
            }
            None if !text.contains(|c: char| c.is_ascii_digit()) => {
                "write it in digits, or leave the field out where it is not known".to_owned()
            }
            Some(Figure::Unclear) | None => {
                "write it in full, in digits only, like `1200000` or `0.5`".to_owned()
            }
        };
        self.note(found.help(help));
    }

    /// Reports a number that half of the world reads differently from YAML.
    fn judge_thousandths(&self, node: &Node, name: &str, raw: &str) {
        let Some((whole, fraction)) = thousands_or_decimals(raw) else { return };
        let decimal = raw.trim_end_matches('0').trim_end_matches('.');
        let message = format!("`{raw}` is read as {decimal}");
        let found = self.error("ambiguous-number", node.span, message);
        let help = either(name, &format!("{whole}{fraction}"), decimal);
        self.note(Diagnostic { severity: Severity::Warning, ..found.help(help) });
    }

    /// A number, or words if the result is not a number.
    pub(super) fn figure(&self, node: &Node, name: &str) -> Option<Scalar> {
        match &node.value {
            Value::Plain(Plain::Number(number), raw) => Some(Scalar::Number(*number, raw.clone())),
            _ => {
                let text = self.prose(node, name)?;
                self.judge_figure(node.span, name, &text);
                Some(Scalar::Text(text.value))
            }
        }
    }

    /// Reports a figure that is not written as a number and so cannot be compared.
    pub(super) fn judge_figure(&self, span: Span, name: &str, text: &str) {
        // `close to 100` and `12 to 16` are words on purpose.
        let words = text.starts_with(|first: char| first.is_alphabetic())
            && !text.get(..3).is_some_and(super::meant::is_currency)
            || text.contains(" to ");
        let found = figure(text, Nature::Measure).filter(|_| !words && number(text).is_none());
        let Some(found) = found else { return };
        let message = match found {
            Figure::Range(..) => format!("`{text}` is a range, not a number"),
            _ => format!("`{text}` is read as words, not as a number"),
        };
        let help = match found {
            Figure::Exactly(number) => format!("write `{name}: {number}`"),
            Figure::Either(one, other) => either(name, &one, &other),
            Figure::Percent(number) => format!("write `{name}: {number}` and `unit: percent`"),
            Figure::Money(number, sign) => {
                format!("write `{name}: {number}`, and the currency (`{sign}`) in `unit`")
            }
            Figure::About(number, sign) => {
                let words = in_words(&sign);
                format!(
                    "write `{name}: {number}`, and `({words})` behind the unit, like `unit: people ({words})`"
                )
            }
            Figure::Range(low, high) => {
                format!("write a range in words: `{name}: {low} to {high}`")
            }
            Figure::Unclear => {
                "write it in full, in digits only, and what it counts in `unit`".to_owned()
            }
        };
        self.note(self.error("bad-number", span, message).help(help));
    }
}

/// How a number of this type may be written.
fn nature(of: Type) -> Nature {
    match of {
        Type::Amount | Type::Whole(..) => Nature::Whole,
        Type::Degrees(most) => Nature::Degrees(most),
        _ => Nature::Measure,
    }
}

/// The number as an integer, if it is whole, not negative and exact.
fn whole_number(number: f64) -> Option<u64> {
    if number.fract() != 0.0 || !(0.0..9e15).contains(&number) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be whole, positive and small"
    )]
    Some(number as u64)
}

fn either(name: &str, one: &str, other: &str) -> String {
    format!("write `{name}: {one}` or `{name}: {other}`, whichever is meant")
}

fn in_words(sign: &str) -> &'static str {
    match sign {
        ">" | "+" => "more than",
        "<" => "less than",
        "≥" => "at least",
        "≤" => "at most",
        _ => "about",
    }
}
