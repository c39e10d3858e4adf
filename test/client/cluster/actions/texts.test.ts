import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { applyProblems, fieldPath } from "../../../../client/src/cluster/actions/apply-problem.ts";
import { localDocuments } from "../../../../client/src/cluster/actions/local-document.ts";
import { authoredYaml, liveYaml } from "../../../../client/src/cluster/actions/object-yaml.ts";
import { podOfRun } from "../../../../client/src/cluster/actions/run-logs.ts";
import type { KubeObject } from "../../../../client/src/cluster/cluster-client.ts";
import { ClusterError } from "../../../../client/src/cluster/cluster-error.ts";
import { KnownCluster, NAMESPACE } from "./known-cluster.ts";

const forever = new AbortController().signal;

describe("Problems of an apply", () => {
  const PATHS: readonly (readonly [string, readonly (string | number)[]])[] = [
    ["spec.personas[0].name", ["spec", "personas", 0, "name"]],
    [".spec.enabled", ["spec", "enabled"]],
    ['spec.conditions[type="Ready"].status', ["spec", "conditions", "status"]],
    ["spec.skillParams.[a.b].c", ["spec", "skillParams", "a.b", "c"]],
    ["metadata.labels[a.b/c]", ["metadata", "labels", "a.b/c"]],
    ["", []],
  ];
  for (const [field, path] of PATHS) {
    test(`path of “${field}”`, () => assert.deepEqual(fieldPath(field), path));
  }

  test("of each cause one, in the user's words", () => {
    const causes = [
      {
        reason: "FieldManagerConflict",
        field: ".spec.enabled",
        message: 'conflict with "kubectl-edit" using x',
      },
      { reason: "FieldValueUnknown", field: "spec.foo", message: "field not declared in schema" },
      { reason: "InvalidYaml", field: "", message: "yaml: line 7: did not find" },
      { reason: "FieldValueInvalid", field: "spec.a", message: "Invalid value: 3" },
    ];
    const shown = applyProblems(new ClusterError("conflict", "No.", { causes })).map(
      ({ kind, path, line, message }) => [kind, path.join("."), line, message],
    );
    assert.deepEqual(shown, [
      [
        "conflict",
        "spec.enabled",
        undefined,
        "“kubectl-edit” has set this field to something else: take it over to apply yours.",
      ],
      ["rejected", "spec.foo", undefined, "The API server does not know foo."],
      ["yaml", "", 6, "The API server cannot read this: yaml: line 7: did not find."],
      ["conflict", "spec.a", undefined, "The API server refuses this: Invalid value: 3"],
    ]);
  });

  test("a conflict says what the cluster has, if that is short", () => {
    const conflict = (field: string) => ({
      reason: "FieldManagerConflict",
      field,
      message: 'conflict with "kubectl-edit" using x',
    });
    const causes = [conflict(".spec.enabled"), conflict(".spec.personas")];
    const live = { metadata: { name: "p" }, spec: { enabled: true, personas: [] } };
    assert.deepEqual(
      applyProblems(new ClusterError("conflict", "No.", { causes }), live).map(({ message }) => message),
      [
        "“kubectl-edit” has set this field to true: take it over to apply yours.",
        "“kubectl-edit” has set this field to something else: take it over to apply yours.",
      ],
    );
  });

  for (const { message, words } of [
    { message: "expected list, got &{telegram}", words: "The API server expects a list here." },
    { message: "expected numeric (int or float), got &{a}", words: "The API server expects a number here." },
    { message: "expected wonders, got &{a}", words: "The API server expects wonders here." },
  ]) {
    test(`“${message}” in other words`, () => {
      const causes = [{ reason: "FieldValueInvalid", field: "spec.a", message }];
      const [problem] = applyProblems(new ClusterError("invalid", "No.", { causes }));
      assert.deepEqual(problem, {
        kind: "rejected",
        path: ["spec", "a"],
        part: "value",
        line: undefined,
        message: words,
      });
    });
  }

  test("without a cause the sentence of the error", () => {
    assert.deepEqual(applyProblems(new ClusterError("invalid", "No.")), [
      { kind: "rejected", path: [], part: "key", line: undefined, message: "No." },
    ]);
  });
});

describe("Documents of a text", () => {
  const PACK = "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata:\n  name: ";

  test("each as written, with its first line", () => {
    const text = `# head\n---\n${PACK}a\n  namespace: x\n--- # next\n${PACK}b\n---\n# nothing\n---\nkind: ConfigMap\n`;
    const found = localDocuments(text).map(({ line, identity, problem }) => [
      line,
      identity && [identity.name, identity.namespace],
      problem,
    ]);
    assert.deepEqual(found, [
      [1, ["a", "x"], undefined],
      [7, ["b", undefined], undefined],
      [14, undefined, "This is no PersonaPack: only these are applied here."],
    ]);
    assert.equal(localDocuments(text)[1]?.text, `--- # next\n${PACK}b\n`);
  });

  const PROBLEMS: readonly (readonly [string, string])[] = [
    ["a: [", "This is not valid YAML."],
    ["text", "This is no PersonaPack: only these are applied here."],
    [PACK, "The pack has no name in `metadata.name`."],
  ];
  for (const [text, problem] of PROBLEMS) {
    test(problem, () => assert.equal(localDocuments(text)[0]?.problem, problem));
  }
});

describe("Objects as text", () => {
  const object: KubeObject = {
    kind: "Secret",
    metadata: {
      name: "s",
      uid: "u",
      resourceVersion: "1",
      managedFields: [{ manager: "m" }],
      annotations: { "kubectl.kubernetes.io/last-applied-configuration": "canary", kept: "yes" },
    },
    apiVersion: "v1",
    data: { KEY: "canary" },
    status: { a: 1 },
  };

  test("live: everything but managed fields and values of Secrets", () => {
    assert.equal(
      liveYaml(object),
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  uid: u\n  resourceVersion: '1'\n  annotations:\n    kept: 'yes'\nstatus:\n  a: 1\ndata:\n  KEY: ''\n",
    );
  });

  test("authored: only what an author decides", () => {
    assert.equal(
      authoredYaml(object),
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  annotations:\n    kept: 'yes'\ndata:\n  KEY: ''\n",
    );
  });
});

describe("Pod of a run", () => {
  const pod = (annotations = {}) => ({
    metadata: { name: "r-pod", annotations },
    spec: { containers: [{ name: "sidecar" }, { name: "agent" }], initContainers: [{ name: "pre-a" }] },
  });
  const client = (pods: readonly KubeObject[]) => ({
    get: async () => pod({ "kubectl.kubernetes.io/default-container": "agent" }),
    list: async () => ({ items: pods, resourceVersion: "1" }),
  });
  const ask = async (status: object | undefined, pods: readonly KubeObject[] = []) => {
    const cluster = new KnownCluster();
    cluster.put("runs", "r", { ...(status && { status }) });
    return await podOfRun(client(pods), cluster.snapshot, NAMESPACE, "r", forever);
  };

  test("as its status names it, the default container first", async () => {
    const { pod: name, containers, main } = await ask({ podName: "r-pod" });
    assert.deepEqual([name, containers.map((one) => one.name)], ["r-pod", ["sidecar", "agent", "pre-a"]]);
    assert.equal(main.name, "agent");
  });

  test("by its label where the run serves", async () => {
    assert.equal((await ask({ phase: "Serving" }, [pod()])).main.name, "sidecar");
  });

  test("none yet, or none any more", async () => {
    await assert.rejects(ask(undefined), /no pod yet/);
    await assert.rejects(ask({ phase: "Succeeded" }), /no pod any more/);
  });
});
