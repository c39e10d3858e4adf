/** What rules say of names while a cluster is connected, and that they say nothing of what is not known. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { diagnose } from "../../../server/src/features/diagnostics.ts";
import { type ClusterValues, KnownCluster } from "../../../server/src/pack/known-cluster.ts";
import { policyNeverRuns } from "../../../server/src/rules/policy-never-runs.ts";
import { policyNotInstalled } from "../../../server/src/rules/policy-not-installed.ts";
import { skillParamUnknown } from "../../../server/src/rules/skill-param-unknown.ts";
import { unknownSecret } from "../../../server/src/rules/unknown-secret.ts";
import { unknownSkill } from "../../../server/src/rules/unknown-skill.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { RuleExpectations } from "./expect-rules.ts";

const SYSTEM = "sympozium-system";

const VALUES: ClusterValues = {
  context: "prod",
  namespace: "agents",
  packs: { names: { agents: ["here"] }, complete: "all" },
  skills: {
    names: { agents: ["own-skill", "llmfit"], [SYSTEM]: ["k8s-ops", "github-gitops"] },
    complete: "all",
  },
  policies: { names: { agents: ["own-policy", "restrictive", "strict"] }, complete: "all" },
  sandboxPolicies: { names: { agents: ["strict"] }, complete: "all" },
  secrets: { names: { agents: ["openai-key", "slack-tokens"] }, complete: "all" },
  models: { names: {}, complete: "all" },
};

const CONNECTED = new KnownCluster(VALUES);
/** The view shows one namespace: what stands in others, that of Sympozium included, is not known. */
const ONE_NAMESPACE = new KnownCluster({
  ...VALUES,
  packs: { ...VALUES.packs, complete: ["agents"] },
  skills: { names: { agents: ["own-skill"] }, complete: ["agents"] },
  policies: { ...VALUES.policies, complete: ["agents"] },
  secrets: { ...VALUES.secrets, complete: ["agents"] },
});
/** Nothing may be read, or the lists are still on their way. */
const UNREADABLE = new KnownCluster({ context: "prod", namespace: "agents" });

interface PackOptions {
  readonly name?: string;
  readonly namespace?: string;
}

function pack(spec: string, { name = "elsewhere", namespace }: PackOptions = {}): string {
  const place = namespace === undefined ? "" : `, namespace: ${namespace}`;
  return `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata: {name: ${name}${place}}
spec:
${spec.replace(/^(?=.)/gm, "  ")}`;
}

const skills = (list: string) => `personas:\n  - name: a\n    systemPrompt: x\n    skills: ${list}\n`;

const ALL = new RuleExpectations(
  unknownSkill,
  unknownSecret,
  policyNotInstalled,
  policyNeverRuns,
  skillParamUnknown,
);

/** Text, cluster, and for each finding its severity, code and a part of its message. */
type Case = readonly [name: string, text: string, cluster: KnownCluster, ...findings: readonly string[]];

