//! What the site's forms need of the program, for the browser.
//!
//! A form hands over what somebody has typed, as JSON, and gets back the file of the record, what
//! `check` says about it, and its text as the page will show it ([`crosstown::draft`]). The rules
//! are those of the program, compiled for the browser: none is written twice.
//!
//! `cargo xtask wasm` builds it into `form/dist/`, which is under version control: a site can be
//! built on a machine without the WebAssembly target.

use crosstown::draft::{Draft, Known, Names};

/// What a form has open: the names that drafts are judged against.
#[derive(Debug)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen)]
pub struct Form(Known);

#[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen)]
impl Form {
    /// Takes the names that the site publishes, as JSON.
    ///
    /// # Errors
    /// JSON of another shape: the file is from another version of the site.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen(constructor))]
    pub fn new(names: &str) -> Result<Form, String> {
        let names: Names = serde_json::from_str(names).map_err(|error| error.to_string())?;
        Ok(Form(Known::new(&names)))
    }

    /// Judges a [`Draft`], given as JSON, and returns a [`crosstown::draft::Review`] as JSON.
    ///
    /// # Errors
    /// JSON of another shape.
    pub fn review(&mut self, draft: &str) -> Result<String, String> {
        let draft: Draft = serde_json::from_str(draft).map_err(|error| error.to_string())?;
        serde_json::to_string(&self.0.review(&draft)).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn a_draft_is_judged_and_written() {
        let names = r#"{
            "site": {"title": "Bins", "base_url": "https://bins.example/", "languages": ["en"]},
            "spheres": [], "mechanisms": [],
            "topics": [{"id": "waste", "label": "Waste", "definition": "What is thrown away."}],
            "records": [{"kind": "city", "slug": "denver", "title": "Denver"}]
        }"#;
        let mut form = Form::new(names).unwrap();
        let draft = r#"{"kind": "practice", "values": [
            ["title", "Night buses"], ["stage", "pilott"], ["cities", "Denvor"]
        ], "parts": [{"heading": "Results", "text": "**Fewer** cars."}]}"#;
        let review = form.review(draft).unwrap();
        for part in [
            r#""path":"content/practices/night-buses.md""#,
            r#""at":"stage","code":"unknown-value""#,
            r#""help":"did you mean `denver`?""#,
            r"<strong>Fewer</strong> cars.",
        ] {
            assert!(review.contains(part), "{part} is not in {review}");
        }
        assert!(form.review("12").is_err() && Form::new("12").is_err());
    }
}
