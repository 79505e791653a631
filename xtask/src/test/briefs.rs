//! Briefs of the real content, set by the real program and read by other programs (poppler).

use std::collections::BTreeMap;
use std::env::{join_paths, split_paths, var_os};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::outcome::Outcome;
use crate::process::{self, output, run};
use crate::tools;
use crate::workspace::Workspace;

/// The most pages of a brief. Records with many figures and sources need three.
const MOST_PAGES: usize = 4;

/// One in this many practices has its brief set, as have all translated practices: without
/// optimisation, setting one takes half a second.
const ONE_IN: usize = 6;

/// Tests the program and compiles it, has it set the briefs of the real content, and compares these
/// with the records.
pub(super) fn run_step(workspace: &Workspace) -> Result<Outcome, String> {
    let root = &workspace.root;
    tools::poppler(root)?;
    let folder = root.join("briefs");
    let target = folder.join("target");
    let cargo = |arguments: &[&str]| {
        let mut cargo = process::cargo(&folder);
        cargo.args(arguments);
        cargo
    };
    run(cargo(&["fmt", "--check"]).env_remove("CARGO_TARGET_DIR"))?;
    run(cargo(&["test", "--locked", "--target-dir"]).arg(&target))?;
    run(cargo(&["build", "--locked", "--target-dir"]).arg(&target))?;
    let program = workspace.build_program()?;
    let scratch = workspace.scratch_folder("briefs")?;
    let documents = scratch.join("pdf");
    if documents.exists() {
        let failed = |error| format!("{}: {error}", documents.display());
        std::fs::remove_dir_all(&documents).map_err(failed)?;
    }
    let mut export = process::command(&program, root);
    run(export.args(["export", "--root", ".", "--format", "ndjson"]).arg(&scratch))?;
    let records = practices(&read(&scratch.join("crosstown.ndjson"))?)?;
    let chosen: Vec<(String, Value)> = chosen(records);
    let mut slugs: Vec<&str> = chosen.iter().map(|(slug, _)| slug.as_str()).collect();
    slugs.dedup();
    let mut briefs = process::command(&program, root);
    briefs.env("PATH", path_with(&target.join("debug"))?);
    run(briefs.args(["briefs", "--root", ".", "--out"]).arg(&documents).args(&slugs))?;
    let count = compare(root, &chosen, &documents)?;
    println!("    {count} briefs say what their records say, and are PDF/UA-1");
    Ok(Outcome::Passed)
}

