//! Finds the record that is meant.

use crate::diagnostic::{Refusal, nearest};
use crate::source::{Content, Entry};

/// The names of a record, from its path to its slug.
fn names(entry: &Entry) -> [String; 5] {
    let file = &entry.file;
    let reference = match &file.parent {
        Some(parent) => format!("{parent}/{}", file.slug),
        None => file.slug.clone(),
    };
    [
        file.path.clone(),
        format!("{}/{reference}", file.kind.folder()),
        format!("{}:{reference}", file.kind.as_str()),
        reference,
        file.slug.clone(),
    ]
}

/// The only record with this path, id or slug.
pub(super) fn exact<'a>(content: &'a Content, record: &str) -> Result<&'a Entry, Refusal> {
    let asked = record.trim_matches('/');
    let originals = || content.entries.iter().filter(|entry| entry.file.lang.is_none());
    let found: Vec<&Entry> = originals()
        .map(|entry| &**entry)
        .filter(|entry| names(entry).iter().any(|name| name == asked))
        .collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => {
            let all: Vec<String> = originals().flat_map(|entry| names(entry)).collect();
            let refusal = Refusal::new(format!("there is no record `{record}`"));
            Err(match nearest(asked, all.iter().map(String::as_str)) {
                Some(near) => refusal.help(format!("did you mean `{near}`?")),
                None => refusal.help("name it by its address, like `practices/food-bins`"),
            })
        }
        several => {
            let ids: Vec<String> = several.iter().map(|entry| names(entry)[1].clone()).collect();
            let message = format!("there are several records `{record}`");
            Err(Refusal::new(message).help(format!("name one of {}", ids.join(", "))))
        }
    }
}
