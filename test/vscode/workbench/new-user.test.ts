/** A first session with the sample pack, as a person has it; each step leaves a screenshot. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Workbench } from "./workbench.ts";

const examples = fileURLToPath(new URL("../../../examples", import.meta.url));
const pack = await readFile(`${examples}/data-team.yaml`, "utf8");

/** Line (from 1) of the sample pack that holds `text`. */
function lineOf(text: string): number {
  const line = pack.split("\n").findIndex((candidate) => candidate.includes(text)) + 1;
  assert.ok(line > 0, `the sample pack has a line with ${text}`);
  return line;
}

describe("a new user", { timeout: 240_000 }, () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open(examples);
  });
  after(() => workbench?.close());
  afterEach((context) => workbench?.screenshot(`new-user-${context.name.replaceAll(/\W+/g, "-")}`));

  test("opens the sample pack", async () => {
    await workbench.openFile("data-team.yaml");
    assert.match(await workbench.visibleText(), /kind: PersonaPack/);
    await workbench.languageStatus("2 personas");
  });

  test("hovers the cron and reads its runs", async () => {
    await workbench.goTo(lineOf("cron:"), 1);
    const text = await workbench.hover("0 9 * * 1-5");
    assert.match(text, /09:00/);
    assert.match(text, /UTC/);
  });

  test("misspells a value and finds it among the problems", async () => {
    await workbench.goTo(lineOf("type: scheduled"), 200);
    await workbench.type("d");
    await workbench.press("Escape");
    await workbench.problem("scheduledd");
  });

  test("applies the fix", async () => {
    await workbench.goTo(lineOf("type: scheduled"), 20);
    await workbench.quickFix("Change to scheduled");
    await workbench.problemsGone("scheduledd");
    assert.doesNotMatch(await workbench.visibleText(), /scheduledd/);
  });

  test("types a key and accepts the completion", async () => {
    await workbench.goTo(lineOf("version:"), 200);
    await workbench.press("Enter");
    await workbench.type("enab");
    const entry = await workbench.suggestion("enabled");
    await workbench.screenshot("new-user-suggestions");
    await entry.click();
    assert.match(await workbench.visibleText(), /^ {2}enabled:/m);
  });
});
