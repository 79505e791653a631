//! What is promised, to whom, and which suite shows it. A new promise is an entry here.

/// A suite and the promise it holds.
pub(crate) struct Suite {
    pub(crate) name: &'static str,
    /// What is promised, as a sentence of the page.
    pub(crate) promise: &'static str,
    /// To whom.
    pub(crate) to: &'static str,
    /// Where the suite is.
    pub(crate) file: &'static str,
    pub(crate) way: Way,
}

/// How a suite is run.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    /// A test program of cargo, and a part of the names of the tests that are meant.
    Rust { test: &'static str, filter: &'static str },
    /// Published attacks in Chromium.
    Browser,
}

/// All suites, in the order of the table.
pub(crate) const SUITES: &[Suite] = &[
    Suite {
        name: "attack-lists",
        promise: "Published attacks, in every text of every kind of page, run nothing in Chromium: neither under the site's policy nor without one.",
        to: "readers",
        file: "tests/trust/run.mjs",
        way: Way::Browser,
    },
    Suite {
        name: "hostile-texts",
        promise: "No text of a field, a vocabulary or `site.yaml` adds or removes an element or attribute of any page, feed or data file.",
        to: "readers",
        file: "tests/hostile/main.rs",
        way: Way::Rust { test: "hostile", filter: "hostile_texts" },
    },
    Suite {
        name: "hostile-bodies",
        promise: "No body puts anything on a page but what the allow-list names, uses an id twice, or changes what stands around it.",
        to: "readers",
        file: "tests/hostile/main.rs",
        way: Way::Rust { test: "hostile", filter: "hostile_bodies" },
    },
    Suite {
        name: "commonmark",
        promise: "Every example of CommonMark's specification reads as it should, or differs for a reason that is listed.",
        to: "authors",
        file: "tests/commonmark.rs",
        way: Way::Rust { test: "commonmark", filter: "" },
    },
    Suite {
        name: "any-input",
        promise: "Whatever bytes are contributed, the program ends with a site or with findings, never with a crash.",
        to: "maintainers",
        file: "tests/properties.rs",
        way: Way::Rust { test: "properties", filter: "" },
    },
    Suite {
        name: "attachments",
        promise: "An attached file is read only within the repository and below its limit, and published only where a page links to it.",
        to: "readers",
        file: "tests/attachments.rs",
        way: Way::Rust { test: "attachments", filter: "" },
    },
    Suite {
        name: "secrets",
        promise: "A withheld name or quotation, in any field and any encoding, is an error or in no byte of the site.",
        to: "speakers",
        file: "tests/secrets.rs",
        way: Way::Rust { test: "secrets", filter: "" },
    },
    Suite {
        name: "confidentiality",
        promise: "What notes under the Chatham House Rule withhold is in no byte of a public build.",
        to: "speakers",
        file: "tests/confidentiality.rs",
        way: Way::Rust { test: "confidentiality", filter: "" },
    },
    Suite {
        name: "publish-links",
        promise: "A build writes, renames and removes only in its own output: links that somebody planted are never followed.",
        to: "maintainers",
        file: "tests/publish_links.rs",
        way: Way::Rust { test: "publish_links", filter: "" },
    },
    Suite {
        name: "publish",
        promise: "A build that fails or is stopped leaves the whole old site or the whole new one.",
        to: "readers",
        file: "tests/publish.rs",
        way: Way::Rust { test: "publish", filter: "" },
    },
    Suite {
        name: "hardship",
        promise: "So does one that is killed, that meets another build, content that changes or a clock set back, or that lacks room, memory or file handles.",
        to: "maintainers",
        file: "tests/publish_hardship.rs",
        way: Way::Rust { test: "publish_hardship", filter: "" },
    },
    Suite {
        name: "serve",
        promise: "The local server answers this machine only, with nothing but the site, and bounds what a connection may cost.",
        to: "authors",
        file: "tests/serve_attacked.rs",
        way: Way::Rust { test: "serve_attacked", filter: "" },
    },
    Suite {
        name: "terminal",
        promise: "Nothing in the content, in names of files or in arguments can command the terminal that shows it.",
        to: "maintainers",
        file: "tests/terminal.rs",
        way: Way::Rust { test: "terminal", filter: "" },
    },
    Suite {
        name: "growth",
        promise: "Pages and findings do not grow with the square of what is contributed.",
        to: "maintainers",
        file: "tests/growth.rs",
        way: Way::Rust { test: "growth", filter: "" },
    },
];
