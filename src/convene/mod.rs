//! The kit of a convening: what its organizers print and hand out before it begins, and what they
//! take notes with.
//!
//! Everything is made from the [`Site`], which has lost what must not be published, and passes the
//! last gate like the files of a build.

use crate::notes::{Filled, template};
use crate::output::{Artifact, calendar};
use crate::site::Site;
use crate::theme::views::{Localized, handout};
use crate::theme::{Engine, RenderFailure};

/// The pages, by the names of their files.
const PAGES: [(&str, &str); 3] =
    [("agenda", "agenda.html"), ("reading", "reading-list.html"), ("cards", "cards.html")];

/// The files of the kit of the convening at a position: three pages to print, a calendar if its day is
/// known, and a form for the notes of each session.
///
/// # Errors
/// When a template fails.
pub fn kit(
    view: Localized<'_>,
    engine: &Engine,
    at: usize,
) -> Result<Vec<Artifact>, Box<RenderFailure>> {
    let mut files = Vec::new();
    for (part, path) in PAGES {
        let value = handout(view, at, part);
        let of = format!("the kit of /{}/", view.site.convenings[at].meta.id);
        let page = engine.render_part(view.lang(), "handout.html", ("handout", &value), &of)?;
        files.push(Artifact::new(path, page.into_bytes()));
    }
    files.extend(calendar(view, at).map(|text| Artifact::new("calendar.ics", text.into_bytes())));
    for session in &view.site.graph.convening_sessions[at] {
        let (slug, form) = form(view.site, view.lang(), at, *session);
        files.push(Artifact::new(format!("notes-{slug}.txt"), form.into_bytes()));
    }
    Ok(files)
}

/// The form for the notes of a session, with what is known of it.
fn form(site: &Site, lang: &str, convening: usize, session: usize) -> (String, String) {
    let item = &site.sessions[session];
    let record = &item.record;
    let hours = match (&record.start, &record.end) {
        (Some(start), Some(end)) => format!("{start}–{end}"),
        (Some(start), None) => start.clone(),
        _ => String::new(),
    };
    let titles = record.practices.iter().filter_map(|mention| {
        let at = site.practices.with_slug(&mention.practice)?;
        Some(site.practices[at].record.title.value.clone())
    });
    let titles: Vec<String> = titles.collect();
    let text = template(
        lang,
        Filled {
            convening: &site.convenings[convening].meta.slug,
            session: &record.title,
            date: &record.date.value.to_string(),
            time: &hours,
            attribution: record.attribution.value.as_str(),
            practices: &titles,
        },
    );
    (item.meta.slug.clone(), text)
}