/// `PATH` with a folder before all others.
fn path_with(first: &Path) -> Result<std::ffi::OsString, String> {
    let path = var_os("PATH").unwrap_or_default();
    let all = std::iter::once(first.to_owned()).chain(split_paths(&path));
    join_paths(all).map_err(|error| error.to_string())
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The practices and their translations among records as NDJSON, by slug.
fn practices(records: &str) -> Result<Vec<(String, Value)>, String> {
    let read = |line: &str| serde_json::from_str(line).map_err(|error| error.to_string());
    let records: Vec<Value> = records.lines().map(read).collect::<Result<_, String>>()?;
    let practices = records.into_iter().filter(|record| record["kind"] == "practice");
    let slug = |record: &Value| {
        let id = text(record, "id");
        id.rsplit('/').next().unwrap_or_default().to_owned()
    };
    let mut practices: Vec<_> = practices.map(|record| (slug(&record), record)).collect();
    practices.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(practices)
}

/// Those whose briefs are set.
fn chosen(practices: Vec<(String, Value)>) -> Vec<(String, Value)> {
    let mut of_slug = BTreeMap::<String, Vec<Value>>::new();
    for (slug, record) in practices {
        of_slug.entry(slug).or_default().push(record);
    }
    let is_chosen = |(at, (_, versions)): &(usize, (String, Vec<Value>))| {
        at.is_multiple_of(ONE_IN) || versions.len() > 1
    };
    let chosen = of_slug.into_iter().enumerate().filter(is_chosen);
    let versions = |(_, (slug, versions)): (usize, (String, Vec<Value>))| {
        versions.into_iter().map(move |record| (slug.clone(), record))
    };
    chosen.flat_map(versions).collect()
}

/// Compares each brief with its record, and returns their number.
fn compare(root: &Path, chosen: &[(String, Value)], documents: &Path) -> Result<usize, String> {
    let mut wrong = Vec::new();
    for (slug, record) in chosen {
        let lang = text(record, "record_lang");
        let translated = documents.join(format!("{slug}.{lang}.pdf"));
        let own = documents.join(format!("{slug}.pdf"));
        let path = if translated.is_file() { translated } else { own };
        let faults = faults(root, record, &lang, &path);
        wrong.extend(faults.into_iter().map(|why| format!("{slug} ({lang}): {why}")));
    }
    match (chosen.len(), wrong.is_empty()) {
        (0, _) => Err("there are no practices".to_owned()),
        (count, true) => Ok(count),
        (_, false) => Err(format!("the briefs are wrong:\n  {}", wrong.join("\n  "))),
    }
}

/// What is wrong with a brief.
fn faults(root: &Path, record: &Value, lang: &str, path: &Path) -> Vec<String> {
    let told = |program: &str, arguments: &[&str], after: &[&str]| {
        let mut command: Command = process::command(program, root);
        output(command.args(arguments).arg(path).args(after)).unwrap_or_default()
    };
    let info = told("pdfinfo", &["-isodates"], &[]);
    let line = |name: &str| {
        let line = info.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_default().trim_start_matches(':').trim().to_owned()
    };
    let meta = told("pdfinfo", &["-meta"], &[]);
    let structure = told("pdfinfo", &["-struct-text"], &[]);
    let said = squeezed(&told("pdftotext", &["-raw", "-enc", "UTF-8"], &["-"]));
    let pages: usize = line("Pages").parse().unwrap_or_default();
    let mut wrong = Vec::new();
    let mut expect = |holds: bool, what: &str| {
        if !holds {
            wrong.push(what.to_owned());
        }
    };
    let title = text(record, "title");
    expect(squeezed(&line("Title")) == squeezed(&title), "the document has another title");
    expect(line("Tagged") == "yes", "it is not tagged");
    expect((1..=MOST_PAGES).contains(&pages), &format!("it has {pages} pages"));
    expect(line("CreationDate").is_empty(), "it has the date of this build");
    expect(meta.contains("<pdfuaid:part>1<"), "it does not conform to PDF/UA-1");
    expect(meta.contains(&format!("<rdf:li>{lang}</rdf:li>")), "it names another language");
    for tag in ["H1", "H2", "P", "L", "LI", "Link"] {
        let is_there =
            structure.lines().any(|line| line.trim_start().split([' ', ':']).next() == Some(tag));
        expect(is_there, &format!("it has no element {tag}"));
    }
    for words in words(record) {
        expect(said.contains(&squeezed(&words)), &format!("it lacks `{words}`"));
    }
    wrong
}

/// Texts of a record that its brief must have, among them all figures below a million.
fn words(record: &Value) -> Vec<String> {
    let list = |field: &str| record[field].as_array().cloned().unwrap_or_default();
    let mut words = vec![text(record, "summary")];
    for row in list("outcomes") {
        words.push(text(&row, "metric"));
        let value = &row["value"];
        let figure = value.as_f64().filter(|value| value.abs() < 1e6).map(|_| value.to_string());
        words.extend(figure.or_else(|| value.as_str().map(str::to_owned)));
    }
    words.extend(list("sources").iter().map(|source| text(source, "title")));
    words.extend(list("preconditions").iter().map(|one| text(one, "text")));
    words.extend(list("contacts").iter().map(|contact| text(contact, "role")));
    for field in ["core", "adaptable"] {
        words.extend(list(field).iter().filter_map(Value::as_str).map(str::to_owned));
    }
    words
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

/// A text without spaces, and without what separates the thousands or the decimals of a number, which
/// differs by language.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '.' | '\u{fffd}')).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{squeezed, words};

    #[test]
    fn figures_and_sources_are_among_the_words() {
        let record = json!({
            "summary": "Lids.",
            "outcomes": [
                {"metric": "Lids mended", "value": 1250},
                {"metric": "Cost", "value": 12_000_000},
                {"metric": "Share", "value": "two thirds"},
            ],
            "sources": [{"title": "Counting lids"}],
        });
        let expected =
            ["Lids.", "Lids mended", "1250", "Cost", "Share", "two thirds", "Counting lids"];
        assert_eq!(words(&record), expected);
        assert_eq!(squeezed("1,250 \u{202f}lids\nin 12.5"), "1250lidsin125");
    }
}
