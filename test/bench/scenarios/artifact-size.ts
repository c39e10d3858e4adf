import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Scenario } from "../scenario.ts";

/** The bundled server with every chunk that it loads from its folder. */
export const bundleSize: Scenario = {
  name: "bundle-size",
  title: "server bundle",
  unit: "KB",
  cases: [{ documents: "server.cjs", limit: { absolute: 900 } }],
  run: async (_documents, bench) => {
    const entry = join(bench.root, "server/dist/server.cjs");
    if (!existsSync(entry)) throw new Error("no server bundle: run `npm run build` first");
    const bytes = [...withChunks(entry)].reduce((sum, file) => sum + statSync(file).size, 0);
    return { ours: [bytes / 1e3] };
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

function withChunks(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const match of readFileSync(file, "utf8").matchAll(/["'](\.\/[\w./-]+\.[cm]?js)["']/g)) {
    const chunk = resolve(dirname(file), match[1] ?? "");
    if (existsSync(chunk)) withChunks(chunk, seen);
  }
  return seen;
}
