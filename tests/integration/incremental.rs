//! An incremental build after each change equals a full build, byte for byte.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use crate::common::{Tree, base, copy, repository, tree, write};
use crosstown::diagnostic::{Style, human};
use crosstown::output::{Artifact, Sink};
use crosstown::pipeline::{self, Built, Memory, Options, Report};
use proptest::prelude::*;
use tempfile::TempDir;

/// A sink that keeps what previous builds put there, as the server does.
#[derive(Default)]
struct Kept {
    before: Tree,
    taken: Mutex<Tree>,
    kept: Mutex<usize>,
}

impl Sink for Kept {
    fn put(&self, artifact: Artifact) -> io::Result<()> {
        let known =
            self.taken.lock().unwrap().insert(artifact.path.clone(), artifact.bytes.into_owned());
        assert!(known.is_none(), "{} was put twice", artifact.path);
        Ok(())
    }

    fn keep(&self, groups: &[&[Arc<str>]]) -> Vec<bool> {
        let mut keep = |paths: &&[Arc<str>]| {
            if !paths.iter().all(|path| self.before.contains_key(&**path)) {
                return false;
            }
            for path in *paths {
                self.put(Artifact::new(&**path, self.before[&**path].clone())).unwrap();
                *self.kept.lock().unwrap() += 1;
            }
            true
        };
        groups.iter().map(&mut keep).collect()
    }
}

/// A site with a memory.
struct Author {
    root: TempDir,
    memory: Memory,
    /// The pages of the last good build.
    pages: Tree,
    /// How many files were written.
    written: u64,
}

/// The result of a build: its findings, and its files unless there is an error.
#[derive(PartialEq)]
struct Outcome {
    findings: Vec<String>,
    records: Vec<(&'static str, usize)>,
    files: Option<Tree>,
}

/// Names that a served page blacks out, because it may be shown to a whole room.
const NAMES: [&str; 3] = ["Zelda Quimbleton", "Otto Farnsworthy", "Ida Lovageworth"];

/// The findings as text, with names blacked out as in a served page.
fn findings(report: &Report) -> Vec<String> {
    let covered = |text: String| {
        NAMES.iter().fold(text, |text, name| text.replace(name, &"█".repeat(name.len())))
    };
    report.diagnostics.iter().map(|found| covered(human(found, Style::Plain))).collect()
}

impl Author {
    fn new() -> Author {
        let root = base();
        for case in ["every-kind", "rich-bodies", "confidential-session", "languages"] {
            copy(
                &repository("tests/sites").join(case).join("content"),
                &root.path().join("content"),
            );
        }
        Author { root, memory: Memory::default(), pages: Tree::new(), written: 0 }
    }

    fn path(&self) -> &Path {
        self.root.path()
    }

    fn options(&self) -> Options {
        Options::new(self.path())
    }

    /// Gives files old and distinct timestamps, because a file that was written just now is always
    /// read again.
    fn age(&mut self) {
        let old = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        for path in self.content() {
            let file = File::options().write(true).open(self.path().join(path)).unwrap();
            if file.metadata().unwrap().modified().unwrap() > old + Duration::from_secs(1_000_000) {
                self.written += 1;
                file.set_modified(old + Duration::from_secs(self.written)).unwrap();
            }
        }
    }

    /// Builds again and returns the number of files kept.
    fn build(&mut self) -> (Outcome, usize) {
        self.age();
        let sink = Kept { before: self.pages.clone(), ..Kept::default() };
        let options = self.options();
        let inputs = pipeline::read(&options, Some(&self.memory)).unwrap();
        let built = pipeline::build(&options, inputs, Some(&mut self.memory), &sink).unwrap();
        let Built { report, index, .. } = built;
        assert_eq!(report.failed(), index.is_none());
        let kept = *sink.kept.lock().unwrap();
        let files = index.map(|index| {
            self.pages = sink.taken.into_inner().unwrap();
            let rest = Kept::default();
            index.put(&rest).unwrap();
            let mut files = self.pages.clone();
            files.extend(rest.taken.into_inner().unwrap());
            files
        });
        (Outcome { findings: findings(&report), records: report.records, files }, kept)
    }

    fn fresh(&self) -> Outcome {
        let sink = Kept::default();
        let options = self.options();
        let inputs = pipeline::read(&options, None).unwrap();
        let report = pipeline::build(&options, inputs, None, &sink).unwrap().report;
        let files = (!report.failed()).then(|| sink.taken.into_inner().unwrap());
        Outcome { findings: findings(&report), records: report.records, files }
    }

