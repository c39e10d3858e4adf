import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planInclusion } from "../../../../client/src/cluster/actions/include-persona.ts";
import { KnownCluster, NAMESPACE, NOW } from "./known-cluster.ts";

const PERSONA = { name: "a", systemPrompt: "", model: "m", schedule: { interval: "1h", task: "t" } };

/** What including the persona creates. */
function included(cluster: KnownCluster): string[] {
  const [pack] = cluster.snapshot.all("packs");
  const excludePersonas = ["a"];
  cluster.pack("p", { ...(pack?.spec as object), excludePersonas }, { status: { phase: "Ready" } });
  const { creates } = planInclusion(cluster.snapshot, NAMESPACE, "p", "a", NOW);
  return creates.map(({ kind, name }) => `${kind} ${name}`);
}

describe("What an included persona gets", () => {
  const ALL = [
    "SympoziumInstance p-a",
    "SympoziumSchedule p-a-schedule",
    "AgentRun p-a-schedule-1",
    "ConfigMap p-a-memory",
    "PersistentVolumeClaim p-a-memory-db",
    "Deployment p-a-memory",
    "Service p-a-memory",
  ];

  test("nothing where its objects are still there", () => {
    const cluster = new KnownCluster();
    cluster.installed("p", { personas: [PERSONA] });
    assert.deepEqual(included(cluster), []);
  });

  test("everything where they are being deleted", () => {
    const cluster = new KnownCluster();
    cluster.installed("p", { personas: [PERSONA] });
    for (const [resource, name] of [
      ["instances", "p-a"],
      ["schedules", "p-a-schedule"],
    ] as const) {
      cluster.terminate(resource, name);
    }
    assert.deepEqual(included(cluster), ALL);
  });

  const OBJECTS = ALL.filter((one) => !one.startsWith("AgentRun"));
  const WEB = { ...PERSONA, webEndpoint: { enabled: true } };
  const SANDBOX = { sandboxPolicy: { required: true } };
  const long = "x".repeat(51);
  const CASES: readonly {
    readonly what: string;
    readonly persona?: object;
    readonly spec?: object;
    /** Of the policy, if there is one. */
    readonly policy?: object;
    readonly creates: readonly string[];
    readonly warnings: readonly RegExp[];
  }[] = [
    { what: "all, without a policy", creates: ALL, warnings: [] },
    {
      what: "no run where the policy is missing",
      spec: { policyRef: "default-policy" },
      creates: OBJECTS,
      warnings: [/There is no policy default-policy in namespace ns: every run is refused/],
    },
    {
      what: "no run where the policy demands a sandbox",
      spec: { policyRef: "strict" },
      policy: SANDBOX,
      creates: OBJECTS,
      warnings: [/The policy strict demands a sandbox/],
    },
    {
      what: "a run where the cluster has its own policy of a name that is known to refuse runs",
      spec: { policyRef: "restrictive" },
      policy: {},
      creates: ALL,
      warnings: [],
    },
    {
      what: "no run that serves the web where the policy is missing",
      persona: WEB,
      spec: { policyRef: "default-policy" },
      creates: OBJECTS,
      warnings: [/There is no policy default-policy/],
    },
    {
      what: "the web endpoint instead of scheduled runs",
      persona: WEB,
      creates: [
        ...OBJECTS,
        "AgentRun p-a-web-endpoint",
        "Deployment p-a-web-endpoint-server",
        "Service p-a-web-endpoint-server",
        "Secret p-a-web-proxy-key",
        "HTTPRoute p-a-web-endpoint-web",
      ],
      warnings: [],
    },
    {
      what: "nothing under a name that is refused",
      persona: { ...PERSONA, name: "Bad_Name" },
      creates: [],
      warnings: [/The persona name “Bad_Name” is refused/],
    },
    {
      what: "no run whose name is too long",
      persona: { ...PERSONA, name: long },
      creates: OBJECTS.map((one) => one.replace("p-a", `p-${long}`)),
      warnings: [/^The AgentRun p-x+-schedule-1 is refused: its name is 1 character too long\.$/],
    },
    {
      what: "no memory server whose name is too long",
      persona: { ...PERSONA, schedule: undefined, name: `${long}123456` },
      creates: OBJECTS.filter((one) => !/Service|Schedule/.test(one)).map((one) =>
        one.replace("p-a", `p-${long}123456`),
      ),
      warnings: [/^The Service p-x+123456-memory is refused: its name is 3 characters too long\.$/],
    },
  ];
  for (const { what, persona = PERSONA, spec, policy, creates, warnings } of CASES) {
    test(what, () => {
      const cluster = new KnownCluster();
      const { name } = persona as { name: string };
      if (policy) cluster.put("policies", (spec as { policyRef: string }).policyRef, { spec: policy });
      const pack = { enabled: true, personas: [persona], ...spec, excludePersonas: [name] };
      cluster.pack("p", pack, { status: { phase: "Ready" } });
      const plan = planInclusion(cluster.snapshot, NAMESPACE, "p", name, NOW);
      assert.deepEqual(
        plan.creates.map(({ kind, name }) => `${kind} ${name}`),
        creates,
      );
      assert.equal(plan.warnings.length, warnings.length, JSON.stringify(plan.warnings));
      for (const [index, warning] of warnings.entries()) {
        assert.match(plan.warnings[index]?.message ?? "", warning);
      }
    });
  }

  test("no run under the policy that the Instance was made with", () => {
    const cluster = new KnownCluster();
    cluster.installed("p", { personas: [PERSONA], policyRef: "gone" });
    cluster.remove("schedules", "p-a-schedule");
    cluster.pack("p", { enabled: true, personas: [PERSONA] });
    assert.deepEqual(included(cluster), ["SympoziumSchedule p-a-schedule"]);
  });
});
