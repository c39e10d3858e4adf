import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hover } from "../../../server/src/features/hover.ts";
import { SchemaEngine } from "../../../server/src/features/schema-engine.ts";
import type { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { HEADER, openFile, packOf, placeOf, textIn } from "./pointer.ts";

/** A Monday. */
const NOW = new Date("2025-11-24T09:17:20Z");
const engine = new SchemaEngine((message) => assert.fail(message));

async function hoverOn(file: PackFile, piece: string, after = "", timeZone = "UTC"): Promise<string> {
  const answer = await hover(file, placeOf(file, piece, after), engine, { now: NOW, timeZone });
  return answer?.contents ?? "";
}

function schedule(...lines: readonly string[]): string[] {
  return ["schedule:", ...lines.map((line) => `  ${line}`), "  task: Look."];
}

describe("hover on a schedule", () => {
  it("shows words, derived cron, stagger, runs and the first run of an interval", async () => {
    const file = openFile(packOf(schedule("interval: 1h"), schedule('interval: "30m"')));
    const answer = await hover(file, placeOf(file, '"30m"'), engine, { now: NOW, timeZone: "Europe/Berlin" });
    assert.equal(
      answer?.contents,
      `**At 2 and 32 minutes past the hour**

The controller makes it the cron \`2/30 * * * *\` · persona 2 of the pack: 1 × 2 = 2 minutes of stagger, so that they do not all run at once. Excluded personas count.

| Next runs, UTC | Next runs, Europe/Berlin |
| :-- | :-- |
| Mon 24 Nov 09:32 | Mon 24 Nov 10:32 |
| Mon 24 Nov 10:02 | Mon 24 Nov 11:02 |
| Mon 24 Nov 10:32 | Mon 24 Nov 11:32 |
| Mon 24 Nov 11:02 | Mon 24 Nov 12:02 |
| Mon 24 Nov 11:32 | Mon 24 Nov 12:32 |

**First run:** at once when the pack is activated — a run (Sun 23 Nov 09:32 UTC) falls in the 24 hours before, and the controller catches up once.`,
    );
    assert.equal(answer && textIn(file, answer.range), '"30m"');
  });

  it("adds the documentation of the field on the key, and marks the key", async () => {
    const file = openFile(packOf(schedule("cron: 0 9 * * 1-5 # weekdays")));
    const answer = await hover(file, placeOf(file, "cron"), engine, { now: NOW, timeZone: "UTC" });
    assert.ok(answer);
    assert.match(answer.contents, /^\*\*At 09:00, Monday through Friday\*\*/);
    assert.match(answer.contents, /\n---\n\nTimes of the runs in UTC/);
    assert.equal(textIn(file, answer.range), "cron");
    assert.doesNotMatch(await hoverOn(file, "0 9"), /---/);
  });

  const TEXTS: readonly (readonly [string, readonly string[], string, readonly RegExp[]])[] = [
    ["UTC only", ["interval: 5m"], "5m", [/\| Next runs, UTC \|\n/]],
    [
      "a cron without stagger",
      ["cron: 0 9 * * *"],
      "0 9",
      [/`0 9 \* \* \*` · Taken as written, in UTC, without stagger/],
    ],
    [
      "its own zone",
      ["cron: TZ=Asia/Kolkata 30 9 * * 1"],
      "TZ",
      [/Next runs, UTC \| Next runs, Asia\/Kolkata \|\n/, /\| Mon 1 Dec 04:00 \| Mon 1 Dec 09:30 \|/],
    ],
    [
      "a first run that waits",
      ["cron: 0 8 * * 5"],
      "0 8",
      [/First run:\*\* Fri 28 Nov 08:00 UTC if the pack is activated now/],
    ],
    ["years", ["cron: 0 0 29 2 *"], "0 0", [/Tue 29 Feb 2028 00:00/]],
    [
      "a fallback",
      ["interval: 45m"],
      "45m",
      [/Every hour, not `45m`/, /`1h` or `30m`/, /the cron `0 \* \* \* \*`/],
    ],
    ["a fallback with an exact cron", ["interval: 20m"], "20m", [/write `cron: "\*\/20 \* \* \* \*"`/]],
    [
      "a fallback with an equal",
      ["interval: 1hr"],
      "1hr",
      [/Every hour, not `1hr`/, /Write `1h`|cron: "0 \* \* \* \*"/],
    ],
    [
      "an interval that is a cron",
      ["interval: 0 9 * * *"],
      "0 9",
      [/Because of the space in it, the interval is taken for a cron/, /Tue 25 Nov 09:00/],
    ],
    [
      "an interval with a stray blank",
      ['interval: "45m "'],
      '"45m',
      [/Never runs: `45m ` is not a valid cron/, /because of the space in it/, /phase `Error`/],
    ],
    ["an invalid cron", ['cron: "60 * * * *"'], '"60', [/Never runs/, /60 is not a minute/]],
    ["a cron of blanks", ['cron: "  "', "interval: 5m"], '"  "', [/Never runs/]],
    [
      "an impossible date",
      ['cron: "0 0 31 2 *"'],
      '"0 0',
      [/Runs without end: no date suits/, /each is paid for/],
    ],
    ["every minute", ["interval: 1m"], "1m", [/not staggered/]],
    [
      "an ignored interval",
      ["interval: 5m", "cron: 0 9 * * *"],
      "5m",
      [/^\*\*Ignored: `cron` is set and wins/, /At 09:00/],
    ],
    ["a cron that wins", ["interval: 5m", "cron: 0 9 * * *"], "0 9", [/`interval: 5m` is ignored/]],
    [
      "an empty cron",
      ['cron: ""', "interval: 5m"],
      '""',
      [/^\*\*Not set: `interval` decides/, /Every 5 minutes/],
    ],
    ["a null cron", ["cron:", "interval: 5m"], "cron", [/^\*\*Not set: `interval` decides/]],
    [
      "nothing set",
      ['interval: ""'],
      '""',
      [/^\*\*Nothing is set here: that means every hour/, /`0 \* \* \* \*`/],
    ],
    ["a block scalar", ["cron: |", "  0 9 * * *"], "0 9", [/\*\*At 09:00\*\*/]],
    ["backticks and bars", ["interval: a`b|c"], "a`b", [/not ``a`b\|c``/]],
  ];
  for (const [name, lines, piece, expected] of TEXTS) {
    it(`shows ${name}`, async () => {
      const text = await hoverOn(openFile(packOf(schedule(...lines))), piece, "schedule:");
      for (const pattern of expected) assert.match(text, pattern);
    });
  }

  it("leaves out the times of what never runs", async () => {
    const file = openFile(
      packOf(schedule('cron: "0 0 31 2 *"'), [
        ...schedule("interval: 5m"),
        "webEndpoint: {enabled: true}",
      ]).replace("spec:\n", "spec:\n  excludePersonas: [agent-3]\n") +
        "    - name: agent-3\n      schedule: {interval: 30m, task: x}\n",
    );
    for (const [piece, pattern] of [
      ["0 0 31", /Runs without end/],
      ["5m", /^\*\*Never fires: the persona serves a web endpoint\*\*/],
      // It is left out, and keeps its place in the count.
      ["30m", /^\*\*Does not run: the persona is excluded[\s\S]*`4\/30 \* \* \* \*`/],
    ] as const) {
      const text = await hoverOn(file, piece);
      assert.match(text, pattern);
      assert.doesNotMatch(text, /Next runs|First run/);
    }
  });

  it("says the same of a persona that lists the skill", async () => {
    const file = openFile(packOf([...schedule("interval: 5m"), "skills: [web-endpoint]"]));
    const text = await hoverOn(file, "5m");
    assert.match(text, /^\*\*Never fires: the persona serves a web endpoint\*\*/);
    assert.doesNotMatch(text, /webEndpoint|Next runs/);
  });

  it("leaves them out where a policy refuses every run", async () => {
    const file = openFile(
      packOf(schedule("interval: 5m")).replace("spec:\n", "spec:\n  policyRef: restrictive\n"),
    );
    const text = await hoverOn(file, "5m");
    assert.match(text, /^\*\*Never runs: the policy of the pack lets no run through/);
    assert.doesNotMatch(text, /Next runs|First run/);
  });

  it("explains a stagger that wraps around", async () => {
    const file = openFile(packOf([], [], [], schedule("interval: 5m")));
    assert.match(
      await hoverOn(file, "5m"),
      /`1\/5 \* \* \* \*` · persona 4 of the pack: 3 × 2 = 6 minutes of stagger \(minute 1 after/,
    );
  });

  it("shows an anchored schedule to each persona with its own stagger", async () => {
    const file = openFile(
      packOf(
        ["schedule: &often", "  interval: &time 30m", "  task: Look."],
        ["schedule: *often"],
        schedule("interval: *time"),
        ["schedule:", "  <<: *often", "  task: Listen."],
      ),
    );
    assert.match(await hoverOn(file, "30m"), /`0\/30 /);
    assert.match(await hoverOn(file, "*often"), /`2\/30 /);
    assert.match(await hoverOn(file, "*time"), /`4\/30 /);
    assert.match(await hoverOn(file, "*often", "<<: "), /`6\/30 /);
  });

  it("works in flow style, with CRLF and in a later document", async () => {
    const flow = `${HEADER}  personas: [{name: a}, {name: b, schedule: {interval: 15m, task: x}}]\n`;
    assert.match(await hoverOn(openFile(flow), "15m"), /`2\/15 /);
    const json = `{"apiVersion": "sympozium.ai/v1alpha1", "kind": "PersonaPack", "spec": {"personas": [{"schedule": {"interval": "15m"}}]}}`;
    assert.match(await hoverOn(openFile(json), '"15m"'), /`0\/15 /);
    const crlf = openFile(packOf(schedule("interval: 5m")).replaceAll("\n", "\r\n"));
    assert.match(await hoverOn(crlf, "5m"), /`0\/5 /);
    const two = openFile(`kind: ConfigMap\napiVersion: v1\n---\n${packOf([], schedule("interval: 10m"))}`);
    assert.match(await hoverOn(two, "10m"), /`2\/10 /);
  });

  it("shows UTC and says so where the reader's zone does not exist", async () => {
    const file = openFile(packOf(schedule("interval: 5m")));
    assert.match(await hoverOn(file, "5m", "", "Nowhere/City"), /There is no time zone `Nowhere\/City`/);
    assert.match(await hoverOn(file, "5m", "", "europe/berlin"), /Mon 24 Nov 10:20/);
    assert.match(await hoverOn(file, "5m", "", "Etc/UTC"), /\| Next runs, UTC \|\n/);
  });

  it("follows the clock change of the reader's zone", async () => {
    const file = openFile(packOf(schedule("cron: 0 0 * * *")));
    const now = new Date("2025-10-25T12:00:00Z");
    const answer = await hover(file, placeOf(file, "0 0"), engine, { now, timeZone: "Europe/Berlin" });
    assert.match(
      answer?.contents ?? "",
      /\| Sun 26 Oct 00:00 \| Sun 26 Oct 02:00 \|\n\| Mon 27 Oct 00:00 \| Mon 27 Oct 01:00 \|/,
    );
  });
});

describe("hover on other fields", () => {
  const file = openFile(`# A comment
apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata: {name: data-team}
spec:
  unknown: 1
  sharedMemory: {enabled: true}
  enabled: yes
  personas:
    - name: monitor
      systemPrompt: |
        Watch the loads.
      schedule:
        type: sweep
        cron: 5
        task: Look.
      toolPolicy:
        allow:
          - read_file
`);

  const FIELDS: readonly (readonly [string, string, RegExp])[] = [
    ["apiVersion", "apiVersion", /^API group and version/],
    ["kind", "kind", /^Kind of the object/],
    ["metadata", "metadata", /^Name, namespace, labels/],
    ["spec", "spec", /^The team/],
    ["yes", "yes", /^Switches the team on/],
    ["monitor", "monitor", /^Persona 1 of `data-team`/],
    ["systemPrompt", "systemPrompt", /^Instructions/],
    ["sweep", "sweep", /^`sweep` — kind of schedule\n\nA label on the runs/],
    ["5", "5", /^Times of the runs/],
    ["read_file", "read_file", /^`read_file` — tool\n\nReads a file\. v0\.8\.28 ignores `toolPolicy`/],
    ["sharedMemory", "sharedMemory", /^No release of PersonaPack/],
  ];
  for (const [piece, range, pattern] of FIELDS) {
    it(`explains ${piece}`, async () => {
      const answer = await hover(file, placeOf(file, piece, piece === "5" ? "cron" : ""), engine, {
        now: NOW,
        timeZone: "UTC",
      });
      assert.match(answer?.contents ?? "", pattern);
      assert.doesNotMatch(answer?.contents ?? "", /Source:/);
      assert.equal(answer && textIn(file, answer.range), range);
    });
  }

  for (const piece of ["A comment", "unknown", "    - name", "Watch", "  toolPolicy", "- read_file"]) {
    it(`is silent at ${JSON.stringify(piece)}`, async () => assert.equal(await hoverOn(file, piece), ""));
  }

  it("is silent in templates and in other kinds", async () => {
    const pack = packOf(schedule("interval: 5m"));
    assert.equal(
      await hoverOn(openFile(pack.replace("name: data-team", 'name: "{{ .Values.name }}"')), "5m"),
      "",
    );
    assert.equal(await hoverOn(openFile(pack.replace("PersonaPack", "ConfigMap")), "5m"), "");
  });
});
