import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { channelConfigUnbound } from "../../../server/src/rules/channel-config-unbound.ts";
import { channelWithoutSecret } from "../../../server/src/rules/channel-without-secret.ts";
import { skillParamUnknown } from "../../../server/src/rules/skill-param-unknown.ts";
import { skillParamsUnlisted } from "../../../server/src/rules/skill-params-unlisted.ts";
import { unknownChannel } from "../../../server/src/rules/unknown-channel.ts";
import { personaWith, RuleExpectations } from "./expect-rules.ts";

/** A pack with these fields of `spec` and one persona with these. */
function pack(spec: readonly string[], persona: readonly string[] = []): string {
  const lines = (fields: readonly string[], indent: string) =>
    fields.map((field) => `${indent}${field}\n`).join("");
  return `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: data-team
spec:
${lines(spec, "  ")}  personas:
    - name: monitor
      systemPrompt: Watch.
${lines(persona, "      ")}`;
}

const SLACK = ["channels: [slack]"];

describe("unknown-channel", () => {
  const rules = new RuleExpectations(unknownChannel);

  it("knows the four, in their spelling", () => {
    rules.finds(personaWith("channels: [slack, telegram, discord, whatsapp, 7, ~]"));
    rules.finds(
      personaWith(
        "channels: [slak, Slack, teams]\n#          ^^^^ unknown-channel: cannot be pulled. Did you mean `slack`?\n#                ^^^^^ unknown-channel: `slack`\n#                       ^^^^^ unknown-channel: The channels are `telegram`, `slack`\n",
      ),
    );
  });

  it("writes what was meant, or offers what there is", () => {
    rules.mends(personaWith("channels: [slak]"), "Change to slack", personaWith("channels: [slack]"));
    assert.deepEqual(rules.titles(personaWith("channels: [slack, teams]")), [
      "Change to telegram",
      "Change to discord",
      "Change to whatsapp",
      "Remove the entry",
    ]);
    assert.deepEqual(rules.titles(personaWith("channels: [slack, Slack]")), ["Remove the entry"]);
    rules.mends(
      personaWith("channels:\n  - teams # ours\n  - slack\n"),
      "Remove the entry",
      personaWith("channels:\n  - slack\n"),
    );
  });
});

describe("channel-without-secret", () => {
  const rules = new RuleExpectations(channelWithoutSecret);

  it("counts by what comes of it", () => {
    const [hint] = rules.diagnostics(pack([], SLACK));
    assert.equal(hint?.severity, "hint");
    const [warning] = rules.diagnostics(pack(["enabled: true"], SLACK));
    assert.equal(warning?.severity, "warning");
    assert.match(warning.message, /`slack`: its pod starts without a token and exits\..*`SLACK_BOT_TOKEN`/);
  });

  it("marks the channel", () => {
    rules.finds(
      pack(
        ["enabled: true", "channelConfigs: {telegram: t, discord: ''}"],
        [
          "channels:",
          "  - telegram",
          "  - discord",
          "  # ^^^^^^^ channel-without-secret: a Secret with `DISCORD_BOT_TOKEN`",
          "  - whatsapp",
          "  - teams",
        ],
      ),
    );
  });

  it("is quiet of excluded personas and of what is no map", () => {
    rules.finds(pack(["excludePersonas: [monitor]"], SLACK));
    rules.finds(pack(["channelConfigs: slack"], SLACK));
    rules.finds(pack(["channelConfigs: {slack: 7}"], SLACK));
  });

  it("adds the Secret of the wizard's name, in the block that is not the persona's", () => {
    rules.mends(
      pack(["enabled: true"], SLACK),
      "Add slack to channelConfigs",
      pack(["enabled: true", "channelConfigs:", "  slack: data-team-slack-secret"], SLACK),
    );
    rules.mends(
      pack(["channelConfigs:", "  telegram: t"], SLACK),
      "Add slack to channelConfigs",
      pack(["channelConfigs:", "  slack: data-team-slack-secret", "  telegram: t"], SLACK),
    );
    rules.mends(
      pack(["channelConfigs: {slack: ''}"], SLACK),
      "Add slack to channelConfigs",
      pack(["channelConfigs: {slack: data-team-slack-secret}"], SLACK),
    );
    assert.deepEqual(rules.titles(pack(["channelConfigs: &c {telegram: t}"], SLACK)), []);
  });

  it("adds it in flow style as well", () => {
    const flow = (fields: string) =>
      pack([]).replace(
        /spec:\n.*/s,
        `spec: {${fields}personas: [{name: a, systemPrompt: x, channels: [slack]}]}\n`,
      );
    const secret = "channelConfigs: {slack: data-team-slack-secret}";
    const [title, before] = ["Add slack to channelConfigs", flow("")];
    rules.mends(before, title, before.replace("]}]}", `]}], ${secret}}`));
    for (const empty of [
      "channelConfigs: null",
      "channelConfigs: ~",
      "channelConfigs:",
      "channelConfigs: {}",
    ]) {
      rules.mends(flow(`${empty}, `), title, flow(`${secret}, `));
    }
  });
});

