import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAllDocuments } from "yaml";
import { writeDocuments } from "../../../server/src/yaml/write-yaml.ts";
import { oracleLines } from "../pack/oracle-lines.ts";
import { BAD, folderWith, GOOD, runCli } from "./run-cli.ts";

interface ResourceLine {
  readonly pack: unknown;
  readonly objects: readonly unknown[];
}

const ANSWERS = oracleLines<ResourceLine>("resources.jsonl");
const PACKS = writeDocuments(ANSWERS.map(({ pack }) => pack));
const OBJECTS = ANSWERS.flatMap(({ objects }) => objects);

test("JSON: the controller's objects, byte for byte, in its order", async () => {
  const { status, stdout, stderr } = await runCli(["preview", "-o", "json", "-"], { stdin: PACKS });
  assert.deepEqual([status, stderr], [0, ""]);
  assert.equal(stdout, `${JSON.stringify(OBJECTS, null, 2)}\n`);
});

test("YAML: the same objects, a document each", async () => {
  const { stdout } = await runCli(["preview", "-"], { stdin: PACKS });
  const documents = parseAllDocuments(stdout).map((document) => document.toJS() as unknown);
  assert.deepEqual(documents, OBJECTS);
});

interface Named {
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

async function previewed(text: string, ...args: string[]) {
  const run = await runCli(["preview", "-o", "json", ...args, "-"], { stdin: text });
  return { ...run, objects: run.status === 2 ? [] : (JSON.parse(run.stdout) as Named[]) };
}

const NAMESPACED = GOOD.replace("  name: team\n", "  name: team\n  namespace: agents\n");

test("the namespace of the command counts where the pack names none", async () => {
  const namespaces = async (text: string, ...args: string[]) => {
    const { objects, status } = await previewed(text, ...args);
    return [...objects.map(({ metadata }) => metadata.namespace), status];
  };
  assert.deepEqual(await namespaces(GOOD), [undefined, undefined, 0]);
  assert.deepEqual(await namespaces(GOOD, "--namespace", "ops"), ["ops", "ops", 0]);
  assert.deepEqual(await namespaces(NAMESPACED), ["agents", "agents", 0]);
  assert.deepEqual(await namespaces(NAMESPACED, "-n", "agents"), ["agents", "agents", 0]);
  assert.deepEqual(await namespaces(NAMESPACED, "-n", "ops"), ["agents", "agents", 1]);
});

test("a pack that is not valid gives the part that is, and says what is missing", async (context) => {
  const broken = BAD.replace("interval: 45m", "interval: [45m]").replace("type: heartbeat", "type: dream");
  const { status, objects, stderr } = await previewed(broken);
  assert.equal(status, 1);
  assert.deepEqual(
    objects.map(({ metadata }) => metadata.name),
    ["team-watch", "team-watch-schedule"],
  );
  assert.equal(
    stderr,
    `personapack: -: line 7, column 13: A persona needs \`systemPrompt\`: the API server rejects the pack without it.
personapack: -: line 9, column 7: \`instruction\` is not a field of a persona; kubectl rejects it.
personapack: -: line 11, column 15: \`type\` cannot be \`dream\`. Write one of \`heartbeat\`, \`scheduled\`, \`sweep\`.
personapack: -: line 12, column 19: \`interval\` must be a string, but this is a list.
`,
  );
  const cwd = folderWith(context, { "open.yaml": `${GOOD}    - name: "open\n` });
  const unreadable = await runCli(["preview", "open.yaml"], { cwd });
  assert.equal(unreadable.status, 1);
  assert.match(unreadable.stderr, /^personapack: open\.yaml: line \d+, column \d+: /);
  assert.match(unreadable.stdout, /^ {2}name: team-watch$/m);
});

test("what keeps a pack from the cluster is listed as check lists it, and other errors are not", async () => {
  const named = (name: string) => GOOD.replace("name: team", `name: ${name}`);
  const inPersona = (line: string) => GOOD.replace("      displayName: Watch", `      ${line}`);
  const rejected: readonly (readonly [text: string, codes: readonly string[]])[] = [
    [GOOD.replace("/v1alpha1", "/v1"), ["invalid-value"]],
    [GOOD.replace("sympozium.ai/v1alpha1", "v1"), ["invalid-value"]],
    [GOOD.replace(/^apiVersion.*\n/, ""), ["missing-field"]],
    [GOOD.replace("PersonaPack", "Personapack"), ["invalid-value"]],
    [named("My_Team"), ["pack-name-invalid"]],
    [
      GOOD.replace("  name: team", '  name: team\n  namespace: My_NS\n  labels: {a: "a b"}'),
      ["metadata-invalid", "metadata-invalid"],
    ],
    [inPersona("skils: [k8s-ops]"), ["unknown-field"]],
    [inPersona("# personapack-ignore\n      skils: [k8s-ops]"), ["unknown-field"]],
    // Accepted, and checked in the cluster by nobody or too late.
    [named("2nd-level"), []],
    [GOOD.replace("name: watch", "name: Watch"), []],
    [GOOD.replace("interval: 30m", 'cron: "* * *"'), []],
    [GOOD.replace("interval: 30m", "interval: 45m"), []],
    [inPersona("model: sk-ant-api03-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), []],
  ];
  for (const [text, codes] of rejected) {
    const { status, objects, stderr } = await previewed(text);
    const check = await runCli(["check", "--format", "json", "-"], {
      stdin: text.replace("# personapack-ignore", "#"),
    });
    const findings = JSON.parse(check.stdout) as readonly {
      readonly line: number;
      readonly column: number;
      readonly code: string;
      readonly message: string;
    }[];
    const expected = findings
      .filter(({ code }) => codes.includes(code))
      .map(({ line, column, message }) => `personapack: -: line ${line}, column ${column}: ${message}\n`);
    assert.equal(expected.length, codes.length, text);
    assert.deepEqual([status, stderr], [codes.length === 0 ? 0 : 1, expected.join("")], text);
    assert.ok(objects.length > 0, text);
  }
});

test("CRLF changes nothing", async () => {
  const lf = await previewed(GOOD);
  const crlf = await previewed(GOOD.replaceAll("\n", "\r\n"));
  assert.deepEqual(crlf, lf);
});

test("what cannot be previewed: one line, exit 2", async (context) => {
  const cwd = folderWith(context, { "map.yaml": "kind: ConfigMap\n", "team.yaml": GOOD });
  const refused: readonly (readonly [args: string[], complaint: RegExp])[] = [
    [["map.yaml"], /map\.yaml: there is no PersonaPack in this file/],
    [["gone.yaml"], /gone\.yaml: no such file or folder/],
    [["."], /\.: is a folder/],
    [[], /preview takes one file/],
    [["team.yaml", "team.yaml"], /preview takes one file/],
    [["-o", "xml", "team.yaml"], /unknown output "xml"; (write one of|did you mean) yaml/],
    [["--release", "v1", "team.yaml"], /unknown release "v1"/],
  ];
  for (const [args, complaint] of refused) {
    const { status, stdout, stderr } = await runCli(["preview", ...args], { cwd });
    assert.deepEqual([status, stdout, stderr.trimEnd().split("\n").length], [2, "", 1], args.join(" "));
    assert.match(stderr, complaint);
  }
});
