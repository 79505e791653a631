//! The error page, which replaces every other page while builds fail.

use crate::diagnostic::{self, Diagnostic, Style};
use crate::escape;
use crate::pipeline::SystemError;

/// The page's content policy: a browser may show it and check whether the site builds again.
/// Findings quote untrusted text; it is escaped, and this is the second line of defence.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Maximum number of findings shown.
const SHOWN: usize = 200;

/// The findings of a build, as the terminal shows them.
pub(super) fn findings(diagnostics: &[Diagnostic]) -> String {
    let count = diagnostic::count(diagnostics);
    let shown = diagnostic::foremost(diagnostics, SHOWN);
    let mut reports: Vec<String> =
        shown.iter().map(|found| diagnostic::human(found, Style::Plain)).collect();
    if shown.len() < diagnostics.len() {
        let more = plural(diagnostics.len() - shown.len(), "more finding");
        reports.push(format!("{more}: `crosstown check` lists them"));
    }
    let title = match (plural(count.errors, "error"), plural(count.warnings, "warning")) {
        (errors, _) if count.warnings == 0 => errors,
        (errors, warnings) => format!("{errors}, {warnings}"),
    };
    page(&title, "The site cannot be built from its content.", &reports)
}

/// A failure that is not the fault of the content.
pub(super) fn broken(error: &SystemError) -> String {
    let report = format!("{}: {}", error.doing, error.reason);
    let report = diagnostic::visible(&report).into_owned();
    page("The build broke off", "The content is not to blame.", &[report])
}

fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The colours are the browser's own, light or dark as the reader prefers.
fn page(title: &str, lead: &str, reports: &[String]) -> String {
    let reports: String = reports
        .iter()
        .enumerate()
        .map(|(at, report)| {
            let label = format!("Report {} of {}", at + 1, reports.len());
            // Long lines scroll, and the keyboard must be able to reach what scrolls.
            format!(
                "<pre tabindex=\"0\" role=\"region\" aria-label=\"{label}\">{}</pre>\n",
                escape::html(report)
            )
        })
        .collect();
    let title = escape::html(title);
    format!(
        "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<meta name=\"color-scheme\" content=\"light dark\">
<title>{title} – Crosstown</title>
<link rel=\"icon\" href=\"data:,\">
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }}
h1 {{ font-size: 1.5rem; }}
pre {{ font: 0.875rem/1.5 ui-monospace, monospace; overflow-x: auto; padding: 1rem; border: 1px solid; border-left-width: 0.5rem; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{lead} This page makes way for the site as soon as that is mended.</p>
{reports}</main>
</body>
</html>
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_very_many_findings_the_first_are_shown() {
        let many: Vec<Diagnostic> =
            (0..500).map(|n| Diagnostic::global("bad-tag", format!("number {n}"))).collect();
        let page = findings(&many);
        assert!(page.contains("<h1>500 errors</h1>"));
        assert_eq!(page.matches("<pre ").count(), SHOWN + 1);
        assert!(page.contains("300 more findings"));
    }

    #[test]
    fn findings_are_counted_and_escaped() {
        let page = findings(&[
            Diagnostic::global("bad-tag", "no <script> & no <style>"),
            Diagnostic::global("other", "second"),
        ]);
        assert!(page.contains("<h1>2 errors</h1>"));
        assert!(page.contains("no &lt;script&gt; &amp; no &lt;style&gt;"));
        assert!(!page.contains("<script>"));
    }
}
