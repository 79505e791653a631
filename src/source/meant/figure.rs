//! Numbers as people write them: with symbols, thousands separators, words and ranges.

use crate::model::Date;
use crate::source::yaml::number;

/// The kind of number that a field takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::source) enum Nature {
    /// A count or an amount of money. Nobody gives thousandths of those, so `1,200` is 1200.
    Whole,
    /// A measure: `1,200` may be 1200 or 1.2.
    Measure,
    /// Degrees of latitude or longitude, up to a maximum: `12,370` cannot be thousands.
    Degrees(f64),
}

/// The number that a text expresses.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::source) enum Figure {
    /// This number and nothing else.
    Exactly(String),
    /// One of two numbers.
    Either(String, String),
    /// A percentage.
    Percent(String),
    /// An amount with a currency symbol.
    Money(String, String),
    /// An inexact number, with the symbol that says so.
    About(String, String),
    /// A range.
    Range(String, String),
    /// Number-like, but unclear.
    Unclear,
}

const ABOUT: [&str; 14] = [
    "~",
    "≈",
    "±",
    "<",
    ">",
    "≤",
    "≥",
    "+",
    "about ",
    "around ",
    "approximately ",
    "approx. ",
    "circa ",
    "ca. ",
];
const CURRENCIES: [&str; 12] =
    ["US$", "R$", "CA$", "C$", "A$", "NZ$", "$", "€", "£", "¥", "₹", "₦"];
const PERCENT: [&str; 6] = ["%", "percent", "per cent", "por ciento", "por cento", "pour cent"];
const MAGNITUDES: [(&str, usize); 7] = [
    ("thousand", 3),
    ("million", 6),
    ("millions", 6),
    ("millón", 6),
    ("millones", 6),
    ("milhão", 6),
    ("milhões", 6),
];

/// The figure that a text expresses; `None` for words, dates and times of day.
pub(in crate::source) fn figure(text: &str, nature: Nature) -> Option<Figure> {
    let text = text.trim().replace('−', "-");
    if Date::parse(&text).is_some() || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some(degrees) = degrees(&text, nature) {
        return Some(degrees);
    }
    let lower = text.to_lowercase();
    if let Some(sign) = ABOUT.iter().find(|sign| lower.starts_with(**sign)) {
        let rest = text.get(sign.len()..)?.trim();
        return Some(match figure(rest, nature) {
            _ if *sign == "+" && number(rest).is_some() => Figure::Exactly(rest.to_owned()),
            None if number(rest).is_some() => about(sign, rest),
            Some(Figure::Exactly(number)) => about(sign, &number),
            None => return None,
            Some(_) => Figure::Unclear,
        });
    }
    // `900+` means that many or more.
    if let Some(rest) = text.strip_suffix('+') {
        return Some(match plain(rest.trim(), nature) {
            Some(Figure::Exactly(number)) => about("≥", &number),
            _ => Figure::Unclear,
        });
    }
    if let Some(rest) = PERCENT.iter().find_map(|word| lower.strip_suffix(word)) {
        let rest = rest.trim();
        return Some(match plain(rest, Nature::Measure) {
            Some(Figure::Exactly(number)) => Figure::Percent(number),
            Some(_) => Figure::Unclear,
            None => range(rest, nature).map_or(Figure::Unclear, |_| Figure::Unclear),
        });
    }
    if let Some((sum, sign)) = money(&text) {
        return Some(match plain(sum.trim(), Nature::Whole) {
            Some(Figure::Exactly(number)) => Figure::Money(number, sign),
            Some(either @ Figure::Either(..)) => either,
            _ => Figure::Unclear,
        });
    }
    if let Some(found) = plain(&text, nature) {
        return Some(found);
    }
    range(&text, nature).or_else(|| {
        // `1.2m`, `5k` or `5*`: figures followed by a letter or a note mark, which are ambiguous.
        let behind = |c: char| c.is_ascii_alphabetic() || "*†‡".contains(c);
        let letters = text.trim_end_matches(behind);
        let digits = |c: char| c.is_ascii_digit() || ",._' ".contains(c);
        let short =
            text.chars().count() - letters.chars().count() <= 2 && letters.chars().all(digits);
        (short && !letters.ends_with(' ') || text.starts_with("0x")).then_some(Figure::Unclear)
    })
}

fn about(sign: &str, number: &str) -> Figure {
    Figure::About(number.to_owned(), sign.trim().to_owned())
}

fn money(text: &str) -> Option<(&str, String)> {
    let sign = CURRENCIES.iter().find_map(|sign| {
        let rest = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign))?;
        Some((rest, (*sign).to_owned()))
    });
    sign.or_else(|| {
        let code = |code: &str| super::is_currency(code).then(|| code.to_owned());
        let (first, last) = (text.get(..3)?, text.get(text.len().checked_sub(3)?..)?);
        let before = code(first).and_then(|code| Some((text.get(3..)?, code)));
        before.or_else(|| Some((text.get(..text.len() - 3)?, code(last)?)))
    })
}

