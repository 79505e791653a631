//! What queries mean, by example.

use proptest::prelude::*;

use super::{Atom, Syntax};
use crate::range::NumberRange;

fn printed(text: &str) -> String {
    Syntax::parse(text).to_string()
}

#[test]
fn numbers_of_an_unknown_field_stay_apart() {
    // Joined by hyphens, they would be one number, as `9-1-1` is.
    let text = "budget:3..2?18";
    assert_eq!(printed(text), "budget:3/2/18");
    assert_eq!(Syntax::parse(&printed(text)), Syntax::parse(text));
}

#[test]
fn each_construct_is_read() {
    for (text, expected) in [
        ("home visits", "home visits"),
        ("  Home,   visits! ", "Home visits"),
        ("\"home visits\" Łódź", "\"home visits\" Łódź"),
        ("«home» “visits, twice” „now“", "\"home\" \"visits twice\" \"now\""),
        ("open \"home vis", "open \"home vis\""),
        ("bus -tram -\"light rail\" -city:boston", "bus -tram -\"light rail\" -city:boston"),
        ("bus −tram co-design -co-design", "bus -tram co design -\"co design\""),
        ("a - b -- c --d", "a b c d"),
        ("bus OR tram fares", "bus OR tram fares"),
        ("(bus|tram||metro) fares", "bus OR tram OR metro fares"),
        ("co-design OR planning", "\"co design\" OR planning"),
        ("a AND b OR AND c", "a b OR c"),
        ("bus OR -tram", "bus -tram"),
        ("-bus OR tram", "-bus tram"),
        ("bus -(tram OR metro) fares", "bus -tram -metro fares"),
        ("OR", "or"),
        ("OR bus", "or bus"),
        ("bus OR", "bus or"),
        ("AND", "and"),
        ("#OR x.AND or", "or x and or"),
        ("city:\"são paulo\"", "city:\"são paulo\""),
        ("City:boston,Chicago", "city:boston,Chicago"),
        ("city:“são paulo”,boston x", "city:\"são paulo\",boston x"),
        ("city:sao-paulo", "city:\"sao paulo\""),
        ("city: boston", "city boston"),
        ("city:\"new y", "city:\"new y\""),
        ("city:", "city"),
        ("city:\"\" city:,", "city city"),
        ("evidence:>=3 year:2013..2018", "evidence:3.. year:2013..2018"),
        ("year:2018–2013,2020", "year:2013..2018,2020"),
        ("year:soon evidence:9000000", "year:soon evidence:9000000"),
        ("population:..100,000 cost:<$1.5m", "population:..100000 cost:..1499999"),
        ("population:1,500,000..", "population:1500000.."),
        ("year:2013,2015,2018..", "year:2013,2015,2018.."),
        ("cost:5,100 cost:5,10", "cost:5100 cost:5,10"),
        ("population:\"..100,000\"", "population:..100000"),
        ("title:word summary:\"two words\" body:x", "title:word summary:\"two words\" body:x"),
        ("foo:bar foo:bar-baz foo:\"x y\"", "foo:bar foo:bar/baz foo:x/y"),
        ("https://example.org 10:30 a:b", "https example org 10 30 a b"),
        ("city's d'Ivoire", "city d Ivoire"),
        ("\"\" \"!\" -\"\" | ( -", ""),
    ] {
        assert_eq!(printed(text), expected, "{text}");
    }
}

#[test]
fn in_prose_no_sign_has_a_meaning() {
    let twelve = "a \"b c\" d OR e -f city:x g h i j k l";
    assert_eq!(printed(twelve), "a \"b c\" d OR e -f city:x g h i j k l");
    let thirteen = format!("{twelve} m");
    assert_eq!(printed(&thirteen), "a b c d or e f city x g h i j k l m");
    assert!(Syntax::parse(&thirteen).is_prose);
}

#[test]
fn numbers_are_read_as_one_writes_them() {
    for (text, expected) in [
        ("3", Some("3")),
        ("=3", Some("3")),
        (">=3", Some("3..")),
        ("≥ 3", Some("3..")),
        (">3", Some("4..")),
        ("3+", Some("3..")),
        ("<=2", Some("..2")),
        ("<2", Some("..1")),
        ("3..5", Some("3..5")),
        ("5..3", Some("3..5")),
        ("2013-2018", Some("2013..2018")),
        ("2013..", Some("2013..")),
        ("..2018", Some("..2018")),
        ("..", None),
        ("<0", None),
        (">65535", Some("65536..")),
        ("70000", Some("70000")),
        ("100,000", Some("100000")),
        ("1.250.000", Some("1250000")),
        ("..100,000", Some("..100000")),
        ("100,000..500,000", Some("100000..500000")),
        ("100'000-500'000", Some("100000..500000")),
        ("<$1,000,000", Some("..999999")),
        ("100k..1.5M", Some("100000..1500000")),
        ("2bn", Some("2000000000")),
        ("1,5m", Some("1500000")),
        ("1,500m", Some("1500000000")),
        ("0.05k", Some("50")),
        ("18446744073709551615", Some("18446744073709551615")),
        ("18446744073709551616", None),
        (">18446744073709551615", None),
        ("99999999999bn", None),
        ("1.5", None),
        ("10,00", None),
        ("1000,000", None),
        ("1,,000", None),
        (",000", None),
        ("5km", None),
        ("k", None),
        ("+3", None),
        ("three", None),
        ("-3", None),
        ("", None),
    ] {
        let found = NumberRange::parse(text).map(|numbers| numbers.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}

#[test]
fn a_query_has_an_end() {
    let long = Syntax::parse(&"word ".repeat(10_000));
    assert_eq!(long.groups.len(), 4096);
    let joined = Syntax::parse(&"a.b".repeat(10_000));
    assert!(joined.groups.len() <= 4096);
    let listed = Syntax::parse(&format!("city:{}", "x,".repeat(10_000)));
    let [group] = listed.groups.as_slice() else { panic!("one field") };
    let [Atom::Field { values, .. }] = group.atoms.as_slice() else { panic!("one field") };
    assert_eq!(values.len(), 16);
}

#[test]
fn words_know_where_they_stand() {
    let text = "“Łódź trams” city:são foo:bar a OR b-c";
    for group in Syntax::parse(text).groups {
        for atom in group.atoms {
            let words = match atom {
                Atom::Word(word) => vec![word],
                Atom::Phrase(words) | Atom::UnknownField { words, .. } => words,
                Atom::Field { .. } => continue,
            };
            for word in words {
                assert_eq!(&text[word.span], word.typed);
            }
        }
    }
}

/// Text with more signs of the language in it than chance would give.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("OR".to_owned()),
        Just("AND".to_owned()),
        Just("city:".to_owned()),
        Just("evidence:>=".to_owned()),
        Just("year:20".to_owned()),
        Just("cost:<$1,000".to_owned()),
        Just("population:".to_owned()),
        Just("..".to_owned()),
        Just("title:".to_owned()),
        Just("foo:".to_owned()),
        "[\"“”«»|()\\-−,:;.'’ ]{1,3}",
        "[a-zA-Z0-9éßİ\u{301}\u{345}東]{1,6}",
        "\\PC{0,4}",
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_parses_to_the_same(text in typed()) {
        let parsed = Syntax::parse(&text);
        let printed = parsed.to_string();
        prop_assert_eq!(&Syntax::parse(&printed), &parsed, "{:?} printed {:?}", text, printed);
    }

    #[test]
    fn any_text_is_a_query(text in any::<String>()) {
        let parsed = Syntax::parse(&text);
        prop_assert_eq!(Syntax::parse(&parsed.to_string()), parsed);
    }
}
