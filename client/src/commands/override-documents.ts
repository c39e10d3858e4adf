/** Editors for task overrides of several lines: what is saved goes to the cluster, once the user has agreed. */
import {
  commands,
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Uri,
  window,
  workspace,
} from "vscode";
import { fieldsOf } from "../cluster/object-fields.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { SET_TASK_OVERRIDE } from "./command-ids.ts";
import { followCluster } from "./follow-cluster.ts";
import { showInformation } from "./notifications.ts";
import { whileOpen } from "./open-documents.ts";
import {
  OVERRIDE_SCHEME,
  type OverrideAddress,
  overrideAddress,
  overrideOf,
  overrideText,
} from "./override-address.ts";
import type { OverrideTarget } from "./set-task-override.ts";

interface Seen {
  readonly text: string;
  /** Epoch ms; another one whenever the text is another one. */
  readonly changed: number;
}

export class OverrideDocuments implements FileSystemProvider, Disposable {
  readonly #view: ClusterView;
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  /** By URI, as it was last in the cluster. */
  readonly #seen = new Map<string, Seen>();
  readonly #listening: Disposable;

  constructor(view: ClusterView) {
    this.#view = view;
    this.#listening = Disposable.from(
      workspace.registerFileSystemProvider(OVERRIDE_SCHEME, this, { isCaseSensitive: true }),
      whileOpen(OVERRIDE_SCHEME, (uri) => this.#follow(uri)),
    );
  }

  get onDidChangeFile(): EventEmitter<FileChangeEvent[]>["event"] {
    return this.#changed.event;
  }

  async show(address: OverrideAddress): Promise<void> {
    const document = await workspace.openTextDocument(Uri.from(overrideAddress(address)));
    await window.showTextDocument(document, { preview: false });
    void showInformation(
      `Save it to put it in front of the tasks of ${address.name}; save it empty to remove it.`,
    );
  }

  /** Everything open is followed anyway. */
  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  stat(uri: Uri): FileStat {
    const { text, changed } = this.#look(uri);
    return { type: FileType.File, ctime: 0, mtime: changed, size: Buffer.byteLength(text) };
  }

  readFile(uri: Uri): Uint8Array {
    return new TextEncoder().encode(this.#look(uri).text);
  }

  /** The editor stays unsaved, and its text is kept, unless the cluster has it in the end. */
  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    const address = addressOf(uri);
    const text = overrideText(new TextDecoder().decode(content));
    if (text === this.#look(uri).text) return;
    const { context, namespace, name } = address;
    const target: OverrideTarget = { context, namespace, kind: "PersonaPack", name, pack: name, text };
    await commands.executeCommand(SET_TASK_OVERRIDE, target);
    if (this.#look(uri).text !== text) {
      throw FileSystemError.Unavailable(`The task override of ${name} in the cluster was not changed.`);
    }
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  #follow(uri: Uri): Disposable {
    const following = followCluster(this.#view, () => {
      const before = this.#seen.get(uri.toString());
      if (before && this.#stored(addressOf(uri)) !== undefined && this.#look(uri) !== before) {
        this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
      }
    });
    return Disposable.from(following, { dispose: () => this.#seen.delete(uri.toString()) });
  }

  /** Throws a `FileSystemError` while the pack cannot be seen. */
  #look(uri: Uri): Seen {
    const address = addressOf(uri);
    const text = this.#stored(address);
    if (text === undefined) {
      throw FileSystemError.Unavailable(
        `The cluster view does not show the pack ${address.name} in namespace ${address.namespace} of ${address.context}.`,
      );
    }
    const before = this.#seen.get(uri.toString());
    if (before?.text === text) return before;
    const seen = { text, changed: Math.max(Date.now(), (before?.changed ?? 0) + 1) };
    this.#seen.set(uri.toString(), seen);
    return seen;
  }

  #stored({ context, namespace, name }: OverrideAddress): string | undefined {
    const snapshot = this.#view.manager.snapshot.current;
    if (snapshot.scope?.context !== context) return undefined;
    const pack = snapshot.get("packs", namespace, name);
    return pack && fieldsOf(pack, "spec").text("taskOverride");
  }
}

function addressOf(uri: Uri): OverrideAddress {
  const address = overrideOf(uri.path);
  if (!address) throw FileSystemError.FileNotFound(uri);
  return address;
}
