import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { derivedNameTooLong } from "../../../server/src/rules/derived-name-too-long.ts";
import { packNameDuplicate } from "../../../server/src/rules/pack-name-duplicate.ts";
import { packNameInvalid } from "../../../server/src/rules/pack-name-invalid.ts";
import { personaNameDuplicate } from "../../../server/src/rules/persona-name-duplicate.ts";
import { personaNameInvalid } from "../../../server/src/rules/persona-name-invalid.ts";
import { runNameTooLong } from "../../../server/src/rules/run-name-too-long.ts";
import { packOf, RuleExpectations } from "./expect-rules.ts";

const SCHEDULE = "schedule: {interval: 1d, task: Look.}";

function persona(name: string, ...fields: readonly string[]): string {
  return [`- name: ${name}`, "  systemPrompt: Watch.", ...fields.map((field) => `  ${field}`), ""].join("\n");
}

describe("persona-name-invalid", () => {
  const rules = new RuleExpectations(personaNameInvalid);

  it("says what Kubernetes refuses", () => {
    const cases = [
      ["SRE_Bot", "Instance `<pack>-SRE_Bot`"],
      ["sre bot", "pack ends in phase Error"],
      ["-bot", "Write lower-case letters"],
      ["bot-", "`bot`"],
      ["a..b", "Instance"],
      ["a.b", "Service `<pack>-a.b-memory`"],
      [`""`, "Instance `<pack>-`"],
      ["'*'", "not at the ends."],
    ] as const;
    for (const [name, message] of cases) {
      const [found, ...others] = rules.diagnostics(packOf(persona(name)));
      assert.ok(found?.message.includes(message), `${name}: ${found?.message}`);
      assert.deepEqual(others, []);
    }
  });

  it("marks the name", () => {
    rules.finds(
      packOf("- name: SRE_Bot\n  #     ^^^^^^^ persona-name-invalid: `sre-bot`\n  systemPrompt: Watch.\n"),
    );
  });

  it("says nothing of a label nor of what is no text", () => {
    for (const name of ["a", "0", "'0'", "sre-bot", "2nd", "a--b", "", "~", "[]", "true"]) {
      rules.finds(packOf(persona(name)));
    }
  });

  it("writes the nearest name", () => {
    rules.mends(packOf(persona("SRE_Bot")), "Rename to sre-bot", packOf(persona("sre-bot")));
    rules.mends(packOf(persona("'SREBot'")), "Rename to sre-bot", packOf(persona("'sre-bot'")));
    rules.mends(packOf(persona("Prüfer")), "Rename to prufer", packOf(persona("prufer")));
    rules.mends(packOf(persona("_0")), "Rename to 0", packOf(persona(`"0"`)));
    assert.deepEqual(rules.titles(packOf(persona("'***'"))), []);
  });

  it("writes a name that is free, also where the pack refers to the persona", () => {
    const pack = (name: string, others = "other") =>
      `${packOf(persona(name) + persona(others))}  excludePersonas: [other]
  relationships:
    - {source: ${name}, target: other, type: delegation}
    - {source: other, target: "${name}", type: delegation}
`;
    rules.mends(pack("My_Bot"), "Rename to my-bot", pack("my-bot"));
    rules.mends(pack("My_Bot", "my-bot"), "Rename to my-bot-2", pack("my-bot-2", "my-bot"));
    const two = `${packOf(persona("&n My_Bot"))}  excludePersonas: [my-bot]\n  relationships: [{source: *n}]\n`;
    rules.mends(two, "Rename to my-bot-2", two.replace("&n My_Bot", "&n my-bot-2"));
  });

  it("renames one of two with one name, and not what refers to the name", () => {
    const pack = (name: string) =>
      `${packOf(persona("A_B") + persona(name))}  relationships: [{source: A_B, target: A_B}]\n`;
    assert.deepEqual(rules.titles(pack("A_B")), ["Rename to a-b!", "Rename to a-b-2!"]);
  });

  it("says nothing of an excluded one, of which nothing is made", () => {
    rules.finds(`${packOf(persona("My_Bot"))}  excludePersonas: [My_Bot]\n`);
  });
});

describe("persona-name-duplicate", () => {
  const rules = new RuleExpectations(personaNameDuplicate);
  const two = packOf(persona("bot") + persona("other") + persona("bot"));

  it("marks the second and points to the first", () => {
    const [found, ...others] = rules.diagnostics(two);
    assert.equal(found?.range.start.line, 10);
    assert.equal(found?.related?.range.start.line, 6);
    assert.deepEqual(others, []);
    assert.equal(rules.diagnostics(packOf(persona("bot") + persona("bot") + persona("bot"))).length, 2);
  });

  it("sees those of a list in one line", () => {
    const flow =
      "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nspec: {personas: [{name: a}, {name: a}]}\n";
    assert.equal(rules.diagnostics(flow).length, 1);
  });

  it("says nothing of different ones, nor of those without", () => {
    rules.finds(packOf(persona("bot") + persona("Bot") + persona("") + persona("")));
  });

  it("writes a free name", () => {
    const rename = "Rename to bot-3";
    const taken = (last: string) => packOf(persona("bot") + persona("bot-2") + persona(last));
    rules.mends(taken("bot"), rename, taken("bot-3"));
  });
});

