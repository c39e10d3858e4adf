/** The cluster view and what it stands on. Nothing of a cluster is loaded, read or asked before it is looked at. */
import { homedir } from "node:os";
import { type Disposable, EventEmitter, type ExtensionContext, workspace } from "vscode";
import { systemClock } from "../cluster/clock.ts";
import { ClusterManager } from "../cluster/cluster-manager.ts";
import type { Selection } from "../cluster/cluster-selection.ts";
import { kubeconfigFiles } from "../cluster/kubeconfig-files.ts";
import type { Output } from "../language/output.ts";
import { registerMutedDecoration } from "./muted-decoration.ts";
import { PackTreeView, type PlaceTree } from "./pack-tree-view.ts";
import { announcePlugin } from "./plugin-notice.ts";
import type { TreeFilter } from "./tree-filter.ts";

const KUBECONFIG_SETTING = "personapack.cluster.kubeconfig";
const SELECTION_KEY = "personapack.cluster.selection";
const FILTER_KEY = "personapack.cluster.filter";

export class ClusterView implements Disposable {
  readonly tree: PackTreeView;
  readonly #context: ExtensionContext;
  readonly #output: Output;
  readonly #subscriptions: readonly Disposable[];
  /** Managers that are being closed. */
  readonly #ending = new Set<Promise<void>>();
  readonly #replaced = new EventEmitter<void>();
  #manager: ClusterManager;

  constructor(context: ExtensionContext, output: Output, place: PlaceTree) {
    this.#context = context;
    this.#output = output;
    this.#manager = this.#open();
    const { workspaceState } = context;
    this.tree = new PackTreeView({
      place,
      source: this.#manager,
      filters: {
        load: () => workspaceState.get(FILTER_KEY),
        save: (filter: TreeFilter) => void workspaceState.update(FILTER_KEY, filter),
      },
      clock: systemClock,
      log: this.#log,
    });
    this.#subscriptions = [
      this.tree,
      this.#replaced,
      registerMutedDecoration(),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(KUBECONFIG_SETTING)) this.#reopen();
      }),
      // Credential plugins may run from now on.
      workspace.onDidGrantWorkspaceTrust(() => void this.#manager.refresh()),
    ];
  }

  /** Another one after the setting of the kubeconfig has changed. */
  get manager(): ClusterManager {
    return this.#manager;
  }

  /** The files that the setting names; none where kubectl finds them by itself. */
  get kubeconfig(): readonly string[] {
    return writtenFiles();
  }

  get onDidReplaceManager(): EventEmitter<void>["event"] {
    return this.#replaced.event;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    void this.close();
  }

  /** Resolves when no connection, timer or process is left. */
  async close(): Promise<void> {
    this.#end(this.#manager);
    await Promise.all(this.#ending);
  }

  readonly #log = (line: string): void => this.#output.channel.info(line);

  #open(): ClusterManager {
    const { workspaceState, extension } = this.#context;
    const { files, fromWorkspace } = kubeconfigSetting();
    return new ClusterManager({
      load: () => import("../cluster/connect.ts"),
      files,
      connector: {
        env: process.env,
        // A kubeconfig names programs to run: one that a workspace has chosen runs none.
        isTrusted: () => workspace.isTrusted && !fromWorkspace,
        distrust: () =>
          workspace.isTrusted
            ? "the settings of the workspace have chosen this kubeconfig"
            : "this workspace is not trusted",
        onPluginRun: (run) => void announcePlugin(run),
        proxy: proxySetting,
        log: this.#log,
        userAgent: `personapack-vscode/${String(extension.packageJSON.version)}`,
      },
      selection: {
        load: () => workspaceState.get<Selection>(SELECTION_KEY),
        save: (selection) => void workspaceState.update(SELECTION_KEY, selection),
      },
      clock: systemClock,
      random: Math.random,
      log: this.#log,
    });
  }

  #reopen(): void {
    this.#end(this.#manager);
    this.#manager = this.#open();
    this.tree.show(this.#manager);
    this.#replaced.fire();
  }

  #end(manager: ClusterManager): void {
    const ended = manager.dispose().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }
}

function kubeconfigSetting(): { files: readonly string[]; fromWorkspace: boolean } {
  const inspected = workspace.getConfiguration().inspect<string[]>(KUBECONFIG_SETTING);
  const files = writtenFiles();
  const fromWorkspace = (inspected?.workspaceValue ?? inspected?.workspaceFolderValue) !== undefined;
  return files.length > 0
    ? { files, fromWorkspace }
    : { files: kubeconfigFiles(process.env, homedir()), fromWorkspace: false };
}

function writtenFiles(): string[] {
  const written = workspace.getConfiguration().get<string[]>(KUBECONFIG_SETTING, []);
  return written.filter((file) => file.trim() !== "").map((file) => file.replace(/^~(?=[/\\])/, homedir()));
}

function proxySetting(): { proxy: string | undefined; noProxy: readonly string[] } {
  const http = workspace.getConfiguration("http");
  return { proxy: http.get<string>("proxy") || undefined, noProxy: http.get<string[]>("noProxy", []) };
}
