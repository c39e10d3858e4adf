import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "../scenario.ts";

/** What every start of the server reads, and what it reads when something is formatted as well. */
export const bundleSize: Scenario = {
  name: "bundle-size",
  title: "server bundle",
  unit: "KB",
  cases: [
    { documents: "server.cjs", limit: { absolute: 900 } },
    { documents: "server.cjs + prettier.cjs", limit: { absolute: 1100 } },
  ],
  run: async (documents, bench) => {
    const files = documents.split(" + ").map((name) => join(bench.root, "server/dist", name));
    if (!files.every((file) => existsSync(file)))
      throw new Error("no server bundle: run `npm run build` first");
    return { ours: [files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e3] };
  },
};

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
