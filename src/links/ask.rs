//! What a server says about an address, and what that means.

/// An answer of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status of the last answer.
    pub status: u16,
    /// The address that it came from, after redirects.
    pub address: String,
}

/// Sends requests: over the network, or a stand-in for it in tests.
pub trait Ask: Sync {
    /// Asks for an address, without its content if `head`.
    ///
    /// # Errors
    /// Why there was no answer, in words.
    fn ask(&self, address: &str, head: bool) -> Result<Answer, String>;
}

/// What is known of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It can be read.
    Alive,
    /// It can be read at another address.
    Moved(String),
    /// The server says that there is nothing.
    Dead(u16),
    /// There was no answer; the reason in words.
    Silent(String),
    /// The server refuses programs, or fails at the moment; its status.
    Unclear(u16),
    /// It was not asked for, because there were too many addresses or too little time.
    Unasked,
}

/// Asks for an address: with `HEAD` first, and with `GET` if that does not succeed.
pub fn judge(asking: &dyn Ask, address: &str) -> Verdict {
    let answer = match asking.ask(address, true) {
        Ok(answer) if answer.status < 400 => Ok(answer),
        // Some servers do not answer `HEAD`, or answer it wrongly.
        _ => asking.ask(address, false),
    };
    match answer {
        Err(reason) => Verdict::Silent(reason),
        Ok(Answer { status: 200..400, address: found }) => {
            if is_same(address, &found) {
                Verdict::Alive
            } else {
                Verdict::Moved(found)
            }
        }
        Ok(Answer { status: status @ (404 | 410), .. }) => Verdict::Dead(status),
        Ok(Answer { status, .. }) => Verdict::Unclear(status),
    }
}

/// Whether two addresses differ at most in what readers do not notice.
fn is_same(one: &str, other: &str) -> bool {
    let bare = |address: &str| {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_lowercase()
    };
    bare(one) == bare(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers as `head` and `get` say.
    struct Two(Result<u16, &'static str>, Result<u16, &'static str>);

    impl Ask for Two {
        fn ask(&self, address: &str, head: bool) -> Result<Answer, String> {
            let answer = if head { self.0 } else { self.1 };
            answer
                .map_err(str::to_owned)
                .map(|status| Answer { status, address: address.to_owned() })
        }
    }

    #[test]
    fn content_is_asked_for_only_if_the_head_is_refused() {
        let judged = |head, get| judge(&Two(head, get), "https://example.org/");
        assert_eq!(judged(Ok(200), Ok(500)), Verdict::Alive);
        assert_eq!(judged(Ok(405), Ok(200)), Verdict::Alive);
        assert_eq!(judged(Err("closed"), Ok(200)), Verdict::Alive);
        assert_eq!(judged(Ok(404), Ok(404)), Verdict::Dead(404));
        assert_eq!(judged(Ok(403), Ok(403)), Verdict::Unclear(403));
        assert_eq!(judged(Ok(503), Err("closed")), Verdict::Silent("closed".to_owned()));
    }

    #[test]
    fn an_address_has_moved_if_readers_would_notice() {
        assert!(is_same("http://www.example.org/a/", "https://example.org/a"));
        assert!(!is_same("https://example.org/a", "https://example.org/b"));
    }
}
