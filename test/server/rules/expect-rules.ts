/** What some rules say of a pack, and what their fixes make of it; other rules are not heard. */
import assert from "node:assert/strict";
import { type Diagnostic, diagnose, findingsOf } from "../../../server/src/features/diagnostics.ts";
import { type KnownCluster, NO_CLUSTER } from "../../../server/src/pack/known-cluster.ts";
import { type Fix, type Rule, textEdits } from "../../../server/src/rules/finding.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import type { PlacedBlock } from "../../../server/src/yaml/placed-block.ts";
import type { Position, Range } from "../../../server/src/yaml/position.ts";
import { readMarkers } from "../marked-text.ts";

const HEAD = "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\n";

/** A pack `data-team` with one persona `monitor` that has these fields, below `- name: monitor`. */
export function personaWith(fields: string): string {
  return packOf(`- name: monitor\n  systemPrompt: Watch.\n${indent(fields, 2)}`);
}

/** A pack with these lines below `personas:`. */
export function packOf(personas: string, name = "data-team"): string {
  return `${HEAD}metadata:\n  name: ${name}\nspec:\n  personas:\n${indent(personas, 4)}`;
}

/** A pack with these further fields of its `spec`. */
export function specWith(fields: string): string {
  return `${HEAD}metadata: {name: data-team}\nspec:\n  personas: []\n${indent(fields, 2)}`;
}

export function scheduleWith(...fields: readonly string[]): string {
  return personaWith(["schedule:", ...fields.map((field) => `  ${field}`), "  task: Look.", ""].join("\n"));
}

interface NamedFix extends Fix {
  readonly placed: PlacedBlock;
}

export class RuleExpectations {
  readonly #rules: readonly Rule[];
  readonly #codes: ReadonlySet<string>;
  #cluster: KnownCluster = NO_CLUSTER;

  constructor(...rules: readonly Rule[]) {
    this.#rules = rules;
    this.#codes = new Set(rules.map(({ code }) => code));
  }

  /** The same rules while a cluster is known. */
  in(cluster: KnownCluster): RuleExpectations {
    const same = new RuleExpectations(...this.#rules);
    same.#cluster = cluster;
    return same;
  }

  /** Expects the marked findings of these rules and no others. */
  finds(marked: string): void {
    const { text, markers } = readMarkers(marked);
    const found = this.diagnostics(text);
    const all = found.map(({ range, code, message }) => `${show(range)} ${code}: ${message}`).join("\n");
    const places = (list: readonly { readonly range: Range; readonly code: string }[]) =>
      list.map(({ range, code }) => `${show(range)} ${code}`).sort();
    assert.deepEqual(places(found), places(markers), all);
    for (const { range, code, message } of markers) {
      const same = found.filter((each) => each.code === code && show(each.range) === show(range));
      assert.ok(
        same.some((each) => each.message.includes(message)),
        `"${message}" is not in: ${all}`,
      );
    }
  }

  /** The titles of the fixes, in their order; `!` marks the preferred ones, `+` those that are safe. */
  titles(text: string): string[] {
    return this.#fixes(text).map(
      ({ title, preferred, safe }) => `${title}${preferred ? "!" : ""}${safe ? "+" : ""}`,
    );
  }

  /** Expects what the only fix of that title makes of a text, and that its finding is gone then. */
  mends(before: string, title: string, after: string): void {
    const named = this.#fixes(before).filter((fix) => fix.title === title);
    const [fix] = named;
    assert.ok(fix && named.length === 1, this.titles(before).join(" | ") || "no fixes");
    const fixed = applied(before, fix);
    assert.equal(fixed, after);
    const broken = diagnose(open(fixed)).filter(({ code }) => code === "yaml-syntax");
    assert.deepEqual(broken, []);
    assert.equal(this.diagnostics(fixed).length, this.diagnostics(before).length - 1, "the finding stays");
  }

  diagnostics(text: string): Diagnostic[] {
    return diagnose(open(text), { cluster: this.#cluster }).filter(({ code }) => this.#codes.has(code));
  }

  #fixes(text: string): NamedFix[] {
    return findingsOf(open(text), { cluster: this.#cluster }).flatMap(({ finding }) => {
      if (!this.#codes.has(finding.code)) return [];
      return (finding.fixes?.() ?? []).map((fix) => ({ ...fix, placed: fix.placed ?? finding.placed }));
    });
  }
}

function indent(text: string, width: number): string {
  return text.replace(/^(?=[^\r\n])/gm, " ".repeat(width));
}

function open(text: string): PackFile {
  return new PackFile("file:///pack.yaml", 1, text);
}

function applied(text: string, fix: NamedFix): string {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)];
  const offset = ({ line, character }: Position) => (starts[line] ?? text.length) + character;
  return textEdits(fix, fix.placed)
    .map(({ range, newText }) => ({ start: offset(range.start), end: offset(range.end), newText }))
    .sort((a, b) => b.start - a.start)
    .reduce((sum, edit) => sum.slice(0, edit.start) + edit.newText + sum.slice(edit.end), text);
}

function show({ start, end }: Range): string {
  const last = end.line === start.line ? "" : `${end.line + 1}:`;
  return `${start.line + 1}:${start.character}-${last}${end.character}`;
}
