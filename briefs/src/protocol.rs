//! The protocol between the main program and this one.
//!
//! A brief is a line of JSON. The answer is a line of JSON, and if it has `bytes`, so many bytes of PDF
//! after it:
//!
//! ```json
//! {"id": "practices/x", "bytes": 41234, "pages": 2, "missing": ""}
//! {"id": "practices/x", "error": "why it could not be set", "version": "0.1.0"}
//! ```

use std::io::{self, BufRead, Write};

use serde::Serialize;

use crate::brief::Brief;
use crate::render::{Fault, Renderer};

/// What precedes the bytes of a file.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Answer<'a> {
    Set {
        id: &'a str,
        bytes: usize,
        pages: usize,
        missing: String,
    },
    /// The id is empty if the request was not understood. From the version, the main program can
    /// then tell whether the two programs belong together.
    Failed {
        id: &'a str,
        error: String,
        version: &'static str,
    },
}

/// Sets the briefs of `input` in their order and writes them to `output`, until the input ends.
///
/// # Errors
/// When the input cannot be read or the output cannot be written.
pub fn serve(renderer: &Renderer, input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    for line in input.lines() {
        let line = line?;
        let brief = serde_json::from_str::<Brief>(&line);
        let id = brief.as_ref().map_or("", |brief| brief.id.as_str());
        let pdf = match &brief {
            Ok(brief) => renderer.render(brief),
            Err(error) => Err(Fault::from(error)),
        };
        let (answer, bytes) = match pdf {
            Ok(pdf) => {
                let (bytes, missing) = (pdf.bytes.len(), pdf.missing.iter().collect());
                (Answer::Set { id, bytes, pages: pdf.pages, missing }, pdf.bytes)
            }
            Err(fault) => {
                let (error, version) = (fault.to_string(), env!("CARGO_PKG_VERSION"));
                (Answer::Failed { id, error, version }, Vec::new())
            }
        };
        serde_json::to_writer(&mut output, &answer)?;
        output.write_all(b"\n")?;
        output.write_all(&bytes)?;
        output.flush()?;
    }
    Ok(())
}
