//! `cargo xtask docs`: generates parts of the documentation from the code: the reference of
//! `docs/themes.md` from the comments of the views, and the pages about checks and fields by the
//! tests that hold them to the rules and descriptions.
//!
//! Templates see the types of `src/theme/views/` and nothing else, and each field there has a
//! comment. The reference is made from those, so it cannot list a field that does not exist.

mod types;
mod write;

use std::fs;
use std::path::Path;

use crate::process::{self, cargo};
use crate::workspace::Workspace;

use types::Declared;
use write::Context;

/// The page that holds the reference.
const PAGE: &str = "docs/themes.md";
/// The line after which it begins; what is above is written by hand.
const MARK: &str = "<!-- From here on written by `cargo xtask docs`. -->\n";

/// The contexts of templates other than the pages of records, in the order of the reference.
const CONTEXTS: &[Context<'_>] = &[
    Context { name: "site", view: "SiteView", templates: "every template" },
    Context { name: "page", view: "PageView", templates: "every template" },
    Context { name: "home", view: "HomeView", templates: "home.html" },
    Context {
        name: "list",
        view: "ListView",
        templates: "collection.html, facet.html, search.html",
    },
    Context { name: "card", view: "Card", templates: "card.html" },
    Context { name: "line", view: "CardLine", templates: "card-line.html" },
    Context { name: "map", view: "MapView", templates: "map.html" },
    Context { name: "adoptions", view: "AdoptionsView", templates: "adoptions.html" },
    Context { name: "follow_up", view: "FollowUpView", templates: "follow-up.html" },
    Context { name: "failures", view: "FailuresView", templates: "failures.html" },
    Context { name: "gaps", view: "GapsView", templates: "gaps.html" },
    Context { name: "data", view: "DataView", templates: "data.html" },
    Context { name: "compare", view: "CompareView", templates: "compare.html" },
    Context { name: "form", view: "FormView", templates: "form.html" },
    Context { name: "kit", view: "KitView", templates: "kit.html" },
    Context { name: "handout", view: "HandoutView", templates: "handout.html" },
    Context { name: "language", view: "LanguageView", templates: "language.html" },
];

/// Writes the reference into its page.
pub(crate) fn run() -> Result<(), String> {
    let root = Workspace::find()?.root;
    written_by_tests(&root)?;
    let page = root.join(PAGE);
    let old = fs::read_to_string(&page).map_err(|error| format!("{PAGE}: {error}"))?;
    let new = renewed(&root, &old)?;
    if new == old {
        println!("{PAGE} is up to date");
        return Ok(());
    }
    fs::write(&page, new).map_err(|error| format!("{PAGE}: {error}"))?;
    println!("wrote {PAGE}");
    Ok(())
}

/// Has the tests about `docs/checks.md` and `docs/content-model.md` write them.
fn written_by_tests(root: &Path) -> Result<(), String> {
    let arguments = ["test", "--quiet", "--test", "integration", "is_written_from"];
    process::run(cargo(root).args(arguments).env("SNAPSHOTS", "overwrite"))
}

/// The text of the page with its reference generated from the current views.
fn renewed(root: &Path, old: &str) -> Result<String, String> {
    let (by_hand, _) = old
        .split_once(MARK)
        .ok_or_else(|| format!("{PAGE} lacks the line before its reference: {MARK}"))?;
    let declared = types::declared(&root.join("src/theme/views"))?;
    Ok(format!("{by_hand}{MARK}\n{}", write::reference(&contexts(&declared), &declared.views)?))
}

/// All contexts, those of the pages of records last.
fn contexts(declared: &Declared) -> Vec<Context<'_>> {
    let records = declared.records.iter();
    let records = records.map(|(view, templates)| Context { name: "record", view, templates });
    CONTEXTS.iter().copied().chain(records).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_reference_of_themes_is_as_the_views_are() {
        let root = Workspace::find().unwrap().root;
        let page = fs::read_to_string(root.join(PAGE)).unwrap();
        let new = renewed(&root, &page).unwrap();
        assert!(new == page, "{PAGE} is stale: run `cargo xtask docs` and commit what it writes");
    }

    #[test]
    fn every_template_of_a_page_is_in_the_reference() {
        let root = Workspace::find().unwrap().root;
        let declared = types::declared(&root.join("src/theme/views")).unwrap();
        let mut checked = 0;
        for entry in fs::read_dir(root.join("themes/civic/templates")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            // `base.html` has no context of its own, and `404.html` receives none.
            if path.is_dir() || ["base.html", "404.html"].contains(&name.as_str()) {
                continue;
            }
            let mut contexts = contexts(&declared).into_iter();
            assert!(contexts.any(|context| context.templates.contains(&name)), "{name} is missing");
            checked += 1;
        }
        assert!(checked >= 12, "only {checked} templates were found");
    }
}
