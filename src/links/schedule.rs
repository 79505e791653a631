//! The order and pace of requests: politely, and within limits.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::ask::{Ask, Verdict, judge};
use super::collect::Named;

/// Limits on the requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most addresses.
    pub most: usize,
    /// How many hosts are asked at the same time.
    pub hosts: usize,
    /// The pause between two requests to a host.
    pub pause: Duration,
    /// The time after which no more is asked.
    pub time: Duration,
}

/// An address, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The address, and where it is named.
    pub named: Named,
    /// What is known of it.
    pub verdict: Verdict,
}

/// Asks for each address once. A host is asked by one thread, which pauses between requests.
/// `progress` is told how many have been asked for. The order is that of `all`.
#[must_use]
pub fn judge_all(
    asking: &dyn Ask,
    all: Vec<Named>,
    limits: Limits,
    progress: &(dyn Fn(usize) + Sync),
) -> Vec<Judged> {
    let start = Instant::now();
    let mut by_host: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, named) in all.iter().enumerate().take(limits.most) {
        by_host.entry(host(&named.address)).or_default().push(at);
    }
    // Hosts with the most addresses take longest, so they go first.
    let mut hosts: Vec<Vec<usize>> = by_host.into_values().collect();
    hosts.sort_by_key(|addresses| std::cmp::Reverse(addresses.len()));
    let (next, asked) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let verdicts = Mutex::new(BTreeMap::new());
    let work = || {
        while let Some(addresses) = hosts.get(next.fetch_add(1, Ordering::Relaxed)) {
            for (nth, at) in addresses.iter().enumerate() {
                if nth > 0 {
                    thread::sleep(limits.pause);
                }
                if start.elapsed() >= limits.time {
                    return;
                }
                let verdict = judge(asking, &all[*at].address);
                if let Ok(mut verdicts) = verdicts.lock() {
                    verdicts.insert(*at, verdict);
                }
                progress(asked.fetch_add(1, Ordering::Relaxed) + 1);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..limits.hosts.clamp(1, hosts.len().max(1)) {
            scope.spawn(work);
        }
    });
    let mut verdicts = verdicts.into_inner().unwrap_or_default();
    let judged = all.into_iter().enumerate().map(|(at, named)| {
        let verdict = verdicts.remove(&at).unwrap_or(Verdict::Unasked);
        Judged { named, verdict }
    });
    judged.collect()
}

/// The host of an address, with its port.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?']).next().unwrap_or(rest)
}
