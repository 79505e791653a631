//! Contacts are offices, not private mailboxes.

use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::model::At;
use crate::source::Record;

pub(in crate::check) const RULE: Rule = Rule {
    code: "private-address",
    severity: Severity::Error,
    what: "A contact has the mailbox of an office, never a private one.",
    why: "The site is public and may be copied. People change jobs; the mailbox of an office stays.",
    example: "contacts: [{role: Programme lead, mailbox: someone@gmail.com}]",
    optional: false,
    withheld_by_build: false,
    find,
};

const PRIVATE: [&str; 10] = [
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "outlook.com",
    "live.com",
    "yahoo.com",
    "icloud.com",
    "me.com",
    "aol.com",
    "gmx.net",
];

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let Record::Practice(practice) = &subject.entry.record else { return Vec::new() };
    let mailboxes = practice.contacts.iter().filter_map(|contact| contact.mailbox.as_ref());
    let is_private = |mailbox: &&At<String>| {
        let domain = mailbox.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
        domain.is_some_and(|domain| PRIVATE.contains(&domain.as_str()))
    };
    let finding = |mailbox: &At<String>| {
        Finding::new(mailbox.span, "this looks like a private mailbox")
            .label("expected the mailbox of an office")
            .help("give the mailbox of the office or a `url` instead")
    };
    mailboxes.filter(is_private).map(finding).collect()
}
