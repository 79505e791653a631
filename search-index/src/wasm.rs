//! The engine as the browser's worker sees it: text in, text out.

use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::error::SearchError;
use crate::read::{Engine, Step};
use crate::request::Request;
use crate::response::Response;

/// The engine of one package.
#[wasm_bindgen]
pub struct SearchEngine(Engine);

/// How far a search came.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    /// To the answer.
    Done(Box<Response>),
    /// To files that must be supplied first.
    Need(Vec<String>),
}

/// An error, with a code that scripts can tell apart.
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
    /// A JSON object with `code` and `message`, as from all functions here: when the manifest is
    /// damaged, or of another version.
    #[wasm_bindgen(constructor)]
    pub fn new(manifest: &[u8]) -> Result<SearchEngine, JsValue> {
        Engine::new(manifest).map(Self).map_err(|error| thrown(&error))
    }

    /// Answers a request given as JSON: `{"done": …}` with the answer, or `{"need": […]}` with the
    /// files to supply before asking again.
    ///
    /// # Errors
    /// When the package is damaged, or the request is no request.
    pub fn search(&mut self, request: &str) -> Result<String, JsValue> {
        let request: Request = serde_json::from_str(request).map_err(|error| {
            thrown(&SearchError::Index(format!("the request makes no sense: {error}")))
        })?;
        let answer = match self.0.search(&request).map_err(|error| thrown(&error))? {
            Step::Done(response) => Answer::Done(Box::new(response)),
            Step::Need(files) => Answer::Need(files),
        };
        serde_json::to_string(&answer)
            .map_err(|error| thrown(&SearchError::Index(error.to_string())))
    }

    /// Takes a file that was needed, unpacked.
    ///
    /// # Errors
    /// When its content is not what its name says.
    pub fn supply(&mut self, path: &str, content: Vec<u8>) -> Result<(), JsValue> {
        self.0.supply(path, content).map_err(|error| thrown(&error))
    }
}
