//! The table of promises, and its place in the page.

use super::{SUITES, Tried};

const START: &str = "<!-- From here on written by `cargo xtask trust`. -->\n";
const END: &str = "<!-- Up to here. -->\n";

/// The page with the table of this run.
pub(super) fn renewed(page: &str, counts: &[Tried]) -> Result<String, String> {
    let missing = |mark: &str| format!("the page lacks the line `{}`", mark.trim());
    let (before, rest) = page.split_once(START).ok_or_else(|| missing(START))?;
    let (_, after) = rest.split_once(END).ok_or_else(|| missing(END))?;
    let rows: String = SUITES
        .iter()
        .zip(counts)
        .map(|(suite, tried)| {
            format!(
                "| {} | {} | `{}` | {} |\n",
                suite.promise,
                suite.to,
                suite.file,
                tried.in_words()
            )
        })
        .collect();
    let head = "| What is promised | To | Shown by | Tried |\n|---|---|---|---|\n";
    Ok(format!("{before}{START}\n{head}{rows}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_the_table_stays() {
        let counts: Vec<Tried> =
            SUITES.iter().map(|_| Tried { number: 1200, unit: "cases" }).collect();
        let page = format!("before\n{START}stale\n{END}after\n");
        let new = renewed(&page, &counts).unwrap();
        assert!(new.starts_with("before\n") && new.ends_with("after\n") && !new.contains("stale"));
        assert!(new.contains(" | 1,200 cases |\n"), "{new}");
        assert_eq!(renewed(&new, &counts).as_ref(), Ok(&new));
        assert!(renewed("no marks", &counts).is_err());
    }
}
