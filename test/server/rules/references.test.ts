import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { NO_CLUSTER } from "../../../server/src/pack/known-cluster.ts";
import { RELEASES } from "../../../server/src/pack/releases.ts";
import { allPersonasExcluded } from "../../../server/src/rules/all-personas-excluded.ts";
import { unknownPersona } from "../../../server/src/rules/unknown-persona.ts";
import { packFacts } from "../../../server/src/yaml/pack-facts.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { RuleExpectations } from "./expect-rules.ts";

const HEAD = "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata: {name: data-team}\nspec:\n";
const PERSONAS = `  personas:
    - name: monitor
      systemPrompt: Watch.
    - name: auditor
      systemPrompt: Audit.
`;

function pack(...lines: readonly string[]): string {
  return HEAD + lines.map((line) => `  ${line}\n`).join("") + PERSONAS;
}

describe("unknown-persona", () => {
  const rules = new RuleExpectations(unknownPersona);

  it("compares letter by letter, as the controller does", () => {
    rules.finds(
      pack(
        "excludePersonas:",
        "  - monitor",
        "  - Auditor",
        "  # ^^^^^^^ unknown-persona: nothing is excluded by it. Did you mean `auditor`?",
        "  - nobody",
        "  # ^^^^^^ unknown-persona: No persona of this pack is called `nobody`: nothing is excluded by it.",
      ),
    );
  });

  it("looks at both ends of a relationship", () => {
    rules.finds(
      pack(
        "relationships:",
        "  - {source: monitor, target: auditor, type: sequential}",
        "  - {source: monitr, target: audit, type: sequential}",
        "  #          ^^^^^^ unknown-persona: the relationship leads nowhere. Did you mean `monitor`?",
        "  #                          ^^^^^ unknown-persona: Did you mean `auditor`?",
      ),
    );
  });

  it("says nothing where there is no name to compare with", () => {
    for (const personas of ["", "[]", "*nowhere", "[{name: }]", "7"]) {
      rules.finds(`${HEAD}  excludePersonas: [monitor]\n  personas: ${personas}\n`);
    }
    rules.finds(pack("excludePersonas:", "  - [monitor]", "  - 7", "  -"));
  });

  it("follows aliases, and edits none of them", () => {
    const text = pack("description: &who nobody", "excludePersonas: [*who]");
    rules.finds(text.replace("[*who]", "[*who]\n  #                 ^^^^ unknown-persona: `nobody`"));
    assert.deepEqual(rules.titles(text), ["Remove the entry"]);
  });

  it("writes what was meant, or offers what could be", () => {
    const near = pack("excludePersonas: [Auditor, monitor]");
    assert.deepEqual(rules.titles(near), ["Change to auditor!", "Remove the entry"]);
    rules.mends(near, "Change to auditor", pack("excludePersonas: [auditor, monitor]"));
    rules.mends(near, "Remove the entry", pack("excludePersonas: [monitor]"));
    const far = pack("excludePersonas:", "  - auditor", "  - x # why", "  # next", "  - y");
    assert.deepEqual(rules.titles(far).slice(0, 2), ["Change to monitor", "Remove the entry"]);
    const one = pack("excludePersonas:", "  - auditor", "  - x # why", "  # end");
    rules.mends(one, "Remove the entry", pack("excludePersonas:", "  - auditor", "  # end"));
    rules.mends(one, "Change to monitor", one.replace("x # why", "monitor # why"));
    rules.mends(pack("excludePersonas:", "  - x"), "Remove the entry", pack());
    rules.mends(
      pack(
        "relationships:",
        "- {source: x, target: monitor, type: sequential}",
        "- {source: monitor, target: auditor, type: sequential}",
      ),
      "Remove the relationship",
      pack("relationships:", "- {source: monitor, target: auditor, type: sequential}"),
    );
  });

  it("looks at the rules of a shared memory in a release that has one", () => {
    const text = pack(
      "sharedMemory:",
      "  enabled: true",
      "  accessRules: [{persona: auditr, access: read-only}]",
    );
    const [document] = new PackFile("file:///pack.yaml", 1, text).documents;
    assert.ok(document);
    const release = RELEASES["v0.8.28"];
    assert.deepEqual(unknownPersona.check(packFacts(document), release, NO_CLUSTER), []);
    const [found] = unknownPersona.check(
      packFacts(document),
      { ...release, unreleasedFields: [] },
      NO_CLUSTER,
    );
    assert.match(found?.message ?? "", /`auditr`: the rule limits nobody\. Did you mean `auditor`/);
  });
});

describe("all-personas-excluded", () => {
  const rules = new RuleExpectations(allPersonasExcluded);

  it("speaks of the list when nobody is left", () => {
    const text = pack("excludePersonas: [monitor, auditor]");
    rules.finds(
      text.replace("auditor]\n", "auditor]\n  #<--------------- all-personas-excluded: generates nothing\n"),
    );
    rules.mends(text, "Include all personas", pack());
  });

  it("says nothing else", () => {
    rules.finds(pack("excludePersonas: [monitor]"));
    rules.finds(`${HEAD}  excludePersonas: []\n  personas: []\n`);
  });
});
