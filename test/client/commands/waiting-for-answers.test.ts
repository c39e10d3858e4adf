/** A message may stay for hours: nobody looks at the cluster meanwhile. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import type { ClusterClient, KubeObject } from "../../../client/src/cluster/cluster-client.ts";
import { ClusterError } from "../../../client/src/cluster/cluster-error.ts";
import { WATCHED } from "../../../client/src/cluster/resource-types.ts";
import {
  CHANGE_PACK_SETTINGS,
  COMPARE_WITH_CLUSTER,
  EDIT_PACK,
  SUSPEND_SCHEDULE,
} from "../../../client/src/commands/command-ids.ts";
import { FIND_PACK_FILES } from "../../../client/src/commands/internal-command-ids.ts";
import { eventually } from "../../cluster/eventually.ts";
import { commands, messages, type Page, pages } from "./answers-stand-in.ts";
import { packWith, ViewStandIn } from "./view-stand-in.ts";

const { registerActivatePack } = await import("../../../client/src/commands/activate-pack.ts");
const { registerCompareWithCluster } = await import("../../../client/src/commands/compare-with-cluster.ts");
const { registerSuspendSchedule } = await import("../../../client/src/commands/suspend-schedule.ts");

const TARGET = { context: "dev", namespace: "ns", kind: "PersonaPack", name: "team", pack: "team" };
const ACCESS = { may: async () => true, forget: () => undefined };

let registered: { dispose(): unknown }[] = [];

afterEach(() => {
  for (const one of registered) one.dispose();
  registered = [];
  messages.length = 0;
});

/** Opens another command, which notes what it is about. */
function noted(id: string): unknown[] {
  const about: unknown[] = [];
  registered.push(commands.registerCommand(id, (target) => about.push(target)));
  return about;
}

test("Suspend Schedule, where the controller would undo it", async () => {
  const stand = new ViewStandIn();
  registered.push(registerSuspendSchedule(stand.view));
  const edited = noted(EDIT_PACK);
  const schedule = { interval: "1h", task: "Look." };
  const pack = packWith({ enabled: true, personas: [{ name: "a", systemPrompt: "", schedule }] }, "1");
  const labels = { "sympozium.ai/persona-pack": "team" };
  const written: KubeObject = { metadata: { name: "team-a-schedule", namespace: "ns", labels }, spec: {} };
  const scope = { context: "dev", namespace: undefined };
  const writer = stand.manager.snapshot.open(scope, { phase: "connected" });
  for (const resource of WATCHED) writer.state(resource, { phase: "live" });
  writer.sink("packs", () => undefined).listed([pack]);
  writer.sink("schedules", () => undefined).listed([written]);
  stand.manager.client = { scope, client: {}, access: ACCESS };
  const target = { ...TARGET, kind: "SympoziumSchedule", name: "team-a-schedule" };
  await commands.executeCommand(SUSPEND_SCHEDULE, target);
  const [message] = messages;
  assert.match(message?.text ?? "", /at once undoes a suspension/);
  assert.equal(stand.manager.looks, 0);
  message?.answer("Edit the Pack");
  await eventually(async () => assert.deepEqual(edited, [{ ...TARGET, persona: "a" }]));
});

test("Compare with Cluster, where no file of the workspace defines the pack", async () => {
  const stand = new ViewStandIn();
  registered.push(registerCompareWithCluster(stand.view));
  registered.push(commands.registerCommand(FIND_PACK_FILES, () => []));
  const edited = noted(EDIT_PACK);
  stand.manager.show("dev", {}, packWith({ personas: [] }, "1"));
  await commands.executeCommand(COMPARE_WITH_CLUSTER, TARGET);
  const [message] = messages;
  assert.match(message?.text ?? "", /^No file of the workspace defines team/);
  assert.equal(stand.manager.looks, 0);
  message?.answer("Open a Copy");
  await eventually(async () => assert.deepEqual(edited, [TARGET]));
});

