import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { inTurns, type Scenario } from "../scenario.ts";

const run = promisify(execFile);
const probe = fileURLToPath(new URL("../load-probe.ts", import.meta.url));

/** What an extension loads at the least that starts its language client at once, bundled as ours is. */
const PEER = 'export { LanguageClient } from "vscode-languageclient/node"';

/** From nothing to the bundles of the client being loaded, each time in a new process. */
export const extensionLoad: Scenario = {
  name: "extension-load",
  title: "extension loaded, against vscode-languageclient alone",
  unit: "ms",
  cases: [
    { documents: "any YAML", limit: { ratio: 0.25 } },
    { documents: "a pack", limit: { ratio: 1.25 } },
  ],
  async run(documents, bench) {
    const folder = await mkdtemp(join(tmpdir(), "personapack-bench-"));
    try {
      const peer = join(folder, "peer.cjs");
      await build({
        stdin: { contents: PEER, resolveDir: bench.root },
        outfile: peer,
        bundle: true,
        minify: true,
        platform: "node",
        format: "cjs",
        target: "node22",
        mainFields: ["module", "main"],
        external: ["vscode"],
      });
      const bundles = documents === "a pack" ? ["extension", "language-client"] : ["extension"];
      const ours = bundles.map((name) => join(bench.root, "client/dist", `${name}.cjs`));
      return await inTurns(
        { samples: bench.samples(15), warmUps: 1 },
        () => load(ours),
        () => load([peer]),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function load(bundles: readonly string[]): Promise<number> {
  const { stdout } = await run(process.execPath, [probe, ...bundles]);
  return Number(stdout);
}
