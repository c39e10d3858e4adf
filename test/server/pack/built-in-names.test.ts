import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CHANNELS, channelByName } from "../../../server/src/pack/channels.ts";
import { MODELS } from "../../../server/src/pack/models.ts";
import { POLICIES, policyByName } from "../../../server/src/pack/policies.ts";
import { KEYS_BY_PRECEDENCE, PROVIDERS, providerByName } from "../../../server/src/pack/providers.ts";
import { SKILLS, skillByName, skillVariable } from "../../../server/src/pack/skills.ts";
import { MISTAKEN_TOOLS, TOOLS, toolByName } from "../../../server/src/pack/tools.ts";

const LISTS: readonly (readonly [string, readonly { name: string; description: string }[]])[] = [
  ["channels", CHANNELS],
  ["policies", POLICIES],
  ["providers", PROVIDERS],
  ["skills", SKILLS],
  ["tools", TOOLS],
];

describe("built-in names", () => {
  for (const [what, list] of LISTS) {
    it(`${what} have each a name of their own and a sentence`, () => {
      assert.equal(new Set(list.map(({ name }) => name)).size, list.length);
      for (const { name, description } of list) assert.match(description, /^[A-Z].*\.$/, name);
    });
  }

  it("are found by exact name only", () => {
    assert.equal(skillByName("k8s-ops")?.sidecar, true);
    assert.equal(channelByName("Slack"), undefined);
    assert.equal(policyByName("restrictive")?.allowsRuns, false);
    assert.equal(toolByName("grep_search"), undefined);
  });

  it("of skills go with both names that a list may have", () => {
    assert.equal(skillByName("skillpack-k8s-ops")?.name, "k8s-ops");
    assert.equal(skillByName("skillpack-skillpack-k8s-ops"), undefined);
  });

  it("lead from a tool that does not exist to one that does", () => {
    for (const [mistaken, tool] of MISTAKEN_TOOLS) {
      assert.equal(toolByName(mistaken), undefined);
      assert.ok(toolByName(tool), tool);
    }
  });

  it("lead from a model to providers that exist", () => {
    for (const provider of MODELS.keys()) assert.ok(providerByName(provider), provider);
  });

  it("name an API key that the runner looks for", () => {
    const keyed = PROVIDERS.filter(({ name }) => name !== "bedrock");
    for (const { name, requiredKeys, optionalKeys } of keyed) {
      assert.ok(
        [...requiredKeys, ...optionalKeys].some((key) => KEYS_BY_PRECEDENCE.includes(key)),
        name,
      );
    }
  });

  it("make the variable of a parameter by upper case alone", () => {
    assert.equal(skillVariable("default_branch"), "SKILL_DEFAULT_BRANCH");
    assert.equal(skillVariable("defaultBranch"), "SKILL_DEFAULTBRANCH");
  });
});