const CASES: readonly Case[] = [
  ["a SkillPack of the pack's namespace", pack(skills("[own-skill]")), CONNECTED],
  ["a SkillPack of Sympozium's own namespace", pack(skills("[k8s-ops, skillpack-k8s-ops]")), CONNECTED],
  ["what the controller drops or adds is not looked for", pack(skills("[memory]")), CONNECTED],
  [
    "a SkillPack that is not there: the pack may be meant for another cluster",
    pack(skills("[code-review]")),
    CONNECTED,
    "hint unknown-skill: `prod` has no SkillPack `code-review` in `agents` nor in `sympozium-system`",
  ],
  [
    "the same in a pack that is applied and enabled",
    pack(`enabled: true\n${skills("[team-skill]")}`, { name: "here" }),
    CONNECTED,
    "information unknown-skill: no SkillPack `team-skill`",
  ],
  [
    "a slip in the name of one of the cluster's",
    pack(skills("[own-skil]")),
    CONNECTED,
    "information unknown-skill: Did you mean `own-skill`?",
  ],
  [
    "a namespace that is written counts",
    pack(skills("[own-skill]"), { namespace: "other" }),
    CONNECTED,
    "hint unknown-skill: in `other` nor in `sympozium-system`",
  ],
  [
    "a slip is still told where the list is not complete",
    pack(skills("[k8s-opps, own-skil]")),
    ONE_NAMESPACE,
    "information unknown-skill: No skill `k8s-opps` comes with Sympozium",
  ],
  ["what is not listed is not absent", pack(skills("[code-review, any]")), ONE_NAMESPACE],
  [
    "a slip that the cluster has as a name is none",
    pack(skills("[k8s-opps]")),
    new KnownCluster({
      namespace: "agents",
      skills: { names: { agents: ["k8s-opps"] }, complete: [] },
    }),
  ],
  ["a policy of the cluster", pack("policyRef: own-policy\npersonas: []\n"), CONNECTED],
  [
    "a policy that Helm installs elsewhere, and that is here too",
    pack("policyRef: restrictive\npersonas: []\n", { namespace: "agents" }),
    CONNECTED,
  ],
  [
    "a policy of the cluster that demands a sandbox",
    pack("policyRef: strict\npersonas: []\n"),
    CONNECTED,
    "warning policy-never-runs: `strict` demands a sandbox",
  ],
  [
    "a policy that is not there",
    pack("policyRef: permissive\npersonas: []\n"),
    CONNECTED,
    "hint policy-not-installed: no policy `permissive` in the namespace `agents`",
  ],
  [
    "a policy that is not there, of an enabled pack that is",
    pack("enabled: true\npolicyRef: permissive\npersonas: []\n", { name: "here" }),
    CONNECTED,
    "warning policy-not-installed: without it every run is refused",
  ],
  [
    "a policy with a slip",
    pack("policyRef: own-polciy\npersonas: []\n"),
    CONNECTED,
    "information policy-not-installed: Did you mean `own-policy`?",
  ],
  ["a policy where policies cannot be read", pack("policyRef: own-polciy\npersonas: []\n"), UNREADABLE],
  [
    "a policy in a namespace that is not shown",
    pack("policyRef: any\npersonas: []\n", { namespace: "other" }),
    ONE_NAMESPACE,
  ],
  [
    "a Secret of the cluster",
    pack("enabled: true\nauthRefs: [{secret: openai-key}]\npersonas: []\n"),
    CONNECTED,
  ],
  [
    "a Secret that is not there",
    pack("enabled: true\nauthRefs: [{secret: later}]\npersonas: []\n"),
    CONNECTED,
    "hint unknown-secret: no Secret `later` in the namespace `agents`: no run starts before it is there.",
  ],
  [
    "the same in a pack that is applied and enabled",
    pack("enabled: true\nauthRefs: [{secret: later}]\npersonas: []\n", { name: "here" }),
    CONNECTED,
    "warning unknown-secret: no Secret `later`",
  ],
  [
    "a Secret with a slip",
    pack("enabled: true\nauthRefs: [{secret: openai-kay}]\npersonas: []\n"),
    CONNECTED,
    "information unknown-secret: Did you mean `openai-key`?",
  ],
  [
    "only the Secret that counts",
    pack(
      "enabled: true\nauthRefs: [{provider: ollama, secret: ''}, {secret: openai-key}, {secret: third}]\npersonas: []\n",
    ),
    CONNECTED,
  ],
  [
    "a keyless provider",
    pack("enabled: true\nauthRefs: [{provider: ollama, secret: ''}]\npersonas: []\n"),
    CONNECTED,
  ],
  [
    "a pack that is not enabled: its authRefs go anyway",
    pack("authRefs: [{secret: later}]\npersonas: []\n"),
    CONNECTED,
  ],
  [
    "Secrets that cannot be listed",
    pack("enabled: true\nauthRefs: [{secret: openai-kay}]\npersonas: []\n"),
    UNREADABLE,
  ],
  [
    "a Secret in a namespace that is not shown",
    pack("enabled: true\nauthRefs: [{secret: x}]\npersonas: []\n", { namespace: "other" }),
    ONE_NAMESPACE,
  ],
  [
    "a Secret of a channel",
    pack(
      "channelConfigs: {slack: slack-tokens, discord: unbound}\npersonas: [{name: a, systemPrompt: x, channels: [slack]}]\n",
    ),
    CONNECTED,
  ],
  [
    "a Secret of a channel that is not there",
    pack("channelConfigs: {slack: slack-token}\npersonas: [{name: a, systemPrompt: x, channels: [slack]}]\n"),
    CONNECTED,
    "information unknown-secret: the channel `slack` is not made before it is there. Did you mean `slack-tokens`?",
  ],
  [
    "parameters of a SkillPack of the pack's own namespace",
    pack(`skillParams: {llmfit: {any: "1"}}\n${skills("[llmfit]")}`),
    CONNECTED,
  ],
  [
    "parameters of one of Sympozium's",
    pack(`skillParams: {github-gitops: {BRANCH: "1"}}\n${skills("[github-gitops]")}`),
    CONNECTED,
    "hint unknown-secret: `github-gitops` has no `GH_TOKEN`",
    "warning skill-param-unknown: BRANCH",
  ],
  [
    "the Secret that a skill needs, once",
    pack(`enabled: true\n${skills("[github-gitops, github-gitops]")}`, { name: "here" }),
    CONNECTED,
    "information unknown-secret: no Secret `github-gitops-token` in the namespace `agents`: `github-gitops` has no `GH_TOKEN`.",
  ],
  [
    "the Secret that a skill needs under its other name",
    pack(`enabled: true\n${skills("[skillpack-github-gitops]")}`, { name: "here" }),
    CONNECTED,
    "information unknown-secret: no Secret `github-gitops-token` in the namespace `agents`: `skillpack-github-gitops` has no `GH_TOKEN`.",
  ],
  [
    "a SkillPack of the pack's own namespace under its other name",
    pack(`skillParams: {skillpack-llmfit: {any: "1"}}\n${skills("[skillpack-llmfit]")}`),
    CONNECTED,
  ],
  [
    "a namespace that is no text",
    pack(`enabled: true\npolicyRef: any\n${skills("[any]")}`, { namespace: "7" }),
    CONNECTED,
  ],
  [
    "a namespace with the name of something else",
    pack(skills("[any]"), { namespace: "constructor" }),
    ONE_NAMESPACE,
  ],
];

