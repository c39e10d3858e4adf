import assert from "node:assert/strict";
import { access } from "node:fs/promises";
import { test } from "node:test";
import * as commandIds from "../../client/src/commands/command-ids.ts";
import manifest from "../../package.json" with { type: "json" };
import { RELEASES } from "../../server/src/pack/releases.ts";
import { DEFAULT_SETTINGS, SETTINGS_SECTION } from "../../server/src/protocol.ts";

const { commands, configuration, snippets, walkthroughs } = manifest.contributes;

/** `{a: {b: 1}}` as `[["section.a.b", 1]]`: the way VS Code writes settings. */
function flatten(section: string, settings: object): [string, unknown][] {
  return Object.entries(settings).flatMap(([key, value]): [string, unknown][] =>
    // An object without keys of its own is one setting, whose keys are the reader's.
    typeof value === "object" && Object.keys(value).length > 0
      ? flatten(`${section}.${key}`, value)
      : [[`${section}.${key}`, value]],
  );
}

test("the releases to choose from are those that the server knows", () => {
  assert.deepEqual(configuration.properties["personapack.release"].enum, Object.keys(RELEASES));
});

test("the settings and their defaults are those of the protocol, per resource", () => {
  const { "personapack.trace.server": trace, ...settings } = configuration.properties;
  assert.equal(trace.scope, "window", "there is one server for the window");
  const expected = flatten(SETTINGS_SECTION, DEFAULT_SETTINGS).map(([id, value]) => [
    id,
    { default: value, scope: "resource", type: typeof value },
  ]);
  const actual = Object.entries(settings).map(([id, { default: value, scope, type }]) => [
    id,
    { default: value, scope, type },
  ]);
  assert.deepEqual(Object.fromEntries(actual), Object.fromEntries(expected));
});

test("the commands are those that the client registers", () => {
  assert.deepEqual(commands.map(({ command }) => command).sort(), Object.values(commandIds).sort());
});

test("commands that the walkthrough completes on exist", () => {
  const awaited = walkthroughs.flatMap(({ steps }) => steps.flatMap((step) => step.completionEvents ?? []));
  assert.ok(awaited.length > 0);
  for (const event of awaited) {
    assert.ok(commands.some(({ command }) => event === `onCommand:${command}`));
  }
});

test("every file that the manifest names is there", async () => {
  const media = walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown ?? media.svg));
  for (const path of [manifest.icon, ...snippets.map(({ path }) => path), ...media]) {
    assert.ok(path !== undefined);
    await access(path);
  }
});
