import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { RELEASES } from "../../../server/src/pack/releases.ts";
import { ignoredField } from "../../../server/src/rules/ignored-field.ts";
import { skillDuplicate } from "../../../server/src/rules/skill-duplicate.ts";
import { skillWithoutEffect } from "../../../server/src/rules/skill-without-effect.ts";
import { toolConflict } from "../../../server/src/rules/tool-conflict.ts";
import { unknownSkill } from "../../../server/src/rules/unknown-skill.ts";
import { unknownTool } from "../../../server/src/rules/unknown-tool.ts";
import { locatedPersona } from "../../../server/src/yaml/located.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { personaWith, RuleExpectations, specWith } from "./expect-rules.ts";

const RELEASE = RELEASES["v0.8.28"];

describe("tool-conflict", () => {
  const rules = new RuleExpectations(toolConflict);
  const text = personaWith(
    "toolPolicy:\n  allow: [read_file, write_file]\n  deny: [write_file, fetch_url]\n",
  );

  it("marks what is denied although it is allowed", () => {
    rules.finds(
      text.replace(
        "deny: [write_file, fetch_url]\n",
        "deny: [write_file, fetch_url]\n        #      ^^^^^^^^^^ tool-conflict: v0.8.28 obeys neither\n",
      ),
    );
    rules.finds(personaWith("toolPolicy: {allow: [read_file], deny: []}"));
    rules.finds(personaWith("toolPolicy: {allow: read_file, deny: [read_file, 7]}"));
  });

  it("is a warning where the release obeys", () => {
    const [document] = new PackFile("file:///pack.yaml", 1, text).documents;
    const [entry] = document?.personas ?? [];
    const persona = document && entry && locatedPersona(document, entry);
    assert.ok(persona);
    const [found] = toolConflict.check(persona, { ...RELEASE, toolPolicy: "enforced" });
    assert.equal(found?.severity, "warning");
    assert.match(found.message, /the agent does not get it/);
  });

  it("takes it off either list", () => {
    rules.mends(text, "Remove from allow", text.replace("read_file, write_file", "read_file"));
    rules.mends(text, "Remove from deny", text.replace("write_file, fetch_url", "fetch_url"));
  });
});

describe("unknown-tool", () => {
  const rules = new RuleExpectations(unknownTool);
  const allow = (...tools: readonly string[]) =>
    personaWith(`toolPolicy:\n  allow:\n${tools.map((tool) => `  - ${tool}\n`).join("")}`);

  it("knows the names that manuals use by mistake, and slips", () => {
    const cases = [
      ["grep_search", "`execute_command`"],
      ["bash", "`execute_command`"],
      ["readFile", "Did you mean `read_file`?"],
      ["write_fiel", "Did you mean `write_file`?"],
      ["workflow_memory_store", "v0.8.28 has none"],
    ] as const;
    for (const [tool, message] of cases) {
      const [found, ...others] = rules.diagnostics(allow(tool));
      assert.ok(found, tool);
      assert.ok(found.message.includes(message), `${tool}: ${found.message}`);
      assert.equal(found.severity, "information");
      assert.deepEqual(others, []);
    }
  });

  it("leaves the tools of MCP servers alone", () => {
    for (const tool of [
      "read_file",
      "memory_store",
      "github_search_code",
      "dynatrace_list_problems",
      "k8snet_fetch",
      "grep",
      "7",
      "",
    ]) {
      rules.finds(allow(tool));
    }
  });

  it("writes the tool that was meant, unless it is listed", () => {
    rules.mends(
      allow("grep_search", "read_file"),
      "Change to execute_command",
      allow("execute_command", "read_file"),
    );
    assert.deepEqual(rules.titles(allow("grep_search", "execute_command")), ["Remove the entry"]);
    rules.mends(allow("execute_command", "grep_search"), "Remove the entry", allow("execute_command"));
  });
});

describe("ignored-field", () => {
  const rules = new RuleExpectations(ignoredField);

  it("marks the outermost key, with what happens instead", () => {
    rules.finds(
      personaWith(
        "toolPolicy:\n#<---------- ignored-field: v0.8.28 ignores `toolPolicy`: every tool stays usable.\n  allow: [read_file]\n",
      ),
    );
    rules.finds(
      personaWith("memory:\n  enabled: false\n# ^^^^^^^ ignored-field: has its memory all the same\n"),
    );
    rules.finds(
      personaWith(
        "lifecycle:\n  preRun:\n    - {name: a, image: b, timeout: 5m}\n#                         ^^^^^^^ ignored-field: 10 minutes\n",
      ),
    );
    rules.finds(
      specWith(
        "workflowType: pipeline\n#<------------ ignored-field: each persona runs on its own schedule\nagentSandbox: {enabled: true, warmPool: {size: 1}}\n#<------------ ignored-field: no run is isolated by it\n",
      ),
    );
  });

  it("says nothing of what is so anyway, nor of nothing", () => {
    rules.finds(personaWith("memory: {enabled: true, seeds: [a]}"));
    rules.finds(personaWith("toolPolicy: {}\nmemory: {enabled: }\n"));
    rules.finds(specWith("workflowType: autonomous\nrelationships: []\nagentSandbox: {enabled: false}"));
  });

  it("says nothing where the release obeys", () => {
    const text = personaWith("toolPolicy: {allow: [read_file]}\nmemory: {enabled: false}");
    const [document] = new PackFile("file:///pack.yaml", 1, text).documents;
    const obeying = { ...RELEASE, toolPolicy: "enforced", memoryEnabled: "honoured" } as const;
    const found = document?.blocks.flatMap(({ block }) => ignoredField.check(document, block, obeying));
    assert.deepEqual(found, []);
  });

  it("takes the field out, if nothing refers to it", () => {
    rules.mends(
      personaWith("toolPolicy:\n  allow: [read_file]\nskills: [k8s-ops]\n"),
      "Remove toolPolicy",
      personaWith("skills: [k8s-ops]\n"),
    );
    assert.deepEqual(rules.titles(personaWith("toolPolicy: {allow: &tools [read_file]}\n")), []);
  });
});

