import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { PackModels } from "../../../client/src/cluster/pack-model.ts";
import type { PackView } from "../../../client/src/cluster/pack-view.ts";
import { LABELS } from "../../../client/src/cluster/resource-types.ts";
import { escaped } from "../../../client/src/tree/tooltip.ts";
import { NO_FILTER } from "../../../client/src/tree/tree-filter.ts";
import { treeModel } from "../../../client/src/tree/tree-model.ts";
import type { TreeNode } from "../../../client/src/tree/tree-node.ts";
import manifest from "../../../package.json" with { type: "json" };
import { HOURLY, KEYLESS, PackWorld, persona } from "../cluster/pack-world.ts";
import { allNodes, linesOf, rootsOf } from "./tree-lines.ts";

const IN_NS = { context: "kind", namespace: "ns" };
const two = { ...KEYLESS, personas: [persona("a", HOURLY), persona("b", { displayName: "Bee" })] };
/** The clock of a world starts at midnight. */
const NEXT = "2026-01-01T00:12:00Z";
const LAST = "2025-12-31T21:00:00Z";

interface Case {
  readonly title: string;
  readonly world: (world: PackWorld) => void;
  readonly lines: string;
}

const cases: readonly Case[] = [
  {
    title: "a healthy pack with a run and a Secret",
    world: (world) => {
      world.put("secrets", "key");
      world.installed("p", {
        authRefs: [{ provider: "openai", secret: "key" }],
        personas: [persona("a", { ...HOURLY, model: "gpt-4o" }), persona("b", { displayName: "Bee" })],
      });
      world.scheduleStatus("p-a-schedule", { nextRunTime: NEXT, lastRunTime: LAST });
      world.run("p-a", 1, { phase: "Running", startedAt: "2025-12-31T23:59:30Z" });
    },
    lines: `
p | active · 2 personas · next in 12 min | pass
  a | running · next in 12 min | pass
    Instance | gpt-4o · p-a | server-process
    Schedule | 0 * * * * · next in 12 min · last 3 h ago · p-a-schedule | calendar
    Memory | without seeds · p-a-memory | book
    schedule-1 | running · just now | sync~spin
  b | Bee | pass
    Instance | gpt-4o · p-b | server-process
    Memory | without seeds · p-b-memory | book
  Secrets | 1 | key
    key | model openai | key`,
  },
  {
    title: "inactive, excluded, missing, orphaned",
    world: (world) => {
      world.pack("catalogue", two, { phase: "Inactive" });
      world.installed("p", { ...two, personas: [...two.personas, persona("gone", HOURLY), persona("out")] });
      world.pack("p", {
        ...two,
        personas: [...two.personas, persona("out")],
        excludePersonas: ["out"],
        enabled: true,
      });
      world.remove("instances", "p-out");
      world.remove("configMaps", "p-out-memory");
      world.remove("instances", "p-b");
    },
    lines: `
catalogue | inactive · 2 personas | circle-outline
  ~a |  | circle-outline
  ~b | Bee | circle-outline
p | active · warning · 1 of 2 personas | warning
  a |  | pass
    Instance | gpt-4o · p-a | server-process
    Schedule | 0 * * * * · p-a-schedule | calendar
    Memory | without seeds · p-a-memory | book
  b | Bee · missing | circle-large-outline
    Instance | missing · p-b | circle-large-outline
    Memory | without seeds · p-b-memory | book
  ~out | excluded | circle-slash
  Orphans | 2 objects | warning
    p-gone | SympoziumInstance | warning
    p-gone-schedule | SympoziumSchedule · 4 * * * * | warning`,
  },
  {
    title: "a failing channel, a missing Secret, a schedule that is overdue",
    world: (world) => {
      world.installed("p", {
        ...KEYLESS,
        channelConfigs: { slack: "tokens" },
        personas: [persona("a", { ...HOURLY, channels: ["slack"] })],
      });
      world.instanceStatus("p-a", {
        channels: [{ type: "slack", status: "Error", message: "secret not found" }],
      });
      world.scheduleStatus("p-a-schedule", { nextRunTime: LAST });
    },
    lines: `
p | active · 1 failing · 1 persona · was due 3 h ago | error
  a | failing · was due 3 h ago | error
    Instance | gpt-4o · p-a | server-process
    Schedule | 0 * * * * · was due 3 h ago · p-a-schedule | calendar
    Memory | without seeds · p-a-memory | book
    slack | error · secret not found | error
  Secrets | 1 · 1 missing | key
    tokens | missing · channel slack | circle-large-outline`,
  },
  {
    title: "suspended, in error, and held by a web endpoint: no next run",
    world: (world) => {
      const web = persona("w", { ...HOURLY, webEndpoint: { enabled: true } });
      world.installed("p", { ...KEYLESS, personas: [persona("s", HOURLY), persona("e", HOURLY), web] });
      world.scheduleStatus("p-s-schedule", { phase: "Suspended", nextRunTime: NEXT }, { suspend: true });
      world.scheduleStatus("p-e-schedule", { phase: "Error", nextRunTime: NEXT });
      world.scheduleStatus("p-w-schedule", { nextRunTime: NEXT });
    },
    lines: `
p | active · 1 failing · 3 personas | error
  s |  | pass
    Instance | gpt-4o · p-s | server-process
    Schedule | 0 * * * * · suspended · p-s-schedule | debug-pause
    Memory | without seeds · p-s-memory | book
  e | failing | error
    Instance | gpt-4o · p-e | server-process
    Schedule | 2 * * * * · in error · p-e-schedule | error
    Memory | without seeds · p-e-memory | book
  w |  | warning
    Instance | gpt-4o · p-w | server-process
    Schedule | 4 * * * * · held by web endpoint · p-w-schedule | calendar
    Memory | without seeds · p-w-memory | book`,
  },
  {
    title: "the newest five runs, and the others below",
    world: (world) => {
      world.installed("p", { ...KEYLESS, personas: [persona("a")] });
      for (let number = 1; number <= 7; number++) {
        world.run("p-a", number, { phase: number === 2 ? "Failed" : "Succeeded" });
      }
    },
    lines: `
p | active · 1 persona | pass
  a |  | pass
    Instance | gpt-4o · p-a | server-process
    Memory | without seeds · p-a-memory | book
    schedule-7 | succeeded · 53 min ago | pass
    schedule-6 | succeeded · 54 min ago | pass
    schedule-5 | succeeded · 55 min ago | pass
    schedule-4 | succeeded · 56 min ago | pass
    schedule-3 | succeeded · 57 min ago | pass
    2 more… | earlier runs · 1 failed | history
      schedule-2 | failed · 58 min ago | error
      schedule-1 | succeeded · 59 min ago | pass`,
  },
  {
    title: "what the pack refers to and cannot use",
    world: (world) => {
      world.installed("p", {
        ...KEYLESS,
        policyRef: "strict",
        personas: [persona("a", { skills: ["k8s-ops", "llmfit"] })],
      });
      world.put("skillPacks", "llmfit");
      world.put("policies", "strict", { spec: { sandboxPolicy: { required: true } } });
      world.installed("q", { ...KEYLESS, policyRef: "gone", personas: [] });
    },
    lines: `
p | active · failing · 1 persona | error
  a |  | pass
    Instance | gpt-4o · p-a | server-process
    Memory | without seeds · p-a-memory | book
  strict | policy · lets no run in | error
q | active · failing · 0 personas | error
  gone | missing · policy | error`,
  },
  {
    title: "kinds that may not be read",
    world: (world) => {
      world.state("secrets", { phase: "blocked", kind: "forbidden", reason: "You may not list secrets." });
      world.installed("p", { authRefs: [{ secret: "key" }], personas: [persona("a")] });
    },
    lines: `
p | active · 1 persona | pass
  a |  | pass
    Instance | gpt-4o · p-a | server-process
    Memory | without seeds · p-a-memory | book
  Secrets | 1 · not readable | key
    ~key | not readable · model openai | lock
Not readable | Secret | lock
  Secret | You may not list secrets. | lock`,
  },
  {
    title: "runs and memory that may not be read",
    world: (world) => {
      for (const resource of ["runs", "configMaps"] as const) {
        world.state(resource, {
          phase: "blocked",
          kind: "forbidden",
          reason: `You may not list ${resource}.`,
        });
      }
      world.pack("p", { ...KEYLESS, enabled: true, personas: [persona("a")] });
      world.put("instances", "p-a");
    },
    lines: `
p | active · 1 persona | pass
  a |  | pass
    Instance | p-a | server-process
    ~Memory | not readable · p-a-memory | lock
    ~Runs | not readable | lock
Not readable | AgentRun, ConfigMap | lock
  AgentRun | You may not list runs. | lock
  ConfigMap | You may not list configMaps. | lock`,
  },
  {
    title: "Instances that may not be read",
    world: (world) => {
      world.state("instances", {
        phase: "blocked",
        kind: "forbidden",
        reason: "You may not list Instances.",
      });
      world.pack("p", { ...KEYLESS, enabled: true, personas: [persona("a")] });
      world.put("configMaps", "p-a-memory");
    },
    lines: `
p | active · 1 persona | pass
  a | Instance not readable | question
    ~Instance | not readable · p-a | lock
    Memory | without seeds · p-a-memory | book
Not readable | SympoziumInstance | lock
  SympoziumInstance | You may not list Instances. | lock`,
  },
  {
    title: "a kind that is not installed",
    world: (world) => {
      world.state("policies", { phase: "blocked", kind: "crd-missing", reason: "They are not installed." });
      world.pack("p", { ...KEYLESS, personas: [persona("a")] }, { phase: "Inactive" });
    },
    lines: `
p | inactive · 1 persona | circle-outline
  ~a |  | circle-outline
Not readable | SympoziumPolicy | lock
  SympoziumPolicy | They are not installed. | extensions`,
  },
  {
    title: "kinds that were not read yet",
    world: (world) => {
      world.state("instances", { phase: "loading" });
      world.pack("p", { ...KEYLESS, enabled: true, personas: [persona("a")] });
      world.put("configMaps", "p-a-memory");
    },
    lines: `
p | active · 1 persona | pass
  a | not known | question
    ~Instance | not known · p-a | question
    Memory | without seeds · p-a-memory | book`,
  },
  {
    title: "shared memory of a build that has it",
    world: (world) => {
      const spec = { ...KEYLESS, enabled: true, personas: [], sharedMemory: { enabled: true } };
      world.pack("p", spec, { phase: "Ready", sharedMemoryReady: true });
    },
    lines: `
p | active · 0 personas | pass
  p-shared-memory | Shared memory · made | database`,
  },
];

