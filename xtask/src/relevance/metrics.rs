//! The three measures of a ranking for one question, each from 0 to 1.

use super::data::Question;

/// Number of hits considered.
const DEPTH: usize = 10;

/// The lowest grade of a relevant answer.
const RELEVANT: u8 = 2;

/// The measures of one question, or their means.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Measures {
    /// nDCG@10 with gain 2^grade − 1: are the best answers at the top?
    pub(super) ndcg: f64,
    /// Recall@10: what share of the relevant answers is among the first ten?
    pub(super) recall: f64,
    /// The reciprocal rank of the first relevant answer.
    pub(super) mrr: f64,
}

/// Measures one ranking.
pub(super) fn measure(question: &Question, found: &[String]) -> Measures {
    let found = &found[..found.len().min(DEPTH)];
    let grade = |id: &String| question.answers.get(id).copied().unwrap_or(0);
    let grades: Vec<u8> = found.iter().map(grade).collect();
    let mut ideal: Vec<u8> = question.answers.values().copied().collect();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let relevant = ideal.iter().filter(|grade| **grade >= RELEVANT).count();
    let met = grades.iter().filter(|grade| **grade >= RELEVANT).count();
    let first = grades.iter().position(|grade| *grade >= RELEVANT);
    Measures {
        ndcg: gain(&grades) / gain(&ideal).max(f64::MIN_POSITIVE),
        recall: met as f64 / relevant.max(1) as f64,
        mrr: first.map_or(0.0, |rank| 1.0 / (rank + 1) as f64),
    }
}

/// The means over many questions.
pub(super) fn mean(all: &[Measures]) -> Measures {
    let count = all.len().max(1) as f64;
    let mean = |of: fn(&Measures) -> f64| all.iter().map(of).sum::<f64>() / count;
    Measures {
        ndcg: mean(|one| one.ndcg),
        recall: mean(|one| one.recall),
        mrr: mean(|one| one.mrr),
    }
}

/// Discounted cumulative gain.
fn gain(grades: &[u8]) -> f64 {
    let ranked = grades.iter().take(DEPTH).enumerate();
    ranked.map(|(rank, grade)| (f64::from(*grade).exp2() - 1.0) / ((rank + 2) as f64).log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(answers: &[(&str, u8)]) -> Question {
        let answers = answers.iter().map(|(id, grade)| ((*id).to_owned(), *grade)).collect();
        Question {
            id: String::new(),
            query: String::new(),
            kind: String::new(),
            half: String::new(),
            answers,
        }
    }

    fn measured(answers: &[(&str, u8)], found: &[&str]) -> Measures {
        let found: Vec<String> = found.iter().map(|&id| id.to_owned()).collect();
        measure(&question(answers), &found)
    }

    #[test]
    fn the_ideal_ranking_has_full_marks() {
        let best = measured(&[("a", 3), ("b", 2), ("c", 1)], &["a", "b", "c", "d"]);
        assert_eq!(best, Measures { ndcg: 1.0, recall: 1.0, mrr: 1.0 });
    }

    #[test]
    fn a_later_answer_is_worth_less() {
        let late = measured(&[("a", 3), ("b", 2), ("c", 1)], &["x", "c", "a"]);
        let gained = 1.0 / 3.0_f64.log2() + 7.0 / 4.0_f64.log2();
        let ideal = 7.0 + 3.0 / 3.0_f64.log2() + 1.0 / 4.0_f64.log2();
        assert!((late.ndcg - gained / ideal).abs() < 1e-12);
        assert_eq!((late.recall, late.mrr), (0.5, 1.0 / 3.0));
    }

    #[test]
    fn what_stands_below_ten_does_not_count() {
        let mut found = vec!["x"; 10];
        found.push("a");
        assert_eq!(measured(&[("a", 3)], &found), Measures::default());
        assert_eq!(measured(&[("a", 3)], &[]), Measures::default());
    }
}
