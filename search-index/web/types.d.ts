/**
 * The types that the scripts share: what a page configures, what the engine is asked and answers,
 * and what one script passes to another. Only `tsc` reads this file.
 */

/** The configuration in a page, its addresses made absolute. See `search-index/src/client.rs`. */
export interface Config {
  root: string;
  base: string;
  page: string;
  suggest: string;
  marks: string;
  worker: string;
  glue: string;
  engine: string;
  brotli: string;
  strings: Record<string, string>;
  /** The server that answers searches, if the site has one. */
  quickwit?: { script: string; search: string };
}

/* ---- What the engine is asked, see `search-index/src/request.rs` ---- */

/** A filter that takes several values. */
export type Field = "kind" | "topic" | "sphere" | "city" | "country" | "stage" | "result" | "method";

/** A filter that takes a range of numbers. */
export type Measure = "year" | "population" | "cost" | "months";

/** A range of numbers, open where an end is missing. */
export interface NumberRange {
  from?: number;
  to?: number;
}

export type Filters = { [field in Field]?: string[] } & { evidence?: number } & {
  [measure in Measure]?: NumberRange;
};

export interface Request {
  query: string;
  filters?: object;
  limit?: number;
  sort?: string;
  lang?: string;
  counts?: boolean;
  exact?: boolean;
}

/* ---- What it answers, see `search-index/src/response.rs` ---- */

export interface Value {
  value: string;
  label: string;
}

export interface Count extends Value {
  count: number;
}

/** The numbers of the records found: how many records have one, and between which ends they are. */
export interface Extent {
  count: number;
  least?: number;
  most?: number;
}

export type Facets = Record<Field | "evidence", Count[]> & { [measure in Measure]?: Extent };

export interface Hit {
  id: string;
  kind: string;
  title: string;
  url: string;
  snippet: string;
  summary: string;
  section?: { anchor: string; heading: string };
  stage?: Value;
  evidence?: number;
  result?: Value;
  cities: Value[];
  year?: number;
  /** What its city has in common with the reader's, where hits are ranked by that. */
  why?: string;
}

/** A part of the query that was taken as a filter. */
export interface Understood extends Value {
  field: string;
  negative: boolean;
  /** The query without it. */
  without: string;
}

export interface Response {
  query: string;
  total: number;
  hits: Hit[];
  facets: Facets;
  corrected?: { query: string };
  notes?: { kind: string; field: string; value: string }[];
  understood?: Understood[];
  /** Where no record has a word, or two words together: the topics of the best hits. */
  topics?: Value[];
}

/* ---- The engine, as `wasm-bindgen` exports it ---- */

export interface Engine {
  /** Takes and returns JSON: `{"done": Response}`, or `{"need": string[]}` with the files it misses. */
  search(request: string): string;
  supply(path: string, content: Uint8Array): void;
  free(): void;
}

export interface Glue {
  default(source: { module_or_path: globalThis.Response }): Promise<unknown>;
  SearchEngine: new (manifest: Uint8Array) => Engine;
}

/* ---- What the scripts pass to each other ---- */

/** What the search page shows, as its address has it. */
export interface State {
  query: string;
  filters: Filters;
  sort: string;
  exact: boolean;
  /** The reader's city, as the theme writes it; hits are ranked by how alike their cities are. */
  mine: string;
}

/** Where the reader was on the search page, kept with the history entry. */
export interface Place {
  top: number;
  limit: number;
  hit?: string;
}

/** A chosen value, as the address or the engine has it. */
export interface Chosen {
  field: string;
  value?: string | number | NumberRange;
  label?: string;
  negative?: boolean;
}

/** A value of a facet in the list of filters. */
export interface Choice {
  value: string;
  label: string;
  count: number;
  chosen: boolean;
}

/** A name that a search box suggests. */
export interface Name {
  kind: string;
  title: string;
  path: string;
  what: string;
  /** Its words, and those of its synonyms, folded. */
  words: string[];
  others: string[];
  plain: string;
}

export type Strings = Record<string, string>;

/** How a search is made. */
export interface Asking {
  /** While the reader types: a later search drops it. */
  typed?: boolean;
  /** The next letter is still expected: no excerpts are fetched. */
  unrested?: boolean;
  /** Takes the hits while their counts are still to come. */
  early?: (response: Response) => void;
}

/** What `search.js` lends the other scripts. */
export interface Kit {
  config: Config;
  lang: string;
  /** The file of names that boxes suggest. */
  namesFile: string;
  learn(words: Strings): void;
  ask(request: Request, how?: Asking): Promise<Response | undefined>;
  load(): Promise<void>;
  say(key: string, values?: Record<string, string | number | undefined>): string;
  named(field: string, value: string, label: string): string;
  address(url: string): string;
  element<Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    attributes?: Record<string, string>,
    ...children: (Node | string)[]
  ): HTMLElementTagNameMap[Tag];
  meta(hit: Hit): string;
  result(hit: Hit): string;
  capital(slug: string): string;
  /** Milliseconds after the last keystroke when typing rests. */
  REST: number;
  debounce(work: () => void, pause?: number): () => void;
  showStatus(text: string, again?: boolean): void;
  clearStatus(): void;
  announce(text: string): void;
  markedAddress(href: string, words: string[]): string;
  onRetry(work: () => void): void;
}

declare global {
  interface Window {
    crosstown?: {
      search?: (text: string, options?: Omit<Request, "query">) => Promise<Response | undefined>;
      /** Set by a theme that can rank hits by how alike their cities are to the reader's. */
      rank?: (
        response: Response,
        request: Request,
        ask: (request: Request) => Promise<Response | undefined>,
        mine: string,
      ) => Promise<Response>;
    };
  }
  interface Navigator {
    /** Not in every browser. */
    connection?: { saveData?: boolean };
  }
}
