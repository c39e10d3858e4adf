import assert from "node:assert/strict";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import type { Position, Range } from "../../../server/src/yaml/position.ts";

export const HEADER =
  "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata: {name: data-team}\nspec:\n";

/** A pack whose personas have these lines (below their name) each. */
export function packOf(...personas: readonly (readonly string[])[]): string {
  const list = personas.map((lines, i) => {
    return [`    - name: agent-${i + 1}`, ...lines.map((line) => `      ${line}`), ""].join("\n");
  });
  return `${HEADER}  personas:\n${list.join("")}`;
}

export function openFile(text: string): PackFile {
  return new PackFile("file:///pack.yaml", 1, text);
}

/** The place of the first letter of `piece`, which must stand in the text once, or on from `after`. */
export function placeOf(file: PackFile, piece: string, after = ""): Position {
  const { text } = file;
  const from = text.indexOf(after);
  const at = text.indexOf(piece, from + after.length);
  assert.ok(from >= 0 && at >= 0, `${piece} is not in the text`);
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** The text of a range within one line. */
export function textIn(file: PackFile, { start, end }: Range): string {
  assert.equal(start.line, end.line);
  return file.lineText(start.line).slice(start.character, end.character);
}
