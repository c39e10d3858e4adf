import assert from "node:assert/strict";
import { access, glob, readFile } from "node:fs/promises";
import { test } from "node:test";
import type { ClusterErrorKind } from "../../client/src/cluster/cluster-error.ts";
import { present } from "../../client/src/cluster/error-presentation.ts";
import * as commandIds from "../../client/src/commands/command-ids.ts";
import { FAILURE_OFFERS } from "../../client/src/commands/failure-offers.ts";
import * as internalCommandIds from "../../client/src/commands/internal-command-ids.ts";
import { VIEW_STATES } from "../../client/src/tree/state-message.ts";
import manifest from "../../package.json" with { type: "json" };
import { RELEASES } from "../../server/src/pack/releases.ts";
import { DEFAULT_SETTINGS, SETTINGS_SECTION } from "../../server/src/protocol.ts";

const { commands, configuration, menus, snippets, views, viewsContainers, viewsWelcome, walkthroughs } =
  manifest.contributes;
/** Read by the client alone. */
const CLUSTER_SETTINGS = "personapack.cluster.";

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
  const actual = Object.entries(settings)
    .filter(([id]) => !id.startsWith(CLUSTER_SETTINGS))
    .map(([id, { default: value, scope, type }]) => [id, { default: value, scope, type }]);
  assert.deepEqual(Object.fromEntries(actual), Object.fromEntries(expected));
});

test("the commands are those that the client registers", () => {
  assert.deepEqual(commands.map(({ command }) => command).sort(), Object.values(commandIds).sort());
});

test("menus and welcome texts offer commands that exist", () => {
  const offered = [
    ...Object.values(menus).flatMap((items) => items.map(({ command }) => command)),
    ...viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/\(command:(personapack\.[^)?]*)/g)].map(([, command]) => command),
    ),
  ];
  const known = new Set<string | undefined>([
    ...commands.map(({ command }) => command),
    ...Object.values(internalCommandIds),
  ]);
  assert.deepEqual(
    offered.filter((command) => !known.has(command)),
    [],
  );
});

