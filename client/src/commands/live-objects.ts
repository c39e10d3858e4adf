/** Read-only documents of objects in the cluster. While one is open the cluster is followed, and so is the text. */
import {
  Disposable,
  EventEmitter,
  languages,
  type TextDocument,
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

interface Followed {
  readonly following: { dispose(): void };
  /** As last seen in the store. */
  version: string | undefined;
}

export class LiveObjects implements TextDocumentContentProvider, Disposable {
  readonly #view: ClusterView;
  readonly #changed = new EventEmitter<Uri>();
  /** By URI of an open document. */
  readonly #followed = new Map<string, Followed>();
  readonly #listening: Disposable;

  constructor(view: ClusterView) {
    this.#view = view;
    this.#listening = Disposable.from(
      workspace.registerTextDocumentContentProvider(LIVE_SCHEME, this),
      workspace.onDidOpenTextDocument((document) => this.#follow(document)),
      workspace.onDidCloseTextDocument(({ uri }) => this.#leave(uri)),
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
    for (const { following } of this.#followed.values()) following.dispose();
    this.#followed.clear();
    this.#changed.dispose();
  }

  #follow({ uri }: TextDocument): void {
    const address = uri.scheme === LIVE_SCHEME ? addressOf(uri.path) : undefined;
    if (!address || this.#followed.has(uri.toString())) return;
    this.#followed.set(uri.toString(), {
      following: followCluster(this.#view, () => this.#compare(uri, address)),
      version: this.#versionOf(address),
    });
  }

  /** The whole object is asked for only when the store has seen another version of it. */
  #compare(uri: Uri, address: ObjectAddress): void {
    const followed = this.#followed.get(uri.toString());
    if (!followed) return;
    const version = this.#versionOf(address);
    if (version === followed.version) return;
    followed.version = version;
    this.#changed.fire(uri);
  }

  #versionOf(address: ObjectAddress): string | undefined {
    return versionIn(this.#view.manager.snapshot.current, address);
  }

  #leave(uri: Uri): void {
    this.#followed.get(uri.toString())?.following.dispose();
    this.#followed.delete(uri.toString());
  }
}

const TIME_LIMIT_MS = 30_000;

function versionIn(snapshot: ClusterSnapshot, address: ObjectAddress): string | undefined {
  const resource = WATCHED.find((watched) => RESOURCES[watched].kind === address.kind);
  if (!resource || snapshot.scope?.context !== address.context) return undefined;
  return snapshot.get(resource, address.namespace, address.name)?.metadata.resourceVersion;
}
