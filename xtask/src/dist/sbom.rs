//! The software bill of materials of a release, in CycloneDX 1.6: what is linked into the program and
//! into the engines that it carries, with licences, digests and who needs whom.
//!
//! It has neither a time nor a random number, so that the same commit has the same bill.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::crates::Package;
use super::notices::CARRIED;

/// The bill. `lock` is the text of the lock file, which has the digests of all crates.
pub(super) fn bill(crates: &[Package], lock: &str) -> Result<Vec<u8>, String> {
    let digests = digests(lock);
    let own = crates.iter().find(|package| package.source.is_none() && package.name == "crosstown");
    let own = own.ok_or("the program is not among its crates")?;
    let others = crates.iter().filter(|package| package.address() != own.address());
    let carried = CARRIED.iter().map(
        |(what, licence, _)| json!({ "type": "data", "name": what, "licenses": licences(licence) }),
    );
    let components = others.map(|package| component("library", package, &digests));
    let dependencies = crates
        .iter()
        .map(|package| json!({ "ref": package.address(), "dependsOn": package.needs }));
    let bill = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": component("application", own, &digests),
            "tools": { "components": [{ "type": "application", "name": "cargo xtask dist" }] },
        },
        "components": components.chain(carried).collect::<Vec<Value>>(),
        "dependencies": dependencies.collect::<Vec<Value>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&bill).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn component(of: &str, package: &Package, digests: &BTreeMap<(&str, &str), &str>) -> Value {
    let mut component = json!({
        "type": of,
        "bom-ref": package.address(),
        "purl": package.address(),
        "name": package.name,
        "version": package.version,
    });
    if let Some(licence) = &package.license {
        component["licenses"] = licences(licence);
    }
    if let Some(digest) = digests.get(&(package.name.as_str(), package.version.as_str())) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": digest }]);
    }
    if let Some(repository) = &package.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    component
}

/// A licence as an expression. Some crates still separate alternatives by a slash.
fn licences(expression: &str) -> Value {
    let alternatives: Vec<&str> = expression.split('/').map(str::trim).collect();
    json!([{ "expression": alternatives.join(" OR ") }])
}

/// The digests in a lock file, by name and version.
fn digests(lock: &str) -> BTreeMap<(&str, &str), &str> {
    let of_package = |package| {
        let named = (value(package, "name")?, value(package, "version")?);
        Some((named, value(package, "checksum")?))
    };
    lock.split("[[package]]").filter_map(of_package).collect()
}

/// The text of a key in lines like `name = "serde"`.
fn value<'a>(lines: &'a str, key: &str) -> Option<&'a str> {
    let mut values = lines.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
    values.next().map(|value| value.trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"own\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"serde\"\nversion = \"1.0.0\"\nsource = \"x\"\nchecksum = \"abc\"\n";

    #[test]
    fn digests_are_those_of_the_lock_file() {
        assert_eq!(digests(LOCK), BTreeMap::from([(("serde", "1.0.0"), "abc")]));
    }

    #[test]
    fn licences_are_expressions() {
        assert_eq!(licences("MIT / Apache-2.0"), json!([{ "expression": "MIT OR Apache-2.0" }]));
    }
}
