//! Determines which files of a crate import which, by resolving their `use` items and paths.
//!
//! A re-exported name counts as an import of the file that defines it, so a `mod.rs` that only
//! declares and re-exports its children is not part of a cycle. Tests are ignored.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenTree;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree, Visibility};

/// A path from the root of the crate, without `crate`.
type ModulePath = Vec<String>;

#[derive(Default)]
struct Module {
    file: PathBuf,
    /// Names that the file itself defines.
    defined: BTreeSet<String>,
    /// What each name brought into scope by `use` refers to, including re-exported names.
    imported: BTreeMap<String, ModulePath>,
    exported: BTreeSet<String>,
    /// Modules that are re-exported as a whole.
    globs: Vec<ModulePath>,
    /// All paths in the file.
    paths: Vec<ModulePath>,
}

/// The modules of a crate, by their paths.
#[derive(Default)]
pub(crate) struct Modules(BTreeMap<ModulePath, Module>);

impl Modules {
    /// Reads the crate with the root `file` and all modules that it declares.
    pub(crate) fn of_crate(file: &Path) -> Modules {
        let mut modules = Modules::default();
        modules.read(file, &file.with_file_name(""), Vec::new());
        modules
    }

    /// Reads a file. `folder` contains the modules that it declares.
    fn read(&mut self, file: &Path, folder: &Path, path: ModulePath) {
        let text = fs::read_to_string(file).unwrap();
        let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{file:?}: {error}"));
        let mut reader = Reader(Module::default());
        let items = syntax.items.iter().filter(|item| !is_test(attributes(item)));
        for item in items {
            if let Item::Mod(declared) = item
                && declared.content.is_none()
            {
                let name = declared.ident.to_string();
                let inner = folder.join(&name);
                let flat = folder.join(format!("{name}.rs"));
                let file = if flat.exists() { flat } else { inner.join("mod.rs") };
                self.read(&file, &inner, [path.clone(), vec![name]].concat());
            } else {
                reader.visit_item(item);
            }
        }
        reader.0.file = file.to_owned();
        self.0.insert(path, reader.0);
    }

    /// The files that each file imports.
    pub(crate) fn imports(&self) -> BTreeMap<&Path, BTreeSet<&Path>> {
        let mut all = BTreeMap::new();
        for (path, module) in &self.0 {
            let imports: &mut BTreeSet<&Path> = all.entry(&*module.file).or_default();
            imports.extend(module.paths.iter().filter_map(|named| self.file_of(path, named, 0)));
            imports.remove(&*module.file);
        }
        all
    }

    /// The file that defines what `named` refers to within the module `of`.
    fn file_of(&self, of: &ModulePath, named: &[String], depth: usize) -> Option<&Path> {
        let (first, rest) = named.split_first()?;
        // Limits the depth of re-exports, because a name that refers to itself has no end.
        if depth > 10 {
            return None;
        }
        let whole = |base: &[String]| {
            let mut whole = base.to_vec();
            whole.extend_from_slice(rest);
            self.definition(&whole, depth + 1)
        };
        let module = self.0.get(of)?;
        match first.as_str() {
            "crate" => whole(&[]),
            "self" => whole(of),
            "super" => {
                self.file_of(&of[..of.len().checked_sub(1)?].to_vec(), &prefixed(rest), depth + 1)
            }
            name if self.0.contains_key(&[of.clone(), vec![name.to_owned()]].concat()) => {
                whole(&[of.clone(), vec![name.to_owned()]].concat())
            }
            name => {
                let base = module.imported.get(name).filter(|base| base[0] != name)?;
                self.file_of(of, &[base.clone(), rest.to_vec()].concat(), depth + 1)
            }
        }
    }

