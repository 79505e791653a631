//! Writes news as Markdown, as an HTML mail and as an Atom feed.

use super::News;
use crate::escape::html as escaped;
use crate::model::Date;
use crate::output::{Xml, timestamp};
use crate::theme::views::{Localized, Urls};

/// The title: what is new on which site since when.
fn title(view: Localized<'_>, since: Date) -> String {
    let day = view.words.date(since);
    view.words.fill("digest.title", &[("site", &view.config.title), ("date", &day)])
}

/// The parts with their headings, without empty ones.
fn parts<'n>(view: Localized<'_>, news: &'n [News]) -> Vec<(String, Vec<&'n News>)> {
    let of = |is_new| news.iter().filter(|one| one.is_new == is_new).collect::<Vec<_>>();
    let parts = [
        (view.words.translate("digest.new"), of(true)),
        (view.words.translate("digest.changed"), of(false)),
    ];
    parts.into_iter().filter(|(_, news)| !news.is_empty()).collect()
}

/// The news as Markdown.
#[must_use]
pub fn markdown(view: Localized<'_>, since: Date, news: &[News]) -> String {
    let mut text = format!("# {}\n", plain(&title(view, since)));
    if news.is_empty() {
        text.push_str(&format!("\n{}\n", view.words.translate("digest.none")));
    }
    for (heading, news) in parts(view, news) {
        text.push_str(&format!("\n## {heading}\n\n"));
        for one in news {
            let (title, day) = (plain(&one.title), view.words.date(one.date));
            text.push_str(&format!("- [{title}]({}) ({}, {day})", one.url, one.kind));
            if !one.summary.is_empty() {
                text.push_str(&format!("  \n  {}", plain(&one.summary)));
            }
            text.push('\n');
            one.changes.iter().for_each(|line| text.push_str(&format!("  - {}\n", plain(line))));
        }
    }
    text
}

/// A text with all characters escaped that have a meaning in Markdown.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => plain.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '|' | '~' => {
                plain.extend(['\\', c]);
            }
            c => plain.push(c),
        }
    }
    plain
}

const BODY: &str = "margin:0;padding:16px;background:#ffffff;color:#1b2733;font-family:Georgia,serif;font-size:16px;line-height:1.5";
const SMALL: &str = "margin:0;color:#4a5a68;font-family:Arial,sans-serif;font-size:13px";

/// The news as an HTML mail: laid out with one table and inline styles, for mail programs that
/// support nothing else, and without pictures, scripts or tracking.
#[must_use]
pub fn html(view: Localized<'_>, since: Date, news: &[News]) -> String {
    let title = escaped(&title(view, since)).into_owned();
    let mut text = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n</head>\n<body style=\"{BODY}\">\n<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"max-width:600px\"><tr><td>\n<h1 style=\"margin:0 0 16px;font-size:24px;line-height:1.2\">{title}</h1>\n",
        lang = view.lang()
    );
    if news.is_empty() {
        text.push_str(&format!("<p>{}</p>\n", escaped(&view.words.translate("digest.none"))));
    }
    for (heading, news) in parts(view, news) {
        text.push_str(&format!(
            "<h2 style=\"margin:24px 0 8px;font-size:18px\">{}</h2>\n",
            escaped(&heading)
        ));
        for one in news {
            text.push_str(&entry(view, one));
        }
    }
    let home = Urls::of(view).base_url;
    text.push_str(&format!(
        "<p style=\"{SMALL};padding-top:16px\"><a href=\"{0}\" style=\"color:#0b5c5a\">{0}</a></p>\n</td></tr></table>\n</body>\n</html>\n",
        escaped(home)
    ));
    text
}

fn entry(view: Localized<'_>, one: &News) -> String {
    let mut text = format!(
        "<h3 style=\"margin:16px 0 0;font-size:16px\"><a href=\"{}\" style=\"color:#0b5c5a\">{}</a></h3>\n<p style=\"{SMALL}\">{} · {}</p>\n",
        escaped(&one.url),
        escaped(&one.title),
        escaped(&one.kind),
        escaped(&view.words.date(one.date))
    );
    if !one.summary.is_empty() {
        text.push_str(&format!("<p style=\"margin:4px 0 0\">{}</p>\n", escaped(&one.summary)));
    }
    if !one.changes.is_empty() {
        text.push_str("<ul style=\"margin:4px 0 0;padding-left:20px\">\n");
        for line in &one.changes {
            text.push_str(&format!("<li>{}</li>\n", escaped(line)));
        }
        text.push_str("</ul>\n");
    }
    text
}

/// The news as an Atom feed.
#[must_use]
pub fn atom(view: Localized<'_>, since: Date, news: &[News]) -> String {
    let home = Urls::of(view).base_url;
    let updated = news.first().map_or(since, |one| one.date);
    let namespace = ("xmlns", "http://www.w3.org/2005/Atom");
    let mut xml = Xml::new("feed", &[namespace, ("xml:lang", view.lang())]);
    xml.text("title", &title(view, since)).line();
    xml.text("id", &format!("{home}#digest-{since}")).line();
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", home)]).line();
    xml.text("updated", &timestamp(updated)).line();
    xml.start("author", &[]).text("name", &view.config.title).end("author").line();
    for one in news {
        xml.start("entry", &[]).line();
        xml.text("title", &one.title).line();
        // The date makes the id unique, so that a record that changes again is a new entry for feed
        // readers.
        xml.text("id", &format!("{}#{}", one.url, one.date)).line();
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &one.url)])
            .line();
        xml.text("updated", &timestamp(one.date)).line();
        let changes = one.changes.iter().map(String::as_str);
        let lines: Vec<&str> = std::iter::once(one.summary.as_str()).chain(changes).collect();
        xml.text("summary", lines.join("\n").trim()).line();
        xml.empty("category", &[("term", &one.kind)]).line();
        xml.end("entry").line();
    }
    String::from_utf8_lossy(&xml.finish("feed")).into_owned()
}
