import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { PackModels } from "../../../client/src/cluster/pack-model.ts";
import type { PackView, PersonaView } from "../../../client/src/cluster/pack-view.ts";
import { LABELS } from "../../../client/src/cluster/resource-types.ts";
import { HOURLY, KEYLESS, PackWorld, persona } from "./pack-world.ts";

/** The view as a short table: what a reader of the tree would look for. */
function summary(view: PackView) {
  return {
    state: view.state,
    health: view.health.level,
    problems: view.health.problems.map(({ text }) => text),
    personas: Object.fromEntries(view.personas.map((one) => [one.key, `${one.state}: ${presences(one)}`])),
  };
}

function presences({ instance, schedule, memory }: PersonaView): string {
  return [instance, schedule, memory].map((child) => child?.presence ?? "-").join(" ");
}

function only(world: PackWorld): PackView {
  const [view] = new PackModels().update(world.store.current).packs;
  assert.ok(view);
  return view;
}

const two = { ...KEYLESS, personas: [persona("a", HOURLY), persona("b")] };
const healthy: Case["expected"] = { state: "active", health: "ok", problems: [] };

interface Case {
  readonly title: string;
  readonly world: (world: PackWorld) => void;
  readonly expected: Partial<ReturnType<typeof summary>>;
}

const cases: readonly Case[] = [
  {
    title: "all that should exist does",
    world: (world) => world.installed("p", two),
    expected: {
      ...healthy,
      personas: { a: "active: present present present", b: "active: present - present" },
    },
  },
  {
    title: "a pack of the catalogue: nothing is expected",
    world: (world) => world.pack("p", two, {}),
    expected: {
      ...healthy,
      state: "inactive",
      personas: { a: "inactive: - - -", b: "inactive: - - -" },
    },
  },
  {
    title: "just enabled: the controller has not reported yet",
    world: (world) => world.pack("p", { ...two, enabled: true }, { phase: "Inactive" }),
    expected: {
      ...healthy,
      state: "activating",
      personas: { a: "awaited: awaited awaited awaited", b: "awaited: awaited - awaited" },
    },
  },
  {
    title: "reported ready, and something is missing",
    world: (world) => {
      world.installed("p", two);
      world.remove("schedules", "p-a-schedule");
      world.remove("instances", "p-b");
    },
    expected: {
      health: "warning",
      problems: [
        "a: The SympoziumSchedule p-a-schedule is missing.",
        "b: The SympoziumInstance p-b is missing.",
      ],
      personas: { a: "active: present missing present", b: "missing: missing - present" },
    },
  },
  {
    title: "phase Error: what is missing could not be made",
    world: (world) =>
      world.pack("p", { ...KEYLESS, enabled: true, personas: [persona("A_1")] }, { phase: "Error" }),
    expected: {
      state: "active",
      health: "failing",
      problems: [
        "The controller could not make everything; the reason is in its log.",
        "A_1: The SympoziumInstance p-A_1 is missing.",
        "A_1: The ConfigMap p-A_1-memory is missing.",
      ],
    },
  },
  {
    title: "excluded: nothing is expected, and it is no problem",
    world: (world) => world.installed("p", { ...two, excludePersonas: ["b"] }),
    expected: { ...healthy, personas: { a: "active: present present present", b: "excluded: - - -" } },
  },
  {
    title: "just excluded: what is there goes",
    world: (world) => {
      world.installed("p", two);
      world.pack("p", { ...two, enabled: true, excludePersonas: ["a"] });
    },
    expected: {
      ...healthy,
      personas: { a: "removing: leftover leftover leftover", b: "active: present - present" },
    },
  },
  {
    title: "the schedule was taken out of the persona: it goes",
    world: (world) => {
      world.installed("p", two);
      world.pack("p", { ...KEYLESS, enabled: true, personas: [persona("a"), persona("b")] });
    },
    expected: {
      ...healthy,
      personas: { a: "active: present leftover present", b: "active: present - present" },
    },
  },
  {
    title: "removed from the pack: an orphan, which goes on",
    world: (world) => {
      world.installed("p", two);
      world.pack("p", { ...KEYLESS, enabled: true, personas: [persona("b")] });
    },
    expected: {
      state: "active",
      health: "warning",
      // The memory without seeds carries no label of the pack.
      problems: ["There are 2 objects of personas that the pack no longer has."],
    },
  },
  {
    title: "deactivating: the controller waits for what it deletes",
    world: (world) => {
      world.installed("p", two);
      world.pack("p", two);
    },
    expected: { ...healthy, state: "deactivating" },
  },
  {
    title: "deactivation that orphans keep from ending",
    world: (world) => {
      world.installed("p", two);
      world.pack("p", { ...KEYLESS, personas: [persona("b")] });
      // For this it does not wait.
      world.put("configMaps", "p-a-memory", { metadata: { labels: { "sympozium.ai/persona-pack": "p" } } });
    },
    expected: {
      state: "stuck",
      health: "failing",
      problems: [
        "Deactivation waits for 2 objects of personas that the pack no longer has, which nobody deletes.",
      ],
    },
  },
  {
    title: "being deleted",
    world: (world) => {
      world.installed("p", two, { deletionTimestamp: "2026-01-01T00:00:00Z" });
    },
    expected: { state: "deleting", health: "ok" },
  },
  {
    title: "two personas of one name stand for the same objects",
    world: (world) => world.installed("p", { ...KEYLESS, personas: [persona("a"), persona("a")] }),
    expected: { personas: { a: "active: present - present", "a#1": "active: present - present" } },
  },
  {
    title: "a persona without a name: nothing comes of it",
    world: (world) => world.installed("p", { ...KEYLESS, personas: [{ systemPrompt: "" }] }),
    expected: {
      health: "warning",
      problems: ["A persona: It has no name."],
      personas: { "#0": "unnamed: - - -" },
    },
  },
  {
    title: "the Secret of the provider is missing",
    world: (world) =>
      world.installed("p", { authRefs: [{ provider: "openai", secret: "key" }], personas: [persona("a")] }),
    expected: { health: "failing", problems: ["The Secret key for openai does not exist."] },
  },
  {
    title: "no Secret is named, and the provider needs one",
    world: (world) => world.installed("p", { personas: [persona("a")] }),
    expected: {
      health: "warning",
      problems: ["The provider openai needs a Secret, and the pack names none."],
    },
  },
  {
    title: "the Secret of a skill is missed only when the skill is used",
    world: (world) => {
      world.installed("p", { ...KEYLESS, personas: [persona("a", { skills: ["github-gitops"] })] });
      world.put("skillPacks", "github-gitops", { metadata: { namespace: "sympozium-system" } });
    },
    expected: {
      health: "warning",
      problems: ["The Secret github-gitops-token, which the skill github-gitops reads, does not exist."],
    },
  },
  {
    title: "Secrets of an inactive pack may be missing",
    world: (world) =>
      world.pack("p", { authRefs: [{ secret: "key" }], personas: [persona("a")] }, { phase: "Inactive" }),
    expected: { state: "inactive", health: "ok" },
  },
  {
    title: "Secrets may not be listed: nothing is said of them",
    world: (world) => {
      world.installed("p", { authRefs: [{ secret: "key" }], personas: [persona("a")] });
      world.state("secrets", { phase: "blocked", kind: "forbidden", reason: "You may not list secrets." });
    },
    expected: healthy,
  },
  {
    title: "the policy is missing: looks healthy, and nothing ever runs",
    world: (world) => world.installed("p", { ...two, policyRef: "default-policy" }),
    expected: {
      health: "failing",
      problems: ["There is no policy default-policy in the namespace: no run is let in."],
    },
  },
  {
    title: "a policy that lets nothing through",
    world: (world) => {
      world.installed("p", { ...two, policyRef: "strict" });
      world.put("policies", "strict", { spec: { sandboxPolicy: { required: true } } });
    },
    expected: {
      health: "failing",
      problems: [
        "The policy strict demands a sandbox (sandboxPolicy.required), which no run of a pack has: every run is refused.",
      ],
    },
  },
  {
    title: "a SkillPack is missing, and the runs do not say so",
    world: (world) =>
      world.installed("p", { ...KEYLESS, personas: [persona("a", { skills: ["k8s-ops"] }), persona("b")] }),
    expected: {
      health: "warning",
      problems: ["There is no SkillPack k8s-ops: runs of a go on without it."],
    },
  },
  {
    title: "SkillPacks, policies and Secrets that cannot be listed: nothing is said of them",
    world: (world) => {
      world.installed("p", {
        authRefs: [{ secret: "key" }],
        policyRef: "default-policy",
        personas: [persona("a", { skills: ["k8s-ops"] })],
      });
      for (const resource of ["skillPacks", "policies", "secrets"] as const) {
        world.state(resource, { phase: "blocked", kind: "forbidden", reason: "You may not." });
      }
    },
    expected: healthy,
  },
  {
    title: "the SkillPack of an excluded persona is not missed",
    world: (world) =>
      world.installed("p", {
        ...KEYLESS,
        excludePersonas: ["a"],
        personas: [persona("a", { skills: ["k8s-ops"] }), persona("b")],
      }),
    expected: { health: "ok", problems: [] },
  },
  {
    title: "the cron is refused: the Schedule says so, the pack does not",
    world: (world) => {
      world.installed("p", two);
      world.scheduleStatus("p-a-schedule", { phase: "Error" });
    },
    expected: {
      health: "failing",
      problems: ["a: The Schedule p-a-schedule is in error: its cron or its Instance cannot be used."],
    },
  },
  {
    title: "no date suits the cron",
    world: (world) => {
      world.installed("p", two);
      world.scheduleStatus("p-a-schedule", { nextRunTime: "0001-01-01T00:00:00Z" });
    },
    expected: {
      health: "warning",
      problems: ["a: No date suits the cron: the controller runs it again whenever a run has ended."],
    },
  },
  {
    title: "a web endpoint keeps the schedule from starting anything",
    world: (world) =>
      world.installed("p", {
        ...KEYLESS,
        personas: [persona("a", { ...HOURLY, webEndpoint: { enabled: true } })],
      }),
    expected: {
      health: "warning",
      problems: ["a: Its web endpoint keeps the schedule from starting anything."],
    },
  },
  {
    title: "a channel that is not connected",
    world: (world) => {
      world.installed("p", {
        ...KEYLESS,
        channelConfigs: { slack: "tokens" },
        personas: [persona("a", { channels: ["slack"] })],
      });
      world.put("secrets", "tokens");
      world.instanceStatus("p-a", {
        channels: [{ type: "slack", status: "Error", message: "secret not found" }],
      });
    },
    expected: { health: "failing", problems: ["a: The channel slack is in error: secret not found"] },
  },
  {
    title: "the newest of the runs that have ended counts",
    world: (world) => {
      world.installed("p", two);
      world.run("p-a", 1, { phase: "Failed", error: "no key" });
      world.run("p-a", 2, { phase: "Running" });
    },
    expected: { health: "failing", problems: ["a: The last run p-a-schedule-1 failed: no key"] },
  },
  {
    title: "what failed before may have been put right",
    world: (world) => {
      world.installed("p", two);
      world.run("p-a", 1, { phase: "Failed", error: "no key" });
      world.run("p-a", 2, { phase: "Succeeded" });
    },
    expected: healthy,
  },
];

