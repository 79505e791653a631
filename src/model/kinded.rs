//! What every kind of record has, by which code can work on any of them.

use super::{Allowance, At, Date, Source, Sphere};

/// What every kind of record has.
pub trait Kinded {
    /// Its title.
    fn title(&self) -> &str;

    /// The checks whose findings are accepted in it.
    fn allowances(&self) -> &[Allowance];

    /// People who helped with it and have agreed to be named.
    fn contributors(&self) -> &[At<String>];

    /// When it was last checked against its sources.
    fn verified(&self) -> Option<Date>;

    /// When it should be checked again.
    fn review_due(&self) -> Option<Date>;

    /// What it is about, in a sentence or two; empty where its kind has no summary.
    fn summary(&self) -> &str {
        ""
    }

    /// The publications it cites.
    fn sources(&self) -> &[Source] {
        &[]
    }

    /// The spheres of municipal innovation it belongs to.
    fn spheres(&self) -> &[At<Sphere>] {
        &[]
    }

    /// The topics it is about.
    fn topics(&self) -> &[At<String>] {
        &[]
    }

    /// Its old slugs and addresses, which redirect to it.
    fn aliases(&self) -> &[At<String>] {
        &[]
    }

    /// The year readers know it by.
    fn year(&self) -> Option<u16> {
        None
    }
}

/// Implements [`Kinded`] for a record with a title and exceptions from checks, from the names of its other fields that the
/// trait asks for and, last, its year.
macro_rules! kinded {
    ($kind:ident: $($field:ident),* $(; $record:ident => $year:expr)?) => {
        impl $crate::model::Kinded for $kind {
            fn title(&self) -> &str {
                &self.title
            }

            fn allowances(&self) -> &[$crate::model::Allowance] {
                &self.allow
            }

            fn contributors(&self) -> &[$crate::model::At<String>] {
                &self.contributors
            }

            fn verified(&self) -> Option<$crate::model::Date> {
                self.verified
            }

            fn review_due(&self) -> Option<$crate::model::Date> {
                self.review_due
            }

            $($crate::model::kinded::kinded!(@ $field);)*

            $(fn year(&self) -> Option<u16> {
                let $record = self;
                $year
            })?
        }
    };
    (@ summary) => {
        fn summary(&self) -> &str {
            &self.summary
        }
    };
    (@ sources) => {
        fn sources(&self) -> &[$crate::model::Source] {
            &self.sources
        }
    };
    (@ spheres) => {
        fn spheres(&self) -> &[$crate::model::At<$crate::model::Sphere>] {
            &self.spheres
        }
    };
    (@ topics) => {
        fn topics(&self) -> &[$crate::model::At<String>] {
            &self.topics
        }
    };
    (@ aliases) => {
        fn aliases(&self) -> &[$crate::model::At<String>] {
            &self.aliases
        }
    };
}

pub(crate) use kinded;
