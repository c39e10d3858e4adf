/** Where in a YAML document a field stands. */
import { COLLECTION_STYLE, EVENT_ID, type Event, getScalarValue, parseEvents, YAMLException } from "js-yaml";

export interface TextSpan {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

export type FieldPath = readonly (string | number)[];

/**
 * The key or item of a path, or of what there is nearest above it; the beginning if there is nothing. `value`: what
 * stands behind the key, if that is in one line.
 */
export function placeOf(text: string, path: FieldPath, part: "key" | "value" = "key"): TextSpan {
  let events: readonly Event[];
  try {
    events = parseEvents(text, {});
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { start: 0, end: 0 };
  }
  return new Search(text, events).find(path, part);
}

export interface MappingPlace {
  /** Of the first key, or of the brace. */
  readonly start: number;
  readonly flow: boolean;
  readonly keys: readonly string[];
}

/** The mapping behind a path. Throws `YAMLException`. */
export function mappingAt(text: string, path: FieldPath): MappingPlace | undefined {
  return new Search(text, parseEvents(text, {})).mapping(path);
}

class Search {
  readonly #text: string;
  readonly #events: readonly Event[];
  /** Of the event that is read next. */
  #at = 0;

  constructor(text: string, events: readonly Event[]) {
    this.#text = text;
    this.#events = events;
  }

  find(path: FieldPath, part: "key" | "value"): TextSpan {
    let place: TextSpan = { start: 0, end: 0 };
    this.#enterDocument();
    for (const step of path) {
      const found = this.#enter(step);
      if (!found) return place;
      place = found;
    }
    return part === "value" ? (this.#scalarSpan() ?? place) : place;
  }

  mapping(path: FieldPath): MappingPlace | undefined {
    this.#enterDocument();
    if (!path.every((step) => this.#enter(step))) return undefined;
    const node = this.#events[this.#at];
    if (node?.type !== EVENT_ID.MAPPING) return undefined;
    const keys: string[] = [];
    this.#at += 1;
    for (;;) {
      const key = this.#events[this.#at];
      if (!key || key.type === EVENT_ID.POP) break;
      if (key.type === EVENT_ID.SCALAR) keys.push(getScalarValue(this.#text, key));
      this.#skip();
      this.#skip();
    }
    return { start: node.start, flow: node.style === COLLECTION_STYLE.FLOW, keys };
  }

  #enterDocument(): void {
    if (this.#events[this.#at]?.type === EVENT_ID.DOCUMENT) this.#at += 1;
  }

  /** Of the node that is next, if it is text in one line. */
  #scalarSpan(): TextSpan | undefined {
    const node = this.#events[this.#at];
    if (node?.type !== EVENT_ID.SCALAR || node.valueStart === node.valueEnd) return undefined;
    const span = { start: node.valueStart, end: node.valueEnd };
    return this.#text.slice(span.start, span.end).includes("\n") ? undefined : span;
  }

  /** Goes to the value of a key or to an item; undefined if there is none. */
  #enter(part: string | number): TextSpan | undefined {
    const node = this.#events[this.#at];
    if (node?.type === EVENT_ID.MAPPING) return this.#enterKey(String(part));
    if (node?.type === EVENT_ID.SEQUENCE) return this.#enterItem(Number(part));
    return undefined;
  }

  #enterKey(name: string): TextSpan | undefined {
    this.#at += 1;
    for (;;) {
      const key = this.#events[this.#at];
      if (!key || key.type === EVENT_ID.POP) return undefined;
      this.#skip();
      if (key.type === EVENT_ID.SCALAR && getScalarValue(this.#text, key) === name) {
        return { start: key.valueStart, end: key.valueEnd };
      }
      this.#skip();
    }
  }

  #enterItem(index: number): TextSpan | undefined {
    this.#at += 1;
    for (let count = 0; ; count++) {
      const item = this.#events[this.#at];
      if (!item || item.type === EVENT_ID.POP) return undefined;
      if (count === index) return this.#itemSpan(item);
      this.#skip();
    }
  }

  #itemSpan(item: Event): TextSpan {
    if (item.type === EVENT_ID.SCALAR) return { start: item.valueStart, end: item.valueEnd };
    if (item.type !== EVENT_ID.MAPPING && item.type !== EVENT_ID.SEQUENCE) return { start: 0, end: 0 };
    const lineEnd = this.#text.indexOf("\n", item.start);
    return { start: item.start, end: lineEnd === -1 ? this.#text.length : lineEnd };
  }

  /** Over a whole node. */
  #skip(): void {
    let depth = 0;
    do {
      const event = this.#events[this.#at];
      if (!event) return;
      if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) depth += 1;
      if (event.type === EVENT_ID.POP) depth -= 1;
      this.#at += 1;
    } while (depth > 0);
  }
}