test("a SkillPack of another namespace is not missed while only one namespace is shown", () => {
  const world = new PackWorld({ context: "kind", namespace: "ns" });
  world.installed("p", { ...KEYLESS, personas: [persona("a", { skills: ["k8s-ops"] })] });
  const { health, references } = only(world);
  assert.equal(health.level, "ok");
  assert.deepEqual(
    references.map(({ name, presence }) => [name, presence]),
    [["k8s-ops", "unknown"]],
  );
});

describe("a pack in the cluster", () => {
  for (const { title, world: fill, expected } of cases) {
    test(title, () => {
      const world = new PackWorld();
      fill(world);
      const actual = summary(only(world));
      const compared = Object.keys(expected).map((key) => [key, Reflect.get(actual, key)]);
      assert.deepEqual(Object.fromEntries(compared), expected);
    });
  }
});

test("Secrets: what they are for, whether they exist, and which go with deactivation", () => {
  const world = new PackWorld();
  world.put("secrets", "p-openai-key");
  world.put("secrets", "shared", { metadata: { labels: { [LABELS.pack]: "p" } } });
  world.put("secrets", "stray", { metadata: { labels: { [LABELS.pack]: "p" } } });
  world.installed("p", {
    authRefs: [{ provider: "openai", secret: "p-openai-key" }, { secret: "shared" }, { secret: "own" }],
    channelConfigs: { slack: "tokens", discord: "unused" },
    personas: [persona("a", { channels: ["slack"] })],
  });
  assert.deepEqual(
    only(world).secrets.map(({ name, presence, purposes, managed }) => [
      name,
      presence,
      purposes.join(),
      managed,
    ]),
    [
      ["p-openai-key", "present", "model openai", true],
      ["shared", "present", "authRefs, not used", true],
      ["own", "missing", "authRefs, not used", false],
      ["tokens", "missing", "channel slack", false],
      ["stray", "present", "", false],
    ],
  );
});

