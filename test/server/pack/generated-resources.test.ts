import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { generatedResources, personaResources } from "../../../server/src/pack/generated-resources.ts";
import { inNamespace, readPersonaPack } from "../../../server/src/pack/persona-pack.ts";
import { packOf } from "./pack-of.ts";

interface ResourceLine {
  readonly objects: readonly unknown[];
  readonly pack: unknown;
}

const FIXTURE = new URL("../../fixtures/oracle/resources.jsonl", import.meta.url);
/** With the packs whose text belongs to others, too; it lies beside the checkout where the answers were made. */
const ALL = new URL("../../../../shared/oracle/resources.jsonl", import.meta.url);

function assertLines(file: URL): number {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  for (const [index, line] of lines.entries()) {
    const { objects, pack }: ResourceLine = JSON.parse(line);
    const read = readPersonaPack(pack);
    assert.deepEqual(read.unusable, [], `line ${index + 1}`);
    const generated = generatedResources(read.pack);
    assert.deepEqual(generated, objects, `line ${index + 1}`);
    assert.equal(JSON.stringify(generated), JSON.stringify(objects), `line ${index + 1}`);
  }
  return lines.length;
}

describe("generatedResources", () => {
  it("sends what the controller sends, byte for byte", () => assert.equal(assertLines(FIXTURE), 60));

  it("agrees with the answers beside the checkout, where there are any", (test) => {
    if (existsSync(ALL)) test.diagnostic(`${assertLines(ALL)} lines of ${ALL.pathname}`);
    else test.diagnostic(`no ${ALL.pathname}: only the fixture was compared`);
  });

  it("counts an excluded persona in the stagger, and one that is no object", () => {
    const persona = (name: string) => ({ name, systemPrompt: "", schedule: { interval: "30m", task: "" } });
    const { pack } = readPersonaPack({
      metadata: { name: "team" },
      spec: { personas: [persona("a"), persona("b"), "c", persona("d")], excludePersonas: ["b", "nobody"] },
    });
    const crons = generatedResources(pack).flatMap((resource) =>
      resource.kind === "SympoziumSchedule" && "spec" in resource && "schedule" in resource.spec
        ? [resource.spec.schedule]
        : [],
    );
    assert.deepEqual(crons, ["0/30 * * * *", "6/30 * * * *"]);
  });

  it("shows what a pack makes before it is enabled, and before it has a name", () => {
    const { pack } = readPersonaPack({ spec: { personas: [{ name: "a" }, {}, { name: "" }] } });
    assert.deepEqual(
      generatedResources(pack).map(({ metadata }) => metadata.name),
      ["<pack>-a", "<pack>-"],
    );
  });

  it("puts the objects into the namespace that the command names", () => {
    const resources = generatedResources(inNamespace(packOf([{ name: "a" }]), "agents"));
    assert.deepEqual(
      resources.map(({ metadata }) => metadata.namespace),
      ["agents"],
    );
  });

  it("writes a timeout as Go does, and sorts the parameters of a skill", () => {
    const hook = { name: "h", image: "busybox", timeout: "90m" };
    const persona = { name: "a", skills: ["s"], lifecycle: { postRun: [hook] } };
    const pack = packOf([persona], { skillParams: { s: { z: "1", __proto__x: "2", a: "3" } } });
    const json = JSON.stringify(generatedResources(pack));
    assert.match(json, /"postRun":\[{"name":"h","image":"busybox","timeout":"1h30m0s"}\]/);
    assert.match(json, /"params":{"__proto__x":"2","a":"3","z":"1"}/);
  });

  it("gives each object its own parts, so that a YAML writer sees no alias", () => {
    const pack = packOf([{ name: "a" }, { name: "b" }], { authRefs: [{ secret: "key" }] });
    const seen = new Set<object>();
    const visit = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      assert.ok(!seen.has(value), JSON.stringify(value));
      seen.add(value);
      for (const part of Object.values(value)) visit(part);
    };
    visit(generatedResources(pack));
  });

  it("fills in the defaults of the CRD", () => {
    const pack = packOf([{ name: "a", schedule: { task: "" } }], {
      agentSandbox: { enabled: true, warmPool: {} },
    });
    const [persona] = pack.spec.personas;
    assert.ok(persona);
    const json = JSON.stringify(personaResources(pack, persona));
    assert.match(json, /"warmPool":{"size":2}/);
    assert.match(json, /"schedule":"0 \* \* \* \*","task":"","type":"heartbeat"/);
  });
});
