import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer } from "../../../client/src/cluster/actions/diagnose/checks.ts";
import { diagnosisReport } from "../../../client/src/commands/diagnosis-report.ts";

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
        fix: { action: "reinstall-persona", title: "Exclude and include one", name: "one" },
      },
      { state: "unknown", evidence: "It is not installed.", fix: { action: "how-to-install", title: "How" } },
    ],
  },
];

test("a report names each finding in a line of its own", () => {
  const { text } = diagnosisReport(answers, pack, new Date("2026-01-02T03:04:05Z"));
  assert.equal(
    text,
    [
      "Diagnosis of team",
      "Namespace agents, context dev, 2026-01-02T03:04:05.000Z",
      "1 problem, 1 warning, 1 unknown",
      "",
      "Is the pack there?",
      "  ✓ It is.",
      "",
      "Do its runs succeed?",
      "  ✗ The run r-1 failed: out of memory.",
      "  ! The persona one is out of date.",
      "  ? It is not installed.",
      "",
    ].join("\n"),
  );
});

test("a fix stands at its finding and is about what the finding is about", () => {
  const { fixes } = diagnosisReport(answers, pack, new Date(0));
  assert.deepEqual(fixes, [
    {
      line: 8,
      title: "Open its log",
      command: "personapack.cluster.openLogs",
      target: { ...pack, kind: "AgentRun", name: "r-1" },
    },
    {
      line: 9,
      title: "Exclude and include one: first, exclude it",
      command: "personapack.cluster.excludePersona",
      target: { ...pack, persona: "one" },
    },
  ]);
});
