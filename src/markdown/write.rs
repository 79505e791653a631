//! Writes HTML.

use pulldown_cmark::{CowStr, Event, html};

use super::gap::Label;

/// Writes events as HTML, of about `room` bytes.
pub(super) fn write_html<'e>(events: impl Iterator<Item = Event<'e>>, room: usize) -> String {
    let mut html = String::with_capacity(room);
    html::push_html(&mut html, events);
    replace_empty_headers(html)
}

/// The start of the frame in which a wide table scrolls. The frame takes keyboard focus, so it has a
/// name, numbered to tell tables apart.
pub(super) fn table_start(number: usize) -> CowStr<'static> {
    let label = Label::Table(number);
    format!("<div class=\"table-scroll\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">")
        .into()
}

/// The check box of a task, which cannot be changed and has its state as its name.
pub(super) fn task_box(done: bool) -> String {
    let (label, checked) = if done { (Label::Done, " checked") } else { (Label::ToDo, "") };
    format!("<input type=\"checkbox\" aria-label=\"{label}\"{checked} disabled> ")
}

/// Turns empty header cells, as in the corner of a table, into data cells, because a screen reader
/// would announce a header without words.
fn replace_empty_headers(mut html: String) -> String {
    if html.contains("></th>") {
        for style in [
            "",
            " style=\"text-align: left\"",
            " style=\"text-align: center\"",
            " style=\"text-align: right\"",
        ] {
            html = html.replace(&format!("<th{style}></th>"), &format!("<td{style}></td>"));
        }
    }
    html
}
