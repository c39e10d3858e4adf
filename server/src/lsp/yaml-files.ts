/** The YAML files below the folders of a workspace. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isYamlPath, SKIPPED_FOLDERS } from "../yaml-paths.ts";

/** Paths, folder by folder. Links are not followed; folders that cannot be read are passed over. */
export async function* yamlFilesBelow(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name)) yield* yamlFilesBelow(path);
    } else if (entry.isFile() && isYamlPath(entry.name)) {
      yield path;
    }
  }
}
