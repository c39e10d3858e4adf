/** Edits as a careless writer makes them, at random but repeatable: the same seed gives the same edits. */
import { lineStartsOf, offsetAt } from "../../../server/src/yaml/line-index.ts";
import type { Position, Range } from "../../../server/src/yaml/position.ts";

export type Random = () => number;

/** Numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Edit {
  /** Without a range the whole text is replaced. */
  readonly range?: Range;
  readonly newText: string;
}

export function applyEdit(text: string, { range, newText }: Edit): string {
  if (!range) return newText;
  const starts = lineStartsOf(text);
  const start = offsetAt(text, starts, range.start);
  const end = offsetAt(text, starts, range.end);
  return text.slice(0, start) + newText + text.slice(Math.max(start, end));
}

/** What people type, paste and break. */
const PIECES: readonly string[] = [
  ..."aZ0:-#\"'{}[],|>&*!%@`?\\~.=<",
  ...["\n", "\n", "\n", "\r\n", "\r", "\t", " ", "  ", "    ", "\n  ", "\n    ", "\n      ", "\n\n"],
  ...[
    "- ",
    "\n- ",
    "\n  - ",
    "\n    - ",
    "\n    -\n",
    "\n    - name: new",
    "\n  - name: less\n",
    "-\t",
    "- - ",
  ],
  ...[
    "---",
    "\n---\n",
    "\n--- text\n",
    "---\n",
    "\n--- # c\n",
    "...",
    "\n...\n",
    "\n...\n---\n",
    "\n... # c\n",
    "--- |\n",
  ],
  ...[": ", "key: ", "\nkey: value\n", "\n  key:\n", "\n      key: v", "? ", "\n? a\n: b\n", "\n  : c\n"],
  ...["&a ", "*a", "&a\n", "<<: *a", "\n      <<: *a\n", "\n    - *a\n", "\n    - &a\n", "!!str ", "!tag "],
  ...["# c", " # c", "\n# c\n", "\n    # c\n", "\n      # c\n", "#\n", "\n  # c\n"],
  ...["spec:", "spec:\n", "\nspec:\n", "personas:", "\n  personas:\n", "personas: []\n", "\nspec: {}\n"],
  ...[
    "  personas:\n    - name: p\n      systemPrompt: s\n",
    "\n  personas: # c\n  - name: q\n",
    "\n  workflowType: x\n",
  ],
  ...["|\n", "|-\n        text\n", ">+\n\n", "|2\n", " |\n      a: b\n      - c\n", "\n          deeper\n"],
  ...[
    '"',
    '"open',
    "'open",
    '"a\\x"',
    '"\\u12"',
    "{",
    "{a: b",
    "{{ .Values.x }}",
    "{{- if }}\n",
    "[",
    "[a, b]",
    "]",
    "}",
  ],
  ...["\ufeff", "\u0000", "\ud800", "\udc00", "\ufffd", "😀", "\u2028", "\u0085", "\u00a0", "\u007f"],
  ...[
    "kind: PersonaPack\n",
    "\nkind: Deployment\n",
    "apiVersion: sympozium.ai/v1alpha1\n",
    "\nmetadata: {name: n}\n",
  ],
  ...[
    "schedule:\n",
    "cron: '* * * * *'\n",
    "interval: 30m",
    "enabled: yes",
    "null",
    "1e3",
    "- name: x\n      schedule: {cron: 1}\n",
  ],
];

function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

/** The next edit of a text. */
export function randomEdit(random: Random, text: string): Edit {
  const starts = lineStartsOf(text);
  const line = () => Math.floor(random() * starts.length);
  const place = (on: number): Position => {
    const length = (starts[on + 1] ?? text.length) - (starts[on] ?? 0);
    const indent = /^[ -]*/.exec(text.slice(starts[on] ?? 0))?.[0].length ?? 0;
    const character = pick(random, [0, indent, length, 1e6, Math.floor(random() * (length + 1))]);
    return { line: on, character };
  };
  const at = place(line());
  const kind = random();
  if (kind < 0.5) return { range: { start: at, end: at }, newText: pick(random, PIECES) };
  if (kind < 0.62) {
    const end = { line: at.line, character: at.character + 1 + Math.floor(random() * 6) };
    return { range: { start: at, end }, newText: random() < 0.5 ? "" : pick(random, PIECES) };
  }
  if (kind < 0.78) {
    const count = 1 + Math.floor(random() * (random() < 0.2 ? 20 : 3));
    const range = { start: { line: at.line, character: 0 }, end: { line: at.line + count, character: 0 } };
    return { range, newText: random() < 0.7 ? "" : pick(random, PIECES) };
  }
  if (kind < 0.86) {
    const other = place(line());
    const ordered = other.line < at.line || (other.line === at.line && other.character < at.character);
    const far = Math.abs(other.line - at.line) > 6;
    if (far) return { range: { start: at, end: at }, newText: "\n" };
    return {
      range: ordered ? { start: other, end: at } : { start: at, end: other },
      newText: pick(random, PIECES),
    };
  }
  if (kind < 0.93) {
    // Lines pasted somewhere else.
    const from = line();
    const copied = text.slice(
      starts[from] ?? 0,
      starts[Math.min(from + 1 + Math.floor(random() * 6), starts.length)],
    );
    const to = { line: line(), character: 0 };
    return { range: { start: to, end: to }, newText: copied };
  }
  if (kind < 0.97) {
    // Indent or outdent of a line.
    const on = { line: at.line, character: 0 };
    const step = pick(random, [1, 2, 4]);
    return random() < 0.5
      ? { range: { start: on, end: on }, newText: " ".repeat(step) }
      : { range: { start: on, end: { line: at.line, character: step } }, newText: "" };
  }
  if (kind < 0.985) return { newText: changedLineBreaks(text, pick(random, ["\n", "\r\n", "\r"])) };
  if (kind < 0.99) return { newText: text.startsWith("\ufeff") ? text.slice(1) : `\ufeff${text}` };
  const end = { line: starts.length + 5, character: 0 };
  return { range: { start: end, end }, newText: pick(random, PIECES) };
}

function changedLineBreaks(text: string, lineBreak: string): string {
  return text.replace(/\r\n|\r|\n/g, lineBreak);
}