test("a missing SkillPack has a line where all namespaces are shown", () => {
  const world = new PackWorld();
  world.installed("p", { ...KEYLESS, personas: [persona("a", { skills: ["k8s-ops", "llmfit"] })] });
  world.put("skillPacks", "llmfit", { metadata: { namespace: "sympozium-system" } });
  const [pack] = rootsOf(world);
  assert.equal(
    linesOf(pack?.children() ?? []).at(-1),
    "k8s-ops | missing · SkillPack | circle-large-outline",
  );
});

describe("the tree", () => {
  for (const { title, world: fill, lines } of cases) {
    test(title, () => {
      const world = new PackWorld(IN_NS);
      fill(world);
      assert.equal(`\n${linesOf(rootsOf(world)).join("\n")}`, lines);
    });
  }
});

/** One of everything. */
function fullWorld(scope = IN_NS): PackWorld {
  const world = new PackWorld(scope);
  for (const { world: fill } of cases.slice(0, 4)) fill(world);
  return world;
}

function find(roots: readonly TreeNode[], label: string): TreeNode {
  const node = allNodes(roots).find((candidate) => candidate.label === label);
  assert.ok(node, label);
  return node;
}

test("ids are unique, and the same for another model of the same cluster", () => {
  const ids = allNodes(rootsOf(fullWorld())).map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(
    allNodes(rootsOf(fullWorld())).map(({ id }) => id),
    ids,
  );
  assert.equal(ids.at(-1)?.split("/").slice(0, 4).join("/"), "kind/ns/PersonaPack/p");
});

