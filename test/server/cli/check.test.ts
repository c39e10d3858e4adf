import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { diagnose } from "../../../server/src/features/diagnostics.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { BAD, BUNDLE, folderWith, GOOD, runCli } from "./run-cli.ts";

interface JsonFinding {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly related?: object;
}

async function findingsIn(text: string | Uint8Array, ...args: string[]): Promise<JsonFinding[]> {
  const { stdout } = await runCli(["check", "--format", "json", ...args, "-"], { stdin: text });
  return JSON.parse(stdout) as JsonFinding[];
}

test("a pack without faults: nothing but the summary, exit 0", async (context) => {
  const cwd = folderWith(context, { "team.yaml": GOOD });
  const run = await runCli(["check", "--severity", "hint", "team.yaml"], { cwd });
  assert.deepEqual(run, { status: 0, stdout: "", stderr: "no findings in 1 pack of 1 file\n" });
});

test("findings: a line for each, from top to bottom, exit 1", async (context) => {
  const cwd = folderWith(context, { "team.yaml": BAD });
  const { status, stdout, stderr } = await runCli(["check", "team.yaml"], { cwd });
  assert.equal(status, 1);
  const lines = stdout.trimEnd().split("\n");
  for (const line of lines) assert.match(line, /^team\.yaml:\d+:\d+: (error|warning) [a-z-]+: \S/);
  assert.deepEqual(
    lines.map((line) => line.split(": ")[1]),
    ["error missing-field", "error unknown-field", "warning interval-fallback"],
  );
  assert.match(stderr, /^2 errors, 1 warning in 1 pack of 1 file\n$/);
});

const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ["faults", BAD],
  ["CRLF", BAD.replaceAll("\n", "\r\n")],
  ["no line break at the end", BAD.trimEnd()],
  ["several documents", `${BAD}---\nkind: ConfigMap\n---\n${BAD}`],
  ["no YAML", 'kind: PersonaPack\nspec: "open\n'],
  ["characters beyond 16 bits", BAD.replace("Watch\n", '"\u{1f600}\u{1f600}" x\n')],
  [
    "suppressed",
    BAD.replace("        interval", "        # personapack-ignore: interval-fallback\n        interval"),
  ],
  ["empty", ""],
];

function withoutRelated(findings: readonly JsonFinding[]): object[] {
  return findings.map(({ related: _, ...finding }) => finding);
}

test("the same findings as in the editor", async () => {
  for (const [name, text] of TEXTS) {
    const expected = diagnose(new PackFile("file:///pack.yaml", 1, text)).map(
      ({ range: { start, end }, severity, code, message }) => ({
        path: "-",
        line: start.line + 1,
        column: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
        severity,
        code,
        message,
      }),
    );
    const found = await findingsIn(text, "--severity", "hint");
    const inOrder = (a: JsonFinding, b: JsonFinding) => a.line - b.line || a.column - b.column;
    assert.deepEqual(withoutRelated(found), expected.sort(inOrder), name);
  }
});

test("what kubectl decodes is decoded: byte order marks, UTF-16", async () => {
  const expected = await findingsIn(BAD);
  assert.ok(expected.length > 0);
  assert.deepEqual(await findingsIn(`\ufeff${BAD}`), expected);
  assert.deepEqual(await findingsIn(Buffer.from(`\ufeff${BAD}`, "utf16le")), expected);
  assert.deepEqual(await findingsIn(Buffer.from(`\ufeff${BAD}`, "utf16le").swap16()), expected);
});

test("a file with the character that stands for broken text is text", async (context) => {
  const cwd = folderWith(context, { "team.yaml": BAD.replace("Look.", '"\ufffd"') });
  const file = await runCli(["check", "team.yaml"], { cwd });
  assert.match(file.stdout, /^team\.yaml:7:13: error missing-field/);
});

test("severities: what is reported, and what a rule counts", async () => {
  const codes = async (...args: string[]) => (await findingsIn(BAD, ...args)).map(({ code }) => code);
  assert.deepEqual(await codes("--severity", "error"), ["missing-field", "unknown-field"]);
  assert.deepEqual(await codes("--rule", "missing-field=off", "--rule", "interval-fallback=hint"), [
    "unknown-field",
  ]);
  const [finding] = await findingsIn(
    BAD,
    "--rule",
    "interval-fallback=error",
    "--rule",
    "missing-field=off",
    "--rule",
    "unknown-field=off",
  );
  assert.equal(finding?.severity, "error");
});

