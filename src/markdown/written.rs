//! Events written as HTML.

use pulldown_cmark::{CowStr, Event, html};

use super::gap::Label;

/// Events as HTML, in about so many bytes.
pub(super) fn written<'e>(events: impl Iterator<Item = Event<'e>>, room: usize) -> String {
    let mut html = String::with_capacity(room);
    html::push_html(&mut html, events);
    empty_heads(html)
}

/// The frame in which a wide table scrolls. The keyboard reaches what scrolls, so it has a name,
/// and one of its own: readers who go from region to region must tell them apart.
pub(super) fn table_start(number: usize) -> CowStr<'static> {
    let label = Label::Table(number);
    format!("<div class=\"table-scroll\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">")
        .into()
}

/// The box of a task. It cannot be ticked, and it says in words what its tick says to the eye.
pub(super) fn task_box(done: bool) -> String {
    let (label, checked) = if done { (Label::Done, " checked") } else { (Label::ToDo, "") };
    format!("<input type=\"checkbox\" aria-label=\"{label}\"{checked} disabled> ")
}

/// Markdown makes a heading of every cell of a table's first row. An empty one, as in the corner,
/// heads nothing, and would be read out as a heading without words.
fn empty_heads(mut html: String) -> String {
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