test("ids also differ for personas of one name, and for contexts with slashes", () => {
  const world = new PackWorld({ context: "arn:aws:eks/prod", namespace: undefined });
  world.installed("p", { ...KEYLESS, personas: [persona("a", HOURLY), persona("a", HOURLY)] });
  const nodes = allNodes(rootsOf(world));
  assert.equal(new Set(nodes.map(({ id }) => id)).size, nodes.length);
  assert.equal(nodes[0]?.id, "arn%3Aaws%3Aeks%2Fprod/ns/PersonaPack/p");
});

test("a pack says its namespace where all namespaces are shown", () => {
  const world = new PackWorld({ context: "kind", namespace: undefined });
  world.pack("p", two, {});
  assert.equal(rootsOf(world)[0]?.description, "inactive · 2 personas · ns");
});

test("tokens for menus each end with a semicolon", () => {
  const world = new PackWorld(IN_NS);
  cases[1]?.world(world);
  const roots = rootsOf(world);
  for (const { context, label } of allNodes(roots)) assert.match(context, /^([\w-]+;)*$/, label);
  assert.equal(find(roots, "catalogue").context, "pack;inactive;");
  assert.equal(find(roots, "out").context, "persona;excluded;pack-active;");
  assert.equal(find(roots, "p-gone").context, "orphan;present;");
  assert.equal(find(roots, "p-gone-schedule").context, "orphan;suspendable;present;");
});

