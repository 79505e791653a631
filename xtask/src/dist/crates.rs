//! The crates that are linked into the program, and into the engines that it carries for browsers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Deserialize;

use crate::process;
use crate::workspace::Workspace;

/// The target of the engines that browsers run, and the members of the workspace that they are
/// compiled from.
const BROWSER: &str = "wasm32-unknown-unknown";
const ENGINES: [&str; 2] = ["search-index", "form"];

/// A crate, as `cargo metadata` describes it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Package {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) version: String,
    /// An SPDX expression, or the older notation with slashes.
    #[serde(default)]
    pub(super) license: Option<String>,
    #[serde(default)]
    pub(super) repository: Option<String>,
    /// Where it comes from; nothing for members of this workspace.
    pub(super) source: Option<String>,
    pub(super) manifest_path: PathBuf,
    targets: Vec<Target>,
    /// The addresses of those that are linked into it, see [`Package::address`].
    #[serde(skip)]
    pub(super) needs: BTreeSet<String>,
}

impl Package {
    /// Its address as a package (purl), such as `pkg:cargo/serde@1.0.0`.
    pub(super) fn address(&self) -> String {
        format!("pkg:cargo/{}@{}", self.name, self.version)
    }
}

#[derive(Debug, Clone, Deserialize)]
struct Target {
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    /// `dev`, `build`, or nothing for a dependency that is linked in.
    kind: Option<String>,
}

/// All of them, by name and version, members of this workspace included. Build dependencies and
/// procedural macros are left out.
pub(super) fn linked(workspace: &Workspace, target: &str) -> Result<Vec<Package>, String> {
    let mut all = reached(&metadata(workspace, target)?, &["crosstown"])?;
    for (name, package) in reached(&metadata(workspace, BROWSER)?, &ENGINES)? {
        all.entry(name).or_insert_with(|| package.clone()).needs.extend(package.needs);
    }
    Ok(all.into_values().collect())
}

fn metadata(workspace: &Workspace, target: &str) -> Result<Metadata, String> {
    let mut cargo = process::cargo(&workspace.root);
    cargo.args(["metadata", "--locked", "--format-version", "1", "--filter-platform", target]);
    let text = process::output(&mut cargo).ok_or("`cargo metadata` failed")?;
    serde_json::from_str(&text).map_err(|error| format!("`cargo metadata`: {error}"))
}

type ByName = BTreeMap<(String, String), Package>;

/// The crates that are linked into members of the workspace.
fn reached(metadata: &Metadata, members: &[&str]) -> Result<ByName, String> {
    let packages: BTreeMap<&str, &Package> =
        metadata.packages.iter().map(|package| (package.id.as_str(), package)).collect();
    let nodes: BTreeMap<&str, &Node> =
        metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let is_member =
        |package: &&&Package| package.source.is_none() && members.contains(&package.name.as_str());
    let mut left: Vec<&str> =
        packages.values().filter(is_member).map(|package| package.id.as_str()).collect();
    if left.len() != members.len() {
        return Err(format!("not all of {} are in this workspace", members.join(", ")));
    }
    let is_linked = |id: &&str| {
        let kinds = packages.get(id).into_iter().flat_map(|package| &package.targets);
        !kinds.flat_map(|target| &target.kind).any(|kind| kind == "proc-macro")
    };
    let needs = |id: &str| -> Vec<&str> {
        let links = nodes.get(id).into_iter().flat_map(|node| &node.deps);
        let links = links.filter(|one| one.dep_kinds.iter().any(|kind| kind.kind.is_none()));
        links.map(|one| one.pkg.as_str()).filter(is_linked).collect()
    };
    let mut reached = ByName::new();
    let mut seen = BTreeSet::new();
    while let Some(id) = left.pop() {
        let Some(package) = packages.get(id).filter(|_| seen.insert(id)) else { continue };
        let needed = needs(id);
        let addresses = needed.iter().filter_map(|id| packages.get(id)).map(|one| one.address());
        let package = Package { needs: addresses.collect(), ..(*package).clone() };
        reached.insert((package.name.clone(), package.version.clone()), package);
        left.extend(needed);
    }
    Ok(reached)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_is_linked_in_counts() {
        let package = |name: &str, kind: &str, source: Option<&str>| {
            json!({
                "id": name, "name": name, "version": "1.0.0", "source": source,
                "manifest_path": "x", "targets": [{"kind": [kind]}],
            })
        };
        let needs =
            |name: &str, kind: Option<&str>| json!({"pkg": name, "dep_kinds": [{"kind": kind}]});
        let metadata = json!({
            "packages": [
                package("crosstown", "bin", None),
                package("linked", "lib", Some("registry")),
                package("within", "lib", Some("registry")),
                package("derive", "proc-macro", Some("registry")),
                package("tested-with", "lib", Some("registry")),
                package("compiled-with", "lib", Some("registry")),
            ],
            "resolve": {"nodes": [
                {"id": "crosstown", "deps": [
                    needs("linked", None), needs("derive", None), needs("tested-with", Some("dev")),
                    needs("compiled-with", Some("build")),
                ]},
                {"id": "linked", "deps": [needs("within", None), needs("crosstown", None)]},
            ]},
        });
        let metadata: Metadata = serde_json::from_value(metadata).unwrap();
        let names = |members: &[&str]| {
            let reached = reached(&metadata, members)?;
            Ok::<_, String>(reached.into_keys().map(|(name, _)| name).collect::<Vec<_>>())
        };
        assert_eq!(names(&["crosstown"]).unwrap(), ["crosstown", "linked", "within"]);
        assert!(names(&["elsewhere"]).is_err());
        let reached = reached(&metadata, &["crosstown"]).unwrap();
        let linked = &reached[&("linked".to_owned(), "1.0.0".to_owned())].needs;
        let expected = ["pkg:cargo/crosstown@1.0.0", "pkg:cargo/within@1.0.0"];
        assert!(linked.iter().eq(expected.iter()), "{linked:?}");
    }
}
