import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { TestApiServer } from "./api-server.ts";
import { describeWithCluster } from "./cluster-suite.ts";
import type { Kind } from "./kinds.ts";
import { RestClient, RestError } from "./rest-client.ts";

const PACK = { apiVersion: "sympozium.ai/v1alpha1", kind: "PersonaPack", spec: { personas: [] } };

describeWithCluster("API server of the tests", (binaries) => {
  let server: TestApiServer;

  before(async () => {
    server = await TestApiServer.start(binaries);
    await server.addNamespace("mine");
    await server.client.create("PersonaPack", "mine", { ...PACK, metadata: { name: "team" } });
  });

  after(async () => {
    await server?.stop();
  });

  /** 200, or the status of the refusal. */
  async function statusOf(request: Promise<unknown>): Promise<number> {
    try {
      await request;
      return 200;
    } catch (error) {
      if (error instanceof RestError) return error.status;
      throw error;
    }
  }

  /** What a user gets for reading packs everywhere, in `mine`, Secrets there, and for changing a pack. */
  async function rightsOf(client: RestClient): Promise<number[]> {
    const list = (kind: Kind, namespace?: string) => statusOf(client.list(kind, namespace));
    return [
      await list("PersonaPack"),
      await list("PersonaPack", "mine"),
      await list("Secret", "mine"),
      await statusOf(client.mergePatch("PersonaPack", "mine", "team", { spec: { enabled: false } })),
    ];
  }

  const users = [
    { user: "one-namespace", access: { namespace: "mine" }, rights: [403, 200, 200, 200] },
    { user: "reader", access: "read-only", rights: [200, 200, 403, 403] },
    { user: "nobody", access: "nothing", rights: [403, 403, 403, 403] },
  ] as const;

  for (const { user, access, rights } of users) {
    test(`rights of ${user}`, async () => {
      const client = new RestClient((await server.addUser(user, access)).rest);
      try {
        assert.deepEqual(await rightsOf(client), rights);
      } finally {
        client.close();
      }
    });
  }

  test("watches from before a restart are too old, objects and port stay", async () => {
    const { resourceVersion } = await server.client.listWithVersion("PersonaPack");
    await server.client.mergePatch("PersonaPack", "mine", "team", { spec: { category: "changed" } });
    await server.restart();
    const path = `/apis/sympozium.ai/v1alpha1/personapacks?watch=true&resourceVersion=${resourceVersion}&timeoutSeconds=2`;
    const answer = await server.client.request("GET", path);
    assert.match(JSON.stringify(answer), /Expired|Gone|too old/);
    assert.equal((await server.client.list("PersonaPack", "mine")).length, 1);
  });

  test("without its CRD a kind is not found", async () => {
    await server.removeCrds(["skillpacks"]);
    await assert.rejects(server.client.list("SkillPack"), { status: 404 });
    await server.installCrds(["skillpacks"]);
    assert.deepEqual(await server.client.list("SkillPack"), []);
  });
});
