/** Which files are patches of Kustomize, because a kustomization says so. Each kustomization is read once. */
import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { KUSTOMIZATION_NAMES, patchFiles } from "./yaml/kustomization.ts";

export class Kustomizations {
  /** By folder, the paths of the patches; undefined for a folder without a kustomization. */
  readonly #patches = new Map<string, Promise<ReadonlySet<string> | undefined>>();

  /** Whether the kustomization beside a file, or else the one in the folder above, names it as a patch. */
  async nameAsPatch(path: string): Promise<boolean> {
    const file = resolve(path);
    const folder = dirname(file);
    const patches = (await this.#patchesOf(folder)) ?? (await this.#patchesOf(dirname(folder)));
    return patches?.has(file) === true;
  }

  /** To be called when a file has changed; true if what was said of files beside it and below may be out of date. */
  fileChanged(path: string): boolean {
    if (!KUSTOMIZATION_NAMES.includes(basename(path))) return false;
    this.#patches.delete(dirname(path));
    return true;
  }

  #patchesOf(folder: string): Promise<ReadonlySet<string> | undefined> {
    const known = this.#patches.get(folder) ?? readPatches(folder);
    this.#patches.set(folder, known);
    return known;
  }
}

async function readPatches(folder: string): Promise<ReadonlySet<string> | undefined> {
  for (const name of KUSTOMIZATION_NAMES) {
    const text = await readFile(join(folder, name), "utf8").catch(() => undefined);
    if (text !== undefined) return new Set(patchFiles(text).map((path) => resolve(folder, path)));
  }
  return undefined;
}
