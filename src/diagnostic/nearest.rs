//! "Did you mean": finds the valid value most similar to a wrong one.

/// The candidate most similar to `wrong`, if it is similar enough: at most a third of its letters
/// differ, or one contains the other.
#[must_use]
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    if wrong.is_empty() {
        return None;
    }
    candidates
        .into_iter()
        .filter_map(|candidate| distance(&wrong, candidate).map(|score| (score, candidate)))
        .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)))
        .map(|(_, candidate)| candidate)
}

fn distance(wrong: &str, candidate: &str) -> Option<f64> {
    let lower = candidate.to_lowercase();
    let longest = wrong.chars().count().max(lower.chars().count());
    let edits = strsim::osa_distance(wrong, &lower);
    #[expect(clippy::cast_precision_loss, reason = "lengths of words are small")]
    let share = edits as f64 / longest as f64;
    if share <= 0.34 {
        return Some(share);
    }
    let shortest = wrong.chars().count().min(lower.chars().count());
    let contained = shortest >= 4 && (lower.contains(wrong) || wrong.contains(&lower));
    contained.then_some(0.34 + share)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_a_slip_of_the_finger_and_leaves_strangers_alone() {
        let fields = ["title", "summary", "sources", "topics"];
        assert_eq!(nearest("sumary", fields), Some("summary"));
        assert_eq!(nearest("Title", fields), Some("title"));
        assert_eq!(nearest("cost", fields), None);
        assert_eq!(nearest("providence", ["denver", "providence-talks"]), Some("providence-talks"));
    }
}