test("folders, patterns and files, each file once and in order", async (context) => {
  const cwd = folderWith(context, {
    "packs/b.yml": BAD,
    "packs/a.yaml": BAD,
    "packs/deep/er/c.YAML": BAD,
    "packs/notes.txt": BAD,
    "packs/node_modules/x.yaml": BAD,
    "packs/.git/x.yaml": BAD,
    "packs/.github/d.yaml": BAD,
    "other.txt": BAD,
  });
  symlinkSync(join(cwd, "packs"), join(cwd, "packs", "round"));
  const paths = async (...args: string[]) => {
    const { stdout } = await runCli(["check", "--format", "json", ...args], { cwd });
    return [...new Set((JSON.parse(stdout) as JsonFinding[]).map(({ path }) => path))];
  };
  const all = ["packs/.github/d.yaml", "packs/a.yaml", "packs/b.yml", "packs/deep/er/c.YAML"];
  assert.deepEqual(await paths("packs"), all);
  assert.deepEqual(await paths(), all);
  assert.deepEqual(await paths("packs/a.yaml", "packs", "other.txt"), [
    "packs/a.yaml",
    ...all.filter((path) => path !== "packs/a.yaml"),
    "other.txt",
  ]);
  assert.deepEqual(await paths("packs/*.y*ml"), ["packs/a.yaml", "packs/b.yml"]);
  assert.deepEqual((await paths("packs/**/*.YAML")).sort(), ["packs/deep/er/c.YAML"]);
});

test("a file whose name is a pattern is that file", async (context) => {
  const cwd = folderWith(context, { "[team].yaml": BAD });
  const { status } = await runCli(["check", "[team].yaml"], { cwd });
  assert.equal(status, 1);
});

test("inputs that cannot be used are named, the others checked, exit 2", async (context) => {
  const cwd = folderWith(context, { "team.yaml": BAD, "latin1.yaml": Buffer.from([0x61, 0x3a, 0xe9]) });
  mkdirSync(join(cwd, "empty"));
  symlinkSync("loop.yaml", join(cwd, "loop.yaml"));
  const args = ["check", "gone.yaml", "latin1.yaml", "loop.yaml", "empty", "no/*.yaml", "team.yaml"];
  const { status, stdout, stderr } = await runCli(args, { cwd });
  assert.equal(status, 2);
  assert.equal(
    stderr,
    `personapack: gone.yaml: no such file or folder
personapack: latin1.yaml: is no UTF-8 text
personapack: loop.yaml: too many symbolic links
personapack: empty: there are no YAML files below this folder
personapack: no/*.yaml: no file matches this pattern
2 errors, 1 warning in 1 pack of 1 file; 5 inputs could not be used
`,
  );
  assert.match(stdout, /^team\.yaml:/);
});

test("options that cannot be used: one line, exit 2", async () => {
  const refused: readonly (readonly [args: string[], complaint: RegExp])[] = [
    [["--formt", "json"], /unknown option --formt; did you mean --format\?/],
    [["--format", "yaml"], /unknown format "yaml"; write one of text, json, sarif, github/],
    [["--format"], /--format/],
    [["--severity", "warn"], /unknown severity "warn"; did you mean warning\?/],
    [["--release", "v9"], /unknown release "v9"; write one of v0\.8\.28/],
    [["--rule", "interval-falback=off"], /unknown rule "interval-falback"; did you mean interval-fallback\?/],
    [["--rule", "interval-fallback"], /--rule takes CODE=SEVERITY/],
    [["--rule", "interval-fallback=loud"], /unknown severity "loud"/],
  ];
  for (const [args, complaint] of refused) {
    const { status, stdout, stderr } = await runCli(["check", ...args]);
    assert.deepEqual([status, stdout, stderr.trimEnd().split("\n").length], [2, "", 1], args.join(" "));
    assert.match(stderr, complaint);
  }
});

test("Helm templates are counted, not checked", async () => {
  const { status, stderr } = await runCli(["check", "-"], {
    stdin: BAD.replace("team", "{{ .Values.name }}"),
  });
  assert.equal(status, 0);
  assert.equal(stderr, "no findings in 0 packs of 1 file; 1 Helm template not checked\n");
});

const ENABLE =
  "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata:\n  name: team\nspec:\n  enabled: true\n";

test("patches for Kustomize are counted, not checked", async (context) => {
  const directives = [
    ENABLE.replace("spec:", "$patch: delete\nspec:"),
    ENABLE.replace("spec:\n", "spec:\n  $patch: replace\n"),
    `${ENABLE}  personas:\n    - name: watch\n      $patch: delete\n`,
  ];
  const piped = await runCli(["check", "-"], { stdin: directives.join("---\n") });
  assert.deepEqual(
    [piped.status, piped.stderr],
    [0, "no findings in 0 packs of 1 file; 3 Kustomize patches not checked\n"],
  );

  const cwd = folderWith(context, {
    "base/team.yaml": GOOD,
    "base/kustomization.yaml": "resources: [team.yaml]\n",
    "on/enable.yaml": ENABLE,
    "on/kustomization.yml":
      "resources: [../base]\npatches:\n  - path: enable.yaml\n    target: {kind: PersonaPack}\n",
    "merged/enable.yaml": ENABLE,
    "merged/Kustomization": "patchesStrategicMerge:\n- enable.yaml\n",
    "apart/patches/enable.yaml": ENABLE,
    "apart/kustomization.yaml": "patches: [{path: ./patches/enable.yaml}, {patch: '- op: remove'}]\n",
  });
  const overlays = await runCli(["check"], { cwd });
  assert.deepEqual(
    [overlays.status, overlays.stdout, overlays.stderr],
    [0, "", "no findings in 1 pack of 7 files; 3 Kustomize patches not checked\n"],
  );
  const preview = await runCli(["preview", "on/enable.yaml"], { cwd });
  assert.deepEqual([preview.status, preview.stdout], [2, ""]);
  assert.match(preview.stderr, /^personapack: on\/enable\.yaml: this is a patch for Kustomize/);
});

