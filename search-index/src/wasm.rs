//! The engine's interface for the browser's worker: JSON in, JSON out.

use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::error::SearchError;
use crate::read::{Engine, Step};
use crate::request::Request;
use crate::response::Response;

/// Searches one package.
#[wasm_bindgen]
pub struct SearchEngine(Engine);

/// The outcome of an attempt.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    /// The answer.
    Done(Box<Response>),
    /// Files to be supplied first.
    Need(Vec<String>),
}

/// An error with a code for scripts.
#[derive(Serialize)]
struct Fault {
    code: &'static str,
    message: String,
}

fn thrown(error: &SearchError) -> JsValue {
    let code = match error {
        SearchError::Version { .. } => "version",
        SearchError::Corrupt { .. } => "corrupt",
        SearchError::Manifest(_) => "manifest",
        _ => "index",
    };
    let fault = Fault { code, message: error.to_string() };
    JsValue::from_str(&serde_json::to_string(&fault).unwrap_or_default())
}

#[wasm_bindgen]
impl SearchEngine {
    /// An engine for the package with this manifest.
    ///
    /// # Errors
    /// When the manifest is damaged or of another version. Errors of all functions are JSON objects
    /// with `code` and `message`.
    #[wasm_bindgen(constructor)]
    pub fn new(manifest: &[u8]) -> Result<SearchEngine, JsValue> {
        Engine::new(manifest).map(Self).map_err(|error| thrown(&error))
    }

    /// Answers a request given as JSON: `{"done": …}` with the response, or `{"need": […]}` with
    /// files to supply before trying again.
    ///
    /// # Errors
    /// When the package is damaged, or the request cannot be parsed.
    pub fn search(&mut self, request: &str) -> Result<String, JsValue> {
        let request: Request = serde_json::from_str(request).map_err(|error| {
            thrown(&SearchError::Index(format!("the request cannot be parsed: {error}")))
        })?;
        let answer = match self.0.search(&request).map_err(|error| thrown(&error))? {
            Step::Done(response) => Answer::Done(Box::new(response)),
            Step::Need(files) => Answer::Need(files),
        };
        serde_json::to_string(&answer)
            .map_err(|error| thrown(&SearchError::Index(error.to_string())))
    }

    /// Takes a needed file, decompressed.
    ///
    /// # Errors
    /// When its content does not match its name.
    pub fn supply(&mut self, path: &str, content: Vec<u8>) -> Result<(), JsValue> {
        self.0.supply(path, content).map_err(|error| thrown(&error))
    }
}
