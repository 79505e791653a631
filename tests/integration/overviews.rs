//! Pages that look at the whole collection: adoptions, challenge entries, and gaps in the evidence.

use crate::common::real_root;
use serde_json::Value;

/// A page of the site of the real content.
fn page(path: &str) -> String {
    std::fs::read_to_string(real_root().join("public").join(path).join("index.html")).unwrap()
}

/// The JSON of all its records in a folder.
fn records(folder: &str) -> Vec<Value> {
    let entries = std::fs::read_dir(real_root().join("public").join(folder)).unwrap();
    let files = entries.map(|entry| entry.unwrap().path().join("index.json"));
    let read =
        |path: std::path::PathBuf| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    files.filter(|path| path.is_file()).map(read).collect()
}

fn list<'a>(record: &'a Value, field: &str) -> &'a [Value] {
    record[field].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The name of a record in references to it.
fn slug(record: &Value) -> &str {
    record["id"].as_str().unwrap().rsplit_once('/').unwrap().1
}

#[test]
fn every_adoption_is_a_row_and_a_missing_result_is_said() {
    let html = page("adoptions");
    let practices = records("practices");
    let all: Vec<&Value> =
        practices.iter().flat_map(|practice| list(practice, "adaptations")).collect();
    let known = all.iter().filter(|one| one["result"].is_string()).count();
    assert!(all.len() > 50 && known > 0, "{} adoptions, {known} results", all.len());
    assert_eq!(html.matches("<th scope=\"row\">").count(), all.len());
    assert_eq!(html.matches("Reported, no result known").count(), all.len() - known);
    assert!(html.contains(&format!("{} adoptions", all.len())));
    // Each city is linked, as often as it adopted something or its practice was adopted.
    for one in all {
        let city = one["city"].as_str().unwrap();
        assert!(html.contains(&format!("href=\"/cities/{city}/\"")), "{city}");
    }
    assert!(html.contains("class=\"map__routes\""));
}

#[test]
fn every_challenge_entry_has_its_later_state_and_a_source() {
    let html = page("follow-up");
    let practices = records("practices");
    let entries: Vec<&Value> =
        practices.iter().filter(|practice| practice["challenge"].is_object()).collect();
    assert!(entries.len() > 80, "{} entries", entries.len());
    assert_eq!(html.matches("<th scope=\"row\">").count(), entries.len());
    let unknown = entries
        .iter()
        .filter(|entry| ["proposed", "unknown"].contains(&entry["stage"].as_str().unwrap()));
    let unknown = unknown.count();
    assert!(html.contains(&format!("{unknown} with nothing known since")), "{unknown}");
}

#[test]
fn a_topic_without_evidence_is_a_row_with_links_to_the_guide() {
    let html = page("gaps");
    let topics = std::fs::read_dir(real_root().join("public/topics")).unwrap();
    let topics = topics.filter(|entry| entry.as_ref().unwrap().path().is_dir()).count();
    assert_eq!(html.matches("<th scope=\"row\">").count(), 2 * topics);
    let zeros = html.matches("<td class=\"gap\"><a href=\"/pages/contribute/\"").count();
    assert!(zeros > 50, "{zeros} gaps");
    // What was tested, worked and was not adopted is no gap in the evidence.
    let (gaps, worked) = html.split_once("id=\"gaps-not-adopted\"").unwrap();
    assert!(gaps.contains("id=\"gaps-unmeasured\""));
    assert!(worked.contains("href=\"/practices/nyc-ceo-cuny-asap/\""));
}

#[test]
fn short_entries_are_marked_and_listed() {
    let gaps = page("gaps");
    let (_, short) = gaps.split_once("id=\"gaps-short\"").unwrap();
    let (short, _) = short.split_once("</section>").unwrap();
    let mark = "<strong>Short entry:</strong>";
    let practices = records("practices");
    let marked = practices.iter().filter(|practice| {
        let id = practice["id"].as_str().unwrap();
        let is_marked = page(id).contains(mark);
        assert_eq!(is_marked, short.contains(&format!("href=\"/{id}/\"")), "{id}");
        is_marked
    });
    let marked = marked.count();
    assert!(marked > 10 && marked < practices.len() / 4, "{marked} of {}", practices.len());
    // Where nothing was found, the summary says so, and nothing else on the page.
    let page = page("practices/vallejo-pipe-detection");
    assert_eq!(page.matches("results found").count(), 1);
    assert!(!page.contains("No measured results"));
}

#[test]
fn what_did_not_work_is_listed_by_what_came_of_it() {
    let html = page("failures");
    let practices = records("practices");
    let failed: Vec<&Value> =
        practices.iter().filter(|practice| !list(practice, "did_not_work").is_empty()).collect();
    assert!(failed.len() > 40, "{} practices", failed.len());
    assert_eq!(html.matches("<li class=\"item\">").count(), failed.len());
    let (worse, rest) = html.split_once("id=\"failures-mixed\"").unwrap();
    for practice in &failed {
        let link = format!(
            "href=\"/practices/{}/\"",
            practice["id"].as_str().unwrap().trim_start_matches("practices/")
        );
        let without = ["none", "negative"]
            .contains(&practice["evidence"]["direction"].as_str().unwrap_or(""));
        assert!(if without { worse } else { rest }.contains(&link), "{link}");
    }
    // The home page does not mix what worked with what did not.
    let home = page("");
    let (worked, not) = home.split_once("id=\"home-without-effect\"").unwrap();
    assert!(not.contains("href=\"/practices/washington-dc-body-camera-trial/\""));
    assert!(
        !worked.contains("meter__direction--none")
            && !worked.contains("meter__direction--negative")
    );
}

