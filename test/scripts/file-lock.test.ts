import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { withLock } from "../../scripts/file-lock.ts";

const folder = mkdtempSync(join(tmpdir(), "file-lock-"));
const file = join(folder, "lock");
const neverWaits = () => assert.fail("no other process has the lock");
after(() => rmSync(folder, { recursive: true }));

test("the second waits for the first, and is told of it once", async () => {
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} starts`);
    await delay(50);
    events.push(`${name} ends`);
    return name;
  };
  const waiting = (holder: number) => events.push(`waits for ${holder}`);
  const results = await Promise.all([
    withLock(file, waiting, work("first")),
    withLock(file, waiting, work("second")),
  ]);
  assert.deepEqual(results, ["first", "second"]);
  const expected = ["first starts", `waits for ${process.pid}`, "first ends", "second starts", "second ends"];
  assert.deepEqual(events, expected);
});

test("a failure frees the lock", async () => {
  const failing = async () => {
    throw new Error("failed");
  };
  await assert.rejects(withLock(file, neverWaits, failing), /failed/);
  assert.equal(existsSync(file), false);
});

test("the lock of a process that has ended is taken over", async () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(file, String(pid));
  assert.equal(await withLock(file, neverWaits, async () => "done"), "done");
});
