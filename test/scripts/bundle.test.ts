/** What ships, as `npm run build` and `npm run package` left it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { listFiles, PackageManager } from "@vscode/vsce";
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

test("beside the server lie the schema, the formatter that it loads when asked, and the command line", () => {
  const files = ["cli.cjs", "personapack.schema.json", "prettier.cjs", "server.cjs"];
  assert.deepEqual(readdirSync(`${root}server/dist`).sort(), files);
});

test("the extension starts from a bundle of at most 40 KB; the others beside it are loaded when asked", () => {
  assert.ok(size("client/dist/extension.cjs") <= 40_000, `${size("client/dist/extension.cjs")} bytes`);
  const files = ["cluster-extension.cjs", "cluster.cjs", "extension.cjs", "language-client.cjs", "webview"];
  assert.deepEqual(readdirSync(`${root}client/dist`).sort(), files);
});

test("the VSIX holds what is needed at run time, once", async () => {
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  const folders = [...new Set(files.map((file) => dirname(file)))].sort();
  assert.deepEqual(folders, [
    ".",
    "client/dist",
    "client/dist/webview",
    "client/media",
    "client/media/walkthrough",
    "server/bin",
    "server/dist",
    "server/docs/rules",
    "snippets",
  ]);
  assert.equal(files.filter((file) => file.endsWith(".schema.json")).length, 1);
});

test("the VSIX has at most 3 MB", () => {
  assert.ok(size("dist/personapack.vsix") <= 3_000_000, `${size("dist/personapack.vsix")} bytes`);
});

const pack = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name:   a
spec:
  personas:
    - name: b
      systemPrompt: c
`;

/** What needs the parts that the bundle leaves out or replaces to be the right ones. */
const questions: [method: string, parameters: object, answer: RegExp][] = [
  ["textDocument/completion", { position: { line: 5, character: 2 } }, /"enabled"/],
  ["textDocument/hover", { position: { line: 7, character: 8 } }, /markdown/],
  ["textDocument/formatting", { options: { tabSize: 2, insertSpaces: true } }, /name: a/],
  ["textDocument/foldingRange", {}, /startLine/],
];

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
    await connection.sendNotification("initialized", {});
    const uri = "file:///pack.yaml";
    const textDocument = { uri, languageId: "yaml", version: 1, text: pack };
    await connection.sendNotification("textDocument/didOpen", { textDocument });
    for (const [method, question, answer] of questions) {
      const result = await connection.sendRequest(method, { textDocument: { uri }, ...question });
      assert.match(JSON.stringify(result), answer, method);
    }
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    assert.equal(await exit, 0);
  } finally {
    connection.dispose();
    child.kill();
  }
});