/// A number with thousands separators, a decimal comma, an exponent or a magnitude word.
fn plain(text: &str, nature: Nature) -> Option<Figure> {
    if let Some((whole, fraction)) = thousands_or_decimals(text).filter(|_| nature == Nature::Whole)
    {
        let decimal = text.trim_end_matches('0').trim_end_matches('.');
        return Some(Figure::Either(format!("{whole}{fraction}"), decimal.to_owned()));
    }
    if number(text).is_some() {
        return Some(Figure::Exactly(text.to_owned()));
    }
    if let Some((number, zeros)) = MAGNITUDES.iter().find_map(|(word, zeros)| {
        Some((text.to_lowercase().strip_suffix(word)?.trim().to_owned(), *zeros))
    }) {
        return match plain(&number, Nature::Measure)? {
            Figure::Exactly(number) => Some(Figure::Exactly(shifted(&number, zeros)?)),
            _ => Some(Figure::Unclear),
        };
    }
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let exactly = |number: String| Some(Figure::Exactly(format!("{sign}{number}")));
    let is_figure = |c: char| c.is_ascii_digit() || ",.'’_ \u{a0}\u{202f}\u{2009}".contains(c);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        || !digits.chars().all(is_figure)
    {
        return exponent(text);
    }
    // Spaces, apostrophes and underscores can only separate thousands.
    let joined = parted(digits, |c| "'’_ \u{a0}\u{202f}\u{2009}".contains(c))?;
    let (commas, dots) = (joined.matches(',').count(), joined.matches('.').count());
    match (commas, dots) {
        (0, 0) => exactly(trimmed(&joined)),
        (0, 1) if joined.starts_with('.') => exactly(format!("0{joined}")),
        (0, 1) => exactly(trimmed(joined.trim_end_matches('.'))),
        (1, 0) => {
            let (whole, rest) = joined.split_once(',')?;
            let grouped =
                rest.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
            let decimal = format!("{whole}.{rest}");
            match nature {
                _ if rest.is_empty() || whole.is_empty() => Some(Figure::Unclear),
                Nature::Whole if grouped => exactly(format!("{whole}{rest}")),
                Nature::Measure if grouped => {
                    let decimal = decimal.trim_end_matches('0').trim_end_matches('.');
                    Some(Figure::Either(format!("{sign}{whole}{rest}"), format!("{sign}{decimal}")))
                }
                _ => exactly(trimmed(&decimal)),
            }
        }
        (_, 0) => exactly(trimmed(&parted(&joined, |c| c == ',')?)),
        (0, _) => exactly(trimmed(&parted(&joined, |c| c == '.')?)),
        (_, 1) if joined.rfind(',') < joined.find('.') => {
            let (whole, fraction) = joined.split_once('.')?;
            exactly(format!("{}.{fraction}", parted(whole, |c| c == ',')?))
        }
        (1, _) if joined.rfind('.') < joined.find(',') => {
            let (whole, fraction) = joined.split_once(',')?;
            exactly(format!("{}.{fraction}", parted(whole, |c| c == '.')?))
        }
        _ => Some(Figure::Unclear),
    }
}

/// The two parts of a number like `1.200`, which half of the world reads as 1200, and the other
/// half and YAML as 1.2.
pub(in crate::source) fn thousands_or_decimals(text: &str) -> Option<(&str, &str)> {
    let (whole, fraction) = text.split_once('.')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = (1..=3).contains(&whole.len()) && fraction.len() == 3 && !whole.starts_with('0');
    (grouped && digits(whole) && digits(fraction)).then_some((whole, fraction))
}

/// Removes leading zeros.
fn trimmed(digits: &str) -> String {
    let rest = digits.trim_start_matches('0');
    if rest.is_empty() || rest.starts_with('.') { format!("0{rest}") } else { rest.to_owned() }
}

/// The digits without separators, if they are in groups of three or not separated at all.
fn parted(text: &str, mark: impl Fn(char) -> bool) -> Option<String> {
    let end = text.find([',', '.']).filter(|_| !text.contains(&mark)).unwrap_or(text.len());
    if end < text.len() {
        return Some(text.to_owned());
    }
    let parts: Vec<&str> = text.split(&mark).collect();
    let (first, rest) = parts.split_first()?;
    let (last, middle) = match rest.split_last() {
        None => return Some(text.to_owned()),
        Some(split) => split,
    };
    let whole = last.split([',', '.']).next()?;
    let grouped = (1..=3).contains(&first.len())
        && whole.len() == 3
        && middle.iter().all(|part| part.len() == 3);
    grouped.then(|| parts.concat())
}

/// `1e3`, written out.
fn exponent(text: &str) -> Option<Figure> {
    let (digits, power) = text.split_once(['e', 'E'])?;
    let power: i32 = power.parse().ok()?;
    number(digits).filter(|_| (-9..=15).contains(&power))?;
    let value: f64 = text.parse().ok()?;
    Some(Figure::Exactly(value.to_string()))
}

