/** What ships, as `npm run build` and `npm run package` left it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

const root = fileURLToPath(new URL("../..", import.meta.url));
const size = (path: string): number => statSync(`${root}${path}`).size;

test("the server bundle has at most 900 KB", () => {
  assert.ok(size("server/dist/server.cjs") <= 900_000, `${size("server/dist/server.cjs")} bytes`);
});

test("the server is one file beside the schema", () => {
  assert.deepEqual(readdirSync(`${root}server/dist`).sort(), ["personapack.schema.json", "server.cjs"]);
});

test("the VSIX has at most 3 MB", () => {
  assert.ok(size("dist/personapack.vsix") <= 3_000_000, `${size("dist/personapack.vsix")} bytes`);
});

test("the bundle answers over stdio", { timeout: 20_000 }, async () => {
  const launcher = `${root}server/bin/personapack-language-server.js`;
  const child = spawn(process.execPath, [launcher, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const exit = new Promise((resolve) => child.once("exit", resolve));
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  try {
    const parameters = { processId: process.pid, rootUri: null, capabilities: {} };
    const { capabilities } = await connection.sendRequest<{ capabilities: { textDocumentSync?: unknown } }>(
      "initialize",
      parameters,
    );
    assert.ok(capabilities.textDocumentSync, "the server wants to know of open documents");
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    assert.equal(await exit, 0);
  } finally {
    connection.dispose();
    child.kill();
  }
});
