/** What stands for everything about clusters until somebody wants it: an empty view, and commands that load it. */
import {
  commands,
  Disposable,
  type Event,
  EventEmitter,
  type ExtensionContext,
  type ProviderResult,
  type TreeDataProvider,
  TreeItem,
  type TreeView,
  window,
} from "vscode";
import type { ClusterExtension } from "./cluster-extension.ts";
import type { LanguageServer } from "./language/language-server.ts";
import type { Output } from "./language/output.ts";
import { CLUSTER_VIEW } from "./tree/cluster-view-id.ts";
import type { TreeProvider } from "./tree/pack-tree-view.ts";
import type { TreeElement } from "./tree/tree-elements.ts";

export class LateClusterExtension implements Disposable {
  readonly #context: ExtensionContext;
  readonly #output: Output;
  readonly #server: LanguageServer;
  readonly #tree = new LateTree();
  readonly #view: TreeView<TreeElement>;
  readonly #visibility: Disposable;
  readonly #standIns: Disposable;
  #loading: Promise<void> | undefined;
  #loaded: ClusterExtension | undefined;
  #disposed = false;

  constructor(context: ExtensionContext, output: Output, server: LanguageServer) {
    this.#context = context;
    this.#output = output;
    this.#server = server;
    this.#view = window.createTreeView(CLUSTER_VIEW, { treeDataProvider: this.#tree, showCollapseAll: true });
    this.#visibility = this.#view.onDidChangeVisibility(({ visible }) => {
      if (visible) void this.#load();
    });
    const { commands: contributed } = context.extension.packageJSON.contributes as Contributions;
    this.#standIns = Disposable.from(
      ...contributed
        .filter(({ command }) => command.startsWith(`${CLUSTER_VIEW}.`))
        .map(({ command }) => this.#standIn(command)),
    );
    if (this.#view.visible) void this.#load();
  }

  dispose(): void {
    this.#disposed = true;
    this.#visibility.dispose();
    this.#standIns.dispose();
    this.#loaded?.dispose();
    this.#view.dispose();
    this.#tree.dispose();
  }

  /** Resolves when nothing is left of it. */
  async close(): Promise<void> {
    await this.#loading;
    await this.#loaded?.close();
  }

  /** Gives way to the command itself as soon as it is called. */
  #standIn(id: string): Disposable {
    return commands.registerCommand(id, async (...args: unknown[]) => {
      await this.#load();
      return this.#loaded && (await commands.executeCommand(id, ...args));
    });
  }

  /** Never rejects: what is wrong is in the output. The next one who asks tries again. */
  #load(): Promise<void> {
    this.#loading ??= this.#open().catch((error: unknown) => {
      this.#loading = undefined;
      const reason = "What shows clusters could not be loaded.";
      this.#output.channel.error(`${reason} ${String(error)}`);
      void window.showErrorMessage(reason);
    });
    return this.#loading;
  }

  async #open(): Promise<void> {
    const { openClusterExtension } = await import("./cluster-extension.ts");
    if (this.#disposed) return;
    this.#visibility.dispose();
    this.#standIns.dispose();
    this.#loaded = openClusterExtension(this.#context, this.#output, this.#server, (provider) => {
      this.#tree.fill(provider);
      return this.#view;
    });
  }
}

interface Contributions {
  readonly commands: readonly { readonly command: string }[];
}

/** Empty until it is filled. VS Code wants the provider of a view before it says whether somebody sees the view. */
class LateTree implements TreeDataProvider<TreeElement>, Disposable {
  readonly #changes = new EventEmitter<TreeElement[] | undefined>();
  #provider: TreeProvider | undefined;
  #listening: Disposable | undefined;

  get onDidChangeTreeData(): Event<TreeElement[] | undefined> {
    return this.#changes.event;
  }

  fill(provider: TreeProvider): void {
    this.#provider = provider;
    this.#listening = provider.onDidChangeTreeData((changed) => this.#changes.fire(changed));
  }

  getChildren(element?: TreeElement): ProviderResult<TreeElement[]> {
    return this.#provider?.getChildren(element);
  }

  getParent({ parent }: TreeElement): TreeElement | undefined {
    return parent;
  }

  getTreeItem(element: TreeElement): TreeItem {
    return this.#provider?.getTreeItem(element) ?? new TreeItem(element.node.label);
  }

  resolveTreeItem(item: TreeItem, element: TreeElement): TreeItem {
    return this.#provider?.resolveTreeItem(item, element) ?? item;
  }

  dispose(): void {
    this.#listening?.dispose();
    this.#changes.dispose();
  }
}