describe("channel-config-unbound", () => {
  const rules = new RuleExpectations(channelConfigUnbound);

  it("looks at both maps", () => {
    rules.finds(
      pack(
        [
          "channelConfigs:",
          "  slack: a",
          "  telegram: b",
          "# ^^^^^^^^ channel-config-unbound: No persona binds the channel `telegram`",
          "channelAccessControl:",
          "  Slack: {denyMessage: no}",
          "# ^^^^^ channel-config-unbound: Did you mean `slack`?",
        ],
        SLACK,
      ),
    );
    rules.finds(pack(["channelConfigs: {}", "channelAccessControl: [slack]"], SLACK));
    rules.finds(pack(["channelConfigs: {slack: a}", "excludePersonas: [monitor]"], SLACK));
  });

  it("renames or removes the key", () => {
    const text = pack(["channelConfigs:", "  Slack: a"], SLACK);
    rules.mends(text, "Change to slack", pack(["channelConfigs:", "  slack: a"], SLACK));
    rules.mends(
      pack(["channelConfigs:", "  slack: a", "  telegram: b"], SLACK),
      "Remove the channel",
      pack(["channelConfigs:", "  slack: a"], SLACK),
    );
  });

  it("changes no name to one that is wrong", () => {
    const misbound = pack(["channelConfigs: {slack: a}"], ["channels: [Slack]"]);
    assert.deepEqual(rules.titles(misbound), ["Remove the channel"]);
    assert.match(rules.diagnostics(misbound)[0]?.message ?? "", /no effect\. Add it to the `channels`/);
    const both = pack(["channelConfigs: {slacks: a}"], ["channels: [slakcs]"]);
    assert.deepEqual(rules.titles(both), ["Remove the channel"]);
  });
});

