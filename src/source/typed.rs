//! Reads a value as the type of its field, and reports what is wrong with it.

use super::meant;
use super::reader::Reader;
use super::yaml::Node;
use crate::address::{self, Address, Fault, NameFault, judge, name_fault};
use crate::diagnostic::Diagnostic;
use crate::model::{At, Type, Value, country_code, is_country, is_slug, not_a_slug, slug_for};

impl<'n> Reader<'n> {
    /// Reads a value; `None` if it cannot be read as the type.
    pub(super) fn value(&'n self, of: Type, node: &'n Node, name: &str) -> Option<At<Value>> {
        let value = match of {
            Type::Map(schema) => Value::Map(self.map(node, schema, name)?),
            Type::Date => Value::Date(self.date(node, name)?),
            Type::Flag => Value::Flag(self.flag(node, name)?),
            Type::Figure => Value::Figure(self.figure(node, name)?),
            Type::Amount | Type::Measure => Value::Number(self.number(node, name, of)?),
            Type::Degrees(most) => Value::Number(self.degrees(node, name, most)?),
            Type::Whole(low, high) => Value::Whole(self.whole(node, name, low, high)?),
            Type::Choice(words) => Value::Text(self.choice(node, name, words)?),
            Type::Reference(_) | Type::Citation => Value::Text(self.text(node, name)?.value),
            Type::Slug | Type::Currency | Type::Country | Type::TimeZone => {
                let text = self.text(node, name)?;
                Value::Text(self.particular(of, name, text)?)
            }
            _ => {
                let text = self.prose(node, name)?;
                Value::Text(self.particular(of, name, text)?)
            }
        };
        Some(At::new(value, node.span))
    }

    /// Validates a text with a fixed format.
    fn particular(&self, of: Type, name: &str, text: At<String>) -> Option<String> {
        match of {
            Type::Short(most) => self.short(name, text, most),
            Type::Slug => self.slug(text),
            Type::SourceId => self.source_id(text),
            Type::Time => self.time(text),
            Type::Currency => self.currency(name, text),
            Type::Country => self.country(name, text),
            Type::TimeZone => self.time_zone(name, text),
            Type::WebAddress => self.web_address(&text),
            Type::Mailbox => self.mailbox(text),
            Type::Wikidata => self.wikidata(text),
            Type::Language => self.language(text),
            Type::BaseUrl => self.base_url(name, &text),
            Type::Destination => self.destination(&text),
            _ => Some(text.value),
        }
    }

    fn short(&self, name: &str, text: At<String>, most: usize) -> Option<String> {
        let length = text.chars().count();
        if length > most {
            let message = format!("the {name} has {length} characters");
            let found = self.error("summary-too-long", text.span, message);
            let over = match length - most {
                1 => "1 character".to_owned(),
                some => format!("{some} characters"),
            };
            let help = format!("take out {over}; details belong in the body");
            self.note(found.label(format!("expected {most} at most")).help(help));
        }
        Some(text.value)
    }

    /// The name by which others refer to a term.
    fn slug(&self, text: At<String>) -> Option<String> {
        if is_slug(&text) {
            return Some(text.value);
        }
        let found = self.error("bad-slug", text.span, not_a_slug(&text));
        let found = found.label(match name_fault(&text) {
            Some(NameFault::Device) => "expected a name that every system can have",
            _ => "expected lower-case letters, digits and hyphens",
        });
        self.note(did_you_mean_slug(found, &text));
        None
    }

