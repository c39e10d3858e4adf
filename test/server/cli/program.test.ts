import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ALL_RULES } from "../../../server/src/rules/registry.ts";
import { runCli } from "./run-cli.ts";

const manifest = JSON.parse(
  readFileSync(new URL("../../../server/package.json", import.meta.url), "utf8"),
) as { version: string };

test("--version is the version of the package", async () => {
  assert.deepEqual(await runCli(["--version"]), { status: 0, stdout: `${manifest.version}\n`, stderr: "" });
});

test("--help of the program and of each command is laid out as a manual page", async () => {
  const calls = [
    ["--help"],
    ["help"],
    ...["check", "preview", "schedule", "explain"].map((c) => [c, "--help"]),
  ];
  for (const args of calls) {
    const { status, stdout, stderr } = await runCli(args);
    assert.deepEqual([status, stderr], [0, ""], args.join(" "));
    const headings = stdout.split("\n").filter((line) => /^[A-Z]/.test(line));
    assert.deepEqual([headings[0], headings[1]], ["NAME", "SYNOPSIS"]);
    for (const heading of ["EXIT STATUS", "EXAMPLES"]) assert.ok(headings.includes(heading), heading);
    for (const line of stdout.split("\n")) assert.ok(line.length <= 118, line);
  }
  assert.equal((await runCli(["help", "check"])).stdout, (await runCli(["check", "-h"])).stdout);
});

test("no command, or one that there is not, ends with 2", async () => {
  const none = await runCli([]);
  assert.deepEqual([none.status, none.stdout], [2, ""]);
  assert.match(none.stderr, /^NAME/);
  const unknown = await runCli(["chek"]);
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /^personapack: unknown command "chek"; did you mean check\?/);
  assert.equal((await runCli(["constructor"])).status, 2);
});

test("explain prints the page of every rule, and lists them all", async () => {
  const list = await runCli(["explain"]);
  assert.equal(list.status, 0);
  for (const { code, severity } of ALL_RULES) {
    assert.match(list.stdout, new RegExp(`^${code} +${severity} +\\S`, "m"));
  }
  const page = await runCli(["explain", "interval-fallback"]);
  const written = new URL("../../../server/docs/rules/interval-fallback.md", import.meta.url);
  assert.deepEqual(page, { status: 0, stdout: readFileSync(written, "utf8"), stderr: "" });
});

test("explain suggests the nearest rule", async () => {
  const { status, stdout, stderr } = await runCli(["explain", "interval-falback"]);
  assert.deepEqual([status, stdout], [2, ""]);
  assert.match(stderr, /^personapack: unknown rule "interval-falback"; did you mean interval-fallback\?/);
  assert.equal((await runCli(["explain", "zzz"])).status, 2);
  assert.equal((await runCli(["explain", "anchor", "quantity"])).status, 2);
});
