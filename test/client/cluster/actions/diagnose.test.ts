import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { CHECKS, diagnose } from "../../../../client/src/cluster/actions/diagnose/checks.ts";
import { WATCHED } from "../../../../client/src/cluster/resource-types.ts";
import { CASES, healthy } from "./diagnosis-cases.ts";
import { KnownCluster, NAMESPACE, NOW } from "./known-cluster.ts";

describe("Diagnosis", () => {
  test("a healthy pack is healthy", () => {
    const answers = diagnose(healthy().snapshot, NAMESPACE, "p", NOW);
    const unwell = answers.flatMap(({ findings }) => findings).filter(({ state }) => state !== "ok");
    assert.deepEqual(unwell, []);
    assert.ok(answers.length >= 8);
  });

  for (const { title, check, cluster, state, evidence, fix, pack = "p" } of CASES) {
    test(`${check}: ${title}`, () => {
      const answers = diagnose(cluster().snapshot, NAMESPACE, pack, NOW);
      const findings = answers.find((answer) => answer.check.id === check)?.findings ?? [];
      const found = findings.find((finding) => evidence.test(finding.evidence));
      assert.ok(found, JSON.stringify(findings));
      assert.equal(found.state, state);
      if (fix !== undefined) assert.equal(found.fix?.action, fix);
      for (const { state: each, fix: offered, evidence: words } of findings) {
        if (each !== "ok") assert.ok(offered, `nothing to click for: ${words}`);
      }
    });
  }

  for (const { title, change, known } of [
    { title: "an enabled pack", change: {}, known: ["pack-listed"] },
    {
      title: "a disabled pack",
      change: { enabled: false },
      known: ["pack-listed", "instances-exist", "skill-params-reach"],
    },
  ]) {
    test(`of ${title} nothing is claimed that may not be read`, () => {
      const personas = [
        { name: "a", systemPrompt: "", model: "m", skills: ["github-gitops"], channels: ["slack"] },
      ];
      const cluster = healthy({ ...change, personas, skillParams: { "github-gitops": { repo: "a/b" } } });
      for (const resource of WATCHED) {
        if (resource === "packs") continue;
        cluster.remove(resource, "p-a");
        cluster.state(resource, { phase: "blocked", kind: "forbidden", reason: "You may not." });
      }
      const answers = diagnose(cluster.snapshot, NAMESPACE, "p", NOW);
      const claiming = answers.filter(({ findings }) => findings.some(({ state }) => state !== "unknown"));
      assert.deepEqual(
        claiming.map(({ check }) => check.id),
        known,
      );
    });
  }

  test("an Instance that may not be read is not called missing", () => {
    const cluster = healthy();
    const schedule = cluster.snapshot.get("schedules", NAMESPACE, "p-a-schedule");
    cluster.put("schedules", "p-a-schedule", { ...schedule, status: { phase: "Error" } });
    cluster.remove("instances", "p-a");
    cluster.state("instances", { phase: "blocked", kind: "forbidden", reason: "You may not." });
    const answers = diagnose(cluster.snapshot, NAMESPACE, "p", NOW);
    const fires = answers.find(({ check }) => check.id === "schedule-fires");
    assert.deepEqual(
      fires?.findings.map(({ evidence }) => evidence),
      ["p-a-schedule: its phase is Error."],
    );
  });

  test("SkillPacks of Sympozium's own namespace count where they were asked for", () => {
    const cluster = new KnownCluster("one");
    cluster.installed("p", { personas: [{ name: "a", systemPrompt: "", skills: ["skillpack-k8s-ops"] }] });
    const statesWith = (names: readonly string[]) =>
      diagnose(cluster.snapshot, NAMESPACE, "p", NOW, new Set(names))
        .filter(({ check }) => check.id === "skill-packs-exist")
        .flatMap(({ findings }) => findings.map(({ state }) => state));
    assert.deepEqual(statesWith(["memory", "k8s-ops"]), ["ok"]);
    assert.deepEqual(statesWith(["memory"]), ["warning"]);
  });

  test("every check is listed once, and has a case", () => {
    const folder = new URL("../../../../client/src/cluster/actions/diagnose/", import.meta.url);
    const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ""));
    const ids = CHECKS.map(({ id }) => id);
    assert.deepEqual([...ids, "check", "checks", "fix", "live-schedule"].sort(), files.sort());
    assert.deepEqual(
      ids.filter((id) => !CASES.some(({ check }) => check === id)),
      [],
    );
  });
});
