//! Turns a request and the state into a response.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State as Extract;
use axum::http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH,
    LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;

use super::content_type::{content_type, is_immutable, is_page};
use super::error_page;
use super::reload::inject;
use super::snapshot::{Lookup, Snapshot};
use super::state::{Shared, State};

/// Answers any request that is not for the server itself, after the first build.
pub(super) async fn answer(
    Extract(shared): Extract<Arc<Shared>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let state = shared.ready().await;
    let missing = state
        .site
        .as_ref()
        .is_some_and(|site| !site.has_index() && matches!(site.find(uri.path()), Lookup::NotFound));
    // It may be a file of an index that is still being written; an outdated index is never served.
    let state = if missing { shared.indexed().await } else { state };
    respond(&state, &uri, &headers)
}

fn respond(state: &State, uri: &Uri, headers: &HeaderMap) -> Response {
    let found = state.site.as_ref().map_or(Lookup::NotFound, |site| site.find(uri.path()));
    let page_wanted = match &found {
        Lookup::File(path, _) => is_page(path),
        Lookup::Redirect(_) => false,
        Lookup::NotFound => wants_page(uri, headers),
    };
    if let Some(failure) = state.failure.as_ref().filter(|_| page_wanted) {
        let mut response = page(
            StatusCode::INTERNAL_SERVER_ERROR,
            &Bytes::copy_from_slice(failure.as_bytes()),
            state,
        );
        set(&mut response, CONTENT_SECURITY_POLICY, error_page::POLICY);
        return response;
    }
    match found {
        Lookup::File(path, bytes) => file(path, bytes, state, headers),
        Lookup::Redirect(path) => elsewhere(&path, uri),
        Lookup::NotFound => nothing(state, state.site.as_deref()),
    }
}

fn wants_page(uri: &Uri, headers: &HeaderMap) -> bool {
    let name = uri.path().rsplit('/').next().unwrap_or_default();
    let accepts = |value: &HeaderValue| value.to_str().is_ok_and(|text| text.contains("text/html"));
    is_page(name) || !name.contains('.') || headers.get_all(ACCEPT).iter().any(accepts)
}

fn file(path: &str, bytes: &Bytes, state: &State, headers: &HeaderMap) -> Response {
    let bytes = if is_page(path) { live(bytes, state) } else { bytes.clone() };
    let etag = format!("\"{}\"", blake3::hash(&bytes).to_hex());
    let cache = if is_immutable(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = if is_known(&etag, headers) {
        with(StatusCode::NOT_MODIFIED, Body::empty())
    } else {
        let mut response = with(StatusCode::OK, bytes.into());
        set(&mut response, CONTENT_TYPE, content_type(path));
        response
    };
    set(&mut response, ETAG, &etag);
    set(&mut response, CACHE_CONTROL, cache);
    response
}

/// Whether the browser already has this content.
fn is_known(etag: &str, headers: &HeaderMap) -> bool {
    headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|known| known.trim().trim_start_matches("W/"))
        .any(|known| known == etag || known == "*")
}

/// Not a permanent redirect: browsers remember those, and the next site on this port may differ.
fn elsewhere(path: &str, uri: &Uri) -> Response {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut response = with(StatusCode::TEMPORARY_REDIRECT, Body::empty());
    set(&mut response, LOCATION, &format!("{path}{query}"));
    set(&mut response, CACHE_CONTROL, "no-cache");
    response
}

fn nothing(state: &State, site: Option<&Snapshot>) -> Response {
    let Some(site) = site else {
        return text(StatusCode::SERVICE_UNAVAILABLE, "There is no good build of the site yet.\n");
    };
    match site.file("404.html") {
        Some(bytes) => page(StatusCode::NOT_FOUND, bytes, state),
        None => text(StatusCode::NOT_FOUND, "There is nothing at this address.\n"),
    }
}

/// A page that reloads after the next build, if there will be one.
fn live(page: &Bytes, state: &State) -> Bytes {
    if state.is_built { page.clone() } else { inject(page, &state.mark()).into() }
}

/// A page that replaces another and therefore must not be cached.
fn page(status: StatusCode, page: &Bytes, state: &State) -> Response {
    let mut response = with(status, live(page, state).into());
    set(&mut response, CONTENT_TYPE, content_type(".html"));
    set(&mut response, CACHE_CONTROL, "no-store");
    response
}

fn text(status: StatusCode, text: &'static str) -> Response {
    let mut response = with(status, text.into());
    set(&mut response, CONTENT_TYPE, content_type(".txt"));
    set(&mut response, CACHE_CONTROL, "no-store");
    response
}

fn with(status: StatusCode, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    set(&mut response, X_CONTENT_TYPE_OPTIONS, "nosniff");
    response
}

/// A value that a header cannot contain is left out. All values are ours or come from a request
/// line, where the same characters are forbidden.
fn set(response: &mut Response, name: axum::http::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
