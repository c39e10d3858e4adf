import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codeLenses, lensText } from "../../../server/src/features/code-lens.ts";
import type { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { HEADER, openFile, packOf } from "./pointer.ts";

/** A Monday. */
const NOW = new Date("2025-11-24T09:17:20Z");

/** Each lens as its title and the line below it. */
function lenses(file: PackFile, now = NOW): string[] {
  return codeLenses(file).map(({ position, subject }) => {
    const title = lensText(file, subject, { now })?.title;
    return `${title} | ${file.lineText(position.line).trim()}`;
  });
}

const PROMPT = "systemPrompt: Watch.";
const schedule = (fields: string): string => `schedule: {${fields}, task: Look.}`;

describe("code lenses", () => {
  it("stand above the pack and each persona", () => {
    const file = openFile(
      `# Our team\n${packOf([PROMPT, schedule("interval: 1h")], [PROMPT, "channels: [slack]"])}`,
    );
    assert.deepEqual(lenses(file), [
      "generates 12 resources once it is enabled · next run in 43 min | apiVersion: sympozium.ai/v1alpha1",
      "generates 6 resources · next run in 43 min | - name: agent-1",
      "generates 6 resources · no schedule | - name: agent-2",
    ]);
  });

  const STATES: readonly (readonly [readonly string[], string])[] = [
    [[schedule("cron: 0 9 * * 1-5")], "next run in 23 h"],
    [[schedule("cron: 0 10 * * 5")], "next run in 4 days"],
    [[schedule("cron: 18 9 * * *")], "next run in 1 min"],
    [[schedule("cron: 60 * * * *")], "never runs: its cron is not valid"],
    [[schedule("cron: 0 0 31 2 *")], "runs without end: no date suits its cron"],
    [
      [schedule("interval: 1h"), "webEndpoint: {enabled: true}"],
      "never runs by schedule: serves a web endpoint",
    ],
  ];
  for (const [lines, expected] of STATES) {
    it(expected, () => {
      const [, persona = ""] = lenses(openFile(packOf([PROMPT, ...lines])));
      assert.match(persona, /^generates \d+ resources · /);
      assert.equal(persona.split(" · ")[1], `${expected} | - name: agent-1`);
    });
  }

  it("tell excluded and nameless personas, and a policy that refuses runs", () => {
    const text = packOf([PROMPT], [PROMPT, schedule("interval: 1h")], [PROMPT])
      .replace("spec:\n", "spec:\n  enabled: true\n  excludePersonas: [agent-1]\n  policyRef: restrictive\n")
      .replace("name: agent-3", "displayName: Third");
    assert.deepEqual(
      lenses(openFile(text)).map((lens) => lens.split(" | ")[0]),
      [
        "refused by the API server · generates 6 resources · 1 of 3 personas excluded",
        "excluded: generates nothing",
        "generates 6 resources · never runs: its policy refuses every run",
        "no name: refused by the API server",
      ],
    );
  });

  it("name no run of a schedule that the API server refuses", () => {
    assert.deepEqual(
      lenses(openFile(packOf([PROMPT, schedule("interval: 5")]))).map((lens) => lens.split(" | ")[0]),
      [
        "refused by the API server · generates 6 resources once it is enabled",
        "generates 6 resources · its schedule is refused by the API server",
      ],
    );
  });

  it("count the objects of two personas of one name once", () => {
    const [pack] = lenses(openFile(packOf([PROMPT], [PROMPT]).replace("agent-2", "agent-1")));
    assert.match(pack ?? "", /^generates 5 resources once it is enabled/);
  });

  it("are there for each pack of a file, and for flow style", () => {
    const flow = `${HEADER}  personas: [{name: a, systemPrompt: b}]\n`;
    const file = openFile(`kind: ConfigMap\n---\n${packOf([PROMPT])}---\n${flow}`);
    assert.deepEqual(
      codeLenses(file).map(({ subject }) => subject),
      [{ document: 1 }, { document: 1, persona: 0 }, { document: 2 }, { document: 2, persona: 0 }],
    );
  });

  it("name the moment from which another title is right", () => {
    const file = openFile(packOf([PROMPT, schedule("cron: 30 9 * * *")]));
    const subject = { document: 0, persona: 0 };
    const first = lensText(file, subject, { now: NOW });
    assert.equal(first?.title, "generates 6 resources · next run in 13 min");
    assert.equal(first?.staleAt, Date.parse("2025-11-24T09:18:00Z"));
    const second = lensText(file, subject, { now: new Date(first?.staleAt ?? 0) });
    assert.equal(second?.title, "generates 6 resources · next run in 12 min");
    const passed = lensText(file, subject, { now: new Date("2025-11-24T09:30:00Z") });
    assert.equal(passed?.title, "generates 6 resources · next run in 1 day");
  });

  it("are gone with what they were about", () => {
    const file = openFile(packOf([PROMPT]));
    assert.equal(lensText(file, { document: 0, persona: 7 }, { now: NOW }), undefined);
    assert.equal(lensText(file, { document: 7 }, { now: NOW }), undefined);
  });
});