describe("skill parameters", () => {
  const rules = new RuleExpectations(skillParamsUnlisted, skillParamUnknown);
  const GITOPS = ["skills: [github-gitops]"];

  it("need a persona that lists the skill", () => {
    rules.finds(
      pack(
        [
          "skillParams:",
          "  github-gitop: {repo: acme/shop}",
          "# ^^^^^^^^^^^^ skill-params-unlisted: Did you mean `github-gitops`?",
          "  software-dev: {repo: acme/shop}",
          "# ^^^^^^^^^^^^ skill-params-unlisted: No persona lists the skill `software-dev`",
        ],
        GITOPS,
      ),
    );
    const [found] = rules.diagnostics(
      pack(["skillParams: {web-endpoint: {hostname: a.example.com}}"], ["webEndpoint: {enabled: true}"]),
    );
    assert.match(found?.message ?? "", /`webEndpoint.enabled` adds does not get them/);
    const text = pack(["skillParams:", "  github: {repo: acme/shop}"], GITOPS);
    rules.mends(text, "Change to github-gitops", text.replace("github:", "github-gitops:"));
    rules.mends(text, "Remove the parameters", pack(["skillParams:", "  {}"], GITOPS));
  });

  it("keep the name of a skill that comes with Sympozium", () => {
    const text = pack(["skillParams: {github-gitops: {repo: acme/shop}}"], ["skills: [github-gitop]"]);
    assert.deepEqual(rules.titles(text), ["Remove the parameters"]);
    assert.match(rules.diagnostics(text)[0]?.message ?? "", /reach nothing\. Add it to the `skills`/);
  });

  it("take the one of its two names that is listed", () => {
    for (const [listed, other] of [
      ["skillpack-github-gitops", "github-gitops"],
      ["github-gitops", "skillpack-github-gitops"],
    ] as const) {
      const text = pack([`skillParams: {${other}: {repo: acme/shop}}`], [`skills: [${listed}]`]);
      const mended = pack([`skillParams: {${listed}: {repo: acme/shop}}`], [`skills: [${listed}]`]);
      rules.mends(text, `Change to ${listed}`, mended);
    }
  });

  it("reach nothing for a skill that the controller takes off the list", () => {
    const bridge = ["skills: [mcp-bridge]"];
    for (const listed of [bridge, GITOPS, []]) {
      rules.finds(
        pack(
          [
            "skillParams:",
            "  mcp-bridge: {a: b}",
            "# ^^^^^^^^^^ skill-params-unlisted: takes `mcp-bridge` off every list of skills",
          ],
          listed,
        ),
      );
    }
    const text = pack(["skillParams:", "  mcp-bridge: {a: b}", "description: d"], bridge);
    assert.deepEqual(rules.titles(text), ["Remove the parameters!"]);
    assert.deepEqual(rules.titles(text.replace("mcp-bridge:", "mcp-bridg:")), ["Remove the parameters"]);
  });

  it("must be read by the skill", () => {
    const text = pack(
      ["skillParams:", "  github-gitops:", "    REPO: acme/shop", "    BRANCH: main"],
      GITOPS,
    );
    rules.finds(
      text.replace(
        "BRANCH: main\n",
        "BRANCH: main\n      #<------ skill-param-unknown: becomes `SKILL_BRANCH`, and nothing in `github-gitops` reads that. Did you mean `default_branch`?\n",
      ),
    );
    rules.mends(text, "Change to default_branch", text.replace("BRANCH", "default_branch"));
    const camel = text.replace("BRANCH", "defaultBranch");
    rules.mends(camel, "Change to default_branch", text.replace("BRANCH", "default_branch"));
  });

  it("must be read by it under its other name, too", () => {
    rules.finds(
      pack(
        [
          "skillParams:",
          "  skillpack-github-gitops:",
          "    repo: acme/shop",
          "    BRANCH: main",
          "#   ^^^^^^ skill-param-unknown: nothing in `github-gitops` reads that",
        ],
        ["skills: [skillpack-github-gitops]"],
      ),
    );
  });

  it("count less where an agent could read them itself", () => {
    const [found] = rules.diagnostics(pack(["skillParams: {k8s-ops: {cluster: a}}"], ["skills: [k8s-ops]"]));
    assert.equal(found?.severity, "information");
    assert.match(found.message, /`SKILL_CLUSTER`, and nothing in `k8s-ops` reads that\.$/);
    const [none] = rules.diagnostics(pack(["skillParams: {code-review: {a: b}}"], ["skills: [code-review]"]));
    assert.match(none?.message ?? "", /`code-review` has no container that parameters could reach/);
  });

  it("of skills that we do not know, and of no map, are left alone", () => {
    rules.finds(pack(["skillParams: {our-skill: {anything: a}}"], ["skills: [our-skill]"]));
    for (const params of ["", "[]", "7", "{github-gitops: }", "{github-gitops: [repo]}"]) {
      rules.finds(pack([`skillParams: ${params}`], GITOPS));
    }
  });
});
