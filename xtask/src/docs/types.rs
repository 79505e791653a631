//! Views as the source declares them: names, comments, fields.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use syn::{
    Attribute, Expr, Fields, GenericArgument, ImplItem, Item, Lit, Meta, PathArguments, Type,
};

/// A view: a type that templates see.
#[derive(Debug, PartialEq)]
pub(super) struct View {
    /// Its comment.
    pub(super) about: String,
    pub(super) fields: Vec<Field>,
}

/// A field of a view.
#[derive(Debug, PartialEq)]
pub(super) struct Field {
    pub(super) name: String,
    /// Its comment.
    pub(super) about: String,
    pub(super) of: Value,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text,
    Number,
    Truth,
    View(String),
    Maybe(Box<Value>),
    List(Box<Value>),
}

/// All views by name.
pub(super) type Views = BTreeMap<String, View>;

/// What the sources of the views declare.
#[derive(Debug, PartialEq)]
pub(super) struct Declared {
    pub(super) views: Views,
    /// The views of records, each with the template that receives it.
    pub(super) records: BTreeMap<String, String>,
}

/// Reads the views of a folder of sources.
pub(super) fn declared(folder: &Path) -> Result<Declared, String> {
    let mut items = Vec::new();
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| format!("{}: {error}", folder.display()))?.path();
        let said = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = fs::read_to_string(&path).map_err(|error| said(&error))?;
        items.extend(syn::parse_file(&text).map_err(|error| said(&error))?.items);
    }
    gathered(items)
}

/// The view of an `impl Shown for Network` with its template, which is named after the kind.
fn record(item: &Item) -> Option<(String, String)> {
    let Item::Impl(one) = item else { return None };
    let (implemented, _) = one.trait_.as_ref()?;
    let view = one.items.iter().find_map(|item| match item {
        ImplItem::Type(of) if of.ident == "View" => name(&of.ty),
        _ => None,
    });
    let kind = name(&one.self_ty).filter(|_| implemented.is_ident("Shown"))?;
    Some((view?, format!("{}.html", kind.to_lowercase())))
}

fn name(of: &Type) -> Option<String> {
    match of {
        Type::Path(path) => Some(path.path.get_ident()?.to_string()),
        _ => None,
    }
}

fn gathered(items: Vec<Item>) -> Result<Declared, String> {
    let aliases = aliases(&items);
    let records = items.iter().filter_map(record).collect();
    let mut views = Views::new();
    for item in items {
        let Item::Struct(one) = item else { continue };
        if !is_serialized(&one.attrs) {
            continue;
        }
        let name = one.ident.to_string();
        let Fields::Named(named) = one.fields else {
            return Err(format!("view `{name}` has fields without names"));
        };
        let mut fields = Vec::new();
        for field in named.named {
            let called = field.ident.map(|ident| ident.to_string()).unwrap_or_default();
            let of = value(&field.ty, &aliases).ok_or_else(|| {
                format!("the type of `{name}.{called}` is not known to `cargo xtask docs`")
            })?;
            fields.push(Field { name: called, about: comment(&field.attrs), of });
        }
        let view = View { about: comment(&one.attrs), fields };
        if views.insert(name.clone(), view).is_some() {
            return Err(format!("two views are called `{name}`"));
        }
    }
    Ok(Declared { views, records })
}

/// Other names of views: `pub type Crumb = LinkView`.
fn aliases(items: &[Item]) -> BTreeMap<String, String> {
    let alias = |item: &Item| match item {
        Item::Type(one) => Some((one.ident.to_string(), name(&one.ty)?)),
        _ => None,
    };
    items.iter().filter_map(alias).collect()
}

fn is_serialized(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let mut found = false;
        if attribute.path().is_ident("derive") {
            // An attribute that is not a list of names derives nothing relevant here.
            let _ = attribute.parse_nested_meta(|derived| {
                found |= derived.path.is_ident("Serialize");
                Ok(())
            });
        }
        found
    })
}

/// The documentation comment, on one line.
fn comment(attributes: &[Attribute]) -> String {
    let line = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    attributes.iter().filter_map(line).collect::<Vec<_>>().join(" ")
}

fn value(of: &Type, aliases: &BTreeMap<String, String>) -> Option<Value> {
    let path = match of {
        Type::Reference(reference) => return value(&reference.elem, aliases),
        Type::Path(path) => path,
        _ => return None,
    };
    let last = path.path.segments.last()?;
    let inner = || match &last.arguments {
        PathArguments::AngleBracketed(list) => match list.args.first()? {
            GenericArgument::Type(inner) => value(inner, aliases).map(Box::new),
            _ => None,
        },
        _ => None,
    };
    let name = last.ident.to_string();
    match name.as_str() {
        "String" | "str" => Some(Value::Text),
        "bool" => Some(Value::Truth),
        "u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" | "f64" => Some(Value::Number),
        "Option" => inner().map(Value::Maybe),
        "Vec" => inner().map(Value::List),
        _ => Some(Value::View(aliases.get(&name).cloned().unwrap_or(name))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Declared, String> {
        gathered(syn::parse_file(text).unwrap().items)
    }

    #[test]
    fn fields_are_read_with_their_comments() {
        let text = "/// A city,\n/// as `record`.\n#[derive(Clone, Serialize)]\npub struct City {\n\
            /// Its links.\npub links: Option<Vec<Crumb>>,\n}\npub type Crumb = Link;\n\
            pub struct Urls { x: u8 }\n\
            impl Shown for Town { type View = City; }\nimpl Other for Town { type View = Link; }";
        let Declared { views, records } = read(text).unwrap();
        assert_eq!(records, BTreeMap::from([("City".to_owned(), "town.html".to_owned())]));
        assert_eq!(views.len(), 1, "what is not serialised is no view");
        let city = &views["City"];
        assert_eq!(city.about, "A city, as `record`.");
        let links = Value::List(Box::new(Value::View("Link".to_owned())));
        let about = "Its links.".to_owned();
        let field = Field { name: "links".to_owned(), about, of: Value::Maybe(Box::new(links)) };
        assert_eq!(city.fields, [field]);
    }

    #[test]
    fn two_views_of_one_name_are_refused() {
        let one = "#[derive(Serialize)] struct A { x: u8 }";
        assert_eq!(read(&format!("{one}{one}")).unwrap_err(), "two views are called `A`");
    }
}
