import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { keepingFetch } from "../../../client/src/cluster/fetch-dispatcher.ts";

const keys = [1, 2].map((version) => Symbol.for(`undici.globalDispatcher.${version}`));
const dispatchers = () => keys.map((key) => Reflect.get(globalThis, key) as unknown);

test("What a library sets is put back, also when it fails", async () => {
  // Node sets them when it is first asked.
  await fetch("data:,");
  const before = dispatchers();
  const replace = async () => {
    for (const key of keys) Reflect.set(globalThis, key, {});
    assert.notDeepEqual(dispatchers(), before);
    throw new Error("not loaded");
  };
  await assert.rejects(keepingFetch(replace), /not loaded/);
  for (const [index, dispatcher] of dispatchers().entries()) assert.equal(dispatcher, before[index]);
});

test("fetch works as before once the library is loaded", async () => {
  const before = dispatchers();
  const { openDispatcher } = await keepingFetch(
    () => import("../../../client/src/cluster/api-dispatcher.ts"),
  );
  assert.equal(typeof openDispatcher, "function");
  for (const [index, dispatcher] of dispatchers().entries()) assert.equal(dispatcher, before[index]);
  const server = createServer((_request, response) => response.end("plain")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  assert.equal(await (await fetch(`http://127.0.0.1:${port}`)).text(), "plain");
  server.closeAllConnections();
  server.close();
});
