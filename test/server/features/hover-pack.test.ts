import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hover } from "../../../server/src/features/hover.ts";
import { SchemaEngine } from "../../../server/src/features/schema-engine.ts";
import type { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { openFile, packOf, placeOf, textIn } from "./pointer.ts";

/** A Monday. */
const NOW = new Date("2025-11-24T09:17:20Z");
const engine = new SchemaEngine((message) => assert.fail(message));

async function hoverOn(file: PackFile, piece: string, after = ""): Promise<string> {
  const answer = await hover(file, placeOf(file, piece, after), engine, {
    now: NOW,
    timeZone: "Europe/Berlin",
  });
  return answer?.contents ?? "";
}

const PROMPT = "systemPrompt: Watch.";
const SCHEDULE = ["schedule:", "  interval: 30m", "  task: Look."];

describe("hover on the name of a pack", () => {
  it("lists what every persona generates, with counts", async () => {
    const file = openFile(packOf([PROMPT, ...SCHEDULE], [PROMPT, "memory: {seeds: [a]}"]));
    const answer = await hover(file, placeOf(file, "data-team"), engine, { now: NOW, timeZone: "UTC" });
    assert.equal(answer && textIn(file, answer.range), "data-team");
    assert.equal(
      answer?.contents,
      `\`data-team\` generates **11 resources** once it is enabled

2 personas · 4 from the pack controller, 7 that other controllers add

- \`agent-1\` — 6
  - SympoziumInstance \`data-team-agent-1\`
  - SympoziumSchedule \`data-team-agent-1-schedule\`
  - ConfigMap \`data-team-agent-1-memory\`
  - PersistentVolumeClaim \`data-team-agent-1-memory-db\`
  - Deployment \`data-team-agent-1-memory\`
  - Service \`data-team-agent-1-memory\`
- \`agent-2\` — 5
  - SympoziumInstance \`data-team-agent-2\`
  - ConfigMap \`data-team-agent-2-memory\`
  - PersistentVolumeClaim \`data-team-agent-2-memory-db\`
  - Deployment \`data-team-agent-2-memory\`
  - Service \`data-team-agent-2-memory\`

Each run adds an AgentRun and its pod.`,
    );
  });

  it("counts excluded personas and strikes them out", async () => {
    const text = packOf([PROMPT], [PROMPT]).replace(
      "spec:\n",
      "spec:\n  enabled: true\n  excludePersonas: [agent-2]\n",
    );
    const answer = await hoverOn(openFile(text), "data-team");
    assert.match(answer, /^`data-team` generates \*\*5 resources\*\*\n/);
    assert.match(answer, /1 persona \(1 excluded\)/);
    assert.match(answer, /- ~~`agent-2`~~ excluded: nothing/);
  });

  it("names what the API server refuses, and shows the rest", async () => {
    const answer = await hoverOn(openFile(packOf([PROMPT, "skills: k8s-ops"], [])), "data-team");
    assert.match(
      answer,
      /The API server refuses the pack as it is:\*\*\n- `spec.personas\[0\].skills` has the wrong type/,
    );
    assert.match(answer, /- `spec.personas\[1\].systemPrompt` is missing: expected text/);
    assert.match(answer, /generates \*\*10 resources/);
  });

  it("stays short for many personas", async () => {
    const answer = await hoverOn(
      openFile(packOf(...Array.from({ length: 60 }, () => [PROMPT]))),
      "data-team",
    );
    assert.match(answer, /^`data-team` generates \*\*300 resources\*\*/);
    assert.match(answer, /- and 20 more personas: 100 resources/);
    assert.ok(answer.split("\n").length < 60);
  });

  it("adds the documentation on the key, and what a new name does", async () => {
    const answer = await hoverOn(openFile(packOf([PROMPT])), "name", "metadata");
    assert.match(answer, /\n---\n\n.*\n\n\*\*Careful on an active pack\.\*\* Another name is another pack/s);
  });
});

describe("hover on the name of a persona", () => {
  it("shows its model, its next run and its objects", async () => {
    const file = openFile(packOf([PROMPT], [PROMPT, "model: gpt-4.1", "channels: [slack]", ...SCHEDULE]));
    const answer = await hoverOn(file, "agent-2");
    assert.match(
      answer,
      /^Persona 2 of `data-team` generates \*\*7 resources\*\* once it is enabled\n\nModel: `gpt-4.1`\n/,
    );
    assert.match(
      answer,
      /At 2 and 32 minutes past the hour\. Next run in 15 min: Mon 24 Nov 09:32 UTC \(Mon 24 Nov 10:32 Europe\/Berlin\)\./,
    );
    assert.match(answer, /- SympoziumSchedule `data-team-agent-2-schedule`\n/);
    assert.match(answer, /- Deployment `data-team-agent-2-channel-slack` — Bot for slack/);
    assert.match(answer, /With its runs:\n\n- AgentRun `data-team-agent-2-ch-xxxxx`/);
  });

  const STATES: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["the fallback model", [], /Model: `gpt-4o`, the fallback for a persona that names none/],
    ["no schedule", [], /No schedule: it runs only when it is asked/],
    [
      "an invalid cron",
      ["schedule: {cron: 60 * * * *, task: Look.}"],
      /Never runs:\*\* `60 \* \* \* \*` is not a valid cron/,
    ],
    ["an impossible cron", ["schedule: {cron: 0 0 31 2 *, task: Look.}"], /Runs without end/],
    [
      "a web endpoint",
      ["webEndpoint: {enabled: true}", ...SCHEDULE],
      /Never runs by its schedule:\*\* it serves a web endpoint/,
    ],
    [
      "an unusable part",
      ["channels: slack"],
      /`spec.personas\[0\].channels` has the wrong type: expected a list/,
    ],
  ];
  for (const [what, lines, expected] of STATES) {
    it(`says ${what}`, async () =>
      assert.match(await hoverOn(openFile(packOf([PROMPT, ...lines])), "agent-1"), expected));
  }

  it("says of an excluded persona that it has nothing", async () => {
    const text = packOf([PROMPT]).replace("spec:\n", "spec:\n  excludePersonas: [agent-1]\n");
    assert.match(
      await hoverOn(openFile(text), "agent-1", "personas"),
      /^Persona 1 of `data-team`, excluded: it has no objects/,
    );
  });

  it("says of a policy that it refuses every run", async () => {
    const text = packOf([PROMPT, ...SCHEDULE]).replace("spec:\n", "spec:\n  policyRef: restrictive\n");
    assert.match(await hoverOn(openFile(text), "agent-1"), /Never runs:\*\* the policy `restrictive`/);
  });
});

describe("hover on a field of an active pack", () => {
  const NOTES: readonly (readonly [string, string, string, RegExp | undefined])[] = [
    [
      "a field that propagates",
      "baseURL: http://x",
      "baseURL",
      /\*\*On an active pack\.\*\* Each Instance follows/,
    ],
    ["a field that is ignored", "workflowType: pipeline", "workflowType", /\*\*No effect in v0\.8\.28\.\*\*/],
    [
      "a field that destroys",
      "excludePersonas: []",
      "excludePersonas",
      /\*\*Careful on an active pack\.\*\*/,
    ],
    ["no value that is explained for itself", "policyRef: permissive", "permissive", undefined],
  ];
  for (const [what, line, piece, expected] of NOTES) {
    it(`${expected ? "speaks" : "does not speak"} of edits on ${what}`, async () => {
      const answer = await hoverOn(
        openFile(packOf([PROMPT]).replace("spec:\n", `spec:\n  ${line}\n`)),
        piece,
      );
      assert.notEqual(answer, "");
      if (expected) assert.match(answer, expected);
      else assert.doesNotMatch(answer, /active pack|No effect/);
    });
  }
});
