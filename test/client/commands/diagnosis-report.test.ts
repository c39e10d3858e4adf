import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer } from "../../../client/src/cluster/actions/diagnose/checks.ts";
import type { Fix } from "../../../client/src/cluster/actions/diagnose/fix.ts";
import * as commandIds from "../../../client/src/commands/command-ids.ts";
import { diagnosisAddress, diagnosisOf } from "../../../client/src/commands/diagnosis-address.ts";
import { diagnosisReport } from "../../../client/src/commands/diagnosis-report.ts";
import * as internalIds from "../../../client/src/commands/internal-command-ids.ts";

const pack = { context: "dev", namespace: "agents", kind: "PersonaPack", name: "team", pack: "team" };
const answers: Answer[] = [
  { check: { id: "a", title: "Is the pack there?" }, findings: [{ state: "ok", evidence: "It is." }] },
  {
    check: { id: "b", title: "Do its runs succeed?" },
    findings: [
      {
        state: "problem",
        evidence: "The run r-1 failed:\n  out of memory.",
        fix: { action: "open-logs", title: "Open its log", resource: "runs", name: "r-1" },
      },
      {
        state: "warning",
        evidence: "The persona one is out of date.",
        fix: { action: "reinstall-persona", title: "Reinstall one…", persona: "one" },
      },
      { state: "unknown", evidence: "It is not installed.", fix: { action: "how-to-install", title: "How" } },
    ],
  },
];

test("a report names each finding in a line of its own, and what is well last", () => {
  const { text } = diagnosisReport(answers, pack);
  assert.equal(
    text,
    [
      "Diagnosis of team",
      "agents · dev · 1 problem, 1 warning, 1 unknown",
      "",
      "Do its runs succeed?",
      "  ✗ The run r-1 failed: out of memory.",
      "  ! The persona one is out of date.",
      "  ? It is not installed.",
      "",
      "In order",
      "  ✓ Is the pack there? It is.",
      "",
    ].join("\n"),
  );
});

test("a pack with nothing wrong is said to be so", () => {
  const { text, fixes } = diagnosisReport(answers.slice(0, 1), pack);
  assert.match(text, /nothing is wrong/);
  assert.deepEqual(fixes, []);
});

test("a fix stands at its finding and is about what the finding is about", () => {
  const { fixes, marks } = diagnosisReport(answers, pack);
  assert.deepEqual(fixes, [
    {
      line: 4,
      title: "$(output) Open its log",
      command: "personapack.cluster.openLogs",
      target: { ...pack, kind: "AgentRun", name: "r-1" },
    },
    {
      line: 5,
      title: "$(debug-restart) Reinstall one…",
      command: "personapack.cluster.reinstallPersona",
      target: { ...pack, persona: "one" },
    },
    {
      line: 6,
      title: "$(link-external) How",
      command: "personapack.cluster.openSympoziumPage",
      target: undefined,
    },
  ]);
  assert.deepEqual(
    marks.map(({ line, state }) => [line, state]),
    [
      [4, "problem"],
      [5, "warning"],
      [6, "unknown"],
      [9, "ok"],
    ],
  );
});

test("a place in the pack goes along", () => {
  const fix: Fix = { action: "edit-pack", title: "Edit", field: ["spec", "policyRef"] };
  const finding = { state: "problem", evidence: "No.", fix } as const;
  const { fixes } = diagnosisReport([{ check: { id: "c", title: "?" }, findings: [finding] }], pack);
  assert.deepEqual(fixes[0]?.target, { ...pack, field: ["spec", "policyRef"] });
  const known: string[] = [...Object.values(commandIds), ...Object.values(internalIds)];
  assert.ok(known.includes(fixes[0]?.command ?? ""));
});

test("the address of a diagnosis is read back", () => {
  const address = { context: "arn:aws/dev", namespace: "agents", name: "team" };
  const { path } = diagnosisAddress(address);
  assert.deepEqual(diagnosisOf(path), address);
  assert.equal(path.split("/").at(-1), "Diagnosis of team");
  assert.equal(diagnosisOf("/a/b/c"), undefined);
});
