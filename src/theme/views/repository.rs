//! Links with which readers report a mistake or add a record, at the code host or by mail. Each
//! opens a form or a mail in which they see everything that they send.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::links::Urls;
use super::localized::Localized;
use crate::address::encode_path;
use crate::site::Meta;

/// Characters that must be percent-encoded in a value of a query, including that of a `mailto:`
/// URL.
const IN_VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'(')
    .remove(b')')
    .remove(b',')
    .remove(b':');

/// A code host whose forms can be filled in through their URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Host {
    GitHub,
    GitLab,
}

/// The address of the repository and its code host, if the host has such forms.
fn repository(site: Localized<'_>) -> Option<(&str, Host)> {
    let url = site.site.config.repository.as_ref()?.url.trim_end_matches('/');
    let host = url.split("://").nth(1)?.split('/').next()?;
    if host == "github.com" {
        return Some((url, Host::GitHub));
    }
    host.split('.').any(|part| part == "gitlab").then_some((url, Host::GitLab))
}

/// The page of a new file.
pub(super) fn new_file(site: Localized<'_>) -> Option<String> {
    let (url, host) = repository(site)?;
    let branch = encode_path(&site.config.repository.as_ref()?.branch).into_owned();
    Some(match host {
        Host::GitHub => format!("{url}/new/{branch}/"),
        Host::GitLab => format!("{url}/-/new/{branch}/"),
    })
}

/// The addresses of a new issue and of a new mail about a mistake on the page of a record. The
/// subject says which page.
pub(super) fn reports(
    site: Localized<'_>,
    meta: &Meta,
    title: &str,
) -> (Option<String>, Option<String>) {
    let link = Urls::of(site).absolute(&meta.id);
    let subject = site.words.fill("foot.mistake-in", &[("title", title), ("link", &link)]);
    let subject = utf8_percent_encode(&subject, IN_VALUE);
    let issue = repository(site).map(|(url, host)| match host {
        Host::GitHub => format!("{url}/issues/new?title={subject}"),
        Host::GitLab => format!("{url}/-/issues/new?issue%5Btitle%5D={subject}"),
    });
    let editor = site.config.editor.as_ref();
    let mail = editor.map(|editor| {
        // Of the characters that a mailbox may have, only these mean something else in a `mailto:`
        // URL.
        let mailbox = encode_path(&editor.mailbox).replace('&', "%26").replace('/', "%2F");
        format!("mailto:{mailbox}?subject={subject}")
    });
    (issue, mail)
}
