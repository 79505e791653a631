//! A complete site in memory, and look-up by address.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use percent_encoding::percent_decode_str;
use rayon::prelude::*;

use crate::output::{Artifact, Sink};
use crate::publish::{PublishError, check_path};

/// Files by path from the site's root. Builds that have the same file share its path.
pub(super) type Files = HashMap<Arc<str>, Bytes>;

/// One build, immutable.
#[derive(Debug)]
pub(super) struct Snapshot {
    base_path: String,
    files: Arc<Files>,
    /// The search index; `None` until it is written.
    index: Option<Files>,
}

/// The result of looking up an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lookup<'a> {
    /// A file, with its path from the site's root.
    File(&'a str, &'a Bytes),
    /// A redirect to this path.
    Redirect(String),
    /// The site has no such file.
    NotFound,
}

impl Snapshot {
    /// A snapshot of `files`, served at `base_path`. [`Snapshot::with_index`] adds an index that is
    /// written later.
    pub(super) fn new(base_path: &str, files: Files, has_index: bool) -> Snapshot {
        let inner = base_path.trim_matches('/');
        let base_path = if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") };
        Snapshot { base_path, files: Arc::new(files), index: has_index.then(Files::new) }
    }

    /// The same snapshot with its search index.
    pub(super) fn with_index(&self, index: Files) -> Snapshot {
        let Snapshot { base_path, files, .. } = self;
        Snapshot { base_path: base_path.clone(), files: Arc::clone(files), index: Some(index) }
    }

    /// Whether the search index is complete, or the site has none.
    pub(super) fn has_index(&self) -> bool {
        self.index.is_some()
    }

    /// The base path of the site, with slashes at both ends.
    pub(super) fn base_path(&self) -> &str {
        &self.base_path
    }

    /// Number of files.
    pub(super) fn len(&self) -> usize {
        self.files.len() + self.index.as_ref().map_or(0, Files::len)
    }

    /// The file at a path from the site's root.
    pub(super) fn file(&self, path: &str) -> Option<&Bytes> {
        self.named(path).map(|(_, bytes)| bytes)
    }

    fn named(&self, path: &str) -> Option<(&Arc<str>, &Bytes)> {
        let index = || self.index.as_ref().and_then(|index| index.get_key_value(path));
        self.files.get_key_value(path).or_else(index)
    }

    /// Looks up the percent-encoded path of a request. It is only compared with names of files, so
    /// no path leads out of the site.
    pub(super) fn find(&self, path: &str) -> Lookup<'_> {
        let decode = |path: &str| percent_decode_str(path).decode_utf8().ok().map(String::from);
        let (Some(decoded), Some(base)) = (decode(path), decode(&self.base_path)) else {
            return Lookup::NotFound;
        };
        let Some(inner) = decoded.strip_prefix(&base) else {
            let before_base = decoded == "/" || decoded == base.trim_end_matches('/');
            return if before_base {
                Lookup::Redirect(self.base_path.clone())
            } else {
                Lookup::NotFound
            };
        };
        let wanted = if inner.is_empty() || inner.ends_with('/') {
            format!("{inner}index.html")
        } else {
            inner.to_owned()
        };
        if let Some((name, bytes)) = self.named(&wanted) {
            return Lookup::File(name, bytes);
        }
        if self.files.contains_key(format!("{wanted}/index.html").as_str()) {
            return Lookup::Redirect(format!("{path}/"));
        }
        Lookup::NotFound
    }
}

/// A sink that collects a build.
#[derive(Debug, Default)]
pub(super) struct MemorySink {
    /// The last good build, whose files may be kept.
    before: Option<Arc<Snapshot>>,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    files: Files,
    failed: Option<String>,
}

impl MemorySink {
    /// A sink for a build that follows the build `before`.
    pub(super) fn after(before: Option<Arc<Snapshot>>) -> MemorySink {
        MemorySink { before, taken: Mutex::default() }
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The collected files, or the first error, even if it was ignored at the time.
    pub(super) fn into_files(self) -> Result<Files, String> {
        let taken = self.taken.into_inner().unwrap_or_else(PoisonError::into_inner);
        taken.failed.map_or(Ok(taken.files), Err)
    }
}

/// Embedded files are not copied.
fn held(bytes: Cow<'static, [u8]>) -> Bytes {
    match bytes {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    }
}

impl Sink for MemorySink {
    fn put(&self, artifact: Artifact) -> io::Result<()> {
        let Artifact { path, bytes } = artifact;
        let judged = check_path(&path);
        let mut taken = self.taken();
        let kept =
            judged.and_then(|()| match taken.files.insert(path.as_str().into(), held(bytes)) {
                None => Ok(()),
                Some(_) => Err(PublishError::Taken { path }),
            });
        kept.map_err(|error| {
            taken.failed = Some(error.to_string());
            error.into()
        })
    }

