import assert from "node:assert/strict";
import { test } from "node:test";
import { RESTART_SERVER, SHOW_OUTPUT } from "../../../client/src/commands/command-ids.ts";
import type { ServerState } from "../../../client/src/language/server-state.ts";
import { statusView } from "../../../client/src/language/status-view.ts";
import type { FileStatus } from "../../../server/src/protocol.ts";

const file = (packs: number, personas: number, notice?: string): FileStatus => ({
  uri: "file:///w/a.yaml",
  packs,
  personas,
  ...(notice === undefined ? {} : { notice }),
});

test("there is nothing to show before the server is needed", () => {
  assert.equal(statusView({ name: "idle" }, undefined), undefined);
});

const texts: readonly [FileStatus | undefined, string][] = [
  [undefined, "Ready"],
  [file(0, 0), "No PersonaPack in this file"],
  [file(1, 0), "0 personas"],
  [file(1, 1), "1 persona"],
  [file(1, 3), "3 personas"],
  [file(2, 7), "2 packs, 7 personas"],
  [file(2, 1), "2 packs, 1 persona"],
];
for (const [status, expected] of texts) {
  test(`ready: ${expected}`, () => {
    const view = statusView({ name: "ready" }, status);
    assert.equal(view?.text, expected);
    assert.equal(view?.severity, "information");
    assert.equal(view?.busy, false);
  });
}

test("a limit is a warning that says which", () => {
  const view = statusView({ name: "ready" }, file(1, 9, "Only the first 5 MB are checked."));
  assert.equal(view?.severity, "warning");
  assert.equal(view?.detail, "Only the first 5 MB are checked.");
  assert.equal(view?.text, "9 personas");
});

test("what is left alone says why", () => {
  const view = statusView({ name: "ready" }, { ...file(0, 0), leftAlone: "A Helm template: not checked" });
  assert.equal(view?.severity, "information");
  assert.equal(view?.detail, "A Helm template: not checked");
});

const commands: readonly [ServerState["name"], string, boolean][] = [
  ["starting", SHOW_OUTPUT, true],
  ["ready", SHOW_OUTPUT, false],
  ["stopped", RESTART_SERVER, false],
  ["failed", RESTART_SERVER, false],
];
for (const [name, command, busy] of commands) {
  test(`${name} offers ${command}`, () => {
    const view = statusView({ name }, undefined);
    assert.equal(view?.command.command, command);
    assert.equal(view?.busy, busy);
  });
}

test("a failure says its reason", () => {
  const view = statusView({ name: "failed", reason: "Run “npm run build”." }, undefined);
  assert.equal(view?.text, "Run “npm run build”.");
  assert.equal(view?.severity, "error");
});
