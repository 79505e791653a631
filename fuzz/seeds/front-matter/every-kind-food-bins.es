title: Cubos verdes
summary: Cada cocina tiene un cubo verde.
stage: operating
cities: [denver]
spheres: [operations]
topics: [waste]
sources:
- id: report
  title: One year of green bins
  url: https://example.org/report