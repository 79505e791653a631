//! Notes of a meeting under the Chatham House Rule: whatever they say, no name on the list of
//! withheld names reaches a file or a finding.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crosstown::model::SourceFile;
use crosstown::notes::{Options, draft};
use crosstown::source::{self, Content};
use crosstown::withheld::List;

/// Somebody who must not be named. No word of the program contains either part.
const NAME: [&str; 2] = ["Zebedee", "Quillfeather"];

const HEAD: &str = "convening: meeting\nattribution: chatham-house\ndate: 2021-05-04\n\n";

fn content() -> Content {
    static CONTENT: OnceLock<Content> = OnceLock::new();
    let given = [
        ("content/site.yaml", "title: Bins\nbase_url: https://bins.example/\n"),
        ("content/cities/lima.md", "---\ntitle: Lima\ncountry: PE\n---\n"),
        (
            "content/practices/lid-week.md",
            "---\ntitle: Lid week\nstage: pilot\ncities: [lima]\n---\n",
        ),
        (
            "content/convenings/meeting/index.md",
            "---\ntitle: Meeting\nstart: 2021-05-04\nend: 2021-05-04\n---\n",
        ),
    ];
    let read = || {
        let given = given.map(|(path, text)| (path.to_owned(), text.to_owned()));
        source::parse(source::given(given), None).0
    };
    CONTENT.get_or_init(read).clone()
}

/// Makes session files of the notes.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let file = SourceFile::without_record("notes.txt", format!("{HEAD}{text}"));
    let withhold = List::from_text(&NAME.join(" "));
    let answers = BTreeMap::new();
    let options = Options { withhold: &withhold, answers: &answers, is_private: false };
    let drafts = draft(&file, content(), options);
    let whole = NAME.join(" ").to_lowercase();
    // With an error, no file is written.
    let is_refused = drafts.found.iter().any(crosstown::diagnostic::Diagnostic::is_error);
    for file in drafts.files.iter().filter(|_| !is_refused) {
        let text = file.text.to_lowercase();
        assert!(!text.contains(&whole), "{}:\n{}", file.path, file.text);
    }
    for found in &drafts.found {
        assert!(!format!("{found:?}").to_lowercase().contains(&whole), "{found:?}");
    }
}
