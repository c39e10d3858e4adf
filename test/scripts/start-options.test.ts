import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, describe, test } from "node:test";
import { existingKubeconfig, readArguments } from "../../scripts/start-options.ts";

describe("arguments of npm start", () => {
  const cases = [
    [[], { build: true, localCluster: "without-kubeconfig" }],
    [["--local-cluster"], { build: true, localCluster: "always" }],
    [["--no-cluster", "--no-build"], { build: false, localCluster: "never" }],
  ] as const;
  for (const [args, expected] of cases) {
    test(args.join(" ") || "none", () => assert.deepEqual(readArguments([...args]), expected));
  }

  for (const args of [["--local-cluster", "--no-cluster"], ["--cluster"], ["data-team.yaml"]]) {
    test(`${args.join(" ")} is refused`, () => assert.throws(() => readArguments(args), Error));
  }
});

describe("the kubeconfig of the user", () => {
  const folder = mkdtempSync(join(tmpdir(), "start-options-"));
  after(() => rmSync(folder, { recursive: true }));
  const bare = join(folder, "bare");
  const home = join(folder, "home");
  mkdirSync(bare);
  mkdirSync(join(home, ".kube"), { recursive: true });
  const own = join(home, ".kube", "config");
  const other = join(folder, "other");
  for (const file of [own, other]) writeFileSync(file, "");
  const absent = join(folder, "absent");

  const cases = [
    ["none", undefined, bare, undefined],
    ["an empty KUBECONFIG", "", bare, undefined],
    ["a KUBECONFIG that names nothing that is there", absent, bare, undefined],
    ["~/.kube/config", undefined, home, own],
    ["~/.kube/config beside a KUBECONFIG that names nothing that is there", absent, home, own],
    ["a KUBECONFIG with several files", [absent, other].join(delimiter), home, other],
  ] as const;
  for (const [name, KUBECONFIG, user, expected] of cases) {
    test(name, () => assert.equal(existingKubeconfig({ KUBECONFIG }, user), expected));
  }
});
