import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { diagnose } from "../../../server/src/features/diagnostics.ts";
import { KnownCluster } from "../../../server/src/pack/known-cluster.ts";
import type { Rule } from "../../../server/src/rules/finding.ts";
import { FILE_RULES, PACK_RULES, PERSONA_RULES } from "../../../server/src/rules/registry.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { PERSONA_SCHEMA, SPEC_SCHEMA } from "../../../server/src/yaml/schema.ts";

const RULES = new URL("../../../server/src/rules/", import.meta.url);
const KIND = "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\n";
const METADATA = "metadata:\n  name: data-team\n";
const PERSONA = "  personas:\n    - name: monitor\n      systemPrompt: Watch.\n";

function example(rule: Rule, title: "Bad" | "Good"): string | undefined {
  const source = readFileSync(new URL(`${rule.code}.ts`, RULES), "utf8");
  const [, lines] = new RegExp(String.raw`^ \* ${title}:\n((?: \*(?:     .*)?\n)+)`, "m").exec(source) ?? [];
  return lines?.replace(/^ \* {5}/gm, "").replace(/^ \*$/gm, "");
}

/** The pack that an example is a part of, told by its first key. */
function packAround(part: string): string {
  const [, key = ""] = /^([\w-]+):/.exec(part) ?? [];
  if (key === "apiVersion") return part;
  if (key === "metadata") return KIND + (/^spec:/m.test(part) ? part : `${part}spec:\n${PERSONA}`);
  const spec = { ...SPEC_SCHEMA.properties, ...SPEC_SCHEMA["x-personapack-unreleased"] };
  if (Object.hasOwn(spec, key)) {
    const personas = /^personas:/m.test(part) ? "" : PERSONA;
    return `${KIND}${METADATA}spec:\n${part.replace(/^(?=.)/gm, "  ")}${personas}`;
  }
  assert.ok(Object.hasOwn(PERSONA_SCHEMA.properties ?? {}, key), `where does \`${key}\` belong?`);
  return `${KIND}${METADATA}spec:\n${PERSONA}${part.replace(/^(?=.)/gm, "      ")}`;
}

/** Rules that say nothing without one. */
const CLUSTERS: Readonly<Record<string, KnownCluster>> = {
  "unknown-secret": new KnownCluster({
    namespace: "default",
    secrets: { names: { default: ["openai-credentials"] }, complete: "all" },
  }),
};

function codesIn(part: string, cluster: KnownCluster | undefined): string[] {
  const file = new PackFile("file:///pack.yaml", 1, packAround(part));
  return diagnose(file, cluster ? { cluster } : {}).map(({ code }) => code);
}

describe("the examples of the rules' pages", () => {
  for (const rule of [...PERSONA_RULES, ...PACK_RULES, ...FILE_RULES]) {
    it(rule.code, () => {
      const [bad, good] = [example(rule, "Bad"), example(rule, "Good")];
      assert.ok(bad !== undefined && good !== undefined, "the page has no YAML");
      assert.ok(
        codesIn(bad, CLUSTERS[rule.code]).includes(rule.code),
        `nothing is found in:\n${packAround(bad)}`,
      );
      assert.ok(
        !codesIn(good, CLUSTERS[rule.code]).includes(rule.code),
        `the good one has it too:\n${packAround(good)}`,
      );
    });
  }
});
