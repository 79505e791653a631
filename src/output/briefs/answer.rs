//! What the program answers: a line of JSON and the bytes of a document.

use std::io::{self, BufRead, Read};

use serde::Deserialize;

use super::fault::Fault;

/// The most bytes of a first line.
const LINE: u64 = 64 << 10;
/// The most bytes of a document.
const DOCUMENT: usize = 64 << 20;

/// A brief that was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// The document.
    pub(super) pdf: Vec<u8>,
    /// Letters that no font has.
    pub(super) missing: String,
}

/// The first line.
#[derive(Debug, Deserialize)]
struct Head {
    id: String,
    bytes: Option<usize>,
    #[serde(default)]
    missing: String,
    error: Option<String>,
    /// The version of the program, if it could not set the brief.
    #[serde(default)]
    version: Option<String>,
}

impl Answer {
    /// Reads an answer that is whole, as [`receive`] returns it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(mut bytes: Vec<u8>) -> Result<Answer, String> {
        let end = bytes.iter().position(|byte| *byte == b'\n').ok_or("its answer has no end")?;
        let head: Head =
            serde_json::from_slice(&bytes[..end]).map_err(|error| error.to_string())?;
        bytes.drain(..=end);
        Ok(Answer { pdf: bytes, missing: head.missing })
    }
}

/// Receives the answer about a brief: the first line and the document.
///
/// # Errors
/// When the program says that the brief cannot be set, or breaks the protocol.
pub(super) fn receive(id: &str, from: &mut impl BufRead) -> Result<Vec<u8>, Fault> {
    let broken = |error: io::Error| Fault::of_program(&format!("its program broke off: {error}"));
    let wrong = |why: &str| Fault::of_program(&format!("its program gave a wrong answer: {why}"));
    let mut answer = Vec::new();
    from.take(LINE).read_until(b'\n', &mut answer).map_err(broken)?;
    if answer.is_empty() {
        return Err(Fault::of_program("its program ended without an answer"));
    }
    let head: Head = serde_json::from_slice(&answer).map_err(|error| wrong(&error.to_string()))?;
    if let Some(why) = head.error {
        let other = head.version.filter(|version| version != env!("CARGO_PKG_VERSION"));
        return Err(match other.filter(|_| head.id.is_empty()) {
            Some(version) => Fault::of_program(&format!(
                "its program is of version {version} and does not understand version {} ({why}); \
                 install both in the same version",
                env!("CARGO_PKG_VERSION")
            )),
            None => Fault::of_brief(&why),
        });
    }
    if head.id != id {
        return Err(wrong("it is about another brief"));
    }
    let length = head.bytes.filter(|bytes| *bytes <= DOCUMENT);
    let length = length.ok_or_else(|| wrong("it does not say how long the document is"))?;
    let start = answer.len();
    answer.resize(start + length, 0);
    from.read_exact(&mut answer[start..]).map_err(broken)?;
    let document = &answer[start..];
    let is_whole = document.starts_with(b"%PDF-") && document.trim_ascii_end().ends_with(b"%%EOF");
    if is_whole { Ok(answer) } else { Err(wrong("it is not a PDF document")) }
}

#[cfg(test)]
mod tests {
    use super::{Answer, receive};
    use crate::output::briefs::fault::Fault;

    fn received(answer: &str) -> Result<Answer, Fault> {
        let bytes = receive("practices/x", &mut answer.as_bytes())?;
        Ok(Answer::read(bytes).unwrap())
    }

    #[test]
    fn a_document_follows_its_line() {
        let line = "{\"id\": \"practices/x\", \"bytes\": 14, \"pages\": 1, \"missing\": \"香\"}\n";
        let answer = received(&format!("{line}%PDF-1.7 %%EOFmore")).unwrap();
        assert_eq!((&answer.pdf[..], &*answer.missing), (&b"%PDF-1.7 %%EOF"[..], "香"));
    }

    #[test]
    fn a_brief_that_cannot_be_set_says_nothing_about_the_next() {
        let fault = received("{\"id\": \"\", \"error\": \"too deep\"}\n").unwrap_err();
        assert_eq!(fault, Fault::of_brief("too deep"));
    }

    #[test]
    fn a_program_of_another_version_is_named() {
        let answer = |id: &str, version: &str| {
            let line = format!(
                "{{\"id\": \"{id}\", \"error\": \"unknown field `x`\", \"version\": \"{version}\"}}\n"
            );
            received(&line).unwrap_err()
        };
        for other in ["0.0.1", "99.0.0"] {
            let fault = answer("", other);
            assert!(fault.is_of_program && fault.why.contains(other), "{fault:?}");
            assert!(!answer("practices/x", other).is_of_program, "it did understand the question");
        }
        assert!(!answer("", env!("CARGO_PKG_VERSION")).is_of_program);
    }

    #[test]
    fn whatever_else_is_answered_is_the_fault_of_the_program() {
        let line = |bytes: &str| format!("{{\"id\": \"practices/x\", \"bytes\": {bytes}}}\n");
        let wrong = [
            String::new(),
            "PDF\n".to_owned(),
            "{}\n".to_owned(),
            line("14"),
            line("14") + "%PDF-1.7 %%EO",
            line("14") + "<html>hello</html>",
            line("999999999999") + "%PDF-1.7 %%EOF",
            line("-1"),
            "{\"id\": \"practices/y\", \"bytes\": 14}\n%PDF-1.7 %%EOF".to_owned(),
            "{\"id\": \"practices/x\"}\n%PDF-1.7 %%EOF".to_owned(),
            "x".repeat(1 << 20),
        ];
        for answer in wrong {
            let fault = received(&answer).unwrap_err();
            assert!(fault.is_of_program, "{answer:.60}: {fault:?}");
        }
    }
}