/// A decimal number multiplied by a power of ten.
fn shifted(number: &str, zeros: usize) -> Option<String> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let noughts = "0".repeat(zeros.checked_sub(fraction.len())?);
    Some(trimmed(&format!("{whole}{fraction}{noughts}")))
}

/// `900-1200`. A falling range like `4-2` is a score.
fn range(text: &str, nature: Nature) -> Option<Figure> {
    let parts = ["-", "–", "—", " to ", ".."].iter().find_map(|mark| text.split_once(mark));
    let one = |part: &str| match plain(part.trim(), nature)? {
        Figure::Exactly(number) => Some(number),
        _ => None,
    };
    let (low, high) = parts?;
    let (low, high) = (one(low)?, one(high)?);
    (number(&low)? < number(&high)?).then_some(Figure::Range(low, high))
}

/// `39.7392° N` or `W 105.5`.
fn degrees(text: &str, nature: Nature) -> Option<Figure> {
    let Nature::Degrees(most) = nature else { return None };
    let bare = text.trim_matches(|c: char| "NSEWO° \u{ba}".contains(c));
    if bare.len() == text.len() {
        return None;
    }
    let turned = text.contains(['S', 'W', 'O']) && !bare.starts_with('-');
    match plain(bare, nature)? {
        Figure::Exactly(degrees) if number(&degrees)?.abs() <= most => {
            let sign = if turned { "-" } else { "" };
            // `O` is west in Spanish and east in German.
            let clear = !text.contains('O');
            Some(if clear { Figure::Exactly(format!("{sign}{degrees}")) } else { Figure::Unclear })
        }
        _ => Some(Figure::Unclear),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, nature: Nature) -> String {
        match figure(text, nature) {
            None => "words".to_owned(),
            Some(Figure::Exactly(number)) => number,
            Some(Figure::Either(one, other)) => format!("{one} or {other}"),
            Some(Figure::Percent(number)) => format!("{number} percent"),
            Some(Figure::Money(number, sign)) => format!("{number} {sign}"),
            Some(Figure::About(number, sign)) => format!("{sign} {number}"),
            Some(Figure::Range(low, high)) => format!("{low} to {high}"),
            Some(Figure::Unclear) => "unclear".to_owned(),
        }
    }

    #[rustfmt::skip]
    #[test]
    fn a_proposal_is_the_number_that_was_written_or_none() {
        for (text, expected) in [
            ("1,200", "1200 or 1.2"), ("1,250", "1250 or 1.25"), ("1,200,000", "1200000"),
            ("12,5", "12.5"), ("0,125", "0.125"), ("1,234.5", "1234.5"), ("1.234,5", "1234.5"),
            ("1.200.000", "1200000"), ("1 200", "1200"), ("1'200'000", "1200000"), ("1_000", "1000"),
            ("1\u{202f}200,5", "1200.5"), ("12,34,56", "unclear"), ("010", "10"), (".5", "0.5"),
            ("5.", "5"), ("+12", "12"), ("−5", "-5"), ("1e3", "1000"), ("1.5e-3", "0.0015"),
            ("0x1F", "unclear"), ("1.2m", "unclear"), ("5k", "unclear"), ("1.2 million", "1200000"),
            ("3,5 millones", "3500000"), ("45%", "45 percent"), ("45 percent", "45 percent"),
            ("12,5 %", "12.5 percent"), ("1,200%", "unclear"), ("$500,000", "500000 $"),
            ("$1.2 million", "1200000 $"), ("€1.200.000", "1200000 €"), ("500 EUR", "500 EUR"), ("€500.000", "500000 or 500"), ("$0.125", "0.125 $"),
            ("USD 1,000", "1000 USD"), ("$1.2m", "unclear"), ("~900", "~ 900"), (">5", "> 5"),
            ("about 4000", "about 4000"), ("900-1200", "900 to 1200"), ("900–1,200,000", "900 to 1200000"),
            ("12 to 16", "12 to 16"), ("4-2", "words"), ("2015-12", "words"), ("6:11", "words"),
            ("two thirds", "words"), ("close to 100", "words"), ("12 of 40 schools", "words"),
            ("1/3", "words"), ("fell by 5%", "unclear"), ("900+", "≥ 900"), ("1,200+", "unclear"),
            ("5*", "unclear"), ("5†", "unclear"), ("5-fold", "words"),
        ] {
            assert_eq!(shown(text, Nature::Measure), expected, "{text}");
        }
        assert_eq!(shown("1,200", Nature::Whole), "1200");
        assert_eq!(shown("about 4,000", Nature::Whole), "about 4000");
        for (text, expected) in [
            ("12,37", "12.37"), ("12,370", "12.370"), ("39.7392° N", "39.7392"),
            ("104.9903 W", "-104.9903"), ("W 104,99", "-104.99"), ("39°44'21\"N", "words"),
            ("104.99 O", "unclear"),
        ] {
            assert_eq!(shown(text, Nature::Degrees(180.0)), expected, "{text}");
        }
    }
}
