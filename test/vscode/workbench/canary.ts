/** Where a text that must be nowhere is nevertheless. */
import { type Dirent, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Of the API server of a test, which keeps Secrets; and what is installed rather than written. */
const NOT_OURS = /^(control-plane-|node_modules$|\.git$)/;

/**
 * Paths of files below the folder that hold one of the texts, and were written since then (epoch ms). What others
 * delete meanwhile, or keep to themselves, is left out.
 */
export function filesHolding(texts: readonly string[], folder: string, since = 0): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (NOT_OURS.test(entry.name)) return [];
    if (entry.isDirectory()) return filesHolding(texts, path, since);
    if (!entry.isFile()) return [];
    const bytes = bytesOf(path, since);
    return bytes && texts.some((text) => bytes.includes(text)) ? [path] : [];
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function bytesOf(path: string, since: number): Buffer | undefined {
  try {
    return lstatSync(path).mtimeMs < since ? undefined : readFileSync(path);
  } catch {
    return undefined;
  }
}