describe("skill-without-effect", () => {
  const rules = new RuleExpectations(skillWithoutEffect);

  it("tells what is dropped, added anyway, or doubled", () => {
    const text = personaWith(
      "skills: [mcp-bridge, memory, web-endpoint, k8s-ops]\nwebEndpoint: {enabled: true}\n",
    );
    const found = rules.diagnostics(text).map(({ severity, message }) => `${severity} ${message}`);
    assert.equal(found.length, 3);
    assert.match(found[0] ?? "", /^information The controller takes `mcp-bridge` off the list/);
    assert.match(found[1] ?? "", /^information `webEndpoint.enabled` adds `web-endpoint` already/);
    assert.deepEqual(rules.titles(text), ["Remove mcp-bridge!+", "Remove web-endpoint", "Remove memory!"]);
    // Hints come behind what is louder in the same persona.
    assert.match(found[2] ?? "", /^hint Every persona has the skill `memory`/);
  });

  it("says that the listed web endpoint takes the place of a host name", () => {
    for (const skill of ["web-endpoint", "skillpack-web-endpoint"]) {
      const fields = `skills: [${skill}]\nwebEndpoint: {enabled: true, hostname: a.example.com}\n`;
      const [found] = rules.diagnostics(personaWith(fields));
      assert.equal(found?.severity, "warning");
      assert.match(found.message, /So `webEndpoint\.hostname` has no effect/);
    }
  });

  it("leaves a web endpoint alone that is only listed", () => {
    rules.finds(personaWith("skills: [web-endpoint]\nwebEndpoint: {enabled: false}\n"));
  });

  it("takes the skill off the list, with the list if it was all", () => {
    const text = personaWith("skills:\n  - k8s-ops\n  - mcp-bridge\nmodel: m\n");
    assert.deepEqual(rules.titles(text), ["Remove mcp-bridge!+"]);
    rules.mends(text, "Remove mcp-bridge", personaWith("skills:\n  - k8s-ops\nmodel: m\n"));
    rules.mends(personaWith("skills: [memory]\nmodel: m\n"), "Remove memory", personaWith("model: m\n"));
  });
});

describe("skill-duplicate", () => {
  const rules = new RuleExpectations(skillDuplicate);

  it("finds the same sidecar under both its names", () => {
    rules.finds(
      personaWith(`skills:
  - k8s-ops
  - github-gitops
  - k8s-ops
  # ^^^^^^^ skill-duplicate: \`k8s-ops\` is listed twice: its container
  - skillpack-github-gitops
  # ^^^^^^^^^^^^^^^^^^^^^^^ skill-duplicate: \`github-gitops\` is listed twice
`),
    );
    const [found] = rules.diagnostics(personaWith("skills: [k8s-ops, k8s-ops]"));
    assert.equal(found?.severity, "error");
    assert.equal(found.related?.range.start.line, 8);
  });

  it("hints at others, whose containers are not known", () => {
    for (const skill of ["code-review", "our-own"]) {
      const found = rules.diagnostics(personaWith(`skills: [${skill}, ${skill}]`));
      assert.deepEqual(
        found.map(({ severity }) => severity),
        ["hint"],
      );
    }
  });

  it("says nothing of different skills, and of those that make no container", () => {
    rules.finds(personaWith('skills: [k8s-ops, code-review, "", "", mcp-bridge, mcp-bridge]'));
    rules.finds(personaWith("skills: [web-endpoint, skillpack-web-endpoint]"));
    rules.finds(personaWith("skills: 7"));
  });

  it("takes the later one off the list", () => {
    const before = personaWith("skills: [k8s-ops, code-review, k8s-ops]");
    assert.deepEqual(rules.titles(before), ["Remove k8s-ops!+"]);
    rules.mends(before, "Remove k8s-ops", personaWith("skills: [k8s-ops, code-review]"));
  });
});

describe("unknown-skill", () => {
  const rules = new RuleExpectations(unknownSkill);

  it("points out slips only", () => {
    rules.finds(
      personaWith(
        "skills: [k8s-opps, k8s_ops, code-reveiw]\n#        ^^^^^^^^ unknown-skill: Did you mean `k8s-ops`?\n#                  ^^^^^^^ unknown-skill: `k8s-ops`\n#                           ^^^^^^^^^^^ unknown-skill: `code-review`\n",
      ),
    );
    rules.finds(personaWith("skills: [k8s-ops, k8s-logs, our-skill, review, mcp-bridge, 7, memory]"));
  });

  it("writes the skill that was meant", () => {
    rules.mends(personaWith("skills: ['k8s-opps']"), "Change to k8s-ops", personaWith("skills: ['k8s-ops']"));
    assert.deepEqual(rules.titles(personaWith("skills: [k8s-ops, k8s_ops]")), ["Remove the entry"]);
  });
});
