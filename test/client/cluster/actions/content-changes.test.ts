import assert from "node:assert/strict";
import { test } from "node:test";
import { contentChanges } from "../../../../client/src/cluster/actions/content-changes.ts";

interface Content {
  readonly metadata?: object;
  readonly spec?: object;
}

const object = ({ metadata, spec = {} }: Content) => ({
  kind: "PersonaPack",
  metadata: { name: "p", ...metadata },
  spec,
});
const persona = (name: string, model = "m") => ({ name, model });

const CASES: Readonly<
  Record<string, readonly [before: Content, after: Content, changes: readonly string[]]>
> = {
  nothing: [{ spec: { a: [1] } }, { spec: { a: [1] } }, []],
  "what only the API server and controllers write": [
    { metadata: { resourceVersion: "1", generation: 1 } },
    { metadata: { resourceVersion: "2", generation: 2 } },
    [],
  ],
  "what kubectl notes for itself": [
    { metadata: { annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}" } } },
    { metadata: { annotations: {} } },
    [],
  ],
  "labels and annotations": [
    { metadata: { labels: { "a.b/c": "x" } } },
    { metadata: { annotations: { note: "y" } } },
    ['metadata.labels["a.b/c"]: x → nothing', 'metadata.annotations["note"]: nothing → y'],
  ],
  "fields, at any depth": [
    { spec: { enabled: true, skillParams: { git: { repo: "a", labels: "l" } } } },
    { spec: { enabled: false, skillParams: { git: { repo: "b", labels: "l" } } } },
    ["spec.enabled: true → false", "spec.skillParams.git.repo: a → b"],
  ],
  "a persona in its place": [
    { spec: { personas: [persona("a"), persona("b")] } },
    { spec: { personas: [persona("a"), persona("b", "n")] } },
    ["spec.personas[1].model: m → n"],
  ],
  "a persona more and one less": [
    { spec: { personas: [persona("a")] } },
    { spec: { personas: [persona("a"), persona("b")] } },
    ['spec.personas[1]: nothing → {"name":"b","model":"m"}'],
  ],
  "personas in another order": [
    { spec: { personas: [persona("a"), persona("b")] } },
    { spec: { personas: [persona("b", "n"), persona("a")] } },
    ["spec.personas: a, b → b, a", 'spec.personas[name="b"].model: m → n'],
  ],
  "lists without names": [
    { spec: { excludePersonas: ["a"] } },
    { spec: { excludePersonas: ["a", "b"] } },
    ['spec.excludePersonas: ["a"] → ["a","b"]'],
  ],
};

for (const [what, [before, after, expected]] of Object.entries(CASES)) {
  test(`what differs: ${what}`, () => {
    const shown = contentChanges(object(before), object(after)).map(
      ({ field, from, to }) => `${field}: ${from ?? "nothing"} → ${to ?? "nothing"}`,
    );
    assert.deepEqual(shown, expected);
  });
}
