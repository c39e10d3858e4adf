/**
 * An edited file is what it would be if it were opened with its new text. Checked on thousands of random
 * edits; a failure names the text and the edit, and the seed that leads there.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { complete } from "../../../server/src/features/completion.ts";
import { SchemaProposals } from "../../../server/src/features/completion-proposals.ts";
import { diagnose } from "../../../server/src/features/diagnostics.ts";
import { documentSymbols } from "../../../server/src/features/document-symbols.ts";
import { SchemaEngine } from "../../../server/src/features/schema-engine.ts";
import { lineOf, lineStartsOf, offsetAt } from "../../../server/src/yaml/line-index.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import type { Position } from "../../../server/src/yaml/position.ts";
import { applyEdit, type Edit, randomEdit, randomFrom } from "./random-edits.ts";
import { checkRange, checkRanges } from "./ranges-in-text.ts";
import { START_TEXTS } from "./start-texts.ts";

const EDITS = Number(process.env.PERSONAPACK_EDITS ?? 20_000);
const SEED = Number(process.env.PERSONAPACK_SEED ?? 20_260_418);
/** After so many edits a text is mostly rubble: begin again. */
const EDITS_PER_SESSION = 25;
/** Completion is asked where one edit in ten was made. */
const EDITS_PER_COMPLETION = 10;

/** Everything that is asked of a file. */
function answersOf(file: PackFile): unknown {
  return {
    text: file.text,
    lineCount: file.lineCount,
    documents: file.documents.map((document) => ({
      startLine: document.startLine,
      endLine: document.endLine,
      role: document.route.role,
      personas: document.personas.length,
      blocks: document.blocks.map(({ block, startLine }) => ({ startLine, text: block.text })),
    })),
    diagnostics: diagnose(file),
    symbols: documentSymbols(file),
  };
}

/** What is wrong with an edited file, compared with one that is opened with the same text. */
function difference(edited: PackFile, text: string): string | undefined {
  try {
    assert.deepEqual(answersOf(edited), answersOf(new PackFile(edited.uri, edited.version, text)));
    checkRanges(edited, text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

const engine = new SchemaEngine((message) => assert.fail(message));
const proposals = new SchemaProposals(engine);

async function completionDifference(
  edited: PackFile,
  text: string,
  at: Position,
): Promise<string | undefined> {
  const fresh = new PackFile(edited.uri, edited.version, text);
  try {
    const [ours, theirs] = [edited, fresh].map((file) => complete(file, at, proposals, { snippets: true }));
    assert.deepEqual(await ours, await theirs);
    for (const { range } of (await ours) ?? []) checkRange(range, text, "completion");
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** Where the cursor stands when `newText` was put in at `start`. */
function cursorAfter(before: string, after: string, start: Position, newText: string): Position {
  const offset = offsetAt(before, lineStartsOf(before), start) + newText.length;
  const starts = lineStartsOf(after);
  const line = lineOf(starts, offset);
  return { line, character: offset - (starts[line] ?? 0) };
}

/** The shortest end of `edits` that goes wrong when the file is opened just before it. */
function shrink(texts: readonly string[], edits: readonly Edit[]): { text: string; edits: readonly Edit[] } {
  for (let from = edits.length - 1; from > 0; from--) {
    const file = new PackFile("file:///shrunk.yaml", 1, texts[from] ?? "");
    answersOf(file);
    for (const edit of edits.slice(from)) {
      file.edit(edit.newText, edit.range);
      answersOf(file);
    }
    if (difference(file, texts.at(-1) ?? "")) return { text: texts[from] ?? "", edits: edits.slice(from) };
  }
  return { text: texts[0] ?? "", edits };
}

async function session(seed: number, start: string): Promise<void> {
  const random = randomFrom(seed);
  const file = new PackFile("file:///random.yaml", 1, start);
  const texts = [start];
  const edits: Edit[] = [];
  for (let index = 0; index < EDITS_PER_SESSION; index++) {
    const text = texts.at(-1) ?? "";
    const edit = randomEdit(random, text);
    edits.push(edit);
    texts.push(applyEdit(text, edit));
    let wrong: string | undefined;
    try {
      file.version++;
      file.edit(edit.newText, edit.range);
      const after = texts.at(-1) ?? "";
      wrong = difference(file, after);
      if (index % EDITS_PER_COMPLETION === 0 && edit.range) {
        wrong ??= await completionDifference(
          file,
          after,
          cursorAfter(text, after, edit.range.start, edit.newText),
        );
      }
    } catch (error) {
      wrong = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    if (wrong) {
      const least = JSON.stringify(shrink(texts, edits), undefined, 1);
      assert.fail(`seed ${seed}, edit ${index}: ${wrong}\n${least}`);
    }
  }
}

test(`${EDITS} random edits: incremental and from scratch give the same`, async () => {
  for (let done = 0; done < EDITS; done += EDITS_PER_SESSION) {
    const seed = SEED + done;
    const start = START_TEXTS[(done / EDITS_PER_SESSION) % START_TEXTS.length];
    await session(seed, start ?? "");
  }
});