    fn keep(&self, groups: &[&[Arc<str>]]) -> Vec<bool> {
        let Some(before) = &self.before else { return vec![false; groups.len()] };
        let found = |path: &Arc<str>| Some((Arc::clone(path), before.files.get(path)?.clone()));
        let found: Vec<Option<Vec<_>>> =
            groups.par_iter().map(|group| group.iter().map(found).collect()).collect();
        let mut taken = self.taken();
        let files = &mut taken.files;
        files.reserve(before.files.len().saturating_sub(files.len()));
        let mut keep = |group: Option<Vec<(Arc<str>, Bytes)>>| {
            // The caller learns which groups were not kept, and writes those.
            let group = group.filter(|all| all.iter().all(|(path, _)| !files.contains_key(path)));
            group.map(|group| files.extend(group)).is_some()
        };
        found.into_iter().map(&mut keep).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(base: &str) -> Snapshot {
        let names = ["index.html", "practices/a/index.html", "practices/a/índex.md"];
        Snapshot::new(base, names.map(|name| (name.into(), Bytes::from("x"))).into(), true)
    }

    fn name<'a>(site: &'a Snapshot, path: &str) -> Option<&'a str> {
        match site.find(path) {
            Lookup::File(name, _) => Some(name),
            _ => None,
        }
    }

    #[test]
    fn a_folder_means_its_index_and_wants_its_slash() {
        let site = site("/");
        assert_eq!(name(&site, "/"), Some("index.html"));
        assert_eq!(name(&site, "/practices/a/"), Some("practices/a/index.html"));
        assert_eq!(name(&site, "/practices/a/%C3%ADndex.md"), Some("practices/a/índex.md"));
        assert_eq!(site.find("/practices/a"), Lookup::Redirect("/practices/a/".into()));
        assert_eq!(site.find("/practices/"), Lookup::NotFound);
    }

    #[test]
    fn a_site_may_live_below_the_root() {
        for base in ["/crosstown/", "crosstown"] {
            let site = site(base);
            assert_eq!(name(&site, "/crosstown/"), Some("index.html"));
            assert_eq!(site.find("/"), Lookup::Redirect("/crosstown/".into()));
            assert_eq!(site.find("/crosstown"), Lookup::Redirect("/crosstown/".into()));
            assert_eq!(site.find("/practices/a/"), Lookup::NotFound);
        }
    }

    #[test]
    fn no_path_leads_out() {
        let site = site("/");
        for path in ["/../Cargo.toml", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/%ff", "/a%00"]
        {
            assert_eq!(site.find(path), Lookup::NotFound, "{path}");
        }
    }

    #[test]
    fn files_are_kept_all_or_none() {
        let memory = MemorySink::after(Some(Arc::new(site("/"))));
        let name = |name: &str| Arc::<str>::from(name);
        let (known, page) = ([name("index.html")], [name("practices/a/index.html")]);
        let other = [name("practices/a/índex.md"), name("nothing.html")];
        assert_eq!(memory.keep(&[&known, &other, &page]), [true, false, true]);
        memory.put(Artifact::new("new.html", "new")).unwrap();
        let files = memory.into_files().unwrap();
        let mut names: Vec<&str> = files.keys().map(|path| &**path).collect();
        names.sort_unstable();
        assert_eq!(names, ["index.html", "new.html", "practices/a/index.html"]);

        let memory = MemorySink::after(Some(Arc::new(site("/"))));
        memory.put(Artifact::new("index.html", "new")).unwrap();
        assert_eq!(memory.keep(&[&known, &page]), [false, true]);
    }

    #[test]
    fn what_cannot_be_taken_fails_the_build_even_when_overlooked() {
        let memory = MemorySink::default();
        memory.put(Artifact::new("a", "1")).unwrap();
        memory.put(Artifact::new("a", "2")).unwrap_err();
        assert!(memory.into_files().unwrap_err().contains("`a`"));
    }
}