    /// A name that can be used in `[^id]`.
    fn source_id(&self, id: At<String>) -> Option<String> {
        if !id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)) {
            let message = format!("`{}` cannot be the id of a source", id.value);
            let found = self.error("bad-slug", id.span, message);
            let found =
                found.label("expected letters, digits and hyphens, so that `[^id]` can cite it");
            self.note(did_you_mean_slug(found, &id));
        }
        Some(id.value)
    }

    fn time(&self, text: At<String>) -> Option<String> {
        let good = text.split_once(':').is_some_and(|(hour, minute)| {
            let within = |part: &str, most: u8| {
                part.len() == 2 && part.parse::<u8>().is_ok_and(|n| n < most)
            };
            within(hour, 24) && within(minute, 60)
        });
        if !good {
            let message = format!("`{}` is not a time of day", text.value);
            let found = self.error("bad-time", text.span, message);
            self.note(found.label("expected HH:MM, like `14:30`"));
        }
        good.then_some(text.value)
    }

    fn currency(&self, name: &str, code: At<String>) -> Option<String> {
        if !meant::is_currency(&code) {
            let message = format!("`{}` is not a currency code", code.value);
            let found = self.error("bad-currency", code.span, message);
            let found = found.label("expected three capitals, like `USD` or `EUR` (ISO 4217)");
            let help = meant::choose(name, &meant::currency(&code));
            self.note(help.into_iter().fold(found, Diagnostic::help));
        }
        Some(code.value)
    }

    fn country(&self, name: &str, code: At<String>) -> Option<String> {
        if !is_country(&code) {
            let message = format!("no country has the code `{}`", code.value);
            let found = self.error("bad-country", code.span, message);
            let found = found.label("expected two capitals, like `US` or `GB` (ISO 3166-1)");
            self.note(match country_code(&code) {
                Some(meant) => found.help(format!("write `{name}: {meant}`")),
                None => found,
            });
        }
        Some(code.value)
    }

    fn time_zone(&self, name: &str, zone: At<String>) -> Option<String> {
        if !meant::is_zone(&zone) {
            let message = format!("there is no time zone called `{}`", zone.value);
            let found = self.error("bad-time-zone", zone.span, message);
            let found =
                found.label("expected a name of the IANA database, like `America/New_York`");
            let help = meant::choose(name, &meant::zones(&zone));
            self.note(help.into_iter().fold(found, Diagnostic::help));
        }
        Some(zone.value)
    }

    /// An address that pages link to, in the form that outputs write. Schemes that are not of the
    /// web are refused, because a contributor could write `javascript:`.
    fn web_address(&self, url: &At<String>) -> Option<String> {
        let is_web = |written: &str| {
            let scheme = written.split(':').next().unwrap_or_default();
            ["http", "https"].iter().any(|known| known.eq_ignore_ascii_case(scheme))
        };
        let fault = match judge(url) {
            Ok(Address::Elsewhere(written))
                if is_web(&written) && !url.contains(char::is_whitespace) =>
            {
                return Some(written);
            }
            Ok(_) => None,
            Err(fault) => Some(fault),
        };
        let message = format!("`{}` is not a web address", url.value);
        let found = self.error("bad-url", url.span, message);
        let found = found.label("expected an address that begins with `https://` or `http://`");
        let good = |meant: &String| matches!(judge(meant), Ok(Address::Elsewhere(_)));
        self.note(match (meant::address(url).filter(good), fault) {
            (Some(meant), _) => found.help(format!("write `{meant}`")),
            (None, Some(Fault::Scheme(_)) | None) => found,
            (None, Some(fault)) => found.note(fault.to_string()),
        });
        Some(String::new())
    }

    /// The mailbox of an office.
    fn mailbox(&self, mailbox: At<String>) -> Option<String> {
        let plain = |part: &str| {
            let signs = "._+-'";
            !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || signs.contains(c))
        };
        let good = mailbox.split_once('@').is_some_and(|(user, host)| plain(user) && plain(host));
        if !good {
            let message = format!("`{}` is not a mailbox", mailbox.value);
            let found = self.error("bad-mailbox", mailbox.span, message);
            self.note(found.label("expected an address like `office@city.gov`"));
        }
        good.then_some(mailbox.value)
    }

    /// A Wikidata item, from which pages make an address.
    fn wikidata(&self, id: At<String>) -> Option<String> {
        let digits = id.strip_prefix('Q').unwrap_or_default();
        let good = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !good {
            let message = format!("`{}` is not a Wikidata id", id.value);
            let found = self.error("bad-wikidata", id.span, message);
            self.note(found.label("expected `Q` and a number, like `Q16554`"));
        }
        good.then_some(id.value)
    }

    fn language(&self, tag: At<String>) -> Option<String> {
        if !meant::is_language_tag(&tag) {
            let message = format!("`{}` is not a language tag", tag.value);
            let found = self.error("bad-language", tag.span, message);
            let found = found.label("expected a tag like `en`, `es` or `pt-BR` (BCP 47)");
            self.note(found.did_you_mean(meant::language_tag(&tag).as_deref()));
        } else if let Some(why) = name_fault(&tag) {
            // It becomes the name of a folder of the site.
            let message = format!("`{}` cannot be the name of a folder: {why}", tag.value);
            let found = self.error("bad-language", tag.span, message);
            let found = found.label("expected a tag that every system can have as a name");
            self.note(found.help("add the region where it is spoken, as in `pt-BR`"));
        }
        Some(tag.value)
    }

    fn base_url(&self, name: &str, url: &At<String>) -> Option<String> {
        let fault = match address::base_url(url) {
            Ok(mended) => return Some(mended),
            Err(fault) => fault,
        };
        let message = format!("`{}` is not a base URL", url.value);
        let found = self.error("bad-url", url.span, message);
        let found = found.label("expected an address that begins with `https://` or `http://`");
        let meant = meant::address(url).and_then(|meant| address::base_url(&meant).ok());
        self.note(match meant {
            Some(meant) => found.help(format!("write `{name}: {meant}`")),
            None => found.note(fault.to_string()),
        });
        None
    }

    /// An address of the navigation, always relative to the site's root.
    fn destination(&self, url: &At<String>) -> Option<String> {
        match judge(url) {
            Ok(Address::Elsewhere(written)) => Some(written),
            Ok(Address::Here(local)) => {
                let path = format!("/{}", local.path.trim_start_matches('/'));
                Some(local.written(&path))
            }
            Err(fault) => {
                let message = format!("a page must not link to `{}`", url.value);
                let found = self.error("bad-url", url.span, message);
                let found = found.label("expected a path within the site, like `/practices/`, or an address that begins with `https://`");
                self.note(found.note(fault.to_string()));
                Some("/".to_owned())
            }
        }
    }
}

fn did_you_mean_slug(found: Diagnostic, text: &str) -> Diagnostic {
    found.did_you_mean(slug_for(text).as_deref())
}
