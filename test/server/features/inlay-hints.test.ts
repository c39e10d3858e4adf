import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { inlayHints } from "../../../server/src/features/inlay-hints.ts";
import type { PackFile } from "../../../server/src/yaml/pack-file.ts";
import type { Range } from "../../../server/src/yaml/position.ts";
import { HEADER, openFile, packOf, placeOf } from "./pointer.ts";

/** A Monday. */
const NOW = new Date("2025-11-24T09:17:20Z");
const OPTIONS = { now: NOW, timeZone: "UTC", cron: true, interval: true };
const ALL: Range = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };

/** Each hint as the line that it stands in, with the hint in its place. */
function lines(file: PackFile, range = ALL, options: Partial<typeof OPTIONS> = {}): string[] {
  return inlayHints(file, range, { ...OPTIONS, ...options }).hints.map(({ position, label }) => {
    const text = file.lineText(position.line);
    return `${text.slice(0, position.character)} ${label}${text.slice(position.character)}`.trim();
  });
}

function schedule(...fields: readonly string[]): string[] {
  return ["schedule:", ...fields.map((field) => `  ${field}`), "  task: Look."];
}

const SAMPLE = [
  'interval: "30m" → 0/30 * * * * · next 09:30 UTC',
  'cron: "0 9 * * 1-5" → weekdays 09:00 · next Tue 09:00 UTC # Monday to Friday, 09:00 UTC',
];

