/**
 * Cuts a file into the parts that are parsed on their own: for each YAML document a head (everything up
 * to its first persona), one part per persona, and a tail (what follows the personas). The cuts need only
 * the lines' indents: at column 0 a separator cannot be anything else, and what belongs to a persona is
 * indented deeper than its dash. Documents that hold no block-style `spec.personas` are one head.
 *
 * Broken text is cut as its author most likely means it: a line that closes the list of personas must be
 * a key, so that half a word in the middle of a file stays a mistake of one persona.
 */
import { contentEnd, lineStartsOf } from "./line-index.ts";

export type SegmentKind = "head" | "persona" | "tail";

/** Where the scan stands between two lines, as one number so that states compare with `===`. */
export type ScanState = number;

export interface ScannedSegment {
  readonly kind: SegmentKind;
  readonly text: string;
  /** The state before its first line: scanning the text again from there gives the same cuts. */
  readonly entry: ScanState;
}

export interface Scan {
  readonly segments: readonly ScannedSegment[];
  readonly exit: ScanState;
  /** The text ends in comments that may belong to whatever follows. */
  readonly pending: boolean;
}

const Mode = {
  /** Before anything of a document, its `---` included. */
  start: 0,
  /** In a document, outside of `spec`. */
  open: 1,
  /** Under `spec:`; the indent is that of its keys, or -1 before the first. */
  spec: 2,
  /** After `personas:`, which stands at the indent. */
  personas: 3,
  /** In the list of personas; the dashes and the key `personas` have the two indents. */
  items: 4,
  tail: 5,
  /** After a `...` that nothing stood before. */
  notBegun: 6,
  /** After the `...` of a document: kubectl reads nothing before the next `---`. */
  ended: 7,
  /** In a file that kubectl reads as JSON, where no line separates documents. */
  json: 8,
} as const;

type ModeValue = (typeof Mode)[keyof typeof Mode];

const MAX_INDENT = 0xfff;

function stateOf(mode: ModeValue, indent = -1, keyIndent = -1): ScanState {
  return mode | ((Math.min(indent, MAX_INDENT) + 1) << 4) | ((Math.min(keyIndent, MAX_INDENT) + 1) << 17);
}

export const START_OF_FILE: ScanState = stateOf(Mode.start);

/** A `---` begins a new document in whatever state the one before was left. */
const BEFORE_SEPARATOR: ScanState = stateOf(Mode.open);

const modeOf = (state: ScanState): ModeValue => (state & 0xf) as ModeValue;
const indentOf = (state: ScanState): number => ((state >> 4) & 0x1fff) - 1;
const keyIndentOf = (state: ScanState): number => ((state >> 17) & 0x1fff) - 1;

