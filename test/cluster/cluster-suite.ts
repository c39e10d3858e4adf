/** Tests that need a real API server. */
import { describe, test } from "node:test";
import { findKubeBinaries, HOW_TO_GET_THEM, type KubeBinaries } from "../../scripts/kube-binaries.ts";

/**
 * Declares the tests of `body` if the programs are there. Without them it says in one line what does not run and how
 * to get them, and fails if CI is set. Neither builds nor loads: `npm test` has done that before.
 */
export function describeWithCluster(name: string, body: (binaries: KubeBinaries) => void): void {
  const binaries = findKubeBinaries();
  if (binaries) {
    describe(name, () => body(binaries));
    return;
  }
  const line = `"${name}" does not run: ${HOW_TO_GET_THEM}`;
  if (process.env.CI) {
    test(name, () => {
      throw new Error(line);
    });
  } else {
    process.stderr.write(`${line}\n`);
  }
}
