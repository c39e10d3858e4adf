/** What is worked out without asking is what the API server says of a dry run. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compareWithCluster } from "../../../client/src/cluster/actions/compare-with-cluster.ts";
import { localDocuments } from "../../../client/src/cluster/actions/local-document.ts";
import { differsFromLive } from "../../../client/src/cluster/document-difference.ts";
import { RESOURCES } from "../../../client/src/cluster/resource-types.ts";
import { packData } from "../../../server/src/yaml/pack-data.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { describeClient, forever, NAMESPACE } from "./client-suite.ts";

const spec = (text: string, metadata = "") => `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: NAME
${metadata.replace(/^(?=.)/gm, "  ")}spec:
${text.replace(/^(?=.)/gm, "  ")}`;

const PERSONA = `personas:
  - name: a
    systemPrompt: x
    schedule: {interval: 1h, task: Look.}
    memory: {seeds: [s]}
`;

interface Case {
  readonly name: string;
  /** Applied by us. */
  readonly applied?: string;
  /** Created or patched by others. */
  readonly others?: object;
  /** As our own commands change a pack: with a merge patch. */
  readonly ours?: object;
  /** Applied by somebody else. */
  readonly theirs?: string;
  readonly document: string;
  readonly same: boolean;
}

const CASES: readonly Case[] = [
  { name: "the same text", applied: spec(PERSONA), document: spec(PERSONA), same: true },
  {
    name: "defaults written out",
    applied: spec(PERSONA),
    document: spec(
      `workflowType: autonomous\n${PERSONA.replace("{interval", "{type: heartbeat, interval").replace("{seeds", "{enabled: true, seeds")}`,
    ),
    same: true,
  },
  {
    name: "another text",
    applied: spec(PERSONA),
    document: spec(PERSONA.replace("Look", "See")),
    same: false,
  },
  { name: "a new field", applied: spec(PERSONA), document: spec(`description: d\n${PERSONA}`), same: false },
  {
    name: "a field that we applied is gone",
    applied: spec(`description: d\n${PERSONA}`),
    document: spec(PERSONA),
    same: false,
  },
  {
    name: "a default comes back",
    applied: spec(`workflowType: pipeline\n${PERSONA}`),
    document: spec(PERSONA),
    same: false,
  },
  {
    name: "a default that was written",
    applied: spec(`workflowType: autonomous\n${PERSONA}`),
    document: spec(PERSONA),
    same: true,
  },
  {
    name: "a field of a persona is gone",
    applied: spec(PERSONA),
    document: spec(PERSONA.replace(", task", ", type: sweep, task")),
    same: false,
  },
  {
    name: "a persona has lost its memory",
    applied: spec(PERSONA),
    document: spec(PERSONA.replace(/ {4}memory.*\n/, "")),
    same: false,
  },
  {
    name: "an entry of a map is gone",
    applied: spec(`channelConfigs: {slack: s, discord: d}\n${PERSONA}`),
    document: spec(`channelConfigs: {slack: s}\n${PERSONA}`),
    same: false,
  },
  {
    name: "a map is gone",
    applied: spec(`channelConfigs: {slack: s}\n${PERSONA}`),
    document: spec(PERSONA),
    same: false,
  },
  {
    name: "a map is empty",
    applied: spec(`channelConfigs: {slack: s}\n${PERSONA}`),
    document: spec(`channelConfigs: {}\n${PERSONA}`),
    same: false,
  },
  {
    name: "an empty map is gone",
    applied: spec(`channelConfigs: {}\n${PERSONA}`),
    document: spec(PERSONA),
    same: false,
  },
  {
    name: "an empty map stays",
    applied: spec(`channelConfigs: {}\n${PERSONA}`),
    document: spec(`channelConfigs: {}\n${PERSONA}`),
    same: true,
  },
  {
    name: "a map in a map",
    applied: spec(`skillParams: {k8s: {a: b, c: d}, gh: {e: f}}\n${PERSONA}`),
    document: spec(`skillParams: {k8s: {a: b}, gh: {e: f}}\n${PERSONA}`),
    same: false,
  },
  {
    name: "a default inside of what is gone",
    applied: spec(`agentSandbox: {enabled: true, warmPool: {runtimeClass: x}}\n${PERSONA}`),
    document: spec(`agentSandbox: {enabled: true}\n${PERSONA}`),
    same: false,
  },
  {
    name: "a default inside of what is there",
    applied: spec(`agentSandbox: {enabled: true, warmPool: {runtimeClass: x}}\n${PERSONA}`),
    document: spec(`agentSandbox: {enabled: true, warmPool: {runtimeClass: x, size: 2}}\n${PERSONA}`),
    same: true,
  },
  {
    name: "a list is gone",
    applied: spec(`excludePersonas: [a]\n${PERSONA}`),
    document: spec(PERSONA),
    same: false,
  },
  {
    name: "another order",
    applied: spec(`excludePersonas: [a, b]\n${PERSONA}`),
    document: spec(`excludePersonas: [b, a]\n${PERSONA}`),
    same: false,
  },
  {
    name: "null where there was something",
    applied: spec(`description: d\n${PERSONA}`),
    document: spec(`description:\n${PERSONA}`),
    same: false,
  },
  {
    name: "null where there is nothing, which is refused",
    applied: spec(PERSONA),
    document: spec(`authRefs: null\n${PERSONA}`),
    same: false,
  },
  {
    name: "null where there is a default",
    applied: spec(PERSONA),
    document: spec(`workflowType:\n${PERSONA.replace("{interval", "{type: null, interval")}`),
    same: true,
  },
  {
    name: "labels that are null",
    applied: spec(PERSONA),
    document: spec(PERSONA, "labels:\n"),
    same: true,
  },
  {
    name: "labels and annotations that are empty",
    applied: spec(PERSONA),
    document: spec(PERSONA, "labels: {}\nannotations: {}\n"),
    same: true,
  },
  {
    name: "empty labels that were applied",
    applied: spec(PERSONA, "labels: {}\n"),
    document: spec(PERSONA, "labels: {}\n"),
    same: true,
  },
  {
    name: "empty labels beside those of others",
    applied: spec(PERSONA),
    others: { metadata: { labels: { c: "d" } } },
    document: spec(PERSONA, "labels: {}\n"),
    same: true,
  },
  {
    name: "empty labels where we had one",
    applied: spec(PERSONA, "labels: {a: b}\n"),
    document: spec(PERSONA, "labels: {}\n"),
    same: false,
  },
  {
    name: "what others have set beside it",
    applied: spec(PERSONA),
    others: { spec: { baseURL: "http://x", channelConfigs: { slack: "s" } } },
    document: spec(PERSONA),
    same: true,
  },
  {
    name: "what others have set to something else",
    applied: spec(`baseURL: http://a\n${PERSONA}`),
    others: { spec: { baseURL: "http://b" } },
    document: spec(`baseURL: http://a\n${PERSONA}`),
    same: false,
  },
  {
    name: "what others have changed and the document no longer has",
    applied: spec(`baseURL: http://a\n${PERSONA}`),
    others: { spec: { baseURL: "http://b" } },
    document: spec(PERSONA),
    same: true,
  },
  {
    name: "what others apply, too",
    applied: spec(`baseURL: http://a\n${PERSONA}`),
    theirs: spec("baseURL: http://a\npersonas: []\n").replace("  personas: []\n", ""),
    document: spec(PERSONA),
    same: true,
  },
  {
    name: "an entry that others have added to a map of ours",
    applied: spec(`channelConfigs: {slack: s}\n${PERSONA}`),
    others: { spec: { channelConfigs: { discord: "d" } } },
    document: spec(`channelConfigs: {slack: s}\n${PERSONA}`),
    same: true,
  },
  {
    name: "our entry beside theirs is gone",
    applied: spec(`channelConfigs: {slack: s}\n${PERSONA}`),
    others: { spec: { channelConfigs: { discord: "d" } } },
    document: spec(PERSONA),
    same: false,
  },
  {
    name: "what a command of ours has set",
    applied: spec(PERSONA),
    ours: { spec: { enabled: true, authRefs: [{ provider: "openai", secret: "k" }] } },
    document: spec(PERSONA),
    same: true,
  },
  {
    name: "what a command of ours has changed against the text",
    applied: spec(`enabled: false\n${PERSONA}`),
    ours: { spec: { enabled: true } },
    document: spec(`enabled: false\n${PERSONA}`),
    same: false,
  },
  {
    name: "a pack that others made, written down alike",
    others: { spec: { description: "d", personas: [{ name: "a", systemPrompt: "x" }] } },
    document: spec("personas: [{name: a, systemPrompt: x}]\n"),
    same: true,
  },
  {
    name: "a pack that others made, written down otherwise",
    others: { spec: { personas: [{ name: "a", systemPrompt: "x", model: "m" }] } },
    document: spec("personas: [{name: a, systemPrompt: x}]\n"),
    same: false,
  },
  {
    name: "words for yes",
    applied: spec(`enabled: true\n${PERSONA}`),
    document: spec(`enabled: yes\n${PERSONA}`),
    same: true,
  },
  {
    name: "labels of others",
    applied: spec(PERSONA, "labels: {a: b}\n"),
    others: { metadata: { labels: { c: "d" }, annotations: { e: "f" } } },
    document: spec(PERSONA, "labels: {a: b}\n"),
    same: true,
  },
  {
    name: "a label is gone",
    applied: spec(PERSONA, "labels: {a: b, c: d}\n"),
    document: spec(PERSONA, "labels: {a: b}\n"),
    same: false,
  },
  {
    name: "all labels are gone",
    applied: spec(PERSONA, "labels: {a: b}\n"),
    document: spec(PERSONA),
    same: false,
  },
  {
    name: "a new annotation",
    applied: spec(PERSONA),
    document: spec(PERSONA, "annotations: {a: b}\n"),
    same: false,
  },
  {
    name: "a status, which is not applied",
    applied: spec(PERSONA),
    document: `${spec(PERSONA)}status: {phase: Ready}\n`,
    same: true,
  },
  {
    name: "a time that is null",
    applied: spec(PERSONA),
    document: spec(PERSONA, "creationTimestamp: null\n"),
    same: true,
  },
];

