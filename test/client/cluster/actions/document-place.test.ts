import assert from "node:assert/strict";
import { test } from "node:test";
import { type FieldPath, placeOf } from "../../../../client/src/cluster/actions/document-place.ts";

const TEXT = `kind: PersonaPack
metadata: {name: team, "labels": {a.b: c}}
spec:
  enabled: true
  personas:
    - name: one
      skills: [memory, code]
    - &second
      name: two
      schedule:
        cron: "0 9 * * *"
`;

for (const { path, line, text } of [
  { path: ["kind"], line: 0, text: "kind" },
  { path: ["metadata", "labels", "a.b"], line: 1, text: "a.b" },
  { path: ["spec", "enabled"], line: 3, text: "enabled" },
  { path: ["spec", "personas", 0, "skills", 1], line: 6, text: "code" },
  { path: ["spec", "personas", 1, "schedule", "cron"], line: 10, text: "cron" },
  { path: ["spec", "personas", 0], line: 5, text: "name: one" },
  { path: ["spec", "personas", 1, "schedule", "interval"], line: 9, text: "schedule" },
  { path: ["spec", "personas", 7, "name"], line: 4, text: "personas" },
  { path: ["status"], line: 0, text: "" },
  { path: [], line: 0, text: "" },
] satisfies { path: FieldPath; line: number; text: string }[]) {
  test(`${path.join(".") || "the document"} is "${text}" in line ${line}`, () => {
    const { start, end } = placeOf(TEXT, path);
    assert.equal(TEXT.slice(start, end), text);
    assert.equal(TEXT.slice(0, start).split("\n").length - 1, line);
  });
}

test("a text that cannot be read has no places", () => {
  assert.deepEqual(placeOf("a: [", ["a"]), { start: 0, end: 0 });
});

for (const { path, value } of [
  { path: ["spec", "enabled"], value: "true" },
  { path: ["spec", "personas", 1, "schedule", "cron"], value: "0 9 * * *" },
  { path: ["metadata", "labels", "a.b"], value: "c" },
  // There is no value in one line, or no such field.
  { path: ["spec", "personas"], value: "personas" },
  { path: ["spec", "personas", 1, "schedule", "interval"], value: "schedule" },
] satisfies { path: FieldPath; value: string }[]) {
  test(`the value of ${path.join(".")} is "${value}"`, () => {
    const { start, end } = placeOf(TEXT, path, "value");
    assert.equal(TEXT.slice(start, end), value);
  });
}
