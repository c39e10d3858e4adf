import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { parseAllDocuments } from "yaml";
import { packPreview } from "../../../server/src/features/pack-preview.ts";
import { generatedResources } from "../../../server/src/pack/generated-resources.ts";
import { readPersonaPack } from "../../../server/src/pack/persona-pack.ts";
import { DEFAULT_RELEASE } from "../../../server/src/pack/releases.ts";
import { packData } from "../../../server/src/yaml/pack-data.ts";
import type { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { packText } from "../../bench/packs.ts";
import { openFile, packOf } from "./pointer.ts";

type Scope = Parameters<typeof packPreview>[1];

function previewOf(file: PackFile, scope: Scope = {}): string {
  return packPreview(file, scope, DEFAULT_RELEASE)?.text ?? "";
}

function objectsIn(text: string): unknown[] {
  const documents = parseAllDocuments(text);
  assert.ok(Array.isArray(documents));
  return documents.map((document) => document.toJS()).filter((value) => value !== null);
}

function expectedOf(file: PackFile): unknown[] {
  const [document] = file.documents;
  assert.ok(document);
  // Fields that are undefined are not sent.
  return JSON.parse(JSON.stringify(generatedResources(readPersonaPack(packData(document)).pack)));
}

const PROMPT = "systemPrompt: Watch.";

describe("the preview of a pack", () => {
  const sample = readFileSync(new URL("../../../examples/data-team.yaml", import.meta.url), "utf8");

  it("is YAML that reads back as the generated resources, in their order", () => {
    for (const text of [sample, packText("20")]) {
      const file = openFile(text);
      assert.deepEqual(objectsIn(previewOf(file)), expectedOf(file));
    }
  });

  it("says at the top what it is, and behind each persona what follows", () => {
    const text = previewOf(openFile(sample));
    assert.match(
      text,
      /^# PersonaPack data-team, as Sympozium v0\.8\.28 makes it:\n# 6 objects, and 7 that other controllers add\n# Not enabled: .*\n---\nkind: SympoziumInstance\n/,
    );
    assert.match(
      text,
      /# Other controllers add for pipeline-monitor:\n# {3}PersistentVolumeClaim {2}data-team-pipe/,
    );
  });

  it("follows an edit of a persona, of the pack and of the exclusions", () => {
    const file = openFile(packOf([PROMPT, "model: a"], [PROMPT, "model: b"]));
    const edit = (line: number, text: string): void =>
      file.edit(text, { start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
    previewOf(file);
    for (const [line, text] of [
      [7, "      model: other\n"],
      [2, "metadata: {name: other, namespace: agents}\n"],
      [3, "spec:\n  baseURL: http://models\n"],
      [4, "  excludePersonas: [agent-1]\n"],
    ] as const) {
      edit(line, text);
      assert.deepEqual(objectsIn(previewOf(file)), expectedOf(file));
    }
    assert.match(previewOf(file), /^# Excluded: agent-1$/m);
  });

  it("takes a list of exclusions instead of that of the pack", () => {
    const file = openFile(
      packOf([PROMPT], [PROMPT]).replace("spec:\n", "spec:\n  excludePersonas: [agent-1]\n"),
    );
    assert.doesNotMatch(previewOf(file), /name: data-team-agent-1$/m);
    const text = previewOf(file, { exclude: ["agent-2"] });
    assert.match(text, /name: data-team-agent-1$/m);
    assert.doesNotMatch(text, /name: data-team-agent-2$/m);
    assert.deepEqual(packPreview(file, { exclude: ["agent-2"] }, DEFAULT_RELEASE)?.personas, [
      { name: "agent-1", excluded: false },
      { name: "agent-2", excluded: true },
    ]);
  });

  it("is limited to a persona", () => {
    const text = previewOf(openFile(packOf([PROMPT], [PROMPT])), { persona: "agent-2" });
    assert.match(text, /^# Persona agent-2 of PersonaPack data-team/);
    assert.equal(objectsIn(text).length, 1);
    assert.doesNotMatch(text, /agent-1/);
  });

  it("shows the part that is valid, and names the rest", () => {
    const file = openFile(
      packOf(["systemPrompt: [a]", "skills: k8s-ops"], [PROMPT]).replace("{name: data-team}", "{}"),
    );
    const text = previewOf(file);
    assert.match(text, /^# Missing or unusable, and left out below:$/m);
    assert.match(text, /^# {3}`metadata\.name` is missing: expected the name of the pack$/m);
    assert.match(text, /^# {3}`spec\.personas\[0\]\.skills` has the wrong type: expected a list$/m);
    assert.equal(objectsIn(text).length, 2);
  });

  it("finds the pack at a place, by its number, or the first", () => {
    const second = packOf([PROMPT]).replace("data-team", "second");
    const file = openFile(`kind: ConfigMap\n---\n${packOf([PROMPT])}---\n${second}`);
    const nameAt = (scope: Scope): string | undefined => packPreview(file, scope, DEFAULT_RELEASE)?.pack;
    assert.equal(nameAt({}), "data-team");
    assert.equal(nameAt({ position: { line: 0, character: 0 } }), "data-team");
    assert.equal(nameAt({ position: { line: 12, character: 0 } }), "second");
    assert.equal(nameAt({ documentIndex: 2 }), "second");
    assert.equal(nameAt({ documentIndex: 0 }), undefined);
  });

  it("lets no name break out of a comment", () => {
    const file = openFile(packOf([PROMPT]).replace("name: agent-1", 'name: "a\\nkind: Evil"'));
    assert.deepEqual(objectsIn(previewOf(file)), expectedOf(file));
  });
});
