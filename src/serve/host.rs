//! Accepts requests only for names of this machine.
//!
//! A web page elsewhere could make its own host name resolve to this machine and then read what is
//! served here (DNS rebinding). It cannot change the host name that the browser sends.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::http::{StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Refuses a request for another host.
pub(super) async fn only_loopback(request: Request, next: Next) -> Response {
    let mut hosts = request.headers().get_all(HOST).iter().peekable();
    let named = hosts.peek().is_some();
    let named_well = hosts.all(|host| host.to_str().is_ok_and(is_loopback));
    if named && named_well && target_is_loopback(request.uri()) {
        next.run(request).await
    } else {
        let text = "This server answers only to localhost, 127.0.0.1 and [::1].\n";
        (StatusCode::FORBIDDEN, text).into_response()
    }
}

fn target_is_loopback(uri: &Uri) -> bool {
    uri.authority().is_none_or(|authority| is_loopback(authority.as_str()))
}

fn is_loopback(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let name = authority.host().trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
    name == "localhost"
        || name.ends_with(".localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_names_of_this_machine_pass() {
        for good in ["localhost", "LOCALHOST:4321", "127.0.0.1:4321", "[::1]:4321", "a.localhost"] {
            assert!(is_loopback(good), "{good}");
        }
        for bad in ["example.org", "localhost.example.org", "192.168.0.2", "0.0.0.0:4321", ""] {
            assert!(!is_loopback(bad), "{bad}");
        }
    }
}