describe("rules that know the cluster", () => {
  for (const [name, text, cluster, ...expected] of CASES) {
    it(name, () => {
      const found = ALL.in(cluster)
        .diagnostics(text)
        .map(({ severity, code, message }) => `${severity} ${code}: ${message}`);
      assert.equal(found.length, expected.length, found.join("\n"));
      for (const [i, each] of expected.entries()) {
        const [, head = "", part = ""] = /^(\S+ \S+ ?)(.*)$/.exec(each) ?? [];
        assert.ok(found[i]?.startsWith(head.trim()) && found[i].includes(part), found[i]);
      }
    });
  }

  it("nothing of a cluster that is not known", () => {
    const text = pack(`enabled: true\nauthRefs: [{secret: s}]\npolicyRef: own\n${skills("[any]")}`);
    assert.deepEqual(ALL.diagnostics(text), []);
    assert.deepEqual(ALL.in(UNREADABLE).diagnostics(text), []);
  });

  it("writes the name that was meant", () => {
    const rules = ALL.in(CONNECTED);
    const skill = pack(skills("[own-skil]"));
    rules.mends(skill, "Change to own-skill", skill.replace("own-skil", "own-skill"));
    const secret = pack("enabled: true\nauthRefs: [{secret: openai-kay}]\npersonas: []\n");
    rules.mends(secret, "Change to openai-key", secret.replace("kay", "key"));
    const policy = pack("policyRef: own-polciy\npersonas: []\n");
    rules.mends(policy, "Change to own-policy", policy.replace("polciy", "policy"));
  });

  it("a file that stays the same is judged anew by another cluster, an edited one by the present one", () => {
    const file = new PackFile(
      "file:///pack.yaml",
      1,
      pack(`${skills("[own-skil]")}  - name: b\n    systemPrompt: y\n`),
    );
    const said = (cluster: KnownCluster) =>
      diagnose(file, { cluster }).filter(({ code }) => code === "unknown-skill").length;
    assert.equal(said(UNREADABLE), 0);
    assert.equal(said(CONNECTED), 1);
    const end = { line: file.lineCount - 2, character: 20 };
    file.edit("z", { start: end, end });
    assert.equal(said(CONNECTED), 1);
    file.edit("z", { start: end, end });
    assert.equal(said(UNREADABLE), 0);
    assert.equal(said(CONNECTED), 1);
  });
});