test("what no kustomization names as a patch is checked, and prompts may speak of $patch", async (context) => {
  const cwd = folderWith(context, {
    "enable.yaml": ENABLE,
    "prompt.yaml": GOOD.replace("Look after the cluster.", "|\n        $patch: delete"),
    "kustomization.yaml": "resources: [enable.yaml]\npatches: [{path: other/enable.yaml}]\n",
  });
  const { stdout, stderr } = await runCli(["check", "--format", "json"], { cwd });
  const found = JSON.parse(stdout) as JsonFinding[];
  assert.deepEqual(
    found.map(({ path, code }) => [path, code]),
    [["enable.yaml", "missing-field"]],
  );
  assert.match(stderr, /^$|in 2 packs of 3 files/);
});

test("Lists with packs are counted, not checked; other Lists are not", async () => {
  const list = (kind: string, item: string) => `apiVersion: v1\nkind: ${kind}\nitems:\n  - kind: ${item}\n`;
  const stdin = [list("List", "PersonaPack"), list("PersonaPackList", "PersonaPack"), list("List", "Pod")];
  const { status, stderr } = await runCli(["check", "-"], { stdin: stdin.join("---\n") });
  assert.equal(status, 0);
  assert.equal(
    stderr,
    "no findings in 0 packs of 1 file; 2 Lists not checked, a pack is to be a document of its own\n",
  );
});

test("a file that is longer than what is read has a finding that says so", async () => {
  const long = `${GOOD}# ${"x".repeat(17 * 1024 * 1024)}\n`;
  const findings = await findingsIn(long);
  assert.deepEqual(
    findings.map(({ code, line }) => [code, line]),
    [["file-limit", 1]],
  );
});

/** The streams as a terminal; what `NO_COLOR` means stays Node's to say. */
const TERMINAL = `data:text/javascript,${encodeURIComponent(`
  import { WriteStream } from "node:tty";
  for (const stream of [process.stdout, process.stderr]) {
    stream.isTTY = true;
    stream.hasColors = WriteStream.prototype.hasColors;
    stream.getColorDepth = WriteStream.prototype.getColorDepth;
  }
`)}`;

test("on a terminal: colours, unless they are not wanted, and the line with the place", async (context) => {
  const long = `      displayName: ${"x".repeat(300)} # \u001b[31m\n`;
  const cwd = folderWith(context, {
    "team.yaml": BAD.replace("      displayName: Watch\n", long.replace("displayName", "displayNam")),
  });
  const onTerminal = (env: NodeJS.ProcessEnv) =>
    runCli(["check", "team.yaml"], {
      cwd,
      nodeOptions: ["--import", TERMINAL],
      // Node knows no colours where `CI` is set.
      env: { TERM: "xterm-256color", NO_COLOR: undefined, CI: undefined, ...env },
    });
  const coloured = await onTerminal({});
  assert.match(coloured.stdout, /\u001b\[3[13]m/);
  const plain = await onTerminal({ NO_COLOR: "1" });
  assert.ok(!plain.stdout.includes("\u001b"), "no escape sequences, not even those of the file");
  assert.match(plain.stdout, /^ {2}12 \| {9}interval: 45m$/m);
  assert.match(plain.stdout, /^ {5}\| {19}\^{3}$/m);
  for (const line of plain.stdout.split("\n").filter((line) => line.startsWith("  "))) {
    assert.ok(line.length <= 120, line);
  }
});

test("off a terminal no colours, whatever the environment wants", async () => {
  const { stdout } = await runCli(["check", "-"], { stdin: BAD, env: { FORCE_COLOR: "1" } });
  assert.ok(!stdout.includes("\u001b"));
});

test("a reader that leaves early ends the program without a word", async (context) => {
  const personas = Array.from({ length: 900 }, (_, i) => `    - nam: p${i}\n      systemPrompt: x\n`).join(
    "",
  );
  const text = `${GOOD.slice(0, GOOD.indexOf("    - name"))}${personas}`;
  const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}.yaml`, text]));
  const child = spawn(process.execPath, [BUNDLE, "check", folderWith(context, files)]);
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  child.stdout.once("data", () => child.stdout.destroy());
  const status = await new Promise((resolve) => child.once("close", resolve));
  assert.deepEqual([status, stderr], [141, ""]);
});

test("the bundle is one file without the language server", async (context) => {
  const folder = folderWith(context, { "team.yaml": GOOD });
  const program = join(folder, "alone.cjs");
  copyFileSync(BUNDLE, program);
  const { status } = await runCli(["check", "team.yaml"], { cwd: folder, program });
  assert.equal(status, 0);
  const code = readFileSync(BUNDLE, "utf8");
  for (const part of ["publishDiagnostics", "vscode-jsonrpc", "Content-Length"]) {
    assert.ok(!code.includes(part), part);
  }
});