test("titles that the commands' own descriptions quote are theirs", async () => {
  const titles = new Set(commands.map(({ title }) => title));
  let quoted = 0;
  for await (const file of glob("client/src/commands/*.ts")) {
    const source = await readFile(file, "utf8");
    // What begins with titles describes a command.
    for (const [, text = ""] of source.matchAll(/\/\*\*\s(?:\*?\s)*(“[A-Z][\s\S]*?)\*\//g)) {
      for (const [, title = ""] of text.matchAll(/“([^”]*)”/g)) {
        quoted += 1;
        assert.ok(titles.has(title), `${file}: ${title}`);
      }
    }
  }
  assert.ok(quoted >= 30, `only ${quoted} were found`);
});

const isButton = (group: string) => /^(inline|navigation)(@|$)/.test(group);

test("commands have an icon where they are buttons, and nowhere else", () => {
  const grouped = Object.values(menus).flatMap((items) =>
    items.flatMap((item) => ("group" in item ? [{ command: item.command, group: item.group }] : [])),
  );
  const buttons = grouped.filter(({ group }) => isButton(group)).map(({ command }) => command);
  const withIcon = commands.flatMap((command) => ("icon" in command ? [command.command] : []));
  assert.deepEqual([...new Set(buttons)].sort(), withIcon.sort());
});

test("what stands in one group of a menu has an order", () => {
  for (const [menu, items] of Object.entries(menus)) {
    const groups = items.flatMap((item) => ("group" in item ? [item.group] : []));
    const several = (name: string | undefined) =>
      items.filter((item) => "group" in item && item.group.split("@")[0] === name).length > 1;
    for (const group of groups) {
      const [name, order] = group.split("@");
      if (several(name)) assert.ok(order !== undefined, `${menu}: ${group}`);
    }
  }
});

test("each state in which the cluster view is empty has its welcome text", () => {
  const explained = viewsWelcome.map(({ when }) =>
    when.replace("personapack.cluster.state == ", "").replace(/ && .*/, ""),
  );
  assert.deepEqual(
    [...new Set(explained)],
    VIEW_STATES.filter((state) => state !== "packs"),
  );
});

/** Of each state by what is wrong with the cluster, the kind of error that it is for in the first place. */
const FAILED_STATES: readonly (readonly [kind: ClusterErrorKind, action?: string])[] = [
  ["offline"],
  ["tls"],
  ["unauthenticated", commandIds.EXPLAIN_CONNECTION],
  ["forbidden"],
  ["crd-missing"],
  // Nothing that an editor shows as a problem.
  ["invalid", commandIds.EXPLAIN_CONNECTION],
  ["unknown", commandIds.EXPLAIN_CONNECTION],
];

for (const [kind, explained] of FAILED_STATES) {
  const { state, icon, action } = present(kind, "");
  test(`the welcome text of the state ${state} has the icon of its errors and what to do about them`, () => {
    const texts = viewsWelcome.filter(({ when }) => when.split(" && ")[0]?.endsWith(` == ${state}`));
    assert.ok(texts.length > 0);
    const command = explained ?? (action && FAILURE_OFFERS[action].command);
    for (const { contents } of texts) {
      assert.ok(contents.startsWith(`$(${icon}) `), contents);
      assert.ok(contents.includes(`(command:${command})`), contents);
    }
  });
}

test("a workspace that is not trusted does not choose the kubeconfig", () => {
  const { "personapack.cluster.kubeconfig": setting } = configuration.properties;
  assert.equal(setting.scope, "machine-overridable");
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  assert.equal(supported, "limited");
  assert.deepEqual(restrictedConfigurations, ["personapack.cluster.kubeconfig"]);
});

test("in a workspace that is not trusted only commands that change nothing of a cluster are offered", () => {
  const readers = new Set<string>([
    commandIds.REFRESH_CLUSTER,
    commandIds.FILTER_CLUSTER,
    commandIds.CLEAR_CLUSTER_FILTER,
    commandIds.SWITCH_CONTEXT,
    commandIds.SWITCH_NAMESPACE,
    commandIds.EXPLAIN_CONNECTION,
    commandIds.DIAGNOSE_PACK,
    commandIds.COMPARE_WITH_CLUSTER,
    commandIds.OPEN_LIVE_OBJECT,
    commandIds.EDIT_PACK,
    commandIds.OPEN_RUN_LOGS,
    commandIds.OPEN_CONTROLLER_LOG,
    commandIds.LOG_OPTIONS,
    commandIds.COPY_NAME,
    commandIds.COPY_KUBECTL_COMMAND,
  ]);
  const offered = Object.values(menus)
    .flat()
    .filter(({ command }) => command.startsWith(CLUSTER_SETTINGS));
  const trusted = (item: object) => "when" in item && /(^| )isWorkspaceTrusted\b/.test(String(item.when));
  const changing = offered.filter(({ command }) => !readers.has(command));
  assert.deepEqual(
    changing.filter((item) => !trusted(item)).map(({ command }) => command),
    [],
  );
  assert.deepEqual(
    offered.filter((item) => readers.has(item.command) && trusted(item)).map(({ command }) => command),
    [],
  );
  const inPalette = new Set(menus.commandPalette.map(({ command }) => command));
  assert.deepEqual(
    changing.map(({ command }) => command).filter((command) => !inPalette.has(command)),
    [],
    "a command without a line in the palette's menu would be offered always",
  );
});

test("commands and views that the walkthrough completes on exist", () => {
  const awaited = walkthroughs.flatMap(({ steps }) => steps.flatMap((step) => step.completionEvents ?? []));
  assert.ok(awaited.length > 0);
  const known = new Set([
    ...commands.map(({ command }) => `onCommand:${command}`),
    ...views.personapack.map(({ id }) => `onView:${id}`),
  ]);
  for (const event of awaited) assert.ok(known.has(event), event);
});

test("every file that the manifest names is there", async () => {
  const media = walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown ?? media.svg));
  const icons = [...viewsContainers.activitybar, ...views.personapack].map(({ icon }) => icon);
  for (const path of [manifest.icon, ...icons, ...snippets.map(({ path }) => path), ...media]) {
    assert.ok(path !== undefined);
    await access(path);
  }
});
