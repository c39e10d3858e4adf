/** What an edit makes of a document: a pack, or what another tool makes one of. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";

const PACK = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: team
spec:
  personas:
    - name: one
      systemPrompt: Watch.
    - name: two
      systemPrompt: Watch.
`;

function roleOf(file: PackFile): string | undefined {
  return file.documents[0]?.route.role;
}

const LINES: readonly (readonly [line: number, text: string, role: string])[] = [
  [4, "spec: {$patch: delete}\n", "patch"],
  [4, "$patch: merge\nspec:\n", "patch"],
  [7, "      $patch: delete\n", "patch"],
  [9, "      $patch: delete\n", "patch"],
  [9, "      systemPrompt: {{ .Values.prompt }}\n", "template"],
  [9, "      systemPrompt: 'not $patch: delete'\n", "pack"],
];

for (const [line, text, role] of LINES) {
  test(`line ${line + 1} as ${JSON.stringify(text)}: ${role}, and a pack again`, () => {
    const file = new PackFile("file:///pack.yaml", 1, PACK);
    assert.equal(roleOf(file), "pack");
    const start = { line, character: 0 };
    file.edit(text, { start, end: { line: line + 1, character: 0 } });
    assert.equal(roleOf(file), role);
    file.edit(`${PACK.split("\n")[line]}\n`, {
      start,
      end: { line: line + text.split("\n").length - 1, character: 0 },
    });
    assert.equal(file.text, PACK);
    assert.equal(roleOf(file), "pack");
  });
}

test("a file that a kustomization names is a patch until it does no more", () => {
  const file = new PackFile("file:///pack.yaml", 1, `${PACK}---\nkind: ConfigMap\n`);
  assert.equal(roleOf(file), "pack");
  file.isPatch = true;
  assert.deepEqual(
    file.documents.map(({ route }) => route.role),
    ["patch", "other"],
  );
  file.edit("# x\n", { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
  assert.equal(roleOf(file), "patch");
  file.isPatch = false;
  assert.equal(roleOf(file), "pack");
});
