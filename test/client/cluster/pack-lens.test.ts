/** What stands above a document while a cluster is connected. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClusterScope } from "../../../client/src/cluster/cluster-snapshot.ts";
import { needsData, PackLenses } from "../../../client/src/cluster/pack-lens.ts";
import { NAMESPACE, PackWorld } from "./pack-world.ts";

const SPEC = { personas: [{ name: "a", systemPrompt: "x", schedule: { interval: "1h", task: "t" } }] };
const PACK = { metadata: { name: "team" }, spec: SPEC };

function shown(world: PackWorld, data: unknown, namespace = NAMESPACE): string | undefined {
  const lens = new PackLenses().lens(world.store.current, { name: "team", namespace, data });
  return lens && [lens.title.replace("\u00a0", " "), ...lens.actions].join(" | ");
}

test("not applied, and what can be done about it", () => {
  assert.equal(shown(new PackWorld(), undefined), `$(circle-slash) ${NAMESPACE} (kind): not applied | apply`);
});

test("the same, differing, inactive and active", () => {
  const world = new PackWorld();
  world.pack("team", SPEC, { phase: "Inactive" });
  assert.equal(shown(world, PACK), "$(check) ns (kind): same · inactive | activate");
  const edited = { ...PACK, spec: { ...SPEC, description: "d" } };
  assert.equal(shown(world, edited), "$(diff) ns (kind): differs · inactive | compare | apply | activate");
  world.installed("team", SPEC);
  const enabled = { ...PACK, spec: { ...SPEC, enabled: true } };
  assert.match(shown(world, enabled) ?? "", /^\$\(check\) ns \(kind\): same · active/);
  assert.match(
    shown(world, PACK) ?? "",
    /same/,
    "what a command has enabled is no difference to a text without it",
  );
  assert.match(shown(world, { ...PACK, spec: { ...SPEC, enabled: false } }) ?? "", /differs/);
});

test("on its way, and failing", () => {
  const world = new PackWorld();
  world.pack("team", { enabled: true, ...SPEC }, {});
  const enabled = { ...PACK, spec: { ...SPEC, enabled: true } };
  assert.match(shown(world, enabled) ?? "", /same · activating/);
  world.installed("team", SPEC);
  world.instanceStatus("team-a", { phase: "Error" });
  const lens = new PackLenses().lens(world.store.current, {
    name: "team",
    namespace: NAMESPACE,
    data: enabled,
  });
  assert.match(lens?.title ?? "", /active · 1 failing/);
  assert.deepEqual(lens?.actions, ["diagnose"]);
  assert.ok((lens?.tooltip ?? "").split("\n").length > 1, "the reasons are in the tooltip");
});

test("a text that is no YAML is neither the same nor different", () => {
  const world = new PackWorld();
  world.pack("team", SPEC, { phase: "Inactive" });
  assert.equal(shown(world, null), "ns (kind): inactive");
  assert.equal(shown(world, undefined), undefined, "before the text was read nothing is said");
  const document = { name: "team", namespace: NAMESPACE };
  assert.equal(needsData(world.store.current, document), true);
  assert.equal(needsData(world.store.current, { ...document, name: "other" }), false);
});

test("nothing without a connection, nor before packs were listed, nor where they may not be", () => {
  const world = new PackWorld();
  world.state("packs", { phase: "loading" });
  assert.equal(shown(world, PACK), undefined);
  world.state("packs", { phase: "blocked", kind: "forbidden", reason: "r" });
  assert.equal(shown(world, PACK), undefined);
  world.state("packs", { phase: "resuming" });
  assert.ok(shown(world, PACK), "what was listed before still is");
  world.state("packs", { phase: "live" });
  world.connection({ phase: "offline", since: 0, retryAt: 0, reason: "r" });
  assert.equal(shown(world, PACK), undefined);
});

test("a namespace that is not shown can still be compared with", () => {
  const scope: ClusterScope = {
    context: "arn:aws:eks:eu-west-1:012345678901:cluster/prod",
    namespace: NAMESPACE,
  };
  assert.equal(
    shown(new PackWorld(scope), PACK, "two"),
    "two (prod): not shown in the cluster view | compare | apply",
  );
});

test("is worked out anew when the text or the cluster has changed", () => {
  const world = new PackWorld();
  const lenses = new PackLenses();
  const title = (data: unknown) =>
    lenses.lens(world.store.current, { name: "team", namespace: NAMESPACE, data })?.title ?? "";
  world.pack("team", SPEC, { phase: "Inactive" });
  assert.match(title(PACK), /same/);
  world.pack("team", { ...SPEC, personas: [] }, { phase: "Inactive" });
  assert.match(title(PACK), /differs/);
  assert.match(title({ ...PACK, spec: { personas: [] } }), /same/);
});