describe("pack-name-duplicate", () => {
  const rules = new RuleExpectations(packNameDuplicate);
  const packs = (...names: readonly string[]) =>
    names.map((name) => packOf(persona("bot"), name)).join("---\n");

  it("marks the later ones and points to the first", () => {
    const [second, third, ...others] = rules.diagnostics(packs("a", "b", "a", "a"));
    assert.equal(second?.range.start.line, 21);
    assert.equal(second?.related?.range.start.line, 3);
    assert.equal(third?.range.start.line, 30);
    assert.equal(third?.related?.range.start.line, 3);
    assert.deepEqual(others, []);
  });

  it("says nothing of different ones, of those without a name, of other namespaces and other kinds", () => {
    rules.finds(packs("a", "b"));
    rules.finds(packs("", ""));
    const inNamespace = packs("a").replace("  name: a\n", "  name: a\n  namespace: other\n");
    rules.finds(`${packs("a")}---\n${inNamespace}`);
    rules.finds(`${packs("a")}---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n`);
  });

  it("sees those of one namespace, however it is written", () => {
    const pack = packs("a").replace("metadata:\n  name: a\n", "metadata: {namespace: other, name: a}\n");
    const other = packs("a").replace("  name: a\n", "  namespace: 'other'\n  name: \"a\"\n");
    assert.equal(rules.diagnostics(`${pack}---\n${other}`).length, 1);
  });

  it("writes a free name", () => {
    rules.mends(packs("a", "a-2", "a"), "Rename to a-3", packs("a", "a-2", "a-3"));
  });
});

describe("pack-name-invalid", () => {
  const rules = new RuleExpectations(packNameInvalid);
  const named = (name: string) => packOf(persona("bot"), name);

  it("tells what the API server rejects from what breaks later", () => {
    const cases = [
      ["My_Team", "API server rejects a pack"],
      ["team-", "API server rejects a pack"],
      [`""`, "API server rejects a pack"],
      ["a".repeat(254), "more than 253 characters; this one has 254"],
      ["my.team", "has a dot. The pack itself is accepted"],
      ["2team", "starts with a digit. The pack itself is accepted"],
    ] as const;
    for (const [name, message] of cases) {
      const [found] = rules.diagnostics(named(name));
      assert.ok(found?.message.includes(message), `${name}: ${found?.message}`);
      assert.equal(found?.range.start.line, 3);
    }
  });

  it("says nothing of good names, nor of what is no text", () => {
    for (const name of ["team", "a", "team-2", "a--b", "", "2", "~", "[]"]) rules.finds(named(name));
  });

  it("writes the nearest name", () => {
    rules.mends(named("My_Team"), "Rename to my-team", named("my-team"));
    rules.mends(named("my.team"), "Rename to my-team", named("my-team"));
    rules.mends(named("2nd-level"), "Rename to pack-2nd-level", named("pack-2nd-level"));
  });
});

/** A persona name with which `data-team-<name>` has that many characters. */
function ofLength(length: number): string {
  return "x".repeat(length - "data-team-".length);
}

describe("derived-name-too-long and run-name-too-long", () => {
  const rules = new RuleExpectations(derivedNameTooLong, runNameTooLong);
  const says = (text: string) => rules.diagnostics(text).map(({ code, message }) => `${code}: ${message}`);

  it("follow the tightest limit that the persona has", () => {
    const web = "webEndpoint: {enabled: true}";
    const cases = [
      [56, [], undefined],
      [57, [], /^derived-name-too-long: .* Service .*-memory` of 64 .* no memory.* by one character\.$/],
      [43, [web], undefined],
      [44, [web], /^derived-name-too-long: .* Service .*-web-endpoint-server` of 64 .* never reached/],
      [49, [SCHEDULE], undefined],
      [50, [SCHEDULE], /^run-name-too-long: From run 1000 on/],
      [51, [SCHEDULE], /^run-name-too-long: From run 100 on/],
      [52, [SCHEDULE], /^run-name-too-long: From run 10 on .*-schedule-10` has 64 /],
      [53, [SCHEDULE], /^derived-name-too-long: .* AgentRun .*-schedule-1` of 64 .* ever starts/],
      [50, [SCHEDULE, web], /^derived-name-too-long: .*-web-endpoint-server/],
      [75, [], /^derived-name-too-long: .* no agent/],
    ] as const;
    for (const [length, fields, expected] of cases) {
      const found = says(packOf(persona(ofLength(length), ...fields)));
      assert.equal(found.length, expected ? 1 : 0, `${length}: ${found}`);
      if (expected) assert.match(found.join(), expected);
    }
  });

  it("leave out the excluded", () => {
    const name = ofLength(60);
    assert.deepEqual(says(`${packOf(persona(name, SCHEDULE))}  excludePersonas: [${name}]\n`), []);
  });

  it("say it once if the pack's name alone is too long", () => {
    const found = says(packOf(persona("a") + persona("b"), "p".repeat(56)));
    assert.equal(found.length, 1);
    assert.match(
      found.join(),
      /Even a persona of one letter .* Shorten the name of the pack by 2 characters/,
    );
  });
});
