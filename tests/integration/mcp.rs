//! The server for other tools by example, line by line of the protocol. `tests/mcp/` has a real
//! client.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::{Value, json};

use crate::common::{base, build, crosstown, run, site, status, stderr, write};

/// A running server, as a client sees it.
struct Server {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    asked: u64,
}

impl Server {
    /// Starts it in a folder and greets it.
    fn start(folder: &Path, arguments: &[&str]) -> Server {
        let mut command = crosstown(folder);
        command.arg("mcp").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut server = Server { child, input, output, asked: 0 };
        let greeting = server.ask(
            "initialize",
            json!({"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}),
        );
        assert_eq!(greeting["result"]["serverInfo"]["name"], "crosstown", "{greeting}");
        server.send(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#);
        server
    }

    fn send(&mut self, line: &str) {
        writeln!(self.input.as_mut().unwrap(), "{line}").unwrap();
    }

    fn answer(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}"))
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let request =
            json!({"jsonrpc": "2.0", "id": self.asked, "method": method, "params": params});
        self.send(&request.to_string());
        let answer = self.answer();
        assert_eq!(answer["id"], self.asked, "{answer}");
        answer
    }

    fn call(&mut self, tool: &str, arguments: Value) -> Value {
        self.ask("tools/call", json!({"name": tool, "arguments": arguments}))["result"].take()
    }

    /// The exit status once the client has left.
    fn left(mut self) -> i32 {
        drop(self.input.take());
        self.child.wait().unwrap().code().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.input.take());
        _ = self.child.wait();
    }
}

#[test]
fn a_client_searches_and_reads_a_folder_or_an_archive() {
    let root = base();
    build(root.path(), &[]);
    let export = run(root.path(), &["export", "--format", "zip", "taken"]);
    assert_eq!(status(&export), 0, "{}", stderr(&export));
    for place in ["public", "taken/crosstown.zip"] {
        let mut server = Server::start(root.path(), &["--dir", place]);
        let found = server.call("search", json!({"filters": ["kind=practice"]}));
        assert_eq!(found["structuredContent"]["total"], 1, "{place}: {found}");
        let id = found["structuredContent"]["hits"][0]["id"].clone();
        let record = server.call("record", json!({"id": id, "format": "markdown"}));
        let file = root.path().join("public").join(id.as_str().unwrap()).join("index.md");
        assert_eq!(record["content"][0]["text"], fs::read_to_string(file).unwrap(), "{place}");
        assert_eq!(server.left(), 0, "{place}");
    }
}

#[test]
fn a_site_that_is_built_again_is_read_again() {
    let root = base();
    build(root.path(), &[]);
    let mut server = Server::start(root.path(), &[]);
    let request = json!({"query": "velocipedes", "exact": true});
    assert_eq!(server.call("search", request.clone())["structuredContent"]["total"], 0);
    write(root.path(), "content/pages/new.md", "---\ntitle: Velocipedes\n---\n\nTwo wheels.\n");
    build(root.path(), &[]);
    let found = server.call("search", request);
    assert_eq!(found["structuredContent"]["hits"][0]["id"], "pages/new", "{found}");
    let record = server.call("record", json!({"id": "pages/new"}));
    assert_eq!(record["structuredContent"]["title"], "Velocipedes");
}

#[test]
fn notes_are_read_as_they_are_published() {
    let root = site("confidential-session");
    build(root.path(), &[]);
    let mut server = Server::start(root.path(), &[]);
    let list = server.ask("resources/list", json!({}));
    let resources = list["result"]["resources"].as_array().unwrap();
    assert!(resources.len() > 3, "{list}");
    for resource in resources {
        let uri = resource["uri"].as_str().unwrap();
        let read = server.ask("resources/read", json!({"uri": uri}));
        let text = read["result"]["contents"][0]["text"].as_str().unwrap();
        let path = uri.strip_prefix("crosstown://records/").unwrap();
        assert_eq!(text, fs::read_to_string(root.path().join("public").join(path)).unwrap());
    }
}

#[test]
fn what_is_not_the_protocol_ends_nothing() {
    let root = base();
    build(root.path(), &[]);
    let mut server = Server::start(root.path(), &[]);
    // Neither has an id to answer to.
    server.send("no JSON");
    let long = format!(r#"{{"jsonrpc":"2.0","id":7,"method":"{}"}}"#, "x".repeat(2_000_000));
    server.send(&long);
    let unknown = server.ask("tools/call", json!({"name": "delete", "arguments": {}}));
    assert_eq!(unknown["error"]["code"], -32602, "{unknown}");
    let missing = server
        .ask("resources/read", json!({"uri": "crosstown://records/practices/nothing/index.md"}));
    assert_eq!(missing["error"]["code"], -32002, "{missing}");
    let wrong = server.ask("resources/list", json!({"cursor": "7"}));
    assert_eq!(wrong["error"]["code"], -32602, "{wrong}");
    assert_eq!(server.call("list_values", json!({"field": "kind"}))["isError"], false);
    assert_eq!(server.left(), 0);
}

#[test]
fn a_damaged_index_is_said_so() {
    let root = base();
    build(root.path(), &[]);
    let mut server = Server::start(root.path(), &[]);
    fs::write(root.path().join("public/search-index/manifest.json"), "{}").unwrap();
    let answer = server.call("search", json!({"query": "bins"}));
    assert_eq!(answer["isError"], true);
    let said = answer["content"][0]["text"].as_str().unwrap();
    assert!(said.contains("build the site again"), "{said}");
}

#[test]
fn without_a_site_there_is_nothing_to_serve() {
    let root = base();
    let output = run(root.path(), &["mcp"]);
    assert_eq!(status(&output), 3);
    let said = stderr(&output);
    assert!(said.contains("public is no built site") && said.contains("crosstown build"), "{said}");
    build(root.path(), &[]);
    // A client that only checks that the program starts.
    let output = crosstown(root.path()).arg("mcp").stdin(Stdio::null()).output().unwrap();
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
}
