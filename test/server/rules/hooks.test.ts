import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hookEnvName } from "../../../server/src/rules/hook-env-name.ts";
import { hookGate } from "../../../server/src/rules/hook-gate.ts";
import { hookName } from "../../../server/src/rules/hook-name.ts";
import { hookTimeout } from "../../../server/src/rules/hook-timeout.ts";
import { quantity } from "../../../server/src/rules/quantity.ts";
import { storageQuantity } from "../../../server/src/rules/storage-quantity.ts";
import { personaWith, RuleExpectations, specWith } from "./expect-rules.ts";

function hooks(list: "preRun" | "postRun", ...fields: readonly string[]): string {
  const items = fields.map((each) => `    - image: alpine\n      ${each}\n`).join("");
  return personaWith(`lifecycle:\n  ${list}:\n${items}`);
}

describe("hook-timeout", () => {
  const rules = new RuleExpectations(hookTimeout);

  it("says that the controller cannot read the pack", () => {
    rules.finds(
      personaWith(`lifecycle:
  postRun:
    - name: report
      image: alpine
      timeout: 5 minutes
      #        ^^^^^^^^^ hook-timeout: Write \`5m\`
`),
    );
    for (const timeout of [`""`, "'30'", "1d", "soon", "5M"]) {
      assert.equal(rules.diagnostics(hooks("preRun", `timeout: ${timeout}`)).length, 1, timeout);
    }
  });

  it("says nothing of Go durations, nor of what is no text", () => {
    for (const timeout of ["30s", "1h30m", "1.5h", "0", "'0'", "30", "~", "", "[]"]) {
      rules.finds(hooks("preRun", `timeout: ${timeout}`));
    }
  });

  it("writes what is meant, safely where it is one thing", () => {
    rules.mends(hooks("preRun", "timeout: 5 minutes"), "Write 5m", hooks("preRun", "timeout: 5m"));
    const titles = [
      ["1d", ["Write 24h!+"]],
      ["1 hour, 30 min", ["Write 1h30m!+"]],
      ["PT5M", ["Write 5m!+"]],
      [`"30"`, ["Write 30s", "Write 30m"]],
      ["soon", []],
    ] as const;
    for (const [timeout, expected] of titles) {
      assert.deepEqual(rules.titles(hooks("postRun", `timeout: ${timeout}`)), expected, timeout);
    }
  });
});

describe("hook-env-name", () => {
  const rules = new RuleExpectations(hookEnvName);
  const named = (name: string) => hooks("preRun", "name: a", `env: [{name: ${name}, value: x}]`);

  it("finds what Kubernetes refuses", () => {
    for (const name of [`""`, "A=b", "'='", `"a\\tb"`, "größe"]) {
      const [found, ...others] = rules.diagnostics(named(name));
      assert.equal(found?.severity, "error", name);
      assert.deepEqual(others, []);
    }
    rules.finds(
      personaWith(`lifecycle:
  postRun:
    - name: report
      image: alpine
      env:
        - name: TO=ops
        #       ^^^^^^ hook-env-name: \`TO=ops\`
          value: ""
`),
    );
  });

  it("hints at what older clusters refuse", () => {
    for (const name of ["1ST", "with blank", "a/b"])
      assert.deepEqual(
        rules.diagnostics(named(name)).map(({ severity }) => severity),
        ["hint"],
        name,
      );
  });

  it("says nothing of names that all take, nor of what is no text", () => {
    for (const name of ["PATH", "_a", "a.b-c", ".hidden", "7", "[]", ""]) rules.finds(named(name));
  });
});

describe("hook-gate", () => {
  const rules = new RuleExpectations(hookGate);

  it("finds gates before the run and second gates", () => {
    rules.finds(
      personaWith(`lifecycle:
  preRun:
    - name: a
      gate: true
      #     ^^^^ hook-gate: \`postRun\`
  postRun:
    - name: b
      gate: false
    - name: c
      gate: yes
    - name: d
      gate: true
      #     ^^^^ hook-gate: Keep one
`),
    );
  });

  it("takes the gate out", () => {
    rules.mends(hooks("preRun", "name: a\n      gate: true"), "Remove gate", hooks("preRun", "name: a"));
  });
});

describe("hook-name", () => {
  const rules = new RuleExpectations(hookName);

  it("says what Kubernetes refuses", () => {
    const cases = [
      ["preRun", "Fetch_Sources", /container name `pre-Fetch_Sources`/],
      ["preRun", "a.b", /container name/],
      ["postRun", "a-", /which is not the last/],
      ["preRun", `""`, /container name/],
      ["preRun", "y".repeat(60), /too long for Kubernetes by one character/],
      ["postRun", "y".repeat(60), /too long for Kubernetes by 2 characters/],
    ] as const;
    for (const [list, name, message] of cases) {
      const [found] = rules.diagnostics(hooks(list, `name: ${name}`));
      assert.match(found?.message ?? "", message);
    }
    rules.finds(
      hooks("preRun", "name: a", "name: b", "name: a\n      #     ^ hook-name: Two hooks in `preRun`"),
    );
  });

  it("says nothing of what a container may be called", () => {
    rules.finds(hooks("preRun", "name: fetch", "name: -x", "name: '0'", `name: ${"y".repeat(59)}`, "name:"));
    rules.finds(personaWith("lifecycle: {preRun: [{name: a}], postRun: [{name: a}]}\n"));
  });

  it("writes the nearest name", () => {
    rules.mends(
      hooks("preRun", "name: Fetch_Sources"),
      "Rename to fetch-sources",
      hooks("preRun", "name: fetch-sources"),
    );
    assert.deepEqual(rules.titles(hooks("preRun", `name: ${"Y".repeat(60)}`)), []);
  });
});

describe("amounts", () => {
  const rules = new RuleExpectations(quantity, storageQuantity);
  const storage = (size: string) => specWith(`sharedMemory: {enabled: true, storageSize: ${size}}\n`);
  const pool = (amount: string) =>
    specWith(`agentSandbox: {enabled: true, warmPool: {resources: {limits: {memory: ${amount}}}}}\n`);

  it("that Kubernetes cannot read are found", () => {
    for (const amount of ["2 GB", "2GB", "1gi", "1KB", "two", `""`, "1.5.0Gi", "'- 1'"]) {
      assert.deepEqual(
        rules.diagnostics(storage(amount)).map(({ code, severity }) => `${severity} ${code}`),
        ["error storage-quantity"],
      );
      assert.deepEqual(
        rules.diagnostics(pool(amount)).map(({ code, severity }) => `${severity} ${code}`),
        ["information quantity"],
      );
    }
  });

  it("that it can read are not", () => {
    for (const amount of [
      "1Gi",
      "500m",
      "'1'",
      ".5Gi",
      "1.Gi",
      "1e3",
      "1E",
      "12E6",
      "+1M",
      "100n",
      "3u",
      "2",
      "~",
    ]) {
      assert.deepEqual(rules.diagnostics(storage(amount)), [], amount);
      assert.deepEqual(rules.diagnostics(pool(amount)), [], amount);
    }
  });

  it("are written as they are meant", () => {
    for (const [before, after] of [
      ["2 GB", "2G"],
      ["512MiB", "512Mi"],
      ["512 mb", "512M"],
      ["1gi", "1Gi"],
      ["1KB", "1k"],
    ] as const) {
      rules.mends(storage(before), `Write ${after}`, storage(after));
    }
    assert.deepEqual(rules.titles(storage("two")), []);
  });
});
