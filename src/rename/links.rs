//! The addresses of links that lead to a record, as they read after it has another name.

use super::renamed::Renamed;
use crate::address::{Address, join, judge, parent};
use crate::markdown::RecordLink;
use crate::model::{Kind, SourceFile};

/// The path of the page of a record within the site.
pub(super) fn page(file: &SourceFile) -> String {
    let parent = file.parent.as_ref().map(|parent| format!("{parent}/")).unwrap_or_default();
    let lang = file.lang.as_ref().map(|lang| format!("{lang}/")).unwrap_or_default();
    format!("{lang}{}/{parent}{}", file.kind.folder(), file.slug)
}

/// What a link of the form `[[kind:slug]]` names, before and after; `None` if it leads elsewhere.
pub(super) fn record(link: &RecordLink, renamed: &Renamed<'_>) -> Option<(String, String)> {
    let name = match renamed.parent {
        Some(parent) => format!("{parent}/{}", renamed.old),
        None => renamed.old.to_owned(),
    };
    let new = match renamed.parent {
        Some(parent) => format!("{parent}/{}", renamed.new),
        None => renamed.new.to_owned(),
    };
    let RecordLink { kind, slug, .. } = link;
    let before = format!("{kind}:{slug}");
    if kind == renamed.kind.as_str() && *slug == name {
        return Some((before, format!("{kind}:{new}")));
    }
    // A session is named by its convening, too.
    let rest = slug.strip_prefix(&name)?.strip_prefix('/')?;
    let of_session = renamed.kind == Kind::Convening && kind == Kind::Session.as_str();
    of_session.then(|| (before, format!("{kind}:{new}/{rest}")))
}

/// An address in a file whose page is `page`, with the new name in it; `None` if it leads elsewhere.
pub(super) fn renamed(
    file: &SourceFile,
    page: &str,
    address: &str,
    renamed: &Renamed<'_>,
) -> Option<String> {
    let Ok(Address::Here(local)) = judge(address) else { return None };
    let old = format!("{}/{}", renamed.folder(), renamed.old);
    // A link may lead to a file, as in the repository, or to a page of the site.
    let in_content = join(parent(&file.path), &local.path);
    let in_content = in_content.strip_prefix("content/").unwrap_or_default().to_owned();
    let in_site = match local.path.strip_prefix(renamed.base_path) {
        Some(path) if local.path.starts_with('/') => join("", path),
        _ => join(page, &local.path),
    };
    let leads = [&in_content, &in_site].into_iter().any(|path| {
        let rest = path.strip_prefix(&old).or_else(|| {
            // A translation has its language before its path.
            path.split_once('/').and_then(|(_, path)| path.strip_prefix(&old))
        });
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
    });
    leads.then(|| replaced(address, renamed)).flatten()
}

/// The address with the new name in place of the part that is the old one: the last such part, but
/// for a convening the first, since a session may bear its name.
fn replaced(address: &str, renamed: &Renamed<'_>) -> Option<String> {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at(end);
    let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
    let is_old = |part: &String| {
        part.strip_prefix(renamed.old).is_some_and(|end| end.is_empty() || end.starts_with('.'))
    };
    let at = match renamed.kind {
        Kind::Convening => parts.iter().position(is_old),
        _ => parts.iter().rposition(is_old),
    }?;
    parts[at] = format!("{}{}", renamed.new, &parts[at][renamed.old.len()..]);
    Some(parts.join("/") + rest)
}
