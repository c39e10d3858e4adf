import assert from "node:assert/strict";
import { test } from "node:test";
import { foldingRanges } from "../../../server/src/features/folding-ranges.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";

const PACK = `# What this is
# and for whom.
apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: team
spec:
  personas:
    - name: a
      systemPrompt: |
        # no comment
        # but a prompt

      skills: [x,
        y]
    # The second
    # and last.
    - name: b
      systemPrompt: s
  category: data
`;

function folds(text: string, limit?: number): string[] {
  const file = new PackFile("file:///pack.yaml", 1, text);
  return foldingRanges(file, limit === undefined ? {} : { limit }).map(
    ({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind ? ` ${kind}` : ""}`,
  );
}

const PACK_FOLDS = ["0-1 comment", "4-5", "6-19", "7-18", "8-14", "9-11", "13-14", "15-16 comment", "17-18"];

test("personas, maps, lists, block scalars and comments", () => assert.deepEqual(folds(PACK), PACK_FOLDS));

test("whatever ends a line", () => assert.deepEqual(folds(PACK.replaceAll("\n", "\r\n")), PACK_FOLDS));

test("whole documents where a file has several; nothing of other kinds", () => {
  const other = "kind: Secret\ndata:\n  a: b\n";
  const pack = "---\nkind: PersonaPack\nspec:\n  personas:\n    - name: a\n      systemPrompt: s\n";
  assert.deepEqual(folds(other + pack), ["3-8", "5-8", "6-8", "7-8"]);
});

test("a limit keeps the outer ranges", () =>
  assert.deepEqual(folds(PACK, 3), ["0-1 comment", "4-5", "6-19"]));

test("a half-typed pack still folds", () => {
  assert.deepEqual(folds("kind: PersonaPack\nspec:\n  personas:\n    - name: 'a\n      sys\n").slice(0, 1), [
    "1-4",
  ]);
});