test("suspending is offered where it lasts, resuming wherever something is suspended", () => {
  const world = new PackWorld(IN_NS);
  world.installed("p", { ...KEYLESS, personas: [persona("a", HOURLY)] });
  world.put("schedules", "p-gone-schedule", {
    metadata: { labels: { "sympozium.ai/persona-pack": "p" } },
    spec: { schedule: "0 * * * *", suspend: true },
  });
  const roots = rootsOf(world);
  assert.equal(find(roots, "Schedule").context, "schedule;present;");
  const orphan = find(roots, "p-gone-schedule");
  assert.equal(orphan.context, "orphan;suspended;present;");
  assert.match(orphan.description, /suspended/);
});

test("a line is read out with what its icon says", () => {
  const world = new PackWorld(IN_NS);
  cases[2]?.world(world);
  const roots = rootsOf(world);
  assert.equal(roots[0]?.accessibleLabel, "Pack p, active, 1 failing, 1 persona, was due 3 h ago");
  assert.equal(find(roots, "slack").accessibleLabel, "Channel slack, error, secret not found");
  assert.equal(find(roots, "tokens").accessibleLabel, "Secret tokens, missing, channel slack");
});

/** What the menus of lines ask for. */
const asked = manifest.contributes.menus["view/item/context"].flatMap(({ when }) =>
  [...when.matchAll(/viewItem =~ \/\(\^\|;\)\(?([\w|-]+)\)?;\//g)].flatMap(([, names = ""]) =>
    names.split("|"),
  ),
);

test("lines have no tokens but those that menus ask for, and how they are", () => {
  // Of these words a line has one, whether or not a menu asks for it.
  const states = ["active", "missing", "inactive", "present", "leftover"];
  const known = new Set([...asked, ...states]);
  for (const { world } of cases) {
    const filled = new PackWorld(IN_NS);
    world(filled);
    for (const { context, label } of allNodes(rootsOf(filled))) {
      const unasked = context.split(";").filter((token) => token !== "" && !known.has(token));
      assert.deepEqual(unasked, [], label);
    }
  }
});

test("every line with a command has a target for it", () => {
  assert.ok(asked.includes("orphans") && asked.includes("pack"), asked.join());
  const world = new PackWorld(IN_NS);
  world.installed("p", { ...two, personas: [...two.personas, persona("gone", HOURLY)] });
  world.pack("p", { ...two, enabled: true });
  const nodes = allNodes(rootsOf(world));
  assert.ok(nodes.some(({ context }) => context.startsWith("orphans;")));
  for (const { label, context, target } of nodes) {
    const [first = ""] = context.split(";");
    if (asked.includes(first)) assert.ok(target, `${label} (${context})`);
  }
});

test("targets lead commands to the object, and to its pack and persona", () => {
  const roots = rootsOf(fullWorld());
  const place = { context: "kind", namespace: "ns", pack: "p" };
  assert.deepEqual(find(roots, "p").target, { ...place, kind: "PersonaPack", name: "p" });
  const schedule = allNodes(roots).find(({ target }) => target?.kind === "SympoziumSchedule")?.target;
  assert.deepEqual(schedule, { ...place, kind: "SympoziumSchedule", name: "p-s-schedule", persona: "s" });
});

for (const [cron, words] of [
  ["0 9 * * *", "0 9 * * * (UTC)"],
  ["TZ=Europe/Berlin 0 9 * * *", "0 9 * * * (Europe/Berlin)"],
  ["CRON_TZ=UTC 0 9 * * *", "0 9 * * * (UTC)"],
  ["every day", "every day"],
] as const) {
  test(`the tooltip of a schedule says in which zone ${cron} is`, () => {
    const world = new PackWorld(IN_NS);
    world.installed("p", { personas: [persona("a", { schedule: { cron, task: "t" } })] });
    const schedule = allNodes(rootsOf(world)).find(({ label }) => label === "Schedule");
    assert.ok(schedule?.tooltip().includes(`Cron: ${escaped(words)}`), schedule?.tooltip());
  });
}

test("orphans are said to go on, and to keep the pack from being deactivated, only where they do", () => {
  const world = new PackWorld(IN_NS);
  world.installed("p", { ...KEYLESS, personas: [persona("a")] });
  const metadata = { labels: { [LABELS.pack]: "p" } };
  world.put("configMaps", "p-gone-memory", { metadata });
  assert.match(find(rootsOf(world), "Orphans").tooltip(), /nothing waits for that/);
  world.put("instances", "p-gone", { metadata });
  assert.match(find(rootsOf(world), "Orphans").tooltip(), /keep the pack from being deactivated/);
});

test("text of the cluster is no markup in tooltips", () => {
  const world = new PackWorld(IN_NS);
  world.installed("p", {
    ...KEYLESS,
    description: "[x](command:evil) <img src=y> $(bug) https://e.example\n# h",
    personas: [persona("a", { displayName: "`b`" })],
  });
  world.run("p-a", 1, { phase: "Failed", error: "**no** [x](command:evil)" });
  const tooltips = allNodes(rootsOf(world)).map((node) => node.tooltip());
  assert.equal(
    tooltips.some((text) => text.includes("evil")),
    true,
  );
  for (const text of tooltips) assert.doesNotMatch(text, /(?<!\\)(\]\(|<|\$\(|`)|https:/);
});

describe("nodes of packs", () => {
  const world = new PackWorld(IN_NS);
  world.installed("p", two);
  world.installed("q", { ...KEYLESS, personas: [persona("a")] });
  world.scheduleStatus("p-a-schedule", { nextRunTime: NEXT });
  const models = new PackModels();
  const known = new WeakMap<PackView, TreeNode>();
  const draw = (now: number) => treeModel(models.update(world.store.current), NO_FILTER, now, known).roots;
  const start = world.clock.now();

  test("stay the same while nothing changes and their words are right", () => {
    assert.deepEqual(draw(start + 1000), draw(start));
    for (const [index, node] of draw(start + 1000).entries()) assert.equal(node, draw(start)[index]);
  });

  test("are made anew when their words are no longer right, others not", () => {
    const before = draw(start);
    const after = draw(start + 60_000);
    assert.notEqual(after[0], before[0]);
    assert.equal(after[0]?.description, "active · 2 personas · next in 11 min");
    assert.equal(after[1], before[1], "nothing in it depends on the time");
  });

  test("are made anew when something of them changes, others not", () => {
    const before = draw(start + 60_000);
    world.put("configMaps", "q-a-memory", {
      metadata: { labels: { [LABELS.instance]: "q-a", [LABELS.memory]: "true" } },
    });
    const after = draw(start + 60_000);
    assert.equal(after[0], before[0]);
    assert.notEqual(after[1], before[1]);
  });
});
