"""Reads every feed and calendar of the sites with feedparser and icalendar. The JSON Feed beside
each Atom feed must follow its specification and say the same.

Usage: readers.py ARCHIVES SITE..."""

import json
import re
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

archives, *sites = map(Path, sys.argv[1:])
for wheel in archives.glob("*.whl"):
    sys.path.append(str(wheel))

import feedparser  # noqa: E402
import icalendar  # noqa: E402

# What JSON Feed 1.1 allows in a feed and in an item, with the type of each that we write.
FEED = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "description": str,
    "language": str,
    "authors": list,
    "items": list,
}
ITEM = {
    "id": str,
    "url": str,
    "title": str,
    "content_text": str,
    "date_modified": str,
    "tags": list,
    "language": str,
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def fields(path: Path, given: dict, allowed: dict) -> None:
    for name, value in given.items():
        assert name in allowed, f"{path}: there is no `{name}`"
        assert isinstance(value, allowed[name]), f"{path}: `{name}` is {value!r}"


def json_feed(path: Path) -> list:
    """The entries of a JSON Feed: id, address, title, text, time and tags."""
    feed = json.loads(path.read_text(encoding="utf-8"))
    fields(path, feed, FEED)
    assert feed["version"] == "https://jsonfeed.org/version/1.1", path
    assert feed["title"] and feed["home_page_url"].startswith("https://"), path
    assert feed["feed_url"].endswith("/feed.json"), path
    assert all(author.keys() & {"name", "url", "avatar"} for author in feed["authors"]), path
    entries = []
    for item in feed["items"]:
        fields(path, item, ITEM)
        assert item["id"] and item["url"].startswith("https://") and item["content_text"], path
        assert MOMENT.fullmatch(item["date_modified"]), path
        names = "id", "url", "title", "content_text", "date_modified"
        entries.append([item[name] for name in names] + [item.get("tags", [])])
    ids = [entry[0] for entry in entries]
    assert len(set(ids)) == len(ids), f"{path} has an item twice"
    return entries


def atom(path: Path) -> list:
    """The entries of an Atom feed, likewise."""
    # Text is compared as it is written, not as it would be shown by a browser.
    feed = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, f"{path}: {feed.bozo_exception}"
    assert feed.version == "atom10" and feed.feed.title and feed.feed.id, path
    assert feed.feed.updated_parsed and feed.feed.link.startswith("https://"), path
    entries = []
    for entry in feed.entries:
        assert entry.updated_parsed, path
        tags = [tag.term for tag in entry.get("tags", [])]
        entries.append([entry.id, entry.link, entry.title, entry.summary, entry.updated, tags])
    return entries


def calendar(path: Path) -> int:
    raw = path.read_bytes()
    lines = raw.split(b"\r\n")
    assert lines.pop() == b"" and b"\n" not in b"".join(lines), f"{path}: line breaks"
    assert max(map(len, lines)) <= 75, f"{path}: a long line"
    read = icalendar.Calendar.from_ical(raw)
    assert read.errors == [] and read["VERSION"] == "2.0" and read["PRODID"], path
    events = read.walk("VEVENT")
    assert events and len(events) == len(read.subcomponents), path
    for event in events:
        assert event.errors == [], f"{path}: {event.errors}"
        stamp, start = event["DTSTAMP"].dt, event["DTSTART"].dt
        assert stamp.utcoffset() == timedelta(0), path
        end = event["DTEND"].dt if "DTEND" in event else None
        assert end is None or (type(end) is type(start) and end > start), path
        assert isinstance(start, (date, datetime)) and event["SUMMARY"], path
        assert event["URL"].startswith("https://"), path
        parent = event.get("RELATED-TO")
        assert parent is None or parent in {other["UID"] for other in events}, path
    uids = [event["UID"] for event in events]
    assert len(set(uids)) == len(uids), f"{path} has an event twice"
    return len(events)


feeds = entries = calendars = events = 0
for site in sites:
    for path in sorted(site.rglob("feed.xml")):
        read = atom(path)
        assert read == json_feed(path.with_name("feed.json")), f"{path} differs from feed.json"
        feeds, entries = feeds + 1, entries + len(read)
    for path in sorted(site.rglob("calendar.ics")):
        calendars, events = calendars + 1, events + calendar(path)
assert feeds > 100 and entries > 500 and calendars > 20 and events > 50, (feeds, calendars)
print(f"{feeds} feeds with {entries} entries read by feedparser, and as JSON Feed")
print(f"{calendars} calendars with {events} events read by icalendar")
