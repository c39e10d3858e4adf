/** Read-only documents of objects in the cluster. While one is open the cluster is followed, and so is the text. */
import {
  Disposable,
  EventEmitter,
  languages,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from "vscode";
import { readLiveObject } from "../cluster/actions/live-object.ts";
import { isClusterError } from "../cluster/cluster-error.ts";
import type { ClusterSnapshot } from "../cluster/cluster-snapshot.ts";
import { RESOURCES, WATCHED } from "../cluster/resource-types.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { followCluster } from "./follow-cluster.ts";
import { addressOf, LIVE_SCHEME, liveAddress, type ObjectAddress } from "./live-object-address.ts";
import { whileOpen } from "./open-documents.ts";

export class LiveObjects implements TextDocumentContentProvider, Disposable {
  readonly #view: ClusterView;
  readonly #changed = new EventEmitter<Uri>();
  /** By URI of a document that VS Code has, which version of the object in the store its text is from. */
  readonly #seen = new Map<string, string | undefined>();
  readonly #listening: Disposable;

  constructor(view: ClusterView) {
    this.#view = view;
    this.#listening = Disposable.from(
      workspace.registerTextDocumentContentProvider(LIVE_SCHEME, this),
      whileOpen(LIVE_SCHEME, (uri) => this.#follow(uri)),
      workspace.onDidCloseTextDocument(({ uri }) => this.#seen.delete(uri.toString())),
    );
  }

  get onDidChange(): EventEmitter<Uri>["event"] {
    return this.#changed.event;
  }

  async show(address: ObjectAddress): Promise<void> {
    const document = await workspace.openTextDocument(Uri.from(liveAddress(address)));
    await languages.setTextDocumentLanguage(document, "yaml");
    await window.showTextDocument(document, { preview: true });
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const address = addressOf(uri.path);
    const type = Object.values(RESOURCES).find(({ kind }) => kind === address?.kind);
    if (!address || !type) return "# This is no address of an object.\n";
    const { manager } = this.#view;
    const { client } = manager;
    if (client?.scope.context !== address.context) {
      return `# The cluster view is not connected to the context ${address.context}.\n`;
    }
    try {
      const { namespace, name } = address;
      const signal = AbortSignal.timeout(TIME_LIMIT_MS);
      return (await readLiveObject(client.client, type, namespace, name, signal)).text;
    } catch (error) {
      if (!isClusterError(error)) throw error;
      return `# ${error.message}\n`;
    }
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  #follow(uri: Uri): Disposable | undefined {
    const address = addressOf(uri.path);
    if (!address) return undefined;
    // Shown again before VS Code has forgotten it, the text is the old one.
    if (this.#seen.has(uri.toString())) this.#compare(uri, address);
    else this.#seen.set(uri.toString(), this.#versionOf(address));
    return followCluster(this.#view, () => this.#compare(uri, address));
  }

  /** The whole object is asked for only when the store has seen another version of it. */
  #compare(uri: Uri, address: ObjectAddress): void {
    const version = this.#versionOf(address);
    if (version === this.#seen.get(uri.toString())) return;
    this.#seen.set(uri.toString(), version);
    this.#changed.fire(uri);
  }

  #versionOf(address: ObjectAddress): string | undefined {
    return versionIn(this.#view.manager.snapshot.current, address);
  }
}

const TIME_LIMIT_MS = 30_000;

function versionIn(snapshot: ClusterSnapshot, address: ObjectAddress): string | undefined {
  const resource = WATCHED.find((watched) => RESOURCES[watched].kind === address.kind);
  if (!resource || snapshot.scope?.context !== address.context) return undefined;
  return snapshot.get(resource, address.namespace, address.name)?.metadata.resourceVersion;
}
