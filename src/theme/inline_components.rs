//! Inserts components that are the same on every page into templates before these are compiled.
//!
//! `{{ <foot_end site={site} /> }}` gives a component nothing but the site, which all pages of a
//! language share. So what it makes is the same on all of them, and is made once. A template with it
//! inserted renders to the same bytes; as for fixed words, see [`super::inline_messages`], a template
//! that fails is used as written.

use tera::{Context, Tera, Value};

/// The parts of a call around the name of the component.
const OPEN: &str = "{{ <";
const CLOSE: &str = " site={site} /> }}";

/// The template `text` with calls of those `components` that receive only `site` replaced by their
/// result. Anything that is not plainly such a call stays as it is.
pub(super) fn folded(text: &str, components: &Tera, site: &Value) -> String {
    // Nothing is inserted into raw blocks.
    if text.contains("endraw") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(CLOSE) {
        let made = before.rsplit_once(OPEN).and_then(|(before, name)| {
            let html = made(components, name, site)?;
            Some((before, html))
        });
        match made {
            Some((before, html)) => out.extend([before, &html]),
            None => out.extend([before, CLOSE]),
        }
        rest = after;
    }
    out + rest
}

/// The output of a component for the site, if it can be rendered without a page and contains no
/// template syntax.
fn made(components: &Tera, name: &str, site: &Value) -> Option<String> {
    let mut given = Context::new();
    given.insert_value("site", site.clone());
    let html = components.render_component(name, &given, None, true).ok()?;
    // Spaces at the ends could be trimmed by a neighbouring tag.
    let is_safe = !html.is_empty() && html.trim() == html;
    let is_syntax = ["{{", "{%", "{#", "#}"].iter().any(|mark| html.contains(mark));
    (is_safe && !is_syntax).then_some(html)
}

/// Whether a component may read values that it is not given: an argument like `@page` is taken from
/// the page that calls it.
pub(super) fn may_read_the_page(components: &Tera) -> bool {
    let mut all = components.get_component_names();
    all.any(|name| {
        let component = components.get_component_definition(name);
        component.is_some_and(|component| component.args().iter().any(|arg| arg.is_implicit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: &str = "{% component foot(site) %}<p>{{ site }}</p>{% endcomponent foot %}\
        {% component page_title(site, page) %}{{ page }}{% endcomponent page_title %}\
        {% component nothing(site) %}{% if site == 2 %}x{% endif %}{% endcomponent nothing %}\
        {% component syntax(site) %}{{ \"{{\" }}{% endcomponent syntax %}";

    fn tera(parts: &str) -> Tera {
        let mut tera = Tera::new();
        tera.add_raw_template("parts.html", parts).unwrap();
        tera
    }

    fn one(text: &str) -> String {
        folded(text, &tera(PARTS), &Value::from(1))
    }

    #[test]
    fn a_component_that_is_given_only_the_site_is_inserted() {
        assert_eq!(one("a{{ <foot site={site} /> }}b"), "a<p>1</p>b");
        let two = "{{ <foot site={site} /> }}{{ x }}{{ <foot site={site} /> }}";
        assert_eq!(one(two), "<p>1</p>{{ x }}<p>1</p>");
    }

    #[test]
    fn everything_else_stays() {
        for text in [
            "",
            "{{ <foot site={other} /> }}",
            "{{- <foot site={site} /> }}",
            "{{ <page_title site={site} page={page} /> }}",
            "{{ <page_title site={site} /> }}",
            "{{ <unknown site={site} /> }}",
            "{{ <nothing site={site} /> }}",
            "{{ <syntax site={site} /> }}",
            "{% raw %}{{ <foot site={site} /> }}{% endraw %}",
            " site={site} /> }}",
        ] {
            assert_eq!(one(text), text);
        }
    }

    #[test]
    fn an_argument_from_the_page_is_noticed() {
        assert!(!may_read_the_page(&tera(PARTS)));
        let of_page = "{% component foot(site, @page) %}{{ page }}{% endcomponent foot %}";
        assert!(may_read_the_page(&tera(of_page)));
    }
}
