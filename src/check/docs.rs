//! `docs/checks.md`, generated from the rules.

use super::{RULES, Rule};
use crate::diagnostic::About;

/// What a report for programs says about each rule.
#[must_use]
pub fn about() -> Vec<About> {
    let about = |rule: &Rule| About {
        code: rule.code,
        severity: rule.severity,
        what: rule.what,
        why: rule.why,
    };
    RULES.iter().map(about).collect()
}

/// `docs/checks.md`.
#[must_use]
pub fn documentation() -> String {
    let mut text = String::from(
        "# Checks\n\nWhat `crosstown check` looks for beyond the form of a file. This page is generated from the \
         rules; a test keeps it up to date.\n\n\
         An error fails `check` and `build`. A warning is shown by both. Advice is what a reviewer would \
         say: `check` counts it, and `check --advice` lists it, record by record.\n\n\
         A site can give a check another level or turn it off, in `content/site.yaml`:\n\n\
         ```yaml\nchecks:\n  error: [heading-order]\n  advice: [recommended-headings]\n  off: [source-without-archive]\n```\n\n\
         A record can be an exception, with a reason that reviewers see:\n\n\
         ```yaml\nallow:\n- check: heading-order\n  reason: The annex keeps the headings of the law.\n```\n\n\
         Neither is possible for checks that protect people or what levels of evidence mean.\n",
    );
    for rule in RULES {
        text.push_str(&format!(
            "\n## `{}`\n\n{} ({})\n\n{}\n",
            rule.code,
            rule.what,
            rule.severity.as_str(),
            rule.why
        ));
        if rule.withheld_by_build {
            text.push_str("\n`build` omits this from the site and warns about it; `check` fails, since the file still contains it.\n");
        }
        if !rule.optional {
            text.push_str("\nEvery site keeps this level, and no record can be an exception.\n");
        }
        text.push_str(&format!("\n```yaml\n{}\n```\n", rule.example.trim()));
    }
    text
}
