/**
 * Asks yaml-language-server which keys and values the schema has for a place. It is not asked about the
 * text as it stands: it finds no proposals in an empty file, behind `kind:`, below a key, in flow style or
 * in YAML that is broken. It gets the place in a form that it always understands: the path to it, the keys
 * that are written already, and the cursor on a line of its own.
 */

import type { PathStep } from "../yaml/schema.ts";
import type { CompletionContext } from "./completion-context.ts";
import type { SchemaEngine } from "./schema-engine.ts";
import type { SchemaWindow } from "./schema-window.ts";

export interface Proposal {
  readonly label: string;
  /** Markdown. */
  readonly documentation?: string;
}

/** The kind of a proposal that stands for all required fields at once. */
const WHOLE_OBJECT = 7;

/** Places of the schema are few, and people stay at one while they type. */
const MAX_REMEMBERED = 64;

export class SchemaProposals {
  readonly #engine: SchemaEngine;
  readonly #remembered = new Map<string, Promise<readonly Proposal[]>>();

  constructor(engine: SchemaEngine) {
    this.#engine = engine;
  }

  of(context: Pick<CompletionContext, "path" | "position" | "existing">): Promise<readonly Proposal[]> {
    const text = normalForm(context);
    const proposals = this.#remembered.get(text) ?? this.#ask(text);
    this.#remembered.delete(text);
    this.#remembered.set(text, proposals);
    proposals.catch(() => this.#remembered.delete(text));
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MAX_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    return proposals;
  }

  async #ask(text: string): Promise<readonly Proposal[]> {
    const lines = text.split("\n");
    const cursor = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    const window: SchemaWindow = { text, toWindow: (position) => position };
    const items = await this.#engine.complete(window, cursor);
    return items
      .filter(({ kind }) => kind !== WHOLE_OBJECT)
      .map(({ label, documentation }) => ({ label, ...(documentation ? { documentation } : {}) }));
  }
}

/** The cursor is at the end of the text. */
function normalForm({
  path,
  position,
  existing,
}: Pick<CompletionContext, "path" | "position" | "existing">): string {
  let text = "";
  let pad = "";
  let lead = "";
  const key = position === "value" ? path.at(-1) : undefined;
  for (const step of typeof key === "string" ? path.slice(0, -1) : path) {
    if (step === null) {
      lead += "- ";
      continue;
    }
    text += `${pad}${lead}${keyText(step)}:\n`;
    pad += " ".repeat(lead.length + 2);
    lead = "";
  }
  if (typeof key === "string") return `${text}${pad}${lead}${keyText(key)}: `;
  if (position === "value") return `${text}${pad}${lead}`;
  for (const name of [...new Set(existing)].sort()) {
    text += `${pad}${lead}${keyText(name)}: 0\n`;
    pad += " ".repeat(lead.length);
    lead = "";
  }
  return `${text}${pad}${lead}`;
}

function keyText(step: NonNullable<PathStep>): string {
  return /^\w+$/.test(step) ? step : JSON.stringify(step);
}
