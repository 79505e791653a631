//! An example of each cause, with the reported place and message.

use proptest::prelude::*;

use crate::source::yaml::Value;

use super::*;

/// A text that is not YAML; the line, the marked text and parts of the message.
struct Case {
    yaml: &'static str,
    line: usize,
    marked: &'static str,
    said: &'static str,
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    Case { yaml: "title: A\nstage:operating\ncities: [x]\n", line: 2, marked: ":", said: "write `stage: operating`" },
    Case { yaml: "title:A\nstage: operating\n", line: 1, marked: ":", said: "write `title: A`" },
    Case { yaml: "title:A\n", line: 1, marked: ":", said: "write `title: A`" },
    Case { yaml: "sources:\n- id:report\n  title: One\n", line: 2, marked: ":", said: "write `id: report`" },
    Case { yaml: "cities:\n-denver\n-ghent\ntitle: A\n", line: 2, marked: "-", said: "write `- denver`, and the same in the items below" },
    Case { yaml: "sources:\n-id: report\n title: One\n", line: 2, marked: "-", said: "write `- id: report`" },
    Case { yaml: "sources:\n- id: report\n title: One\n  url: x\n", line: 3, marked: "title", said: "the same column as `id`" },
    Case { yaml: "sources:\n- id: report\n    title: One\n", line: 3, marked: "title", said: "the same column as `id`" },
    Case { yaml: "title: A\n stage: pilot\ncities: [x]\n", line: 2, marked: "stage", said: "the same column as `title`" },
    Case { yaml: "title: A\nsummary: Every kitchen has\na small green bin.\nstage: pilot\n", line: 3, marked: "a small green bin.", said: "with 2 spaces if it belongs to `summary`" },
    Case { yaml: "title: A\nstage operating\ncities: [x]\n", line: 2, marked: "stage", said: "write `stage: operating`" },
    Case { yaml: "sources:\n- id report\n  title: One\n", line: 2, marked: "id", said: "write `id: report`" },
    Case { yaml: "title: “Streets: a plan”\nstage: pilot\n", line: 1, marked: "“", said: "write `title: \"Streets: a plan\"`" },
    Case { yaml: "title: 'Denver's trees'\nstage: pilot\n", line: 1, marked: "'", said: "write `title: \"Denver's trees\"`" },
    Case { yaml: "title: \"Street\" trees\nstage: pilot\n", line: 1, marked: "\"", said: "write `title: '\"Street\" trees'`" },
    Case { yaml: "title: \"Streets\" are \"ours\"\n", line: 1, marked: "\"", said: "write `title: '\"Streets\" are \"ours\"'`" },
    Case { yaml: "lessons:\n- \"Street\" trees\n- b\n", line: 2, marked: "\"", said: "write `'\"Street\" trees'`" },
    Case { yaml: "cities: ['Denver's', ghent]\n", line: 1, marked: "'", said: "write `\"Denver's\"`" },
    Case { yaml: "title: \"Streets\nstage: pilot\ncities: [x]\n", line: 1, marked: "\"", said: "close it with `\"`" },
    Case { yaml: "cities: [denver, \"ghent]\nstage: pilot\n", line: 1, marked: "\"", said: "close it with `\"`" },
    Case { yaml: "title: \"C:\\Users\"\n", line: 1, marked: "\\", said: "write `title: 'C:\\Users'`" },
    Case { yaml: "title: Streets: a plan\nstage: pilot\n", line: 1, marked: ":", said: "write `title: \"Streets: a plan\"`" },
    Case { yaml: "title: Streets:\nstage: pilot\n", line: 1, marked: ":", said: "write `title: \"Streets:\"`" },
    Case { yaml: "rows: [{text: Streets: a plan}]\n", line: 1, marked: ":", said: "write `\"Streets: a plan\"`" },
    Case { yaml: "rows: [{kind: legal text: a plan}]\n", line: 1, marked: ":", said: "or put a comma before `text`" },
    Case { yaml: "title: @city trees\n", line: 1, marked: "@", said: "write `title: \"@city trees\"`" },
    Case { yaml: "title: `city` trees\n", line: 1, marked: "`", said: "write `title: \"`city` trees\"`" },
    Case { yaml: "title: %20 more\nstage: pilot\n", line: 1, marked: "%", said: "write `title: \"%20 more\"`" },
    Case { yaml: "title: *Streets* first\n", line: 1, marked: "*", said: "write `title: \"*Streets* first\"`" },
    Case { yaml: "title: **Streets**\n", line: 1, marked: "*", said: "write `title: \"**Streets**\"`" },
    Case { yaml: "title: > 5 trees\nstage: pilot\n", line: 1, marked: ">", said: "write `title: \"> 5 trees\"`" },
    Case { yaml: "title: | 5 trees\nstage: pilot\n", line: 1, marked: "|", said: "write `title: \"| 5 trees\"`" },
    Case { yaml: "title: [Draft] plan\nstage: pilot\n", line: 1, marked: "[", said: "write `title: \"[Draft] plan\"`" },
    Case { yaml: "title: {{ page.title }}\n", line: 1, marked: "{", said: "write `title: \"{{ page.title }}\"`" },
    Case { yaml: "cities: [denver\nstage: pilot\n", line: 1, marked: "[", said: "close it with `]`" },
    Case { yaml: "evidence: {level: 2, reasons: [a, b}\nstage: pilot\n", line: 1, marked: "[", said: "close it with `]` before the `}`" },
    Case { yaml: "cities: [denver}\nstage: pilot\n", line: 1, marked: "}", said: "expected `]`" },
    Case { yaml: "cities: [denver]]\nstage: pilot\n", line: 1, marked: "]", said: "delete it" },
    Case { yaml: "cities: [a, @b, c]\nstage: pilot\n", line: 1, marked: "@", said: "write `\"@b\"`" },
    Case { yaml: "a:\n\tb: 1\n", line: 2, marked: "\t", said: "use spaces" },
    Case { yaml: "a:\n-\tb: 1\n\tc: 2\n  d: 3\n", line: 2, marked: "\t", said: "use spaces" },
    Case { yaml: "a:\n    b:\n\t- c\n\t- d\n", line: 3, marked: "\t", said: "use spaces" },
    Case { yaml: "sources:\n- id: a\n\u{a0} title: b\n\u{a0}\u{a0}url: c\n", line: 3, marked: "\u{a0}", said: "one more line has the same fault" },
    Case { yaml: "title:\u{a0}A\nstage: pilot\n", line: 1, marked: "\u{a0}", said: "put an ordinary space here" },
    Case { yaml: "\u{200b}title: A\nstage: pilot\n", line: 1, marked: "\u{200b}", said: "delete it" },
    Case { yaml: "cities:\n* denver\n* ghent\n", line: 2, marked: "*", said: "write `- denver`, and the same in the items below" },
    Case { yaml: "cities:\n  * denver\n  * ghent\ntitle: A\n", line: 2, marked: "*", said: "write `- denver`, and the same in the items below" },
    Case { yaml: "cities:\n– denver\ntitle: A\n", line: 2, marked: "–", said: "write `- denver`" },
    Case { yaml: "cities:\n-- denver\ntitle: A\n", line: 2, marked: "--", said: "write `- denver`" },
    Case { yaml: "cities: - denver\n- ghent\ntitle: A\n", line: 1, marked: "-", said: "write `- denver` in the line below `cities:`" },
    Case { yaml: "cities: [a, - denver]\ntitle: A\n", line: 1, marked: "-", said: "write `denver`" },
    Case { yaml: "cities: - denver\ntitle: A\n", line: 1, marked: "-", said: "or put the text in quotation marks" },
    Case { yaml: "title: A\nstage = pilot\n", line: 2, marked: "=", said: "write `stage: pilot`" },
    Case { yaml: "title: A\nstage：pilot\n", line: 2, marked: "：", said: "write `stage: pilot`" },
    Case { yaml: "title: A\n// why\nstage: pilot\n", line: 2, marked: "// why", said: "write `# why`" },
    Case { yaml: "title: A\n<!-- why -->\nstage: pilot\n", line: 2, marked: "<!-- why -->", said: "write `# why`" },
    Case { yaml: "title: A\n  # why\n  B\nstage: pilot\n", line: 2, marked: "# why", said: "delete this line" },
    Case { yaml: "summary: |\nOne: two.\nThree.\nstage: pilot\n", line: 2, marked: "One: two.", said: "begin each of its lines with 2 spaces" },
    Case { yaml: "summary: >\nOne.\nstage: pilot\n", line: 2, marked: "One.", said: "the text of `summary` is not indented" },
    Case { yaml: "title: \"Trees\",\nstage: pilot\n", line: 1, marked: ",", said: "write `title: \"Trees\"`" },
    Case { yaml: "title: '90s trees\nstage: pilot\n", line: 1, marked: "'", said: "or write `title: \"'90s trees\"` if it is an apostrophe" },
    Case { yaml: "cities: [a,, b]\n", line: 1, marked: ",", said: "nothing before this comma" },
    Case { yaml: "title: A\u{1}B\nstage: pilot\n", line: 1, marked: "\u{1}", said: "U+0001" },
    Case { yaml: "sources:\n- id: a\n\u{3000}title: b\n", line: 3, marked: "\u{3000}", said: "a wide space" },
    Case { yaml: "title: A\n=======\nstage: pilot\n", line: 2, marked: "=======", said: "delete this line" },
    Case { yaml: "title: A\n>>>>>>> main\nstage: pilot\n", line: 2, marked: ">>>>>>> main", said: "delete this line" },
    Case { yaml: "title: A\n...\nstage: pilot\n", line: 2, marked: "...", said: "delete this line" },
    Case { yaml: "title: A\nstage: pilot\n\n## Problem\n\nHalf of it could rot.\n", line: 6, marked: "Half of it could rot.", said: "put a line with only `---`" },
    Case { yaml: "title: A\ntitle: B\n", line: 2, marked: "title", said: "keep one of them" },
    Case { yaml: "a: &x b\n", line: 1, marked: "&x", said: "take it out" },
    Case { yaml: "a: &x b\nc: *x\n", line: 2, marked: "*x", said: "write the value itself" },
    Case { yaml: "a: !!str 5\n", line: 1, marked: "!!str", said: "take it out" },
    Case { yaml: "a: 1\n<<: {b: 2}\n", line: 2, marked: "<<", said: "write the fields themselves" },
];

