//! Tells whether a difference between two engines is statistically significant.

/// Number of samples.
const SAMPLES: usize = 10_000;

/// The difference between two engines on the same questions.
#[derive(Debug, PartialEq)]
pub(super) struct Difference {
    /// The mean difference.
    pub(super) mean: f64,
    /// The interval that holds the means of 95 % of the samples.
    pub(super) low: f64,
    pub(super) high: f64,
    /// Numbers of questions won, tied and lost.
    pub(super) won: usize,
    pub(super) even: usize,
    pub(super) lost: usize,
}

/// Compares two engines question by question, with a paired bootstrap: each sample draws as many
/// questions as there are, with replacement. The seed is fixed, so that equal rankings give equal
/// results.
pub(super) fn compare(ours: &[f64], theirs: &[f64]) -> Difference {
    let differences: Vec<f64> = ours.iter().zip(theirs).map(|(a, b)| a - b).collect();
    let count = differences.len().max(1);
    let mut random = fastrand::Rng::with_seed(1);
    let mut means: Vec<f64> = (0..SAMPLES)
        .map(|_| {
            let drawn = (0..differences.len()).map(|_| differences[random.usize(0..count)]);
            drawn.sum::<f64>() / count as f64
        })
        .collect();
    means.sort_by(f64::total_cmp);
    let counted = |test: fn(f64) -> bool| differences.iter().filter(|one| test(**one)).count();
    Difference {
        mean: differences.iter().sum::<f64>() / count as f64,
        low: means[SAMPLES / 40],
        high: means[SAMPLES - 1 - SAMPLES / 40],
        won: counted(|one| one > 1e-9),
        even: counted(|one| one.abs() <= 1e-9),
        lost: counted(|one| one < -1e-9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steady_lead_is_told_from_luck() {
        let theirs: Vec<f64> = (0..60).map(|at| f64::from(at) / 100.0).collect();
        let steady: Vec<f64> = theirs.iter().map(|one| one + 0.1).collect();
        let clear = compare(&steady, &theirs);
        assert!((clear.mean - 0.1).abs() < 1e-9 && clear.low > 0.09, "{clear:?}");
        assert_eq!((clear.won, clear.even, clear.lost), (60, 0, 0));

        let swaying = |at: usize| if at.is_multiple_of(2) { 0.3 } else { -0.3 };
        let shaky: Vec<f64> =
            theirs.iter().enumerate().map(|(at, one)| one + swaying(at)).collect();
        let unclear = compare(&shaky, &theirs);
        assert!(unclear.low < 0.0 && unclear.high > 0.0, "{unclear:?}");
    }

    #[test]
    fn the_same_questions_print_the_same() {
        let (a, b) = ([0.1, 0.5, 0.9], [0.2, 0.4, 0.4]);
        assert_eq!(compare(&a, &b), compare(&a, &b));
    }
}