const SEPARATOR = /^(---|\.\.\.)(?=[ \t\r\n]|$)/;
const SPEC_KEY = /^spec:[ \t]*(#|$)/;
const PERSONAS_KEY = /^personas:[ \t]*(#|$)/;
/** Two braces open a template's action. */
const JSON_OBJECT = /^[ \t\r\n]*\{(?!\{)/;
const ANY_KEY = /^(?:"[^"]*"|'[^']*'|[^\s#'"-](?:[^#]|(?<!\s)#)*?):(?:\s|$)/;

export function scanSegments(text: string, entry: ScanState): Scan {
  const scanner = new Scanner(text, entry);
  return scanner.run();
}

/** Whether a segment that was cut before may follow, unchanged, on text that left the scan in `exit`. */
export function mayFollow(next: ScannedSegment, exit: ScanState): boolean {
  if (next.entry === exit) return true;
  const mode = modeOf(exit);
  const separates = mode !== Mode.start && mode !== Mode.notBegun && mode !== Mode.json;
  return next.entry === BEFORE_SEPARATOR && separates && SEPARATOR.test(next.text);
}

class Scanner {
  readonly #text: string;
  readonly #segments: ScannedSegment[] = [];
  #state: ScanState;
  #segmentStart = 0;
  #segmentEntry: ScanState;
  #kind: SegmentKind;
  /** Start of the comments, if any, that go to the next part rather than to the current one. */
  #pendingStart = -1;

  constructor(text: string, entry: ScanState) {
    this.#text = text;
    this.#state = entry;
    this.#segmentEntry = entry;
    this.#kind = kindAt(entry);
  }

  run(): Scan {
    const starts = lineStartsOf(this.#text);
    for (let line = 0; line < starts.length; line++) {
      const start = starts[line] ?? 0;
      const next = starts[line + 1] ?? this.#text.length;
      if (start === next && line > 0) break;
      this.#line(start, contentEnd(this.#text, start, next));
    }
    const pending = this.#pendingStart >= 0;
    this.#close(this.#text.length);
    return { segments: this.#segments, exit: this.#state, pending };
  }

  #line(start: number, end: number): void {
    if (modeOf(this.#state) === Mode.notBegun) {
      this.#cut(start, "head", this.#state);
      this.#enter(START_OF_FILE);
    }
    let at = start;
    if (at === 0 && this.#text.charCodeAt(0) === 0xfeff) at++;
    const content = at;
    while (at < end && this.#text.charCodeAt(at) === 32) at++;
    const indent = at - content;
    const first = this.#text[at];
    if (at >= end) return;
    if (first === "\t") {
      // A tab cannot indent; the line belongs to whatever stands before it.
      this.#pendingStart = -1;
      return;
    }
    if (first === "#") this.#comment(start, indent);
    else if (indent === 0 && SEPARATOR.test(this.#text.slice(at, at + 4)))
      this.#separator(start, first === ".");
    else this.#significant(start, indent, this.#text.slice(at, Math.min(end, at + 200)));
  }

  #comment(start: number, indent: number): void {
    const mode = modeOf(this.#state);
    const free = mode === Mode.personas || (mode === Mode.items && indent <= indentOf(this.#state));
    if (free && this.#pendingStart < 0) this.#pendingStart = start;
  }

  #separator(start: number, ends: boolean): void {
    const mode = modeOf(this.#state);
    if (mode === Mode.json) return;
    if (ends) {
      if (mode === Mode.items) this.#cut(this.#boundary(start), "tail", this.#state);
      this.#enter(stateOf(mode === Mode.start ? Mode.notBegun : Mode.ended));
    } else if (mode === Mode.start) {
      this.#enter(stateOf(Mode.open));
    } else {
      this.#cut(start, "head", BEFORE_SEPARATOR);
      this.#enter(stateOf(Mode.open));
    }
  }

  #significant(start: number, indent: number, content: string): void {
    const state = this.#state;
    switch (modeOf(state)) {
      case Mode.start:
        if (this.#isJson()) this.#enter(stateOf(Mode.json));
        // A directive belongs to the document that its separator opens.
        else if (content[0] !== "%")
          this.#enter(stateOf(indent === 0 && SPEC_KEY.test(content) ? Mode.spec : Mode.open));
        return;
      case Mode.open:
        this.#enter(stateOf(indent === 0 && SPEC_KEY.test(content) ? Mode.spec : Mode.open));
        return;
      case Mode.spec:
        this.#underSpec(indent, indentOf(state), content);
        return;
      case Mode.personas:
        if (isDash(content) && indent >= indentOf(state)) {
          this.#cut(this.#boundary(start), "persona", state);
          this.#enter(stateOf(Mode.items, indent, indentOf(state)));
        } else this.#underSpec(indent, indentOf(state), content);
        return;
      case Mode.items:
        this.#inItems(start, indent, content);
        return;
      default:
        return;
    }
  }

  #underSpec(indent: number, keyIndent: number, content: string): void {
    if (indent === 0) {
      this.#enter(stateOf(SPEC_KEY.test(content) ? Mode.spec : Mode.open));
      return;
    }
    const keys = keyIndent < 0 ? indent : keyIndent;
    const opens = indent === keys && PERSONAS_KEY.test(content);
    this.#enter(opens ? stateOf(Mode.personas, keys) : stateOf(Mode.spec, keys));
  }

  #inItems(start: number, indent: number, content: string): void {
    const dashIndent = indentOf(this.#state);
    if (indent === dashIndent && isDash(content)) this.#cut(this.#boundary(start), "persona", this.#state);
    else if (indent <= keyIndentOf(this.#state) && ANY_KEY.test(content)) {
      this.#cut(this.#boundary(start), "tail", this.#state);
      this.#enter(stateOf(Mode.tail));
    } else this.#pendingStart = -1;
  }

  #isJson(): boolean {
    return this.#segmentStart === 0 && JSON_OBJECT.test(this.#text);
  }

  #enter(state: ScanState): void {
    this.#state = state;
    this.#pendingStart = -1;
  }

  #boundary(start: number): number {
    return this.#pendingStart >= 0 ? this.#pendingStart : start;
  }

  #cut(at: number, kind: SegmentKind, entry: ScanState): void {
    this.#close(at);
    this.#segmentStart = at;
    this.#segmentEntry = entry;
    this.#kind = kind;
    this.#pendingStart = -1;
  }

  #close(end: number): void {
    if (end === this.#segmentStart) return;
    const text = this.#text.slice(this.#segmentStart, end);
    this.#segments.push({ kind: this.#kind, text, entry: this.#segmentEntry });
  }
}

function kindAt(state: ScanState): SegmentKind {
  const mode = modeOf(state);
  if (mode === Mode.items) return "persona";
  return mode === Mode.tail ? "tail" : "head";
}

function isDash(content: string): boolean {
  return content[0] === "-" && (content.length === 1 || content[1] === " " || content[1] === "\t");
}
