//! Gives a record another name: moves its files, keeps its old address as an alias, and mends what
//! refers to it, without touching another byte.
//!
//! Only the plan is made here, as plain data; the command line carries it out.

mod alias;
mod find;
mod links;
mod renamed;

use std::collections::BTreeMap;

use crate::address::parent;
use crate::diagnostic::{Refusal, Span};
use crate::markdown::LinkTarget;
use crate::model::{Kind, SourceFile, Type, is_slug, not_a_slug};
use crate::source::{Content, Entry};
use find::exact;
use renamed::{Edit, Renamed};

/// What has to be done, in this order: all of it, or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Files and folders that move: old and new path below the root.
    pub moves: Vec<(String, String)>,
    /// The new texts of files, by their paths before anything moves.
    pub texts: BTreeMap<String, String>,
    /// How many references were mended, by file, as above.
    pub mended: BTreeMap<String, usize>,
    /// The old name or address that is kept as an alias, unless it is not wanted.
    pub alias: Option<String>,
}

/// Plans to give the record `record` (`practices/x`, its path, or its slug) the slug `new`. With
/// `alias`, its old address redirects to the new one.
///
/// # Errors
/// When the record does not exist or is ambiguous, the name is taken, or files cannot be read, so
/// that references in them would be missed.
pub fn plan(content: &Content, record: &str, new: &str, alias: bool) -> Result<Plan, Refusal> {
    if let Some(file) = content.unread.first() {
        let message = format!("{} cannot be read, and may refer to the record", file.path);
        return Err(Refusal::new(message).help("`crosstown check` says what is wrong with it"));
    }
    let entry = exact(content, record)?;
    let file = &entry.file;
    let renamed = Renamed {
        kind: file.kind,
        parent: file.parent.as_deref(),
        old: &file.slug,
        new: new.trim_matches('/').rsplit('/').next().unwrap_or_default(),
        base_path: content.config.base_path(),
    };
    free(content, &renamed)?;
    let mut plan = Plan { moves: moves(content, &renamed), ..Plan::default() };
    for other in &content.entries {
        plan.mend(&other.file, references(other, &renamed));
    }
    for (name, terms) in content.vocabulary.all() {
        let Some(file) = content.vocabulary_files.get(name) else { continue };
        let named = terms.iter().flat_map(|term| &term.start_here);
        let named =
            named.filter(|slug| renamed.kind == Kind::Practice && slug.value == renamed.old);
        plan.mend(file, named.map(|slug| (slug.span, mended(&renamed))).collect());
    }
    if let Some(file) = &content.config_file {
        let site = SourceFile::without_record("content/site.yaml", file.text.clone());
        let urls = content.config.navigation.iter().map(|item| &item.url);
        let urls = urls.filter_map(|url| {
            let address = links::renamed(&site, "", url, &renamed)?;
            Some((url.span, (url.value.clone(), address)))
        });
        plan.mend(file, urls.collect());
    }
    if alias {
        plan.add_alias(entry, &renamed);
    }
    Ok(plan)
}

/// Checks that nothing else has the new name.
fn free(content: &Content, renamed: &Renamed<'_>) -> Result<(), Refusal> {
    let Renamed { kind, parent, old, new, .. } = renamed;
    if !is_slug(new) {
        return Err(Refusal::new(not_a_slug(new))
            .help("write lower-case letters, digits and single hyphens"));
    }
    if new == old {
        let message = format!("`{old}` has this name already");
        return Err(Refusal::new(message));
    }
    for other in &content.entries {
        let file = &other.file;
        let same = file.kind == *kind && file.parent.as_deref() == *parent;
        if same && file.slug == *new {
            let message = format!("there is already a {} `{new}`: {}", kind.as_str(), file.path);
            return Err(Refusal::new(message));
        }
        let aliases = other.record.aliases();
        if same && file.slug != *old && aliases.iter().any(|alias| alias.value == *new) {
            let message = format!("`{new}` is an old name of {}", file.path);
            return Err(
                Refusal::new(message).help("take that alias out of it, or choose another name")
            );
        }
    }
    Ok(())
}

