import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { BAD, folderWith, GOOD, runCli } from "./run-cli.ts";

interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: Readonly<Record<"startLine" | "startColumn" | "endLine" | "endColumn", number>>;
  };
  readonly message?: { readonly text: string };
}

interface SarifLog {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: {
          readonly name: string;
          readonly version: string;
          readonly rules: readonly {
            readonly id: string;
            readonly shortDescription: { readonly text: string };
            readonly help: { readonly text: string; readonly markdown: string };
            readonly defaultConfiguration: { readonly level: string };
          }[];
        };
      };
      readonly columnKind: string;
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly SarifLocation[];
        readonly relatedLocations?: readonly SarifLocation[];
      }[];
      readonly invocations: readonly [
        { readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly object[] },
      ];
    },
  ];
}

const TWINS = GOOD + GOOD.slice(GOOD.indexOf("    - name"));

test("SARIF: rules with help, results that point at them and at places", async (context) => {
  const cwd = folderWith(context, { "a b#c/team.yaml": BAD, "twins.yaml": TWINS });
  const absolute = join(cwd, "twins.yaml");
  const args = ["check", "--format", "sarif", "--severity", "hint", "./a b#c", absolute, "-"];
  const { status, stdout } = await runCli(args, { cwd, stdin: BAD });
  assert.equal(status, 1);
  const log = JSON.parse(stdout) as SarifLog;
  assert.match(log.$schema, /sarif-2\.1\.0\.json$/);
  assert.equal(log.version, "2.1.0");
  const [{ tool, results, invocations, columnKind }] = log.runs;
  assert.equal(columnKind, "utf16CodeUnits");
  assert.match(tool.driver.version, /^\d+\.\d+\.\d+$/);
  for (const rule of tool.driver.rules) {
    assert.ok(rule.shortDescription.text.length > 10, rule.id);
    assert.match(rule.help.markdown, new RegExp(`^# ${rule.id}\n`));
    assert.match(rule.defaultConfiguration.level, /^(error|warning|note)$/);
  }
  assert.ok(results.length >= 7);
  for (const { ruleId, ruleIndex, level, message, locations, relatedLocations = [] } of results) {
    assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
    assert.match(level, /^(error|warning|note)$/);
    assert.ok(message.text.length > 10);
    assert.equal(locations.length, 1);
    for (const { physicalLocation } of [...locations, ...relatedLocations]) {
      const { startLine, startColumn, endLine, endColumn } = physicalLocation.region;
      assert.ok(startLine >= 1 && startColumn >= 1 && (endLine > startLine || endColumn > startColumn));
    }
  }
  const uris = new Set(results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri));
  assert.deepEqual([...uris], ["a%20b%23c/team.yaml", pathToFileURL(absolute).href, "stdin"]);
  const twin = results.find(({ ruleId }) => ruleId === "persona-name-duplicate");
  assert.equal(twin?.relatedLocations?.[0]?.physicalLocation.region.startLine, 7);
  assert.deepEqual(invocations, [{ executionSuccessful: true, toolExecutionNotifications: [] }]);
});

test("SARIF: what cannot be read is a notification of the run", async (context) => {
  const cwd = folderWith(context, {});
  const { status, stdout } = await runCli(["check", "--format", "sarif", "gone.yaml"], { cwd });
  assert.equal(status, 2);
  const [{ results, invocations }] = (JSON.parse(stdout) as SarifLog).runs;
  assert.deepEqual(results, []);
  assert.equal(invocations[0].executionSuccessful, false);
  assert.match(JSON.stringify(invocations[0].toolExecutionNotifications), /gone\.yaml: no such file/);
});

test("JSON: one array, empty without findings", async (context) => {
  const cwd = folderWith(context, { "good.yaml": GOOD, "twins.yaml": TWINS });
  const good = await runCli(["check", "--format", "json", "good.yaml"], { cwd });
  assert.deepEqual([good.status, good.stdout, good.stderr], [0, "[]\n", ""]);
  const twins = await runCli(["check", "--format", "json", "good.yaml", "twins.yaml"], { cwd });
  assert.deepEqual(JSON.parse(twins.stdout), [
    {
      path: "twins.yaml",
      line: 14,
      column: 13,
      endLine: 14,
      endColumn: 18,
      severity: "error",
      code: "persona-name-duplicate",
      message: (JSON.parse(twins.stdout) as [{ message: string }])[0].message,
      related: { line: 7, column: 13, endLine: 7, endColumn: 18, message: "The first persona of this name" },
    },
  ]);
});

test("GitHub: workflow commands, with what means something to them escaped", async (context) => {
  const cwd = folderWith(context, { "50%,a:b.yaml": BAD });
  const args = ["check", "--format", "github", "--rule", "unknown-field=hint", "--severity", "hint"];
  const { status, stdout } = await runCli([...args, "50%,a:b.yaml", "gone,too.yaml"], { cwd });
  assert.equal(status, 2);
  const lines = stdout.trimEnd().split("\n");
  const file = "file=50%25%2Ca%3Ab.yaml";
  assert.deepEqual(
    lines.map((line) => line.slice(0, line.indexOf("::", 2))),
    [
      `::error ${file},line=7,endLine=7,col=13,endColumn=18,title=personapack missing-field`,
      `::notice ${file},line=9,endLine=9,col=7,endColumn=18,title=personapack unknown-field`,
      `::warning ${file},line=12,endLine=12,col=19,endColumn=22,title=personapack interval-fallback`,
      "::error file=gone%2Ctoo.yaml,title=personapack",
    ],
  );
});