test("before a kind was listed nothing of it counts as missing, and while it reconnects or resumes what is known stays", () => {
  const world = new PackWorld();
  const models = new PackModels();
  const schedulesOf = () => models.update(world.store.current).packs[0]?.personas[0]?.schedule?.presence;
  world.installed("p", two);
  world.remove("schedules", "p-a-schedule");
  world.state("schedules", { phase: "loading" });
  assert.equal(schedulesOf(), "unknown");
  world.state("schedules", { phase: "reconnecting", at: 0, reason: "" });
  assert.equal(schedulesOf(), "unknown");
  world.state("schedules", { phase: "live" });
  assert.equal(schedulesOf(), "missing");
  for (const state of [{ phase: "reconnecting", at: 0, reason: "" }, { phase: "resuming" }] as const) {
    world.state("schedules", state);
    assert.equal(schedulesOf(), "missing");
  }
});

test("packs have not been listed until they were", () => {
  const world = new PackWorld();
  world.state("packs", { phase: "loading" });
  const models = new PackModels();
  assert.equal(models.update(world.store.current).listed, false);
  world.state("packs", { phase: "live" });
  assert.equal(models.update(world.store.current).listed, true);
});

describe("1,000 packs × 10 personas", () => {
  const world = new PackWorld();
  const personas = Array.from({ length: 10 }, (_, index) => persona(`persona-${index}`, HOURLY));
  for (let index = 0; index < 1000; index++) {
    world.installed(`pack-${String(index).padStart(4, "0")}`, { ...KEYLESS, personas });
  }
  const models = new PackModels();
  const first = models.update(world.store.current);

  /** What was joined for the changes of `change`, as the store tells of them. */
  async function joinedBy(change: () => void): Promise<number> {
    await world.clock.pass(1000);
    world.heard = [];
    const before = models.joined;
    change();
    await world.clock.pass(1000);
    for (const changed of world.heard) models.update(world.store.current, changed);
    return models.joined - before;
  }

  test("are joined once", () => {
    assert.equal(models.joined, 1000);
    assert.equal(first.packs.length, 1000);
    assert.equal(
      models.update(world.store.current).packs,
      first.packs,
      "the same list while nothing changes",
    );
    assert.equal(models.joined, 1000);
  });

  test("one event costs one pack, and the others stay the same", async () => {
    const before = models.update(world.store.current).packs;
    assert.equal(await joinedBy(() => world.run("pack-0007-persona-3", 1, { phase: "Running" })), 1);
    const after = models.update(world.store.current).packs;
    assert.deepEqual(
      after.flatMap((view, index) => (view === before[index] ? [] : [view.name])),
      ["pack-0007"],
    );
  });

  test("whatever concerns all of them costs those that it changes", async () => {
    assert.equal(await joinedBy(() => world.put("policies", "some-policy")), 0);
    assert.equal(
      await joinedBy(() => world.connection({ phase: "offline", since: 0, retryAt: 1, reason: "" })),
      0,
    );
  });

  test("packs come and go at the cost of themselves", async () => {
    assert.equal(await joinedBy(() => world.installed("pack-0007a", two)), 1);
    assert.equal(await joinedBy(() => world.remove("packs", "pack-0007a")), 0);
    assert.equal(models.update(world.store.current).packs.length, 1000);
  });
});
