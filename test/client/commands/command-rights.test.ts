import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { RESOURCES } from "../../../client/src/cluster/resource-types.ts";
import { COMMAND_RIGHTS } from "../../../client/src/commands/command-rights.ts";

const README = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");

/** The rows of the table of rights that name the resource and, before it, the verb. */
function rowsFor(verb: string, plural: string): string[] {
  const [, section = ""] = README.split("## What the cluster view needs");
  const rows = (section.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| "));
  const named = new RegExp(`\\b${verb}\\b[^;]*(\`${plural}\`|on each kind)`);
  return rows.filter((row) => named.test(row));
}

for (const [command, rights = []] of Object.entries(COMMAND_RIGHTS)) {
  test(`README tells who may ${command}`, () => {
    for (const { verb, resource } of rights) {
      const { plural } = RESOURCES[resource];
      assert.notDeepEqual(rowsFor(verb, plural), [], `${verb} ${plural}`);
    }
  });
}