describe("inlay hints", () => {
  const HINTS: readonly (readonly [readonly string[], readonly string[]])[] = [
    [['interval: "30m" # often'], ['interval: "30m" → 0/30 * * * * · next 09:30 UTC # often']],
    [["cron: 0 9 * * 1-5"], ["cron: 0 9 * * 1-5 → weekdays 09:00 · next Tue 09:00 UTC"]],
    [["cron: 0 18 * * *"], ["cron: 0 18 * * * → daily 18:00 · next 18:00 UTC"]],
    [["cron: 0 9 1 * *"], ["cron: 0 9 1 * * → day 1 09:00 · next 1 Dec 09:00 UTC"]],
    [["cron: 0 0 29 2 *"], ["cron: 0 0 29 2 * → day 29 00:00 in Feb · next 29 Feb 2028 00:00 UTC"]],
    [["cron: 0,7,21 8-18 * * *"], ["cron: 0,7,21 8-18 * * * → next 09:21 UTC"]],
    [
      ["cron: TZ=Asia/Tokyo 0 9 * * *"],
      ["cron: TZ=Asia/Tokyo 0 9 * * * → daily 09:00 Asia/Tokyo · next Tue 00:00 UTC"],
    ],
    [["interval: 45m"], ["interval: 45m → hourly: 0 * * * * · next 10:00 UTC"]],
    [['interval: ""'], ['interval: "" → hourly: 0 * * * * · next 10:00 UTC']],
    [["interval: 0 9 * * *"], ["interval: 0 9 * * * → daily 09:00 · next Tue 09:00 UTC"]],
    [["cron: 0 0 31 2 *"], ["cron: 0 0 31 2 * → never matches · runs without end"]],
    [["cron: 60 * * * *"], []],
    [['interval: "45m "'], []],
    [["cron: 5", "interval: 5m"], []],
    [["cron:", "interval:"], []],
    [
      ["interval: 5m", "cron: 0 9 * * *"],
      ["cron: 0 9 * * * → daily 09:00 · next Tue 09:00 UTC", "interval: 5m → ignored, cron is set"],
    ],
    [["cron: |", "  0 9 * * *"], ["0 9 * * * → daily 09:00 · next Tue 09:00 UTC"]],
  ];
  for (const [fields, expected] of HINTS) {
    it(fields.join(" "), () => assert.deepEqual(lines(openFile(packOf(schedule(...fields)))), expected));
  }

  it("staggers by the place in the list, excluded personas counted", () => {
    const text = packOf(schedule("interval: 1h"), schedule("interval: 1h"), schedule("interval: 1h"));
    assert.deepEqual(lines(openFile(text.replace("spec:\n", "spec:\n  excludePersonas: [agent-2]\n"))), [
      "interval: 1h → 0 * * * * · next 10:00 UTC",
      "interval: 1h → 2 * * * * · excluded, does not run",
      "interval: 1h → 4 * * * * · next 10:04 UTC",
    ]);
  });

  it("says that a web endpoint keeps the schedule from firing", () => {
    const text = packOf([...schedule("interval: 1h"), "webEndpoint:", "  enabled: true"]);
    assert.deepEqual(lines(openFile(text)), [
      "interval: 1h → 0 * * * * · never fires, serves a web endpoint",
    ]);
  });

  it("promises no run that a policy refuses, or of a persona without a name", () => {
    const refused = packOf(schedule("interval: 5m")).replace("spec:\n", "spec:\n  policyRef: restrictive\n");
    assert.deepEqual(lines(openFile(refused)), [
      "interval: 5m → 0/5 * * * * · never runs, its policy refuses every run",
    ]);
    const nameless = packOf(schedule("interval: 5m")).replace("name: agent-1", "displayName: One");
    assert.deepEqual(lines(openFile(nameless)), [
      "interval: 5m → 0/5 * * * * · never runs, the persona has no name",
    ]);
  });

  it("stands behind the alias that brings a schedule", () => {
    const file = openFile(
      packOf(
        ["schedule: &s", "  interval: &i 30m", "  task: Look."],
        ["schedule: *s"],
        schedule("interval: *i"),
        ["schedule:", "  <<: *s", "  task: Listen."],
        ["schedule:", "  <<: *s", "  cron: 0 18 * * *"],
      ),
    );
    assert.deepEqual(lines(file), [
      "interval: &i 30m → 0/30 * * * * · next 09:30 UTC",
      "schedule: *s → 2/30 * * * * · next 09:32 UTC",
      "interval: *i → 4/30 * * * * · next 09:34 UTC",
      "<<: *s → 6/30 * * * * · next 09:36 UTC",
      "cron: 0 18 * * * → daily 18:00 · next 18:00 UTC",
    ]);
  });

  it("works in flow style, with CRLF, and beside other documents", () => {
    const flow = `${HEADER}  personas: [{name: a, schedule: {interval: 5m, task: x}}, {name: b, schedule: {cron: "0 18 * * *"}}]\n`;
    const hints = inlayHints(openFile(flow), ALL, OPTIONS).hints;
    assert.deepEqual(
      hints.map(({ label, position }) => [label, flow.split("\n")[position.line]?.slice(position.character)]),
      [
        ["→ 0/5 * * * * · next 09:20 UTC", `, task: x}}, {name: b, schedule: {cron: "0 18 * * *"}}]`],
        ["→ daily 18:00 · next 18:00 UTC", "}}]"],
      ],
    );
    const pack = packOf(schedule("interval: 5m"), schedule("interval: 5m"));
    const several = `kind: ConfigMap\n---\n${pack}---\n${pack}`.replaceAll("\n", "\r\n");
    const twice = [
      "interval: 5m → 0/5 * * * * · next 09:20 UTC",
      "interval: 5m → 2/5 * * * * · next 09:22 UTC",
    ];
    assert.deepEqual(lines(openFile(several)), [...twice, ...twice]);
  });

  it("shows the schedules of the sample pack", () => {
    const sample = openFile(
      readFileSync(new URL("../../../examples/data-team.yaml", import.meta.url), "utf8"),
    );
    assert.deepEqual(lines(sample), SAMPLE);
  });

  it("shows those of a pack as Sympozium ships them: a separator and comments first, long prompts and tasks", () => {
    const task = [
      "  task: |",
      "    (1) look at interval: 5m in the notes,",
      "    (2) report.",
      "",
      "    ## Findings",
      "    - none",
    ];
    const prompt = [
      "systemPrompt: |",
      "  You watch.",
      "",
      "  ## Rules",
      "    - cron: 0 1 * * * is prose here.",
    ];
    const text = packOf(
      [
        ...prompt,
        "schedule:",
        "  type: sweep",
        '  interval: "30m"',
        ...task,
        "",
        "memory: {enabled: true}",
        "",
      ],
      [...prompt, "schedule:", "  type: heartbeat", '  interval: "15m"', ...task, ""],
      [...prompt, "schedule:", "  type: scheduled", '  cron: "0 9 * * 1-5"', ...task],
    );
    assert.deepEqual(lines(openFile(`---\n# Ships with the cluster.\n${text}`)), [
      'interval: "30m" → 0/30 * * * * · next 09:30 UTC',
      'interval: "15m" → 2/15 * * * * · next 09:32 UTC',
      'cron: "0 9 * * 1-5" → weekdays 09:00 · next Tue 09:00 UTC',
    ]);
  });

  it("says nothing in templates", () => {
    const text = packOf(schedule("interval: 5m")).replace("data-team", '"{{ .Values.name }}"');
    assert.deepEqual(lines(openFile(text)), []);
  });

  it("keeps to the range, and has a setting for each field", () => {
    const file = openFile(packOf(...Array.from({ length: 100 }, () => schedule("interval: 1h", 'cron: ""'))));
    const { line } = placeOf(file, "interval", "agent-51");
    const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
    assert.deepEqual(lines(file, range), ["interval: 1h → 40 * * * * · next 09:40 UTC"]);
    assert.deepEqual(lines(file, range, { interval: false }), []);
    assert.equal(lines(file).length, 100);
    const both = openFile(packOf(schedule("interval: 1h"), schedule("cron: 0 18 * * *")));
    assert.deepEqual(lines(both, ALL, { cron: false }), ["interval: 1h → 0 * * * * · next 10:00 UTC"]);
    assert.deepEqual(lines(both, ALL, { interval: false }), [
      "cron: 0 18 * * * → daily 18:00 · next 18:00 UTC",
    ]);
  });

  it("shows the next five runs in the tooltip and says when the hints are out of date", () => {
    const { hints, staleAt } = inlayHints(
      openFile(packOf(schedule("interval: 1h"), schedule("interval: 30m"))),
      ALL,
      { ...OPTIONS, timeZone: "America/New_York" },
    );
    assert.equal(staleAt, Date.parse("2025-11-24T09:32:00Z"));
    assert.equal(hints[0]?.tooltip.kind, "markdown");
    assert.equal(
      hints[0]?.tooltip.value.match(/^\| Mon 24 Nov \d\d:\d\d \| Mon 24 Nov \d\d:\d\d \|$/gm)?.length,
      5,
    );
  });

  it("stops when it is cancelled", () => {
    const file = openFile(packOf(...Array.from({ length: 10 }, () => schedule("interval: 1h"))));
    let asked = 0;
    const result = inlayHints(file, ALL, { ...OPTIONS, isCancelled: () => ++asked > 3 });
    assert.deepEqual(result, { hints: [], staleAt: undefined });
    assert.equal(asked, 4);
  });
});
