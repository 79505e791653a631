//! Asks over the network.

use std::net::IpAddr;
use std::time::Duration;

use ureq::Agent;
use url::{Host, Url};

use super::ask::{Answer, Ask};

/// How long one request may take, with its redirects.
const LONGEST: Duration = Duration::from_secs(20);

/// The most redirects that are followed.
const REDIRECTS: u32 = 8;

/// The network.
#[derive(Debug)]
pub struct Web {
    agent: Agent,
    /// Whether this machine and its network may be asked, too.
    local: bool,
}

impl Web {
    /// Requests carry the name of this program. Without `local`, addresses of this machine and its
    /// network are refused, because content may come from anybody.
    #[must_use]
    pub fn new(local: bool) -> Web {
        let name = concat!(
            env!("CARGO_PKG_NAME"),
            "/",
            env!("CARGO_PKG_VERSION"),
            " (link check; +",
            env!("CARGO_PKG_REPOSITORY"),
            ")"
        );
        let config = Agent::config_builder()
            .timeout_global(Some(LONGEST))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(name)
            .build();
        Web { agent: config.into(), local }
    }

    fn once(&self, address: &Url, head: bool) -> Result<(u16, Option<String>), String> {
        if !self.local && is_local(address) {
            return Err("it is on this machine or its network".to_owned());
        }
        let request =
            if head { self.agent.head(address.as_str()) } else { self.agent.get(address.as_str()) };
        let response = request.call().map_err(|error| error.to_string())?;
        let next = response.headers().get("location").and_then(|next| next.to_str().ok());
        let next = next.filter(|_| response.status().is_redirection()).map(str::to_owned);
        Ok((response.status().as_u16(), next))
    }
}

impl Ask for Web {
    fn ask(&self, address: &str, head: bool) -> Result<Answer, String> {
        let mut address = Url::parse(address).map_err(|error| error.to_string())?;
        // Redirects are followed here, so that each of them is judged.
        for _ in 0..=REDIRECTS {
            match self.once(&address, head)? {
                (status, None) => return Ok(Answer { status, address: address.into() }),
                (_, Some(next)) => {
                    address = address.join(&next).map_err(|error| error.to_string())?;
                    if !matches!(address.scheme(), "http" | "https") {
                        return Err("it leads to an address of another kind".to_owned());
                    }
                }
            }
        }
        Err("it leads from one address to another without end".to_owned())
    }
}

/// Whether an address is plainly that of this machine or of its network.
fn is_local(address: &Url) -> bool {
    match address.host() {
        Some(Host::Ipv4(ip)) => is_private(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => is_private(IpAddr::V6(ip)),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_lowercase();
            let ends = [".localhost", ".local", ".internal", ".lan", ".home.arpa"];
            !name.contains('.') || ends.iter().any(|end| name.ends_with(end))
        }
        None => true,
    }
}

fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified()
        }
        IpAddr::V6(ip) => {
            let inner = ip.to_ipv4_mapped().is_some_and(|ip| is_private(IpAddr::V4(ip)));
            inner
                || ip.is_loopback()
                || ip.is_unspecified()
                || ip.is_unique_local()
                || ip.is_unicast_link_local()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_and_its_network_are_not_asked() {
        let local = |address: &str| is_local(&Url::parse(address).unwrap());
        for address in [
            "http://localhost/",
            "http://127.1/",
            "http://[::1]/",
            "http://10.0.0.1/",
            "http://[::ffff:127.0.0.1]/",
            "http://169.254.169.254/",
            "http://printer/",
        ] {
            assert!(local(address), "{address}");
            assert!(Web::new(false).ask(address, true).is_err());
        }
        assert!(!local("https://example.org/") && !local("http://93.184.215.14/"));
    }
}
