//! The promises of `docs/security.md`, to whom each is made, and which suite shows it. A new
//! promise is an entry here.

/// A test suite and the promise it shows.
pub(crate) struct Suite {
    pub(crate) name: &'static str,
    /// The promise, as a sentence of `docs/security.md`.
    pub(crate) promise: &'static str,
    /// To whom it is made.
    pub(crate) to: &'static str,
    /// Path of the suite's file.
    pub(crate) file: &'static str,
    pub(crate) way: Way,
}

/// How a suite is run.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    /// The integration tests whose names contain this.
    Rust(&'static str),
    /// The published attacks, in Chromium.
    Browser,
}

/// All suites, in the order of the table.
pub(crate) const SUITES: &[Suite] = &[
    Suite {
        name: "attack-lists",
        promise: "Published attacks, placed in every text of every kind of page, run nothing in Chromium, with the site's policy or without one.",
        to: "readers",
        file: "tests/trust/run.mjs",
        way: Way::Browser,
    },
    Suite {
        name: "hostile-texts",
        promise: "No text in a field, a vocabulary or `site.yaml` adds or removes an element or attribute in any page, feed or data file.",
        to: "readers",
        file: "tests/integration/hostile/mod.rs",
        way: Way::Rust("hostile::hostile_texts"),
    },
    Suite {
        name: "hostile-bodies",
        promise: "No body puts anything on a page that is not on the allow-list, uses an id twice, or changes the page around it.",
        to: "readers",
        file: "tests/integration/hostile/mod.rs",
        way: Way::Rust("hostile::hostile_bodies"),
    },
    Suite {
        name: "commonmark",
        promise: "Every example of the CommonMark specification renders as specified, or differs for a listed reason.",
        to: "authors",
        file: "tests/integration/commonmark.rs",
        way: Way::Rust("commonmark::"),
    },
    Suite {
        name: "any-input",
        promise: "Whatever bytes are contributed, the program ends with a site or with findings, never with a crash.",
        to: "maintainers",
        file: "tests/integration/properties.rs",
        way: Way::Rust("properties::"),
    },
    Suite {
        name: "attachments",
        promise: "An attached file is read only within the repository and below its limit, and published only where a page links to it.",
        to: "readers",
        file: "tests/integration/attachments.rs",
        way: Way::Rust("attachments::"),
    },
    Suite {
        name: "secrets",
        promise: "A withheld name or quotation, in any field and any encoding, is reported as an error or absent from every byte of the site.",
        to: "speakers",
        file: "tests/integration/secrets.rs",
        way: Way::Rust("secrets::"),
    },
    Suite {
        name: "confidentiality",
        promise: "Nothing that notes under the Chatham House Rule withhold appears in any byte of a public build.",
        to: "speakers",
        file: "tests/integration/confidentiality.rs",
        way: Way::Rust("confidentiality::"),
    },
    Suite {
        name: "publish-links",
        promise: "A build writes, renames and removes only within its own output; planted symbolic links are never followed.",
        to: "maintainers",
        file: "tests/integration/publish_links.rs",
        way: Way::Rust("publish_links::"),
    },
    Suite {
        name: "publish",
        promise: "A build that fails or is interrupted leaves the whole old site or the whole new one.",
        to: "readers",
        file: "tests/integration/publish.rs",
        way: Way::Rust("publish::"),
    },
    Suite {
        name: "hardship",
        promise: "So does a build that is killed, meets another build, sees its content change or the clock set back, or runs out of disk space, memory or file handles.",
        to: "maintainers",
        file: "tests/integration/publish_hardship.rs",
        way: Way::Rust("publish_hardship::"),
    },
    Suite {
        name: "serve",
        promise: "The local server answers this machine only, serves nothing but the site, and limits what a connection may cost.",
        to: "authors",
        file: "tests/integration/serve_attacked.rs",
        way: Way::Rust("serve_attacked::"),
    },
    Suite {
        name: "terminal",
        promise: "Nothing in the content, in file names or in arguments can send control sequences to the terminal that shows it.",
        to: "maintainers",
        file: "tests/integration/terminal.rs",
        way: Way::Rust("terminal::"),
    },
    Suite {
        name: "growth",
        promise: "The size of pages and findings does not grow with the square of the input.",
        to: "maintainers",
        file: "tests/integration/growth.rs",
        way: Way::Rust("growth::"),
    },
];
