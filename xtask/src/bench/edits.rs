//! Measures how soon `crosstown serve` shows an edit: from saving a practice until its page has the
//! new words, and until the search index has them too.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::measure::median;
use super::practice::practice_slug;

/// Number of practices edited in each way; the median counts.
const EDITS: usize = 7;

/// Timeout, longer than any change takes.
const FOR_EVER: Duration = Duration::from_secs(120);

/// How long a file must be left alone before its timestamps identify its content.
const SETTLED: Duration = Duration::from_millis(2_200);

/// The times from saving a file until the change is visible.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edit {
    /// On the page.
    pub(super) page: Duration,
    /// In the search index.
    pub(super) search: Duration,
}

/// The times of both kinds of edit, for the same practices.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edits {
    /// More text, which little else shows.
    pub(super) text: Edit,
    /// A new title, which lists, neighbours, feeds and linking pages show too.
    pub(super) title: Edit,
}

/// A server that is stopped when this value is dropped.
struct Server {
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already, which does not matter here.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// Edits practices of the site in `folder`, which has `practices` of them, while it is served.
/// Undoes all edits at the end.
pub(super) fn measure(program: &Path, folder: &Path, practices: usize) -> Result<Edits, String> {
    let server = start(program, folder)?;
    let mut before = server.index()?;
    let (mut kept, mut texts, mut titles) = (Vec::new(), Vec::new(), Vec::new());
    for edit in 0..2 * EDITS {
        thread::sleep(SETTLED);
        let slug = practice_slug(edit * practices / (2 * EDITS));
        let path = folder.join(format!("content/practices/{slug}.md"));
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let words = format!("Zqedit{edit}");
        let of_title = edit % 2 == 1;
        let edited = if of_title {
            text.replacen("\ntitle: ", &format!("\ntitle: {words} "), 1)
        } else {
            format!("{text}\n{words} was written just now.\n")
        };
        let found = server.shows(&path, &edited, (&slug, &words), &mut before)?;
        if of_title {
            titles.push(found)
        } else {
            texts.push(found)
        }
        kept.push((path, text));
    }
    drop(server);
    for (path, text) in kept {
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let middle = |edits: &[Edit]| {
        let page = median(edits.iter().map(|edit| edit.page)).unwrap_or_default();
        let search = median(edits.iter().map(|edit| edit.search)).unwrap_or_default();
        Edit { page, search }
    };
    Ok(Edits { text: middle(&texts), title: middle(&titles) })
}

fn start(program: &Path, folder: &Path) -> Result<Server, String> {
    let fault = |error: io::Error| format!("{}: {error}", program.display());
    let mut child = Command::new(program)
        .args(["serve", "--port", "0", "--root"])
        .arg(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(fault)?;
    let output = child.stdout.take();
    let mut server = Server { child, address: String::new() };
    let mut lines = BufReader::new(output.ok_or("the server has no output")?).lines();
    for line in lines.by_ref() {
        let line = line.map_err(fault)?;
        if let Some(url) = line.strip_prefix("Serving http://") {
            server.address = url.trim_end_matches('/').to_owned();
            break;
        }
    }
    // The pipe must be read: once it is full, the server would block.
    thread::spawn(move || lines.for_each(drop));
    if server.address.is_empty() { Err("the server did not start".to_owned()) } else { Ok(server) }
}

impl Server {
    fn index(&self) -> Result<String, String> {
        self.get("/search-index/manifest.json")
    }

    /// Writes a practice and waits until its page contains `words` and the index differs from
    /// `before`, which then becomes the new index.
    fn shows(
        &self,
        path: &Path,
        text: &str,
        (slug, words): (&str, &str),
        before: &mut String,
    ) -> Result<Edit, String> {
        let saved = Instant::now();
        fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        wait_for(saved, || Ok(self.get(&format!("/practices/{slug}/"))?.contains(words)))?;
        let page = saved.elapsed();
        let now = self.index()?;
        let search = saved.elapsed();
        if now == *before {
            return Err(format!("the search index is unchanged after an edit of {slug}"));
        }
        *before = now;
        Ok(Edit { page, search })
    }

    /// The content at an address, as text.
    fn get(&self, path: &str) -> Result<String, String> {
        let fault = |error: io::Error| format!("{}{path}: {error}", self.address);
        let mut stream = TcpStream::connect(&self.address).map_err(fault)?;
        stream.set_read_timeout(Some(FOR_EVER)).map_err(fault)?;
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).map_err(fault)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).map_err(fault)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

fn wait_for(since: Instant, mut shown: impl FnMut() -> Result<bool, String>) -> Result<(), String> {
    while !shown()? {
        if since.elapsed() > FOR_EVER {
            return Err("the server does not show an edit".to_owned());
        }
        thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}
