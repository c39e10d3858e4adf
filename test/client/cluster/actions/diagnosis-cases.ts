/** Packs that do not do what their author expects, and what the diagnosis says of them. */
import type { KubeObject } from "../../../../client/src/cluster/cluster-client.ts";
import type { WatchedResource } from "../../../../client/src/cluster/resource-types.ts";
import { KnownCluster, NAMESPACE } from "./known-cluster.ts";

/** Of which nothing can be said but good. */
const HEALTHY = {
  authRefs: [{ provider: "openai", secret: "key" }],
  personas: [
    {
      name: "a",
      systemPrompt: "",
      model: "gpt-4o-mini",
      schedule: { interval: "1h", task: "t" },
      memory: { seeds: ["s"] },
    },
  ],
};
const [A] = HEALTHY.personas;

/** A pack that is well, but for the change. */
export function healthy(change: object = {}, status: object = { phase: "Ready" }): KnownCluster {
  const cluster = new KnownCluster("all");
  cluster.installed("p", { ...HEALTHY, ...change }, status);
  cluster.put("secrets", "key");
  cluster.put("skillPacks", "memory", { metadata: { namespace: "sympozium-system" } });
  update(cluster, "schedules", "p-a-schedule", {
    status: { phase: "Active", nextRunTime: "2026-11-23T11:00:00Z" },
  });
  return cluster;
}

function update(cluster: KnownCluster, resource: WatchedResource, name: string, change: object): void {
  const before = cluster.snapshot.get(resource, NAMESPACE, name);
  if (!before) return;
  const { metadata, ...content } = change as Partial<KubeObject>;
  cluster.put(resource, name, { ...before, ...content, metadata: { ...before.metadata, ...metadata } });
}

function schedule(cluster: KnownCluster, spec: object, status: object = { phase: "Active" }): void {
  const before = cluster.snapshot.get("schedules", NAMESPACE, "p-a-schedule")?.spec as object;
  update(cluster, "schedules", "p-a-schedule", { spec: { ...before, ...spec }, status });
}

function run(
  cluster: KnownCluster,
  name: string,
  status: object | undefined,
  created = "2026-11-23T10:00:00Z",
) {
  cluster.put("runs", name, {
    metadata: { labels: { "sympozium.ai/instance": "p-a" }, creationTimestamp: created },
    ...(status && { status }),
  });
}

/** As when somebody has made it by hand. */
function unlabel(cluster: KnownCluster, instance: string): void {
  update(cluster, "instances", instance, { metadata: { labels: {} } });
}

const OVERDUE = { phase: "Active", nextRunTime: "2026-11-23T10:00:00Z", lastRunName: "p-a-schedule-1" };
const ORPHAN = { metadata: { labels: { "sympozium.ai/persona-pack": "p" } } };

export interface Case {
  readonly title: string;
  readonly check: string;
  readonly cluster: () => KnownCluster;
  readonly state: string;
  readonly evidence: RegExp;
  readonly fix?: string;
  /** If it is not `p`. */
  readonly pack?: string;
}

