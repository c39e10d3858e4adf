/** Answers are for the text that was asked about. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import { askFileOf } from "../../../server/src/lsp/ask-file.ts";
import { OpenFiles } from "../../../server/src/lsp/open-files.ts";
import { DEFAULT_SETTINGS } from "../../../server/src/protocol.ts";

const uri = "file:///pack.yaml";
const isModified = (error: unknown) =>
  error instanceof ResponseError && error.code === LSPErrorCodes.ContentModified;

/** A session with one open file. */
function session() {
  const files = new OpenFiles();
  files.open({ textDocument: { uri, version: 1, languageId: "yaml", text: "a\n" } });
  const settings = Promise.withResolvers<typeof DEFAULT_SETTINGS>();
  const edit = () =>
    files.change({ textDocument: { uri, version: 2 }, contentChanges: [{ text: "b\n" }] }) !== undefined;
  const ask = askFileOf({ files, settingsFor: () => settings.promise });
  return { files, edit, ask, answerSettings: () => settings.resolve(DEFAULT_SETTINGS) };
}

test("an edit before the settings are known: nothing is computed", async () => {
  const { ask, edit, answerSettings } = session();
  const computed: string[] = [];
  const answer = ask(
    uri,
    CancellationToken.None,
    () => true,
    ({ file }) => computed.push(file.text),
  );
  assert.ok(edit());
  answerSettings();
  await assert.rejects(answer, isModified);
  assert.deepEqual(computed, []);
});

test("an edit while the answer is computed: the answer is dropped", async () => {
  const { ask, edit, answerSettings } = session();
  answerSettings();
  await assert.rejects(
    ask(uri, CancellationToken.None, () => true, edit),
    isModified,
  );
});

test("a file that is closed meanwhile", async () => {
  const { ask, files, answerSettings } = session();
  const answer = ask(
    uri,
    CancellationToken.None,
    () => true,
    () => "answer",
  );
  files.close({ textDocument: { uri } });
  answerSettings();
  await assert.rejects(answer, isModified);
});

test("without an edit the answer comes; not where the feature is off", async () => {
  const { ask, answerSettings } = session();
  answerSettings();
  const compute = () => "answer";
  assert.equal(await ask(uri, CancellationToken.None, () => true, compute), "answer");
  assert.equal(await ask(uri, CancellationToken.None, () => false, compute), undefined);
  assert.equal(await ask("file:///other.yaml", CancellationToken.None, () => true, compute), undefined);
});