    /// The file that defines the item at a path from the crate root; `None` for a module.
    fn definition(&self, path: &[String], depth: usize) -> Option<&Path> {
        let split = (0..=path.len()).rev().find(|at| self.0.contains_key(&path[..*at]))?;
        let (module, rest) = path.split_at(split);
        let (name, _) = rest.split_first()?;
        let (at, module) = (module.to_vec(), self.0.get(module)?);
        if module.defined.contains(name) {
            return Some(&module.file);
        }
        if module.exported.contains(name) {
            return self.file_of(&at, module.imported.get(name)?, depth + 1);
        }
        let mut globs = module.globs.iter().map(|glob| [glob.clone(), rest.to_vec()].concat());
        // What no item defines comes from a macro that the file calls.
        globs.find_map(|glob| self.file_of(&at, &glob, depth + 1)).or(Some(&module.file))
    }
}

fn prefixed(rest: &[String]) -> Vec<String> {
    if rest.first().is_some_and(|first| first == "super") {
        return rest.to_vec();
    }
    [&["self".to_owned()], rest].concat()
}

/// Groups of files that import one another, directly or not.
pub(crate) fn circles<'a>(
    imports: &BTreeMap<&'a Path, BTreeSet<&'a Path>>,
) -> Vec<BTreeSet<&'a Path>> {
    let reached = |from: &'a Path| {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(file) = open.pop() {
            let next = imports.get(file).into_iter().flatten();
            open.extend(next.filter(|file| reached.insert(**file)));
        }
        reached
    };
    let reached: BTreeMap<_, _> = imports.keys().map(|file| (*file, reached(file))).collect();
    let groups = reached.iter().map(|(file, from_here)| {
        let back = from_here.iter().filter(|other| reached[**other].contains(file));
        back.copied().collect::<BTreeSet<_>>()
    });
    groups.filter(|group| !group.is_empty()).collect::<BTreeSet<_>>().into_iter().collect()
}

struct Reader(Module);

impl Reader {
    /// Records what a `use` item brings into scope.
    fn import(&mut self, tree: &UseTree, before: &[String], is_exported: bool) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        let (name, path) = match tree {
            UseTree::Path(path) => return self.import(&path.tree, &with(&path.ident), is_exported),
            UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.import(tree, before, is_exported));
            }
            UseTree::Glob(_) if is_exported => return self.0.globs.push(before.to_vec()),
            // Only tests and preludes use glob imports.
            UseTree::Glob(_) => return,
            UseTree::Name(name) if name.ident == "self" => {
                (before.last().cloned(), before.to_vec())
            }
            UseTree::Name(name) => (Some(name.ident.to_string()), with(&name.ident)),
            UseTree::Rename(name) => (Some(name.rename.to_string()), with(&name.ident)),
        };
        let Some(name) = name else { return };
        if is_exported {
            self.0.exported.insert(name.clone());
        } else {
            self.0.paths.push(path.clone());
        }
        self.0.imported.insert(name, path);
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        if is_test(attributes(item)) {
            return;
        }
        let name = match item {
            Item::Use(item) => {
                let is_exported = !matches!(item.vis, Visibility::Inherited);
                return self.import(&item.tree, &[], is_exported);
            }
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) => Some(&item.sig.ident),
            // Our macros name what they define outside all braces.
            Item::Macro(item) => {
                let tokens = item.mac.tokens.clone().into_iter();
                let names = tokens.filter(|token| matches!(token, TokenTree::Ident(_)));
                self.0.defined.extend(names.map(|name| name.to_string()));
                item.ident.as_ref()
            }
            Item::Mod(item) => Some(&item.ident),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            _ => None,
        };
        self.0.defined.extend(name.map(ToString::to_string));
        visit::visit_item(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        if names.len() > 1 {
            self.0.paths.push(names);
        }
        visit::visit_path(self, path);
    }

    /// The content of a macro is not parsed; whatever looks like a path in it counts as one.
    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        let text = item.tokens.to_string().replace(" :: ", "::").replace(" ::", "::");
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
        for path in words.filter(|word| word.contains("::")) {
            self.0.paths.push(path.split("::").map(str::to_owned).collect());
        }
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|name| name == "test")
    })
}
