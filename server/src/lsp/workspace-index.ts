/**
 * Which files of the workspace hold packs, and the names in them. Files are read when somebody asks for the first
 * time, and again when they have changed; of a file that was read only the names are kept.
 */
import { readFile, stat } from "node:fs/promises";
import { dirname, sep } from "node:path";
import { setImmediate as otherWorkFirst } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type FilePacks, packSummaries } from "../features/pack-summary.ts";
import type { Kustomizations } from "../kustomizations.ts";
import { MAX_FILE_LENGTH, PackFile } from "../yaml/pack-file.ts";
import { PACK_KIND } from "../yaml/routing.ts";
import { isYamlPath } from "../yaml-paths.ts";
import { forEachBounded } from "./bounded-tasks.ts";
import { yamlFilesBelow } from "./yaml-files.ts";

export interface IndexedFile extends FilePacks {
  readonly path: string;
  /** The folder of the workspace that it lies in. */
  readonly folderUri: string;
  /** Another one when the file has changed. */
  readonly stamp: string;
}

interface Entry {
  readonly stamp: string;
  /** Undefined for a file that does not speak of packs. */
  readonly file: IndexedFile | undefined;
}

interface Folder {
  readonly uri: string;
  readonly path: string;
}

export type OnProgress = (done: number, all: number) => void;

export class WorkspaceIndex {
  #folders: readonly Folder[] = [];
  readonly #entries = new Map<string, Entry>();
  /** Files that may have changed since they were read. */
  readonly #dirty = new Set<string>();
  #isListed = false;
  #isWatched = false;
  #updating: Promise<void> | undefined;
  readonly #waiting = new Set<() => boolean>();
  readonly #kustomizations: Kustomizations;

  constructor(kustomizations: Kustomizations) {
    this.#kustomizations = kustomizations;
  }

  /** Folders that are no files (`vscode-vfs:`) are passed over: this process cannot read them. */
  setFolders(uris: readonly string[]): void {
    this.#folders = uris.flatMap((uri) => {
      const path = pathOf(uri);
      return path === undefined ? [] : [{ uri, path }];
    });
    this.listAnew();
  }

  /** From now on `fileChanged` is called for every change, so that the disk need not be searched each time. */
  watched(): void {
    this.#isWatched = true;
  }

  get isWatched(): boolean {
    return this.#isWatched;
  }

  /** True if it was a kustomization: what was said of files beside it and below may be out of date. */
  fileChanged(uri: string): boolean {
    const path = pathOf(uri);
    if (path === undefined) return false;
    if (isYamlPath(path)) this.#dirty.add(path);
    const isKustomization = this.#kustomizations.fileChanged(path);
    if (isKustomization) this.#readAnewBelow(dirname(path));
    return isKustomization;
  }

  /** What a kustomization says of files is found out anew. */
  #readAnewBelow(folder: string): void {
    for (const path of [...this.#entries.keys()].filter((path) => liesIn(path, folder))) {
      this.#entries.delete(path);
      this.#dirty.add(path);
    }
  }

  /** Whole folders have come or gone. */
  listAnew(): void {
    this.#isListed = false;
  }

  /** Files that hold packs, as they were when last read; in the order of their paths. */
  files(): IndexedFile[] {
    const files = [...this.#entries.values()].flatMap(({ file }) => file ?? []);
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  fileAt(path: string): IndexedFile | undefined {
    return this.#entries.get(path)?.file;
  }

  /**
   * Reads what has changed. Who asks while it runs waits for the same run, which ends early only if all who wait
   * have given up; what it has read by then is kept.
   */
  async update(isCancelled: () => boolean, onProgress?: OnProgress): Promise<void> {
    this.#waiting.add(isCancelled);
    try {
      this.#updating ??= this.#update(onProgress).finally(() => {
        this.#updating = undefined;
      });
      await this.#updating;
    } finally {
      this.#waiting.delete(isCancelled);
    }
  }

  async #update(onProgress?: OnProgress): Promise<void> {
    const isStopped = () => [...this.#waiting].every((isCancelled) => isCancelled());
    if (!this.#isListed || !this.#isWatched) await this.#list(isStopped);
    const paths = [...this.#dirty];
    let done = 0;
    const read = async (path: string) => {
      this.#dirty.delete(path);
      await this.#read(path);
      onProgress?.(++done, paths.length);
    };
    await forEachBounded(paths, read, isStopped);
  }

  async #list(isStopped: () => boolean): Promise<void> {
    this.#isListed = true;
    const found = new Set<string>();
    for (const { path: folder } of this.#folders) {
      for await (const path of yamlFilesBelow(folder)) {
        if (isStopped()) {
          this.#isListed = false;
          return;
        }
        found.add(path);
        this.#dirty.add(path);
      }
    }
    for (const path of this.#entries.keys()) {
      if (!found.has(path)) this.#entries.delete(path);
    }
  }

  async #read(path: string): Promise<void> {
    const folder = this.#folders.find(({ path: folder }) => liesIn(path, folder));
    const stamp = folder && (await stampOf(path));
    if (!folder || stamp === undefined) {
      this.#entries.delete(path);
      return;
    }
    if (this.#entries.get(path)?.stamp === stamp) return;
    const uri = pathToFileURL(path).href;
    const file = await readPackFile(path, uri, this.#kustomizations);
    const packs = file && packSummaries(file);
    const asIs = file?.isPatch ? `${stamp}-patch` : stamp;
    const indexed = packs && { path, uri, folderUri: folder.uri, stamp: asIs, packs };
    this.#entries.set(path, { stamp, file: indexed });
    await otherWorkFirst();
  }
}

function liesIn(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The path behind a `file:` URI; undefined for others. */
export function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** Undefined for a file that is gone, is none, or is longer than those that are read. */
async function stampOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile() || found.size > MAX_FILE_LENGTH) return undefined;
  return `${found.mtimeMs}-${found.size}`;
}

/** Undefined for a file that cannot be read, and for one that does not speak of packs: most YAML is other YAML. */
export async function readPackFile(
  path: string,
  uri: string,
  kustomizations: Kustomizations,
): Promise<PackFile | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes?.includes(PACK_KIND)) return undefined;
  const file = new PackFile(uri, 0, bytes.toString("utf8"));
  file.isPatch = await kustomizations.nameAsPatch(path);
  return file;
}