/** A cluster with one pack, which takes only changes of the version that it has. */
function changing(stand: ViewStandIn) {
  let pack = packWith({}, "0");
  const patches: object[] = [];
  const client = {
    get: async () => pack,
    patch: async (...[, , , options]: Parameters<ClusterClient["patch"]>) => {
      const body = options.body as { metadata: { resourceVersion: string }; spec: object };
      if (body.metadata.resourceVersion !== pack.metadata.resourceVersion) {
        throw new ClusterError("conflict", "Somebody else has changed it.");
      }
      patches.push(body.spec);
      return { object: pack, warnings: [] };
    },
  };
  const store = (generation: number, spec: object) => {
    const stored = packWith(spec, String(generation));
    pack = { ...stored, metadata: { ...stored.metadata, generation } };
    stand.manager.show("dev", client, pack);
    stand.manager.client = { scope: { context: "dev" }, client, access: ACCESS };
  };
  return { store, patches };
}

const ADDRESS = "http://other.example/v1";
const SPEC = {
  enabled: true,
  authRefs: [{ provider: "ollama", secret: "" }],
  baseURL: "http://models.example/v1",
  personas: [
    { name: "a", systemPrompt: "" },
    { name: "b", systemPrompt: "" },
  ],
};

test("Change Settings, where somebody else was quicker: tried again it leaves that as it is", async () => {
  const stand = new ViewStandIn();
  registered.push(registerActivatePack(stand.view));
  const { store, patches } = changing(stand);
  store(1, { ...SPEC, excludePersonas: ["b"] });
  let reviews = 0;
  pages.shown = (page: Page) => {
    if (page.title.endsWith("Base URL") && reviews === 0) page.value = ADDRESS;
    if (!page.title.endsWith("Review")) return page.enter();
    reviews += 1;
    if (reviews === 2) return page.hide();
    store(2, { ...SPEC, taskOverride: "Be brief." });
    page.enter();
  };
  await commands.executeCommand(CHANGE_PACK_SETTINGS, TARGET);
  assert.deepEqual(
    messages.map(({ offers }) => offers),
    [["Try Again"]],
  );
  assert.equal(stand.manager.looks, 0);
  const before = patches.length;
  messages[0]?.answer("Try Again");
  await eventually(async () => assert.deepEqual([reviews, stand.manager.looks], [2, 0]));
  // What was typed is kept.
  const { enabled, authRefs } = SPEC;
  assert.deepEqual(patches.slice(before), [{ enabled, authRefs, baseURL: ADDRESS }]);
});

test("Change Settings, where somebody else has included a persona before the review", async () => {
  const stand = new ViewStandIn();
  registered.push(registerActivatePack(stand.view));
  const { store, patches } = changing(stand);
  store(1, { ...SPEC, excludePersonas: ["b"] });
  pages.shown = (page: Page) => {
    if (page.title.endsWith("Review")) return page.hide();
    if (page.title.endsWith("Personas")) {
      page.selectedItems = [];
      store(2, SPEC);
    }
    page.enter();
  };
  await commands.executeCommand(CHANGE_PACK_SETTINGS, TARGET);
  // The one that is tried for the review: it does not exclude b again.
  const { enabled, authRefs } = SPEC;
  assert.deepEqual(patches, [{ enabled, authRefs, excludePersonas: ["a"] }]);
});

test("Change Settings tried again when another context is shown changes nothing there", async () => {
  const stand = new ViewStandIn();
  registered.push(registerActivatePack(stand.view));
  const { store, patches } = changing(stand);
  store(1, SPEC);
  pages.shown = (page: Page) => {
    if (page.title.endsWith("Base URL")) page.value = ADDRESS;
    if (page.title.endsWith("Review")) store(2, { ...SPEC, taskOverride: "Be brief." });
    page.enter();
  };
  await commands.executeCommand(CHANGE_PACK_SETTINGS, TARGET);
  const before = patches.length;
  stand.manager.show("prod", {}, packWith(SPEC, "1"));
  messages[0]?.answer("Try Again");
  await eventually(async () => assert.match(messages[1]?.text ?? "", /^team is in the context dev/));
  assert.equal(patches.length, before);
});