#[test]
fn each_cause_is_told_once_where_it_is_and_with_what_to_write() {
    let mut failures = Vec::new();
    for case in CASES {
        let (_, causes) = causes(case.yaml, true);
        let told = causes.first().is_some_and(|cause| {
            let line = case.yaml[..cause.at.start].matches('\n').count() + 1;
            let said = [Some(&cause.message), cause.label.as_ref(), cause.help.as_ref()];
            line == case.line
                && case.yaml[cause.at.clone()] == *case.marked
                && said.iter().flatten().any(|text| text.contains(case.said))
        });
        if !told || causes.len() != 1 {
            failures.push(format!(
                "{:?}\n  wanted {:?}\n  got {:#?}\n  read {:?}",
                case.yaml,
                case.said,
                causes,
                read(case.yaml, 0)
            ));
        }
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), CASES.len(), failures.join("\n"));
}

#[test]
fn independent_faults_are_told_together_and_the_rest_is_read_in_its_place() {
    let yaml = "title: 'Denver's trees'\nstage:pilot\nsummary: One: two\nspheres: [operations\ntopics: [x]\n";
    let (node, causes) = causes(yaml, true);
    let marked: Vec<usize> =
        causes.iter().map(|cause| yaml[..cause.at.start].matches('\n').count() + 1).collect();
    assert_eq!(marked, [1, 2, 3, 4], "{causes:#?}");
    let Value::Map(fields) = node.unwrap().value else { panic!("no fields") };
    let read: Vec<(&str, &str)> =
        fields.iter().map(|field| (field.key.as_str(), &yaml[field.value.span.range()])).collect();
    assert_eq!(
        read,
        [
            ("title", "'Denver's trees'"),
            ("stage", "pilot"),
            ("summary", "One: two"),
            ("spheres", "[operations"),
            ("topics", "[x]"),
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    /// Any text is explained without a panic, with places inside the text.
    #[test]
    fn any_text_is_explained(
        parts in proptest::collection::vec(proptest::sample::select(&[
            "a", "key", "é", "1", "no", ": ", ":", "- ", "-", "\n", "\n", "\n  ", "\n    ", " ",
            "[", "]", "{", "}", ", ", "'", "\"", "|", ">", "#", " # ", "&a ", "*a", "!", "!!str ",
            "<<: ", "? ", "%", "---", "\n...\n", "\\", "\t", "\r\n", "key: ", "- key: ", "“", "”",
            "\u{a0}", "\u{200b}", "\u{feff}", "\n<<<<<<< x\n", "\n=======\n", "@", "`",
        ][..]), 0..20)
    ) {
        let yaml = parts.concat();
        let (node, causes) = causes(&yaml, true);
        prop_assert!(node.is_some() || !causes.is_empty());
        for cause in causes {
            prop_assert!(yaml.get(cause.at.clone()).is_some(), "{yaml:?} {cause:?}");
        }
        if let Some(mut node) = node {
            node.relocate(&|span| {
                assert!(yaml.get(span.range()).is_some(), "{yaml:?} {span:?}");
                span
            });
        }
    }
}