export const CASES: readonly Case[] = [
  {
    title: "no pack",
    check: "pack-listed",
    cluster: () => new KnownCluster(),
    state: "problem",
    evidence: /^There is no pack p in namespace ns of test\.$/,
    fix: "apply",
  },
  {
    title: "pack in another namespace",
    check: "pack-listed",
    cluster: () => {
      const cluster = new KnownCluster();
      cluster.put("packs", "p", { metadata: { namespace: "other" } });
      return cluster;
    },
    state: "problem",
    evidence: /not in namespace ns, but in other/,
    fix: "select-namespace",
  },
  {
    title: "CRD missing",
    check: "pack-listed",
    cluster: () => {
      const cluster = new KnownCluster();
      cluster.writer.connection({ phase: "blocked", kind: "crd-missing", reason: "Not installed." });
      return cluster;
    },
    state: "problem",
    evidence: /Not installed/,
    fix: "how-to-install",
  },
  {
    title: "packs forbidden",
    check: "pack-listed",
    cluster: () => {
      const cluster = new KnownCluster();
      cluster.state("packs", { phase: "blocked", kind: "forbidden", reason: "You may not." });
      return cluster;
    },
    state: "unknown",
    evidence: /You may not/,
    fix: "select-namespace",
  },
  {
    title: "pack that cannot be deleted",
    check: "pack-listed",
    cluster: () => {
      const cluster = healthy();
      update(cluster, "packs", "p", {
        metadata: { name: "p", deletionTimestamp: "2026-11-23T10:00:00Z", finalizers: ["f"] },
      });
      return cluster;
    },
    state: "problem",
    evidence: /^It has been marked for deletion since .* waits for f: is the controller running/,
  },
  {
    title: "disabled",
    check: "instances-exist",
    cluster: () => healthy({ enabled: false }),
    state: "problem",
    evidence: /`spec.enabled` is not true/,
    fix: "activate",
  },
  {
    title: "excluded",
    check: "instances-exist",
    cluster: () => healthy({ excludePersonas: ["a"] }),
    state: "warning",
    evidence: /persona a is excluded/,
    fix: "include-persona",
  },
  {
    title: "refused name",
    check: "instances-exist",
    cluster: () => {
      const cluster = healthy();
      cluster.pack(
        "p",
        { ...HEALTHY, enabled: true, personas: [{ ...A, name: "SRE Bot" }] },
        { status: { phase: "Error" } },
      );
      return cluster;
    },
    state: "problem",
    evidence: /“SRE Bot” is refused/,
    fix: "edit-pack",
  },
  {
    title: "phase Error",
    check: "instances-exist",
    cluster: () => healthy({}, { phase: "Error" }),
    state: "problem",
    evidence: /phase is Error/,
  },
  {
    title: "no controller",
    check: "instances-exist",
    cluster: () => {
      const cluster = new KnownCluster();
      cluster.pack("p", { ...HEALTHY, enabled: true });
      return cluster;
    },
    state: "problem",
    evidence: /has not dealt with the enabled pack yet/,
  },
  {
    title: "Secret missing",
    check: "secrets-exist",
    cluster: () => healthy({ authRefs: [{ provider: "openai", secret: "other" }] }),
    state: "problem",
    evidence: /no Secret other with OPENAI_API_KEY/,
    fix: "create-secret",
  },
  {
    title: "no Secret named",
    check: "secrets-exist",
    cluster: () => healthy({ authRefs: [] }),
    state: "problem",
    evidence: /Nothing names the Secret with OPENAI_API_KEY/,
    fix: "change-settings",
  },
  {
    title: "Secrets forbidden",
    check: "secrets-exist",
    cluster: () => {
      const cluster = healthy();
      cluster.state("secrets", { phase: "blocked", kind: "forbidden", reason: "You may not." });
      return cluster;
    },
    state: "unknown",
    evidence: /You may not/,
  },
  {
    title: "policy missing",
    check: "policy-allows",
    cluster: () => healthy({ policyRef: "default-policy" }),
    state: "problem",
    evidence: /no policy default-policy in namespace ns/,
    fix: "edit-pack",
  },
  {
    title: "policy that lets nothing through",
    check: "policy-allows",
    cluster: () => {
      const cluster = healthy({ policyRef: "strict" });
      cluster.put("policies", "strict", { spec: { sandboxPolicy: { required: true } } });
      return cluster;
    },
    state: "problem",
    evidence: /demands a sandbox/,
  },
  ...(
    [
      ["bad cron", { schedule: "61 * * * *" }, undefined, /cron “61 \* \* \* \*” is not valid/],
      ["cron that never matches", { schedule: "0 9 31 2 *" }, undefined, /no date suits/],
      ["suspended", { suspend: true }, undefined, /is suspended/],
      ["phase Error", {}, { phase: "Error" }, /its phase is Error/],
      ["overdue", {}, OVERDUE, /is overdue/],
      ["not seen", {}, {}, /has not looked at it yet/],
    ] as const
  ).map(([title, spec, status, evidence]) => ({
    title: `schedule: ${title}`,
    check: "schedule-fires",
    cluster: () => {
      const cluster = healthy();
      schedule(cluster, spec, status);
      return cluster;
    },
    state: "problem",
    evidence,
  })),
  {
    title: "schedule: serving guard",
    check: "schedule-fires",
    cluster: () => {
      const cluster = healthy();
      run(cluster, "p-a-web-endpoint", { phase: "Serving" });
      return cluster;
    },
    state: "problem",
    evidence: /p-a-web-endpoint serves the web endpoint/,
  },
  {
    title: "schedule: Forbid with a long run",
    check: "schedule-fires",
    cluster: () => {
      const cluster = healthy();
      schedule(cluster, {}, OVERDUE);
      run(cluster, "p-a-schedule-1", { phase: "Running", startedAt: "2026-11-23T08:00:00Z" });
      return cluster;
    },
    state: "problem",
    evidence: /p-a-schedule-1 has been Running since 2026-11-23T08:00:00Z/,
    fix: "open-logs",
  },
  {
    title: "schedule: far away",
    check: "schedule-fires",
    cluster: () => {
      const cluster = healthy();
      schedule(cluster, { schedule: "0 9 1 6 *" }, { phase: "Active", nextRunTime: "2027-06-01T09:00:00Z" });
      return cluster;
    },
    state: "warning",
    evidence: /only at 2027-06-01T09:00/,
  },
  {
    title: "schedule: missing",
    check: "schedule-fires",
    cluster: () => {
      const cluster = healthy();
      cluster.remove("schedules", "p-a-schedule");
      return cluster;
    },
    state: "problem",
    evidence: /no schedule p-a-schedule/,
  },
  {
    title: "memory: placeholder",
    check: "memory-seeded",
    cluster: () => {
      const cluster = healthy();
      cluster.remove("configMaps", "p-a-memory");
      cluster.put("configMaps", "p-a-memory", {
        metadata: { labels: { "sympozium.ai/instance": "p-a" } },
        data: { "MEMORY.md": "# Memory\n" },
      });
      return cluster;
    },
    state: "problem",
    evidence: /placeholder/,
    fix: "reinstall-persona",
  },
  {
    title: "memory: no ConfigMap",
    check: "memory-seeded",
    cluster: () => {
      const cluster = healthy();
      cluster.remove("configMaps", "p-a-memory");
      return cluster;
    },
    state: "problem",
    evidence: /no ConfigMap p-a-memory/,
  },
  {
    title: "memory: later seeds",
    check: "memory-seeded",
    cluster: () => {
      const cluster = healthy();
      const personas = [{ ...A, memory: { seeds: ["s", "later"] } }];
      cluster.pack("p", { ...HEALTHY, enabled: true, personas }, { status: { phase: "Ready" } });
      return cluster;
    },
    state: "warning",
    evidence: /lacks 1 of the seeds/,
  },
  {
    title: "model: fallback",
    check: "right-model",
    cluster: () =>
      healthy({ authRefs: [{ provider: "anthropic", secret: "key" }], personas: [{ ...A, model: "" }] }),
    state: "problem",
    evidence: /names no model and uses gpt-4o of anthropic/,
    fix: "edit-pack",
  },
  {
    title: "model: another one",
    check: "right-model",
    cluster: () => {
      const cluster = healthy();
      cluster.pack(
        "p",
        { ...HEALTHY, enabled: true, personas: [{ ...A, model: "o3" }] },
        { status: { phase: "Ready" } },
      );
      return cluster;
    },
    state: "problem",
    evidence: /names o3, its Instance uses gpt-4o-mini/,
  },
  {
    title: "SkillPack missing",
    check: "skill-packs-exist",
    cluster: () => healthy({ personas: [{ ...A, skills: ["k8s-ops"] }] }),
    state: "warning",
    evidence: /no SkillPack k8s-ops/,
  },
  {
    title: "deactivation stuck",
    check: "deactivation-ends",
    cluster: () => {
      const cluster = new KnownCluster();
      cluster.pack("p", { ...HEALTHY, enabled: false }, { status: { phase: "Ready" } });
      cluster.put("instances", "p-former", ORPHAN);
      return cluster;
    },
    state: "problem",
    evidence: /waits for ever .* SympoziumInstance p-former/,
    fix: "delete-orphans",
  },
  {
    title: "deactivation under way",
    check: "deactivation-ends",
    cluster: () => healthy({ enabled: false }),
    state: "warning",
    evidence: /still deleting: SympoziumInstance p-a, SympoziumSchedule p-a-schedule/,
  },
  {
    title: "orphan",
    check: "no-orphans",
    cluster: () => {
      const cluster = healthy();
      cluster.put("schedules", "p-former-schedule", ORPHAN);
      return cluster;
    },
    state: "problem",
    evidence: /p-former-schedule belongs to no persona/,
    fix: "delete-orphans",
  },
  {
    title: "skill parameters of nobody",
    check: "skill-params-reach",
    cluster: () => healthy({ skillParams: { "k8s-ops": { a: "b" } } }),
    state: "problem",
    evidence: /No persona lists the skill k8s-ops/,
  },
  {
    title: "skill parameters that nobody reads",
    check: "skill-params-reach",
    cluster: () =>
      healthy({
        personas: [{ ...A, skills: ["github-gitops"] }],
        skillParams: { "github-gitops": { branch: "b" } },
      }),
    state: "problem",
    evidence: /does not read branch; it reads repo, default_branch/,
  },
  {
    title: "skill parameters that came later",
    check: "skill-params-reach",
    cluster: () => {
      const personas = [{ ...A, skills: ["github-gitops"] }];
      const cluster = healthy({ personas });
      const skillParams = { "github-gitops": { repo: "a/b" } };
      cluster.pack("p", { ...HEALTHY, enabled: true, personas, skillParams }, { status: { phase: "Ready" } });
      return cluster;
    },
    state: "problem",
    evidence: /was made with other parameters/,
    fix: "reinstall-persona",
  },
  {
    title: "channel in error",
    check: "channels-connected",
    cluster: () => {
      const cluster = healthy();
      const channels = [{ type: "slack", status: "Error", message: "secret x not found" }];
      update(cluster, "instances", "p-a", { status: { channels } });
      return cluster;
    },
    state: "problem",
    evidence: /a, slack: Error \(secret x not found\)/,
  },
  {
    title: "edits that did not arrive",
    check: "instances-current",
    cluster: () => {
      const cluster = healthy();
      const personas = [{ ...A, skills: ["k8s-ops"] }];
      cluster.pack(
        "p",
        { ...HEALTHY, enabled: true, personas, policyRef: "x" },
        { status: { phase: "Ready" } },
      );
      return cluster;
    },
    state: "warning",
    evidence: /differs in skills, policyRef/,
  },
  {
    title: "failed run",
    check: "runs-succeed",
    cluster: () => {
      const cluster = healthy();
      run(cluster, "p-a-schedule-1", { phase: "Failed", error: "no key", podName: "p" });
      return cluster;
    },
    state: "problem",
    evidence: /p-a-schedule-1 failed: no key/,
    fix: "open-logs",
  },
  {
    title: "waiting run",
    check: "runs-succeed",
    cluster: () => {
      const cluster = healthy();
      run(cluster, "p-a-schedule-1", { phase: "Pending" });
      return cluster;
    },
    state: "problem",
    evidence: /has been waiting since/,
  },
  {
    title: "name that Services cannot have",
    check: "instances-exist",
    cluster: () => {
      const cluster = healthy();
      cluster.installed("2nd", { ...HEALTHY });
      return cluster;
    },
    pack: "2nd",
    state: "problem",
    evidence: /name 2nd begins those of Services/,
    fix: "edit-pack",
  },
  {
    title: "two personas of one name",
    check: "instances-exist",
    cluster: () => healthy({ personas: [A, A] }),
    state: "problem",
    evidence: /Several personas are called a/,
    fix: "edit-pack",
  },
  {
    title: "Instance that does not go",
    check: "instances-exist",
    cluster: () => {
      const cluster = healthy();
      update(cluster, "instances", "p-a", {
        metadata: { name: "p-a", deletionTimestamp: "2026-11-23T10:00:00Z", finalizers: ["f"] },
      });
      return cluster;
    },
    state: "warning",
    evidence: /Instance of a has been marked for deletion since .* waits for f/,
    fix: "controller-log",
  },
  {
    title: "Instance in phase Error",
    check: "instances-exist",
    cluster: () => {
      const cluster = healthy();
      update(cluster, "instances", "p-a", { status: { phase: "Error" } });
      return cluster;
    },
    state: "problem",
    evidence: /Instance of a is in phase Error/,
    fix: "controller-log",
  },
  {
    title: "missing although the pack is Ready",
    check: "instances-exist",
    cluster: () => {
      const cluster = healthy();
      cluster.remove("instances", "p-a");
      return cluster;
    },
    state: "problem",
    evidence: /no Instance although the pack's phase is Ready/,
    fix: "look-again",
  },
  {
    title: "Secret of a keyless provider missing",
    check: "secrets-exist",
    cluster: () =>
      healthy({
        authRefs: [{ provider: "ollama", secret: "gone" }],
        baseURL: "http://ollama.models:11434/v1",
      }),
    state: "problem",
    evidence: /no Secret gone .* needs none, but no pod starts/,
    fix: "change-settings",
  },
  {
    title: "Secret of a skill in the wrong namespace",
    check: "secrets-exist",
    cluster: () => {
      const cluster = healthy({ personas: [{ ...A, skills: ["github-gitops"] }] });
      cluster.put("secrets", "github-gitops-token", { metadata: { namespace: "sympozium-system" } });
      return cluster;
    },
    state: "problem",
    evidence: /no Secret github-gitops-token with GH_TOKEN .* The one in sympozium-system does not count/,
    fix: "create-secret",
  },
  {
    title: "schedule: runs refused by the policy",
    check: "schedule-fires",
    cluster: () => {
      const cluster = healthy({ policyRef: "gone" });
      schedule(cluster, {}, OVERDUE);
      return cluster;
    },
    state: "problem",
    evidence: /is overdue. There is no policy gone/,
    fix: "edit-pack",
  },
  {
    title: "schedule: an interval that nobody knows",
    check: "schedule-fires",
    cluster: () => {
      const cluster = healthy({ personas: [{ ...A, schedule: { interval: "45m", task: "t" } }] });
      return cluster;
    },
    state: "warning",
    evidence: /does not know the interval “45m”, so it runs hourly/,
    fix: "edit-pack",
  },
  {
    title: "schedule: another cron than the pack's",
    check: "schedule-fires",
    cluster: () => {
      const cluster = healthy();
      schedule(cluster, { schedule: "5 * * * *" }, { phase: "Active", nextRunTime: "2026-11-23T11:05:00Z" });
      return cluster;
    },
    state: "warning",
    evidence: /its cron is “5 \* \* \* \*”, the pack asks for “0 \* \* \* \*”/,
    fix: "look-again",
  },
  {
    title: "memory: seeds that nobody is shown",
    check: "memory-seeded",
    cluster: () => healthy({ personas: [{ ...A, schedule: undefined }] }),
    state: "warning",
    evidence: /a has no schedule: only scheduled runs are shown the seeds/,
    fix: "edit-pack",
  },
  {
    title: "model: one that is no longer named",
    check: "right-model",
    cluster: () => {
      const cluster = healthy();
      const personas = [{ ...A, model: "" }];
      cluster.pack("p", { ...HEALTHY, enabled: true, personas }, { status: { phase: "Ready" } });
      return cluster;
    },
    state: "warning",
    evidence: /names no model any more; its Instance keeps gpt-4o-mini/,
    fix: "edit-pack",
  },
  {
    title: "model: in the agent's own pod",
    check: "model-reachable",
    cluster: () =>
      healthy({ authRefs: [{ provider: "ollama", secret: "key" }], baseURL: "http://localhost:11434/v1" }),
    state: "problem",
    evidence: /localhost:11434\/v1 is inside the agent's own pod/,
    fix: "edit-pack",
  },
  {
    title: "SkillPacks that cannot be seen",
    check: "skill-packs-exist",
    cluster: () => {
      const cluster = new KnownCluster("one");
      cluster.installed("p", { ...HEALTHY });
      return cluster;
    },
    state: "unknown",
    evidence: /^Not in ns: memory\. SkillPacks count in sympozium-system, too, which is not shown/,
    fix: "select-namespace",
  },
  {
    title: "channel of an unknown type",
    check: "channels-connected",
    cluster: () => healthy({ personas: [{ ...A, channels: ["teams"] }] }),
    state: "problem",
    evidence: /no image for channels of type teams, which a names/,
    fix: "edit-pack",
  },
  {
    title: "channels that stay",
    check: "instances-current",
    cluster: () => {
      const cluster = healthy({ personas: [{ ...A, channels: ["whatsapp"] }] });
      cluster.pack("p", { ...HEALTHY, enabled: true }, { status: { phase: "Ready" } });
      return cluster;
    },
    state: "warning",
    evidence: /differs in channels/,
    fix: "reinstall-persona",
  },
  {
    title: "run that failed before it had a pod",
    check: "runs-succeed",
    cluster: () => {
      const cluster = healthy();
      run(cluster, "p-a-schedule-1", { phase: "Failed", error: "memory server not ready." });
      return cluster;
    },
    state: "problem",
    evidence: /failed: memory server not ready\.$/,
    fix: "open-object",
  },
  {
    title: "failed run of an Instance without the label of the pack",
    check: "runs-succeed",
    cluster: () => {
      const cluster = healthy();
      unlabel(cluster, "p-a");
      run(cluster, "p-a-schedule-1", { phase: "Failed", error: "no key", podName: "p" });
      return cluster;
    },
    state: "problem",
    evidence: /p-a-schedule-1 failed: no key/,
  },
  {
    title: "channel in error of an Instance without the label of the pack",
    check: "channels-connected",
    cluster: () => {
      const cluster = healthy();
      unlabel(cluster, "p-a");
      update(cluster, "instances", "p-a", { status: { channels: [{ type: "slack", status: "Error" }] } });
      return cluster;
    },
    state: "problem",
    evidence: /^a, slack: Error\.$/,
    fix: "open-object",
  },
  {
    title: "channels that cannot be seen",
    check: "channels-connected",
    cluster: () => {
      const cluster = healthy({ personas: [{ ...A, channels: ["slack"] }] });
      cluster.state("instances", { phase: "blocked", kind: "forbidden", reason: "You may not." });
      return cluster;
    },
    state: "unknown",
    evidence: /You may not/,
  },
  ...(
    [
      ["lifecycle", { lifecycle: { preRun: [{ name: "x", image: "new" }] } }, {}, /differs in lifecycle:/],
      [
        "hostname",
        { webEndpoint: { enabled: true, hostname: "new" } },
        {},
        /differs in webEndpoint\.hostname:/,
      ],
      [
        "sandbox",
        {},
        { agentSandbox: { enabled: false } },
        /differs in agentSandbox \(which no run reads\):/,
      ],
      ["access", {}, { channelAccessControl: {} }, /differs in channelAccessControl \(.+\):/],
    ] as const
  ).map(([title, persona, spec, evidence]) => ({
    title: `edits that did not arrive: ${title}`,
    check: "instances-current",
    cluster: () => {
      const made = {
        ...A,
        channels: ["whatsapp"],
        webEndpoint: { enabled: true, hostname: "old" },
        lifecycle: { preRun: [{ name: "x", image: "old" }] },
      };
      const rest = {
        agentSandbox: { enabled: true },
        channelAccessControl: { whatsapp: { allowedSenders: ["me"] } },
      };
      const cluster = healthy({ ...rest, personas: [made] });
      const personas = [{ ...made, ...persona }];
      cluster.pack(
        "p",
        { ...HEALTHY, ...rest, ...spec, enabled: true, personas },
        { status: { phase: "Ready" } },
      );
      return cluster;
    },
    state: "warning",
    evidence,
    fix: "reinstall-persona",
  })),
  {
    title: "access control that comes with other channels",
    check: "instances-current",
    cluster: () => {
      const cluster = healthy({ personas: [{ ...A, channels: ["whatsapp"] }] });
      const personas = [{ ...A, channels: ["whatsapp", "slack"] }];
      const channelAccessControl = { whatsapp: { allowedSenders: ["me"] } };
      cluster.pack(
        "p",
        { ...HEALTHY, enabled: true, personas, channelAccessControl },
        { status: { phase: "Ready" } },
      );
      return cluster;
    },
    state: "ok",
    evidence: /as the pack has them/,
  },
  {
    title: "a name with one character too many",
    check: "instances-exist",
    cluster: () => {
      const cluster = healthy();
      const personas = [{ ...A, name: "a".repeat(55), schedule: undefined }];
      cluster.pack("p", { ...HEALTHY, enabled: true, personas }, { status: { phase: "Ready" } });
      return cluster;
    },
    state: "problem",
    evidence: /^The Service p-a+-memory is refused: its name is 1 character too long\.$/,
    fix: "edit-pack",
  },
];