describeClient("Differences between documents and live packs", (fixture) => {
  for (const [index, { applied, others, ours, theirs, document, same, name }] of CASES.entries()) {
    test(name, async () => {
      const { client, server } = fixture();
      const pack = `pack-${index}`;
      const patch = (kind: "apply" | "merge", body: string | object) =>
        client.patch(RESOURCES.packs, NAMESPACE, pack, { kind, body, dryRun: false, force: true }, forever);
      if (applied !== undefined) await patch("apply", applied.replace("NAME", pack));
      if (theirs !== undefined) {
        const path = `/apis/sympozium.ai/v1alpha1/namespaces/${NAMESPACE}/personapacks/${pack}?fieldManager=they`;
        await server.client.request(
          "PATCH",
          path,
          theirs.replace("NAME", pack),
          "application/apply-patch+yaml",
        );
      }
      if (others !== undefined && applied !== undefined) {
        await server.client.mergePatch("PersonaPack", NAMESPACE, pack, others);
      } else if (others !== undefined) {
        const head = { apiVersion: "sympozium.ai/v1alpha1", kind: "PersonaPack", metadata: { name: pack } };
        await server.client.create("PersonaPack", NAMESPACE, { ...head, ...others });
      }
      if (ours !== undefined) await patch("merge", ours);
      const text = document.replace("NAME", pack);
      const [local] = localDocuments(text);
      assert.ok(local);
      const live = await client.get(RESOURCES.packs, NAMESPACE, pack, forever);
      const comparison = await compareWithCluster(client, local, NAMESPACE, forever);
      const [read] = new PackFile("file:///pack.yaml", 1, text).documents;
      assert.ok(read);
      const differs = differsFromLive(packData(read), live);
      const told = JSON.stringify(comparison, undefined, 2);
      // What is refused is not there as it is written either.
      const isSame = comparison.state === "compared" && comparison.same;
      assert.equal(isSame, same, `the API server says otherwise: ${told}`);
      assert.equal(!differs, same, told);
    });
  }
});
