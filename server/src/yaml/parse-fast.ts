/**
 * Text without syntax errors to a tree, by js-yaml's event stream: ten times faster than a parser that
 * recovers, which decides the time to the first diagnostics of a large file. It stops at the first
 * error; then `parse-recovering.ts` reads the same text.
 */
import {
  type AliasEvent,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type ScalarStyle as ScalarEventStyle,
  type SequenceEvent,
  YAMLException,
} from "js-yaml";
import { afterDash } from "./after-dash.ts";
import type { AliasNode, Pair, ScalarNode, ScalarStyle, YamlNode } from "./ast.ts";

/** Deeper documents are not read; nothing in Kubernetes nests nearly as deep. */
export const MAX_DEPTH = 100;

export type FastResult =
  | { readonly kind: "parsed"; readonly root: YamlNode | undefined; readonly hasAnchors: boolean }
  | { readonly kind: "too-deep" }
  | { readonly kind: "syntax-error"; readonly reason: string; readonly offset: number };

/** `structure` is the text in YAML 1.2, every character at its place (`inYaml12`), where that is another one. */
export function parseFast(text: string, structure = text): FastResult {
  let events: Event[];
  try {
    events = parseEvents(structure, { maxDepth: MAX_DEPTH });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    if (error.reason.startsWith("nesting exceeded")) return { kind: "too-deep" };
    // At the end of the text the parser is one behind its last character.
    const offset = Math.max(0, Math.min(error.mark?.position ?? 0, text.length - 1));
    return { kind: "syntax-error", reason: error.reason, offset };
  }
  const builder = new TreeBuilder(text, events, structure !== text);
  const root = builder.build();
  return { kind: "parsed", root, hasAnchors: builder.hasAnchors };
}

const SCALAR_STYLES: Record<ScalarEventStyle, ScalarStyle> = {
  [SCALAR_STYLE.PLAIN]: "plain",
  [SCALAR_STYLE.SINGLE_QUOTED]: "single",
  [SCALAR_STYLE.DOUBLE_QUOTED]: "double",
  [SCALAR_STYLE.LITERAL_BLOCK]: "literal",
  [SCALAR_STYLE.FOLDED_BLOCK]: "folded",
};

