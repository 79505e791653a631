//! The report on a change as Markdown, for the discussion of a pull request.

use crosstown::check::Completeness;
use crosstown::diagnostic::{Diagnostic, Severity, count, visible_in_line};
use crosstown::pipeline::{HITS, Report, Reviewed};

use super::report::{counted, plural, records};

/// Maximum number of findings listed for a file, and of files reported in full: code hosts refuse
/// long comments.
const LISTED: usize = 20;
const FILES: usize = 30;

/// The report: what was found, then each changed record.
pub(super) fn markdown(report: &Report, reviewed: &[Reviewed]) -> String {
    let found = &report.diagnostics;
    let total = count(found);
    let mut text = String::from("## Crosstown review\n\n");
    let sum = match (total.errors + total.warnings, total.advice) {
        (0, 0) => "Nothing was found.".to_owned(),
        (0, _) => format!("No errors, {} of advice.", plural(total.advice, "piece")),
        (_, 0) => format!("{}.", sentence(&counted(total))),
        _ => format!(
            "{}, and {} of advice.",
            sentence(&counted(total)),
            plural(total.advice, "piece")
        ),
    };
    text.push_str(&format!("{sum} Checked {}.\n", records(report)));
    for one in reviewed.iter().take(FILES) {
        text.push_str(&record(one, found));
    }
    if reviewed.len() > FILES {
        let more = plural(reviewed.len() - FILES, "changed record");
        text.push_str(&format!("\n{more} more; `crosstown check --advice` tells of all.\n"));
    }
    let elsewhere: Vec<&Diagnostic> = found
        .iter()
        .filter(|found| {
            let file = found.place.as_ref().map(|place| place.file.as_str());
            !reviewed.iter().any(|one| Some(one.path.as_str()) == file)
        })
        .collect();
    if !elsewhere.is_empty() {
        text.push_str("\n### Elsewhere\n\n");
        text.push_str(&list(&elsewhere, true));
    }
    text
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// One changed record.
fn record(one: &Reviewed, found: &[Diagnostic]) -> String {
    let mut text = format!("\n### {}\n\n`{}`", plain(&one.title), code(&one.path));
    match &one.url {
        Some(url) => text.push_str(&format!(", to be published at `{}`\n", code(url))),
        None => text.push_str(", not published\n"),
    }
    if one.complete.of > 0 {
        text.push_str(&format!("\n**Completeness:** {}\n", complete(&one.complete, one.before)));
    }
    let own: Vec<&Diagnostic> = found
        .iter()
        .filter(|found| found.place.as_ref().is_some_and(|place| place.file == one.path))
        .collect();
    if !own.is_empty() {
        text.push_str(&format!("\n{}", list(&own, false)));
    }
    if !one.similar.is_empty() {
        text.push_str("\n**Similar practices:**\n\n");
        for near in &one.similar {
            let both = if near.both.is_empty() {
                String::new()
            } else {
                format!(": both have {}", plain(&near.both.join(", ")))
            };
            text.push_str(&format!("- {} (`{}`){both}\n", plain(&near.title), code(&near.url)));
        }
    }
    if !one.ranks.is_empty() {
        text.push_str("\n**Found by search:**\n\n| Query | Position |\n|---|---|\n");
        for (query, rank) in &one.ranks {
            let rank =
                rank.map_or_else(|| format!("not among the first {HITS}"), |rank| rank.to_string());
            text.push_str(&format!("| {} | {rank} |\n", plain(query)));
        }
    }
    if !one.pages.is_empty() {
        let pages: Vec<String> = one.pages.iter().map(|page| format!("`{}`", code(page))).collect();
        text.push_str(&format!(
            "\n<details><summary>{} also show it</summary>\n\n{}\n\n</details>\n",
            plural(one.pages.len(), "page"),
            pages.join(" · ")
        ));
    }
    text
}

/// `56 % (44 % before). To raise it, tell what it cost (`cost`).`
fn complete(complete: &Completeness, before: Option<usize>) -> String {
    let now = complete.percent();
    let before = match before {
        Some(before) if before != now => format!(" ({before} % before)"),
        Some(_) => " (as before)".to_owned(),
        None => " (new)".to_owned(),
    };
    let missing: Vec<String> = complete
        .missing
        .iter()
        .map(|missing| format!("{} (`{}`)", missing.what, missing.fields.join("`, `")))
        .collect();
    let raise = if missing.is_empty() {
        String::new()
    } else {
        format!(" What would raise it, if it is known: {}.", missing.join("; "))
    };
    format!("{now} %{before}.{raise}")
}

/// Findings as a list, errors first; with their files if they are not all of one.
fn list(found: &[&Diagnostic], with_file: bool) -> String {
    let mut sorted = found.to_vec();
    sorted.sort_by_key(|found| found.severity);
    let mut text = String::new();
    for found in sorted.iter().take(LISTED) {
        let mark = match found.severity {
            Severity::Error => "❌ Error",
            Severity::Warning => "⚠️ Warning",
            Severity::Advice => "💡 Advice",
        };
        let place = match &found.place {
            Some(place) if with_file => format!(", `{}` line {}", code(&place.file), place.line),
            Some(place) if !place.text.is_empty() => format!(", line {}", place.line),
            _ => String::new(),
        };
        text.push_str(&format!("- {mark}{place}: {} (`{}`)", plain(&found.message), found.code));
        let help = found.help.iter().map(|help| format!("  \n  {}", plain(help)));
        text.extend(help);
        text.push('\n');
    }
    if sorted.len() > LISTED {
        text.push_str(&format!("- and {}\n", plural(sorted.len() - LISTED, "other finding")));
    }
    text
}

/// Escapes a text that may quote content: nothing in it is read as Markdown or HTML, and no host
/// turns it into a mention. Words in backticks stay code.
fn plain(text: &str) -> String {
    let text = visible_in_line(text);
    let mut plain = String::new();
    for (at, part) in text.split('`').enumerate() {
        let is_code = at % 2 == 1 && text.matches('`').count() > at;
        if is_code {
            plain.push_str(&format!("`{}`", part.replace('|', "¦")));
            continue;
        }
        for letter in part.chars() {
            match letter {
                '<' => plain.push_str("&lt;"),
                '&' => plain.push_str("&amp;"),
                // A zero-width space keeps a host from notifying somebody.
                '@' => plain.push_str("@&#8203;"),
                '\\' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => {
                    plain.push('\\');
                    plain.push(letter);
                }
                _ => plain.push(letter),
            }
        }
    }
    plain
}

/// A text within backticks.
fn code(text: &str) -> String {
    visible_in_line(text).replace('`', "'")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn nothing_in_a_title_is_a_mark() {
        assert_eq!(
            plain("<b>*Bins* @mayor | [x](y)"),
            "&lt;b>\\*Bins\\* @&#8203;mayor \\| \\[x\\](y)"
        );
        assert_eq!(plain("there is no city `den_ver`"), "there is no city `den_ver`");
        assert_eq!(plain("one ` alone *"), "one  alone \\*");
    }
}
