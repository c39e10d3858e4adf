/**
 * Files that no editor should stumble over. Each case must come to an end and stay within the text; where
 * a limit leaves something unread, a notice says so.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnose } from "../../../server/src/features/diagnostics.ts";
import { documentSymbols } from "../../../server/src/features/document-symbols.ts";
import { foldingRanges } from "../../../server/src/features/folding-ranges.ts";
import { selectionRanges } from "../../../server/src/features/selection-ranges.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { checkRanges } from "./ranges-in-text.ts";

interface BadInput {
  readonly text: string;
  /** Code of a finding that must be there. */
  readonly notice?: string;
  /** Codes that must not be there: the text is fine. */
  readonly silent?: true;
}

const MB = 1024 * 1024;
const HEAD = "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata:\n  name: team\nspec:\n";
const PERSONAS = `${HEAD}  personas:\n`;

function times(count: number, part: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => part(index)).join("");
}

const prompt = `      systemPrompt: |\n${`        ${"word ".repeat(20)}\n`.repeat(10)}`;
const deepBlock = times(3000, (i) => `${" ".repeat(2 + i)}a:\n`);

const CASES: Readonly<Record<string, () => BadInput>> = {
  "5 MB of personas": () => ({
    text: PERSONAS + times(5000, (i) => `    - name: p${i}\n${prompt}`),
    silent: true,
  }),
  "a line of 5 MB": () => ({
    text: `${HEAD}  description: ${"word ".repeat(MB)}\n  personas: []\n`,
    silent: true,
  }),
  "a block scalar of 5 MB": () => ({
    text: `${HEAD}  description: |\n${"    line of text here\n".repeat(MB / 4)}  personas: []\n`,
    silent: true,
  }),
  "5 MB behind a quote that nothing closes": () => ({
    text: `${PERSONAS}    - name: "a\n${"      line of: text here\n".repeat(MB / 4)}`,
    notice: "yaml-syntax",
  }),
  "5 MB that are no pack": () => ({ text: "[ { \" ' : - \n".repeat(MB / 2), silent: true }),
  "5 MB of line breaks": () => ({ text: PERSONAS + "\n".repeat(5 * MB) }),
  "5 MB of comments": () => ({ text: PERSONAS + "# c\n".repeat(MB) }),
  "a million separators": () => ({ text: "---\n".repeat(MB), silent: true }),
  "more than 16 MB": () => ({ text: `${HEAD}# ${"x".repeat(17 * MB)}`, notice: "file-limit" }),
  "more than a thousand problems": () => ({
    text: PERSONAS + "    - name: a\n      colour: red\n".repeat(2000),
    notice: "problem-limit",
  }),
  "10,000 aliases of one anchor": () => ({
    text: `${PERSONAS}    - name: z\n      systemPrompt: s\n      toolPolicy: &t {allow: [a]}\n${times(
      10_000,
      (i) => `    - name: p${i}\n      systemPrompt: s\n      toolPolicy: *t\n`,
    )}`,
    silent: true,
  }),
  "10,000 merges of one anchor": () => ({
    text: `${PERSONAS}    - &b\n      name: z\n      systemPrompt: s\n${times(
      10_000,
      (i) => `    - <<: *b\n      name: p${i}\n`,
    )}`,
    silent: true,
  }),
  "10,000 aliases in one list": () => ({
    text: `${HEAD}  description: &d x\n  personas: []\n  excludePersonas:\n${"    - *d\n".repeat(10_000)}`,
    silent: true,
  }),
  "10,000 anchors of one name": () => ({
    text: `${HEAD}  personas: []\n  excludePersonas:\n${"    - &a x\n    - *a\n".repeat(10_000)}`,
    silent: true,
  }),
  "aliases that multiply by nine, forty times": () => ({
    text: `${HEAD}  personas: []\n  excludePersonas:\n    - &a0 [x]\n${times(
      40,
      (i) => `    - &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]\n`,
    )}`,
    notice: "wrong-type",
  }),
  "an anchor that holds itself": () => ({
    text: `${PERSONAS}    - &a\n      <<: *a\n      name: a\n      systemPrompt: s\n`,
    notice: "anchor",
  }),
  "3,000 lists in each other": () => ({
    text: `${HEAD}  personas: ${"[".repeat(3000)}${"]".repeat(3000)}\n`,
    notice: "nesting-limit",
  }),
  "3,000 maps in each other": () => ({
    text: `${HEAD}  personas: ${"{a: ".repeat(3000)}${"}".repeat(3000)}\n`,
    notice: "nesting-limit",
  }),
  "3,000 levels of indent": () => ({ text: HEAD + deepBlock, notice: "nesting-limit" }),
  "3,000 levels of indent behind a mistake": () => ({
    text: `${HEAD}  x: @\n${deepBlock}`,
    notice: "yaml-syntax",
  }),
  "3,000 dashes on a line of a persona": () => ({
    text: `${PERSONAS}    - name: a\n      skills:\n        ${"- ".repeat(3000)}x\n`,
    notice: "nesting-limit",
  }),
  "100,000 opening brackets": () => ({
    text: `${HEAD}  personas: ${"[".repeat(100_000)}`,
    notice: "nesting-limit",
  }),
  "100,000 opening brackets in a persona": () => ({
    text: `${PERSONAS}    - name: a\n      skills: ${"[".repeat(100_000)}\n    - name: b\n      systemPrompt: s\n`,
    notice: "nesting-limit",
  }),
  "100,000 opening brackets behind a mistake": () => ({
    text: `${HEAD}  x: @\n  y: ${"[".repeat(100_000)}`,
    notice: "yaml-syntax",
  }),
  "100,000 lines that are indented by tabs": () => ({
    text: `${PERSONAS}${"\t- name: x\n".repeat(100_000)}`,
    notice: "tab-indentation",
  }),
  "lone surrogates": () => ({ text: `${PERSONAS}    - name: "\ud800"\n      systemPrompt: \udc00\n` }),
  "NUL bytes": () => ({
    text: `${PERSONAS}    - name: a\u0000b\n      systemPrompt: s\n`,
    notice: "control-character",
  }),
  "NUL bytes only": () => ({ text: "\u0000".repeat(MB), silent: true }),
  "UTF-8 that was cut off": () => ({
    text: `${PERSONAS}    - name: a\n      systemPrompt: caf\ufffd\n      displayName: "\ufffd\ufffd`,
    notice: "yaml-syntax",
  }),
};

const LIMITS: ReadonlySet<string> = new Set(["file-limit", "problem-limit", "nesting-limit"]);

for (const [name, make] of Object.entries(CASES)) {
  test(name, () => {
    const { text, notice, silent } = make();
    const file = new PackFile("file:///bad.yaml", 1, text);
    const diagnostics = diagnose(file);
    const codes = new Set(diagnostics.map(({ code }) => code));
    if (notice) assert.ok(codes.has(notice), `${notice} is not among ${[...codes].join(", ")}`);
    if (silent)
      assert.deepEqual(
        [...codes].filter((code) => LIMITS.has(code) || code === "yaml-syntax"),
        [],
      );
    if (LIMITS.has(notice ?? "")) {
      const limit = diagnostics.find(({ code }) => code === notice);
      assert.match(limit?.message ?? "", /\d/, "the notice names the limit");
    }
    checkRanges(file, text);
    foldingRanges(file);
    selectionRanges(file, [{ line: 6, character: 8 }]);
    // Half a key more, as if somebody went on typing.
    file.edit("x", { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } });
    diagnose(file);
    documentSymbols(file);
  });
}