#[test]
fn a_list_by_size_or_cost_has_all_practices_of_which_that_is_known() {
    let listed = |path: &str| -> Vec<String> {
        let csv = std::fs::read_to_string(real_root().join("public").join(path).join("index.csv"))
            .unwrap();
        let ids = csv.lines().filter_map(|line| line.split(',').next()?.strip_prefix("practices/"));
        let mut ids: Vec<String> = ids.map(str::to_owned).collect();
        ids.sort();
        ids
    };
    let people = |record: &Value| record["population"]["value"].as_f64();
    let cities = records("cities");
    let small: Vec<&str> = cities
        .iter()
        .filter(|city| people(city).is_some_and(|people| people < 100_000.0))
        .map(slug)
        .collect();
    let practices = records("practices");
    let expected = |fits: &dyn Fn(&Value) -> bool| {
        let fitting = practices.iter().filter(|one| fits(one));
        let mut slugs: Vec<String> = fitting.map(|one| slug(one).to_owned()).collect();
        slugs.sort();
        slugs
    };
    let of_small = |practice: &Value| {
        list(practice, "cities").iter().any(|city| small.contains(&city.as_str().unwrap()))
    };
    let of_millions = |practice: &Value| {
        let sum = practice["cost"]["one_off"].as_f64();
        practice["cost"]["currency"] == "USD" && sum.is_some_and(|sum| (1e6..1e7).contains(&sum))
    };
    assert_eq!(listed("sizes/under-100000"), expected(&of_small));
    assert_eq!(listed("costs/1000000-to-10000000"), expected(&of_millions));
    assert!(listed("costs/1000000-to-10000000").len() > 5);
}

#[test]
fn the_board_has_every_question_once_the_most_asked_first() {
    let asked = records("questions");
    let meetings = std::fs::read_dir(real_root().join("public/convenings")).unwrap();
    let meetings = meetings.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let folders = meetings.filter(|name| !name.contains('.'));
    let sessions: Vec<Value> =
        folders.flat_map(|name| records(&format!("convenings/{name}"))).collect();
    let noted: Vec<&Value> =
        sessions.iter().flat_map(|session| list(session, "questions")).collect();
    let number = asked.len() + noted.len();
    assert!(asked.len() > 70 && noted.len() > 100, "{} and {}", asked.len(), noted.len());

    let first = page("questions");
    let others = (2..=number.div_ceil(40)).map(|at| page(&format!("questions/page/{at}")));
    let board: String = [first.clone()].into_iter().chain(others).collect();
    let lines = board.split("<li class=\"item\">").skip(1);
    let lines: Vec<&str> = lines.filter_map(|line| line.split("</li>").next()).collect();
    assert_eq!(lines.len(), number);
    assert!(lines[0].contains("Asked 2 times"), "{}", lines[0]);
    for question in &asked {
        let link = format!("href=\"/{}/\"", question["id"].as_str().unwrap());
        let its: Vec<&&str> = lines.iter().filter(|line| line.contains(&link)).collect();
        assert_eq!(its.len(), 1, "{link}");
        let answers = list(question, "answered_by");
        for slug in answers {
            assert!(its[0].contains(&format!("/practices/{}/", slug.as_str().unwrap())), "{link}");
        }
        assert_eq!(answers.is_empty(), its[0].contains("href=\"/pages/contribute/\""), "{link}");
    }
    // A topic shows a few that have no answer.
    let topic = page("topics/mobility");
    let (_, open) = topic.split_once("<h2 id=\"section-questions\">").unwrap();
    let (open, _) = open.split_once("</section>").unwrap();
    assert_eq!(open.matches("<li>").count(), 6);
    assert!(open.contains("href=\"/questions/\""));
}

#[test]
fn a_question_is_on_the_pages_of_those_who_asked_and_of_what_answers_it() {
    let mut links = 0;
    for question in records("questions") {
        let link = format!("<a href=\"/questions/{}/\">", slug(&question));
        let asked = list(&question, "asked").iter().flat_map(|asking| list(asking, "cities"));
        let cities = asked.map(|city| ("cities", city));
        let answers = list(&question, "answered_by").iter().map(|one| ("practices", one));
        for (folder, other) in cities.chain(answers) {
            let html = page(&format!("{folder}/{}", other.as_str().unwrap()));
            let section = html.split_once("<h2 id=\"section-questions\">");
            let (list, _) =
                section.unwrap_or_default().1.split_once("</section>").unwrap_or_default();
            assert!(list.contains(&link), "{other} lacks {link}");
            links += 1;
        }
    }
    assert!(links > 50, "{links} links");
}