    /// Fails the test unless both builds are equal. Returns the number of files kept; none if the
    /// build failed.
    fn compare(&mut self, after: &str) -> Option<usize> {
        let ((again, kept), fresh) = (self.build(), self.fresh());
        assert_eq!(again.findings, fresh.findings, "after {after}");
        assert_eq!(again.records, fresh.records, "after {after}");
        assert_eq!(again.files.is_some(), fresh.files.is_some(), "after {after}");
        let (again, fresh) = (again.files?, fresh.files?);
        assert!(again.keys().eq(fresh.keys()), "after {after}: other files");
        let stale: Vec<&String> = again
            .iter()
            .filter(|(path, bytes)| fresh[*path] != **bytes)
            .map(|(path, _)| path)
            .collect();
        assert!(stale.is_empty(), "after {after}: {stale:?} are not what a fresh build gives");
        Some(kept)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_default()
    }

    fn content(&self) -> Vec<String> {
        tree(&self.path().join("content"))
            .into_keys()
            .map(|path| format!("content/{path}"))
            .collect()
    }
}

#[test]
fn what_has_not_changed_is_kept() {
    let mut author = Author::new();
    assert_eq!(author.compare("the first build"), Some(0));
    let pages = author.pages.len();
    let kept = author.compare("nothing").unwrap();
    // A few files are written every time.
    assert!(kept * 10 > pages * 8, "only {kept} of {pages} files were kept");
    let practice = "content/practices/food-bins.md";
    let good = author.read(practice);
    write(
        author.path(),
        practice,
        good.replace("Half of what is burnt", "A third of what is burnt"),
    );
    let kept = author.compare("an edit of one body").unwrap();
    assert!(kept * 10 > pages * 3, "only {kept} of {pages} files were kept");
    // An error and its correction: the last good build is still remembered.
    write(author.path(), practice, good.replace("stage:", "stag:"));
    assert_eq!(author.compare("a fault"), None);
    write(author.path(), practice, &good);
    let kept = author.compare("its mending").unwrap();
    assert!(kept * 10 > pages * 3, "only {kept} of {pages} files were kept");
}

/// Changes what pages say, or translates a record.
fn change_language(author: &Author, kind: u8, which: usize, how: usize, record: &str) -> String {
    if kind == 10 {
        let name = ["es", "en", "fr"][how % 3];
        let words = format!("frame:\n  skip: Skip {which}\n");
        write(author.path(), &format!("themes/civic/i18n/{name}.yaml"), words);
        return format!("words in {name}");
    }
    let to = format!("{}.{}.md", record.trim_end_matches(".md"), ["es", "fr"][how % 2]);
    write(author.path(), &to, author.read(record));
    format!("a translation {to}")
}

/// Makes a change to the site that an author might make, which depends only on the numbers.
fn change(author: &Author, (kind, which, how): (u8, usize, usize)) -> String {
    const WORDS: [(&str, &str); 10] = [
        ("bin", "crate"),
        ("Food bins", "Food barrels"),
        ("operating", "scaled"),
        ("denver", "ghent"),
        ("waste", "water"),
        ("title: ", "title: New "),
        ("summary: ", "summary: Newly "),
        ("title", "titel"),
        ("[[", "[[practice:"),
        ("2021", "2019"),
    ];
    let files = author.content();
    let path = &files[which % files.len()];
    let records: Vec<&String> = files.iter().filter(|path| path.ends_with(".md")).collect();
    let record = records[which % records.len()];
    match kind {
        0..=3 => {
            let (from, to) = WORDS[how % WORDS.len()];
            let Ok(text) = fs::read_to_string(author.path().join(path)) else {
                return "nothing".into();
            };
            write(author.path(), path, text.replacen(from, to, 1 + how % 3));
            format!("`{from}` for `{to}` in {path}")
        }
        4 => {
            let more = [
                "\n\nMore text.\n",
                "\n\n## A heading\n\nMore.\n",
                "\n\n[[practice:food-bins]]\n",
                "\n\nSee [Ghent](../cities/ghent.md).\n",
                "\n\n[[city:nowhere]]\n",
                "\n\n> Quoted.\n",
            ];
            let more = more[how % more.len()];
            write(author.path(), record, format!("{}{more}", author.read(record)));
            format!("{more:?} at the end of {record}")
        }
        5 => {
            fs::remove_file(author.path().join(path)).unwrap();
            format!("removing {path}")
        }
        6 => {
            let to = record.replace(".md", &format!("-{}.md", how % 3));
            fs::rename(author.path().join(record), author.path().join(&to)).unwrap();
            format!("renaming {record} to {to}")
        }
        7 => {
            let to = format!("content/practices/copy-{}.md", how % 4);
            write(author.path(), &to, author.read("content/practices/food-bins.md"));
            format!("copying to {to}")
        }
        8 => {
            let name = ["404.html", "city.html", "home.html"][how % 3];
            write(
                author.path(),
                &format!("themes/civic/templates/{name}"),
                format!("{{{{ page.title }}}} {which}"),
            );
            format!("a template {name}")
        }
        9 => {
            write(author.path(), "content/practices/food-bins/bin.png", format!("picture {how}"));
            "a picture".to_owned()
        }
        10 | 11 => change_language(author, kind, which, how, record),
        _ => {
            let text = author.read("content/vocabulary/topics.yaml");
            write(
                author.path(),
                "content/vocabulary/topics.yaml",
                text.replacen("label: ", "label: Re", 1),
            );
            "a topic's label".to_owned()
        }
    }
}

/// A practice made from numbers, which shares words, topics and cities with others.
fn practice_of(numbers: &[usize]) -> String {
    const WORDS: [&str; 24] = [
        "harbour", "ladder", "meadow", "window", "orchard", "basket", "lantern", "river", "saddle",
        "thunder", "velvet", "walnut", "copper", "dragon", "engine", "feather", "garden", "hammer",
        "island", "jacket", "kettle", "marble", "needle", "oyster",
    ];
    const TOPICS: [&str; 3] = ["waste", "compost", "waste, compost"];
    let number = |at: usize| numbers[at % numbers.len()];
    let word = |at: usize| WORDS[number(at) % WORDS.len()];
    let (title, summary) = ([word(0), word(1)].join(" "), [word(2), word(3), word(4)].join(" "));
    let (topic, city) = (TOPICS[number(5) % 3], number(0) % 5);
    format!(
        "---\ntitle: {title}\nsummary: {summary}\nstage: operating\ncities: [size-{city}]\n\
         spheres: [operations]\ntopics: [{topic}]\nmechanisms: []\nlaunched: {}\nsources:\n\
         - id: report\n  title: A report\n  url: https://example.org/report\n---\n\n\
         ## Problem\n\nSome.[^report]\n\n## How it works\n\nSomehow.\n",
        2000 + number(1) % 20,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 40, ..ProptestConfig::default() })]

    /// Adding or removing a word of one practice changes the similarity of others.
    #[test]
    fn what_practices_are_like_follows_their_fields(
        practices in proptest::collection::vec(proptest::array::uniform6(0..1000_usize), 40..70),
        edits in proptest::collection::vec((0..1000_usize, proptest::array::uniform6(0..1000_usize)), 1..12),
    ) {
        let mut author = Author { root: base(), ..Author::new() };
        let path = |at: usize| format!("content/practices/p{at}.md");
        for size in 0..5 {
            let city = format!("---\ntitle: Size {size}\ncountry: US\npopulation:\n  value: {}\n  year: 2020\n---\n", 10_000 << size);
            write(author.path(), &format!("content/cities/size-{size}.md"), city);
        }
        for (at, numbers) in practices.iter().enumerate() {
            write(author.path(), &path(at), practice_of(numbers));
        }
        let built = author.compare("the first build");
        prop_assert!(built.is_some(), "{:?}", author.fresh().findings);
        for (at, numbers) in edits {
            let at = at % practices.len();
            // Usually changes one of its fields.
            let mut edited = practices[at];
            let field = numbers[0] % 7;
            if field == 6 { edited = numbers } else { edited[field] = numbers[1] }
            write(author.path(), &path(at), practice_of(&edited));
            let built = author.compare(&format!("{edited:?} in {at}"));
            prop_assert!(built.is_some(), "{:?}", author.fresh().findings);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_changes_give_what_a_fresh_build_gives(
        changes in proptest::collection::vec((0..13_u8, 0..1000_usize, 0..1000_usize), 1..12),
    ) {
        let mut author = Author::new();
        author.compare("the first build");
        let mut undo: BTreeMap<String, Vec<u8>> = tree(&author.path().join("content"));
        for (step, numbers) in changes.into_iter().enumerate() {
            let what = change(&author, numbers);
            if author.compare(&format!("{what} (step {step})")).is_some() {
                undo = tree(&author.path().join("content"));
            } else if numbers.2 % 4 > 0 {
                // Usually repairs what was broken, so that the next change starts from a good site.
                fs::remove_dir_all(author.path().join("content")).unwrap();
                undo.iter().for_each(|(path, bytes)| write(&author.path().join("content"), path, bytes));
                author.compare(&format!("undoing {what}"));
            }
        }
    }
}
