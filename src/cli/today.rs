//! The current day, for commands that report what is out of date. No build depends on it.

use std::time::{SystemTime, UNIX_EPOCH};

use crosstown::model::Date;
use jiff::Timestamp;
use jiff::tz::Offset;

/// Today in UTC; `None` if the clock is set outside the range of [`Date`].
pub(super) fn today() -> Option<Date> {
    #[expect(clippy::disallowed_methods, reason = "judges what is out of date, and builds nothing")]
    let now = SystemTime::now();
    let seconds = now.duration_since(UNIX_EPOCH).ok()?.as_secs();
    let now = Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
    Date::parse(&Offset::UTC.to_datetime(now).date().to_string())
}