const ESCAPE = /\\(?:'|\r\n|[\s\S])((?<=[\r\n])(?:[ \t]*(?:\r\n|[\r\n]))+)?/g;

/** `\'` is known to kubectl only, and so are the blank lines behind an escaped line break, of which it keeps each. */
function escapeForParser(written: string, blankLines: string | undefined): string {
  if (written === "\\'") return "'";
  const kept = blankLines?.match(/\r\n|[\r\n]/g)?.length ?? 0;
  return kept === 0 ? written : `${"\\n".repeat(kept)}\\\n`;
}

class TreeBuilder {
  hasAnchors = false;
  readonly #text: string;
  readonly #events: readonly Event[];
  /** The events are those of another text, so that what they say about values may not hold. */
  readonly #rewritten: boolean;
  #next = 0;

  constructor(text: string, events: readonly Event[], rewritten: boolean) {
    this.#text = text;
    this.#events = events;
    this.#rewritten = rewritten;
  }

  build(): YamlNode | undefined {
    const document = this.#events[this.#next++];
    if (document?.type !== EVENT_ID.DOCUMENT) return undefined;
    const event = this.#events[this.#next];
    return event === undefined || event.type === EVENT_ID.POP ? undefined : this.#node(0);
  }

  /** `missingAt` is where a value that was left out would stand. */
  #node(missingAt: number): YamlNode {
    const event = this.#events[this.#next++];
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return this.#scalar(event, missingAt);
      case EVENT_ID.MAPPING:
        return this.#map(event);
      case EVENT_ID.SEQUENCE:
        return this.#sequence(event);
      case EVENT_ID.ALIAS:
        return this.#alias(event);
      default:
        throw new Error("js-yaml's events are not balanced");
    }
  }

  #properties(event: ScalarEvent | MappingEvent | SequenceEvent): { anchor?: string; tag?: string } {
    const properties: { anchor?: string; tag?: string } = {};
    if (event.anchorStart >= 0) {
      this.hasAnchors = true;
      properties.anchor = this.#text.slice(event.anchorStart, event.anchorEnd);
    }
    if (event.tagStart >= 0) properties.tag = this.#text.slice(event.tagStart, event.tagEnd);
    return properties;
  }

  #alias(event: AliasEvent): AliasNode {
    this.hasAnchors = true;
    const name = this.#text.slice(event.anchorStart, event.anchorEnd);
    return { kind: "alias", start: event.anchorStart - 1, end: event.anchorEnd, name };
  }

  #scalar(event: ScalarEvent, missingAt: number): ScalarNode | AliasNode {
    if (this.#rewritten && this.#text[event.valueStart] === "*" && event.style === SCALAR_STYLE.PLAIN) {
      return this.#alias({
        ...event,
        type: EVENT_ID.ALIAS,
        anchorStart: event.valueStart + 1,
        anchorEnd: event.valueEnd,
      });
    }
    const style = SCALAR_STYLES[event.style];
    const empty = event.valueStart < 0;
    // Quoted values are given without their quotes; a block scalar's value begins after its header.
    const quoted = style === "single" || style === "double" ? 1 : 0;
    return {
      kind: "scalar",
      style,
      value: empty ? "" : this.#value(event),
      start: empty ? missingAt : event.valueStart - quoted,
      end: empty ? missingAt : event.valueEnd + quoted,
      ...this.#properties(event),
    };
  }

  #value(event: ScalarEvent): string {
    const { valueStart, valueEnd, style } = event;
    const isDouble = style === SCALAR_STYLE.DOUBLE_QUOTED;
    if (!this.#rewritten && (!isDouble || event.fast)) return getScalarValue(this.#text, event);
    const written = this.#text.slice(valueStart, valueEnd);
    const known = isDouble ? written.replace(ESCAPE, escapeForParser) : written;
    return getScalarValue(known, { ...event, valueStart: 0, valueEnd: known.length, fast: false });
  }

  #map(event: MappingEvent): YamlNode {
    const pairs: Pair[] = [];
    let end = event.start + 1;
    while (this.#events[this.#next]?.type !== EVENT_ID.POP) {
      const key = this.#node(end);
      const value = this.#node(this.#afterColon(key.end));
      pairs.push({ key, value });
      end = Math.max(key.end, value.end);
    }
    this.#next++;
    const flow = event.style === COLLECTION_STYLE.FLOW;
    return {
      kind: "map",
      flow,
      pairs,
      start: event.start,
      end: flow ? this.#closingBracket(end, "}") : end,
      ...this.#properties(event),
    };
  }

  #sequence(event: SequenceEvent): YamlNode {
    const items: YamlNode[] = [];
    const flow = event.style === COLLECTION_STYLE.FLOW;
    let end = flow ? event.start + 1 : event.start;
    for (let next = this.#events[this.#next]; next?.type !== EVENT_ID.POP; next = this.#events[this.#next]) {
      const missing = !flow && next?.type === EVENT_ID.SCALAR && next.valueStart < 0;
      const item = this.#node(missing ? afterDash(this.#text, end) : end);
      items.push(item);
      end = item.end;
    }
    this.#next++;
    return {
      kind: "seq",
      flow,
      items,
      start: event.start,
      end: flow ? this.#closingBracket(end, "]") : end,
      ...this.#properties(event),
    };
  }

  /** The place right after the colon that follows a key, or the key's end where there is none (`{a, b}`). */
  #afterColon(keyEnd: number): number {
    let at = keyEnd;
    while (this.#isBlank(at)) at++;
    return this.#text[at] === ":" ? at + 1 : keyEnd;
  }

  #closingBracket(from: number, bracket: "}" | "]"): number {
    for (let at = from; at < this.#text.length; at++) {
      const char = this.#text[at];
      if (char === bracket) return at + 1;
      if (char === "#" && this.#isBlank(at - 1)) at = this.#endOfLine(at);
    }
    return this.#text.length;
  }

  #endOfLine(from: number): number {
    let at = from;
    while (at < this.#text.length && this.#text[at] !== "\n" && this.#text[at] !== "\r") at++;
    return at;
  }

  #isBlank(at: number): boolean {
    const char = this.#text[at];
    return char === " " || char === "\t" || char === "\n" || char === "\r";
  }
}
