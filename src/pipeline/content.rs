//! From files to the linked site.

use std::path::Path;

use super::history::Past;
use super::inputs::load;
use super::memory::ContentMemory;
use super::options::{Options, Purpose};
use super::report::{Report, SystemError};
use crate::address::base_url;
use crate::check::{self, Extent};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{At, Extra};
use crate::site::{Site, is_published, link};
use crate::source::{self, Content, Entry, Loaded};
use crate::theme;
use crate::withheld::Confidential;

/// Reads the content below `root` as it is, without judging it: for commands that add to it.
///
/// # Errors
/// When the content cannot be read.
pub fn content(root: &Path) -> Result<Content, SystemError> {
    let options = Options::new(root);
    let loaded = load(&options, None, &mut Report::default())?;
    Ok(source::parse(loaded, None).0)
}

/// Parses, judges and links what was loaded, with its history. Returns the site and who must not be named by it.
pub(super) fn site(
    options: &Options,
    loaded: Loaded,
    purpose: Purpose,
    memory: Option<&mut ContentMemory>,
    past: Past<'_>,
    report: &mut Report,
) -> (Site, Confidential) {
    let (parsed, linked) = memory.map(|memory| (&mut memory.parsed, &mut memory.linked)).unzip();
    let (content, diagnostics) = report.timed("parse", || source::parse(loaded, parsed));
    report.diagnostics.extend(diagnostics);
    let (content, guard) = judge(options, content, purpose, report);
    let history = past.history(&content, options, report);
    let (site, diagnostics) = report.timed("link", || link(content, options.link, linked));
    let site = Site { history, ..site };
    report.diagnostics.extend(diagnostics);
    let found = report.timed("attachments", || source::examine(&site.assets, &site.config.limits));
    report.diagnostics.extend(found);
    report.count_records(&site);
    (site, guard)
}

/// Applies the options to what was read, and the checks.
fn judge(
    options: &Options,
    mut content: Content,
    purpose: Purpose,
    report: &mut Report,
) -> (Content, Confidential) {
    if let Some(url) = &options.base_url {
        match base_url(url) {
            Ok(mended) => {
                content.config.base_url = At::new(mended, content.config.base_url.span);
            }
            Err(fault) => {
                let message = format!("`{url}` is not a base URL");
                let found = Diagnostic::global("bad-url", message).note(fault.to_string());
                report.diagnostics.push(
                    found.help(
                        "give `--base-url` an address that begins with `https://` or `http://`",
                    ),
                );
            }
        }
    }
    content.config.extras.retain(|extra| !options.left_out.contains(extra));
    if purpose == Purpose::Briefs {
        content.config.extras = vec![At::new(Extra::Briefs, Span::default())];
    } else if options.briefs.is_none() {
        content.config.extras.retain(|extra| extra.value != Extra::Briefs);
    }
    if cfg!(not(feature = "cards")) {
        report.diagnostics.extend(without_cards(&mut content));
    }
    report.diagnostics.extend(unknown_theme(options, &content));
    let guard = report.timed("names", || Confidential::new(&content, &options.withhold));
    let published = |entry: &Entry| is_published(&entry.record, options.link);
    let extent = match purpose {
        Purpose::Check => Extent { advice: true, today: options.today },
        Purpose::Build | Purpose::Briefs => Extent::default(),
    };
    let judged = report.timed("check", || check::run(&content, &guard, &published, extent));
    report.diagnostics.extend(judged.into_iter().map(|found| match purpose {
        Purpose::Check => found,
        Purpose::Build | Purpose::Briefs => check::for_build(found),
    }));
    (content, guard)
}

/// Leaves out the cards, which this program cannot draw, and says so.
fn without_cards(content: &mut Content) -> Option<Diagnostic> {
    let at = content.config.extras.iter().position(|extra| extra.value == Extra::Cards)?;
    let extra = content.config.extras.remove(at);
    let place = content.config_file.as_ref()?.place(extra.span);
    let message = "this program was built without `cards`, so links to pages show no picture";
    let found = Diagnostic::warning("missing-feature", place, message);
    Some(found.help("build it with the Cargo feature `cards`, or remove the extra"))
}

/// A finding if `site.yaml` names a theme that does not exist. One that the command line names is
/// reported when it is loaded.
fn unknown_theme(options: &Options, content: &Content) -> Option<Diagnostic> {
    let (theme, file) = (&content.config.theme, content.config_file.as_ref()?);
    if options.theme.is_some() {
        return None;
    }
    let found = theme::unknown(&options.root, theme)?;
    Some(Diagnostic { place: Some(file.place(theme.span)), ..found })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_program_that_cannot_draw_says_so_once_and_makes_the_other_extras() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("content")).unwrap();
        let settings = "title: Bins\nbase_url: https://bins.example/\nextras: [cards, kits]\n";
        fs::write(root.path().join("content/site.yaml"), settings).unwrap();
        let loaded = source::load(source::walk(root.path()).unwrap(), None);
        let (mut content, _) = source::parse(loaded, None);
        let found = without_cards(&mut content).unwrap();
        assert_eq!((&*found.code, found.is_error()), ("missing-feature", false));
        assert!(!content.config.makes(Extra::Cards) && content.config.makes(Extra::Kits));
        assert!(without_cards(&mut content).is_none());
    }
}