/// What moves: the record's folder or file, its translations, and a folder with its attachments.
fn moves(content: &Content, renamed: &Renamed<'_>) -> Vec<(String, String)> {
    let Renamed { kind, parent: within, old, new, .. } = renamed;
    let folder = renamed.folder();
    let (from, to) = (format!("content/{folder}/{old}"), format!("content/{folder}/{new}"));
    let own = content.entries.iter().map(|entry| &entry.file).filter(|file| {
        file.kind == *kind && file.slug == *old && file.parent.as_deref() == *within
    });
    let files = own.filter(|file| parent(&file.path) != from).map(|file| {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let ending = name.strip_prefix(old).unwrap_or_default();
        (file.path.clone(), format!("{to}{ending}"))
    });
    let mut moves: Vec<(String, String)> = files.collect();
    let inside = format!("{from}/");
    let has_folder = content.entries.iter().any(|entry| entry.file.path.starts_with(&inside))
        || content.assets.iter().any(|asset| format!("content/{}", asset.to).starts_with(&inside));
    if has_folder {
        moves.push((from, to));
    }
    moves
}

/// A change within a file: where it is, the words to replace, and their replacement.
type Change = (Span, (String, String));

fn mended(renamed: &Renamed<'_>) -> (String, String) {
    (renamed.old.to_owned(), renamed.new.to_owned())
}

/// The changes of a record's references to the renamed record.
fn references(entry: &Entry, renamed: &Renamed<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    entry.record.visit(&mut |of, span, text| match of {
        Type::Reference(kind) if kind == renamed.kind.as_str() && text == renamed.old => {
            changes.push((span, mended(renamed)));
        }
        Type::Link | Type::Destination => {
            let address = links::renamed(&entry.file, &links::page(&entry.file), text, renamed);
            changes.extend(address.map(|address| (span, (text.to_owned(), address))));
        }
        _ => {}
    });
    for link in &entry.doc.links {
        let change = match &link.target {
            LinkTarget::Record(record) => links::record(record, renamed),
            LinkTarget::Local(address) => {
                let new = links::renamed(&entry.file, &links::page(&entry.file), address, renamed);
                new.map(|new| (address.clone(), new))
            }
        };
        changes.extend(change.map(|change| (link.span, change)));
    }
    changes
}

impl Plan {
    /// Makes changes in a file.
    fn mend(&mut self, file: &SourceFile, changes: Vec<Change>) {
        if !changes.is_empty() {
            self.mended.insert(file.path.clone(), changes.len());
            self.edit(file, changes, None);
        }
    }

    /// Keeps the old name of the record in its fields.
    fn add_alias(&mut self, entry: &Entry, renamed: &Renamed<'_>) {
        let text = entry.file.text.read();
        let edit = alias::edit(&text, entry.front.end as usize, entry.record.aliases(), renamed);
        self.alias = Some(renamed.old.to_owned());
        self.edit(&entry.file, references(entry, renamed), Some(edit));
    }

    fn edit(&mut self, file: &SourceFile, changes: Vec<Change>, more: Option<Edit>) {
        let mut text = file.text.read().into_owned();
        let (mut edits, mut elsewhere) = (Vec::from_iter(more), Vec::new());
        for (span, (old, new)) in changes {
            match place(&text, span, &old) {
                Some(start) => edits.push((start..start + old.len(), new)),
                None => elsewhere.push((old, new)),
            }
        }
        edits.sort_by_key(|(range, _)| range.start);
        edits.dedup();
        for (range, new) in edits.into_iter().rev() {
            text.replace_range(range, &new);
        }
        // A reference link, `[words][name]`, has its address where the name is defined.
        for (old, new) in elsewhere {
            text = text.replace(&format!("]: {old}"), &format!("]: {new}"));
        }
        self.texts.insert(file.path.clone(), text);
    }
}

/// Where the words of a reference begin in a text: within its span or, if the span is the name of
/// an attribute, in the attribute's value.
fn place(text: &str, span: Span, words: &str) -> Option<usize> {
    let (start, end) = (span.start as usize, span.end as usize);
    text[start..end].rfind(words).map(|at| start + at).or_else(|| {
        let value = text[end..].trim_start().strip_prefix('=')?.trim_start();
        let value = value.strip_prefix(['"', '\'']).unwrap_or(value);
        value.starts_with(words).then(|| text.len() - value.len())
    })
}
