/** Tells when the kubeconfig says something else than before, by the file system's own notices. */
import { existsSync, type FSWatcher, readlinkSync, watch } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Clock } from "./clock.ts";
import type { Kubeconfig } from "./kubeconfig.ts";

/** Editors write a file in several steps. */
const DEBOUNCE_MS = 500;
/** As many as operating systems follow. */
const MOST_LINKS = 40;

export interface KubeconfigWatcherOptions {
  readonly files: readonly string[];
  readonly read: (files: readonly string[]) => Promise<Kubeconfig>;
  /** What was read before; later values are compared with it. */
  readonly initial: Kubeconfig;
  readonly onChange: (kubeconfig: Kubeconfig) => void;
  readonly clock: Clock;
  /** Told if a folder cannot be watched. */
  readonly log: (line: string) => void;
}

/**
 * Watches the folders rather than the files: editors and kubectl replace a file by another one. Where there is
 * no folder yet, its nearest parent that exists.
 */
export class KubeconfigWatcher {
  readonly #options: KubeconfigWatcherOptions;
  #last: Kubeconfig;
  #watchers: FSWatcher[] = [];
  #callOff: (() => void) | undefined;
  #disposed = false;

  constructor(options: KubeconfigWatcherOptions) {
    this.#options = options;
    this.#last = options.initial;
    this.#watchFolders();
    // What changed between the reading and now was seen by nobody.
    this.#schedule();
  }

  dispose(): void {
    this.#disposed = true;
    this.#callOff?.();
    this.#unwatch();
  }

  #schedule(): void {
    if (this.#disposed) return;
    this.#callOff?.();
    this.#callOff = this.#options.clock.after(DEBOUNCE_MS, () => void this.#check());
  }

  async #check(): Promise<void> {
    // Folders may have come, gone or been replaced. First the watches, so that nothing is missed between.
    this.#watchFolders();
    const kubeconfig = await this.#options.read(this.#options.files);
    if (this.#disposed || isDeepStrictEqual(kubeconfig, this.#last)) return;
    this.#last = kubeconfig;
    this.#options.onChange(kubeconfig);
  }

  #watchFolders(): void {
    this.#unwatch();
    const names = new Map<string, Set<string>>();
    for (const path of this.#options.files.flatMap(pathAndTarget)) {
      const { folder, child } = nearestFolder(path);
      // A folder's own name stands in the notice of its end.
      names.set(folder, (names.get(folder) ?? new Set([basename(folder)])).add(child));
    }
    for (const [folder, children] of names) this.#watchFolder(folder, children);
  }

  #watchFolder(folder: string, children: ReadonlySet<string>): void {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name === null || children.has(name)) this.#schedule();
      });
      watcher.on("error", () => {
        watcher.close();
        this.#schedule();
      });
      this.#watchers.push(watcher);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
      this.#options.log(`Changes in ${folder} are not noticed (${code}): refresh by hand.`);
    }
  }

  #unwatch(): void {
    for (const watcher of this.#watchers) watcher.close();
    this.#watchers = [];
  }
}

/** A link changes when it is set anew and when its target is written; so does one of a folder on the way. */
function pathAndTarget(file: string): string[] {
  let path = resolve(file);
  const paths = new Set([path]);
  for (let count = 0; count < MOST_LINKS; count++) {
    const first = firstLink(path);
    if (!first) break;
    const { link, target } = first;
    paths.add(link);
    path = resolve(dirname(link), target, relative(link, path));
  }
  return [...paths.add(path)];
}

/** The outermost one of the path and the folders that it is in. */
function firstLink(path: string): { readonly link: string; readonly target: string } | undefined {
  const folder = dirname(path);
  const outer = folder === path ? undefined : firstLink(folder);
  if (outer) return outer;
  try {
    return { link: path, target: readlinkSync(path) };
  } catch {
    // It is no link, is not there, or may not be read.
    return undefined;
  }
}

function nearestFolder(path: string): { folder: string; child: string } {
  let child = path;
  let folder = dirname(path);
  while (!existsSync(folder) && folder !== dirname(folder)) {
    child = folder;
    folder = dirname(folder);
  }
  return { folder, child: basename(child) };
}
