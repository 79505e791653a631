//! `docs/checks.md`, generated from the rules.

use super::RULES;

/// `docs/checks.md`.
#[must_use]
pub fn documentation() -> String {
    let mut text = String::from(
        "# Checks\n\nWhat `crosstown check` looks for beyond the form of a file. This page is generated from the \
         rules; a test keeps it up to date.\n",
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
        if rule.optional {
            text.push_str(&format!(
                "\nTo turn it off, write `checks: {{off: [{}]}}` in `content/site.yaml`.\n",
                rule.code
            ));
        }
        text.push_str(&format!("\n```yaml\n{}\n```\n", rule.example.trim()));
    }
    text
}
