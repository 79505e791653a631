// Queries with every construct of the query language, for tests that compare the program and the
// browser.

export const LANGUAGE = [
  // Excluded words, phrases and values; queries of exclusions only.
  "housing -homeless", 'bond -"pay for success"', "housing -city:boston", "-housing", "-(housing OR water)",
  "−water sanitation", "housing -", "co-design -co-design",
  // Alternatives.
  "housing OR water", "water|sanitation", "(bus OR tram) fares", "a OR", "OR", "a AND b", "bus OR -tram",
  "city:boston OR topic:housing", 'water OR "early childhood"',
  // Fields of names, complete and incomplete, quoted and unquoted.
  "country:us", 'country:"united states"', "country:united", "city:new york", 'city:"são paulo"', "city:sao",
  "City:BOSTON,chicago", "city:boston city:chicago", "topic:early", "topic:housing -stage:proposed",
  "sphere:capital bond", "sphere:collective", "kind:practices water", "stage:pilots", "kind:city country:br",
  // Fields of numbers.
  "evidence:>=3", "evidence:>3", "evidence:=2", "evidence:2", "evidence:1..2", "evidence:<=1 housing",
  "year:2013..2018", "year:2013", "year:>=2018", "year:..2010", "year:2013-2015,2020", "year:2018..2013",
  // Fields of text.
  "title:water", 'title:"early childhood"', "body:families", "summary:school title:school",
  // Unknown fields, unknown values.
  "foo:bar", "topic:atlantis", "city:atlantis,boston", "evidence:high", "evidence:9", "year:1850", "year:1800..1850",
  "https://example.org/water", "10:30", "city:", 'city:"', "title: a: b",
  // Misspellings.
  "recidivsm", "provdence tlaks", "particpatory budgeting", "city:philadelfia", "Bogotta", "housng OR watr",
  '"recidivsm"', "-recidivsm bond", "recidv", "xyzzyx",
  // Unfinished.
  '"early childho', 'city:"new y', "title:hous", "evidence:>=", "year:20",
  // Common words.
  "to be", '"to be"', "the", "not",
];
