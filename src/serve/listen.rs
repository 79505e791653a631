//! Finds a port to listen on, on this machine only.

use std::io::ErrorKind;
use std::net::Ipv4Addr;

use tokio::net::TcpListener;

use super::error::ServeError;

/// The port to listen on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// This one or, if it is in use, one of the ten that follow.
    From(u16),
    /// This one only; 0 lets the system choose.
    Exactly(u16),
}

impl Default for Port {
    fn default() -> Port {
        Port::From(4321)
    }
}

/// Number of ports tried after the first.
const MORE: u16 = 10;

/// Listens, and returns the requested port if a different one is used.
pub(super) async fn bind(port: Port) -> Result<(TcpListener, Option<u16>), ServeError> {
    let (first, last) = match port {
        Port::Exactly(port) => (port, port),
        Port::From(port) => (port, port.saturating_add(MORE)),
    };
    for port in first..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => return Ok((listener, (port != first).then_some(first))),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(source) => {
                return Err(ServeError::System {
                    doing: format!("listening on port {port}"),
                    source,
                });
            }
        }
    }
    Err(ServeError::Taken { first, last })
}
