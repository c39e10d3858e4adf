/** Where a plan goes when the kubeconfig says something else while the user is asked. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { ClusterClient } from "../../../client/src/cluster/cluster-client.ts";
import { ClusterError } from "../../../client/src/cluster/cluster-error.ts";
import { CREATE_SECRET } from "../../../client/src/commands/command-ids.ts";
import { eventually } from "../../cluster/eventually.ts";
import { commands, messages, type Page, pages } from "./answers-stand-in.ts";
import { packWith, ViewStandIn } from "./view-stand-in.ts";

const { registerCreateSecret } = await import("../../../client/src/commands/create-secret.ts");

const TARGET = { context: "default", namespace: "ns", kind: "Secret", name: "key", pack: "team" };
const PACK = packWith(
  {
    enabled: true,
    authRefs: [{ provider: "openai", secret: "key" }],
    personas: [{ name: "a", systemPrompt: "" }],
  },
  "1",
);

let stand: ViewStandIn;
let command: { dispose(): unknown };

beforeEach(() => {
  stand = new ViewStandIn();
  command = registerCreateSecret(stand.view);
  messages.length = 0;
});

afterEach(() => command.dispose());

/** One of several clusters that the context may be of, with the pack; what is asked of it is noted. */
function show(cluster: string): string[] {
  const requests: string[] = [];
  const client: Partial<ClusterClient> = {
    get: async () => {
      throw new ClusterError("not-found", "There is none.");
    },
    create: async (_type, namespace, body, { dryRun }) => {
      requests.push(dryRun ? "create dry" : "create");
      const object = { ...body, metadata: { ...body.metadata, namespace } };
      if (!dryRun) writer.sink("secrets", () => undefined).changed("ADDED", object);
      return { object, warnings: [] };
    },
  };
  const writer = stand.manager.show("default", client, PACK);
  const scope = { context: "default", cluster, namespace: undefined };
  writer.scope(scope);
  stand.manager.client = { scope, client, access: { may: async () => true, forget: () => undefined } };
  return requests;
}

test("a Secret goes to no other cluster than the one that its values were typed for", async () => {
  const first = show("one");
  let second: string[] | undefined;
  pages.shown = (page: Page) => {
    page.value = "sk-1";
    second ??= show("two");
    page.enter();
  };
  await commands.executeCommand(CREATE_SECRET, TARGET);
  assert.equal(
    messages[0]?.text,
    "“Create the Secret key” was meant for the context default, which now stands for another cluster. Nothing was done.",
  );
  assert.deepEqual([first, second], [[], []]);
});

test("a view that is refreshed while the user is asked is no obstacle", async () => {
  const first = show("one");
  pages.shown = (page: Page) => {
    page.value = "sk-1";
    page.enter();
  };
  const running = commands.executeCommand(CREATE_SECRET, TARGET);
  await eventually(async () => assert.equal(messages.length, 1));
  const second = show("one");
  messages[0]?.answer("Create");
  await running;
  assert.deepEqual([first, second], [["create dry"], ["create dry", "create"]]);
});
