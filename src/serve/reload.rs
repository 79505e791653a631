//! Makes open pages reload after builds.
//!
//! Each page is sent with its version and a small script that listens for the server's version;
//! when they differ, the page reloads. The search page is also notified while the search index is
//! being written. The script is a separate file, because a theme may forbid inline scripts.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State as Extract;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use super::content_type::content_type;
use super::state::{Shared, State};

/// The address of version events.
pub(super) const EVENTS: &str = "/_crosstown/events";
/// The address of the script.
pub(super) const SCRIPT: &str = "/_crosstown/reload.js";

/// How soon a browser reconnects after losing the server.
const RETRY: Duration = Duration::from_millis(500);

/// Sends the current version, and again whenever it changes.
pub(super) async fn events(Extract(shared): Extract<Arc<Shared>>) -> Response {
    let Some(place) = shared.listener() else {
        return (StatusCode::SERVICE_UNAVAILABLE, "Too many pages are open.\n").into_response();
    };
    let start = (shared.subscribe(), String::new(), place);
    let events = stream::unfold(start, |(mut receiver, told, place)| async move {
        let is_news = |state: &State| state.closing || state.version > 0 && state.news() != told;
        let (news, closing) = {
            let state = receiver.wait_for(is_news).await.ok()?;
            (state.news(), state.closing)
        };
        let event = Event::default().event("version").data(&news).retry(RETRY);
        (!closing).then_some((Ok::<_, Infallible>(event), (receiver, news, place)))
    });
    Sse::new(events).into_response()
}

/// The script.
pub(super) async fn script() -> Response {
    let headers = [(CONTENT_TYPE, content_type(SCRIPT)), (CACHE_CONTROL, "no-cache")];
    (headers, include_str!("reload.js")).into_response()
}

/// Adds the script to a page. A file that is only a fragment stays as it is.
pub(super) fn inject(page: &[u8], mark: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    const START: &[u8] = b"<!doctype";
    let end = page.windows(END.len()).rposition(|part| part.eq_ignore_ascii_case(END));
    let whole = || {
        let start = page.trim_ascii_start().get(..START.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(START))
    };
    let Some(at) = end.or_else(|| whole().then_some(page.len())) else { return page.to_vec() };
    let script = format!("<script src=\"{SCRIPT}\" data-version=\"{mark}\" defer></script>");
    [&page[..at], script.as_bytes(), &page[at..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_goes_to_the_end_of_a_page() {
        let text = |page: &str| String::from_utf8(inject(page.as_bytes(), "7-1")).unwrap();
        let script = "<script src=\"/_crosstown/reload.js\" data-version=\"7-1\" defer></script>";
        assert_eq!(text("<body>é</BODY></html>"), format!("<body>é{script}</BODY></html>"));
        assert_eq!(text("\n<!DOCTYPE html><p>x"), format!("\n<!DOCTYPE html><p>x{script}"));
        assert_eq!(text("<li>part</li>"), "<li>part</li>");
    }
}
