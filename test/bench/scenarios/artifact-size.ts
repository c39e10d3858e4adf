import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "../scenario.ts";

/** What every start of the server reads, and what it reads when something is formatted as well. */
export const bundleSize: Scenario = sizeOf("bundle-size", "server bundle", "server/dist", [
  { documents: "server.cjs", limit: { absolute: 900 } },
  { documents: "server.cjs + prettier.cjs", limit: { absolute: 1100 } },
]);

/** What VS Code loads for the first YAML file, for a pack, and for a look at a cluster. */
export const extensionSize: Scenario = sizeOf("extension-size", "extension bundle", "client/dist", [
  { documents: "extension.cjs", limit: { absolute: 40 } },
  { documents: "extension.cjs + language-client.cjs", limit: { absolute: 500 } },
  { documents: "cluster-extension.cjs + cluster.cjs", limit: { absolute: 1100 } },
]);

/** `documents` are names of files. */
function sizeOf(name: string, title: string, folder: string, cases: Scenario["cases"]): Scenario {
  return {
    name,
    title,
    unit: "KB",
    cases,
    run: async (documents, bench) => {
      const files = documents.split(" + ").map((file) => join(bench.root, folder, file));
      if (!files.every((file) => existsSync(file))) throw new Error("no bundle: run `npm run build` first");
      return { ours: [files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e3] };
    },
  };
}

/** The newest VSIX in the project's root or its `dist`. */
export const vsixSize: Scenario = {
  name: "vsix-size",
  title: "VSIX",
  unit: "MB",
  cases: [{ documents: "*.vsix", limit: { absolute: 3 } }],
  run: async (_documents, bench) => {
    const packages = [bench.root, join(bench.root, "dist")]
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
      .filter((file) => file.endsWith(".vsix"))
      .map((file) => statSync(file))
      .sort((a, b) => b.mtimeMs - a.mtimeMs);
    const newest = packages[0];
    if (!newest) throw new Error("no VSIX: run `npm run package` first");
    return { ours: [newest.size / 1e6] };
  },
};
