/** Shows the tree in the side bar. Works only while it is to be seen. */
import {
  commands,
  type Disposable,
  type Event,
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
} from "vscode";
import type { Clock } from "../cluster/clock.ts";
import type { LiveSnapshot } from "../cluster/cluster-snapshot.ts";
import type { PackModel } from "../cluster/pack-model.ts";
import { CLUSTER_VIEW } from "./cluster-view-id.ts";
import { mutedUri } from "./muted-decoration.ts";
import { type Drawing, PackTree } from "./pack-tree.ts";
import { type ViewState, viewHead, viewState } from "./state-message.ts";
import type { TreeElement } from "./tree-elements.ts";
import { type FilterStorage, isFiltering, storedFilter, type TreeFilter } from "./tree-filter.ts";
import { standsForObject } from "./tree-node.ts";

const STATE_KEY = `${CLUSTER_VIEW}.state`;
const FILTERED_KEY = `${CLUSTER_VIEW}.filtered`;
const OPEN_COMMAND = `${CLUSTER_VIEW}.openLive`;

/** What is shown, and what has to know that somebody looks. */
export interface TreeSource {
  readonly snapshot: LiveSnapshot;
  look(): { dispose(): void };
}

export interface TreeProvider extends TreeDataProvider<TreeElement> {
  readonly onDidChangeTreeData: Event<TreeElement[] | undefined>;
  getTreeItem(element: TreeElement): TreeItem;
  resolveTreeItem(item: TreeItem, element: TreeElement): TreeItem;
}

/** Puts a tree into the view. */
export type PlaceTree = (provider: TreeProvider) => TreeView<TreeElement>;

export interface PackTreeOptions {
  readonly place: PlaceTree;
  readonly source: TreeSource;
  readonly filters: FilterStorage;
  readonly clock: Clock;
  /** Told why there is nothing to show. */
  readonly log: (line: string) => void;
}

const EXPANSION = {
  none: TreeItemCollapsibleState.None,
  collapsed: TreeItemCollapsibleState.Collapsed,
  expanded: TreeItemCollapsibleState.Expanded,
} as const;

export class PackTreeView implements TreeProvider, Disposable {
  readonly #options: PackTreeOptions;
  readonly #changes = new EventEmitter<TreeElement[] | undefined>();
  readonly #view: TreeView<TreeElement>;
  readonly #visibility: Disposable;
  #source: TreeSource;
  #filter: TreeFilter;
  readonly #tree = new PackTree();
  /** While the view is to be seen. */
  #looking: Disposable | undefined;
  #callOff: (() => void) | undefined;
  #state: ViewState | undefined;
  #reason = "";

  constructor(options: PackTreeOptions) {
    this.#options = options;
    this.#source = options.source;
    this.#filter = storedFilter(options.filters.load());
    this.#view = options.place(this);
    this.#visibility = this.#view.onDidChangeVisibility(({ visible }) =>
      visible ? this.#look() : this.#lookAway(),
    );
    void commands.executeCommand("setContext", FILTERED_KEY, isFiltering(this.#filter));
    this.#showState("loading");
    if (this.#view.visible) this.#look();
  }

  get onDidChangeTreeData(): Event<TreeElement[] | undefined> {
    return this.#changes.event;
  }

  get filter(): TreeFilter {
    return this.#filter;
  }

  set filter(filter: TreeFilter) {
    this.#filter = filter;
    this.#options.filters.save(filter);
    void commands.executeCommand("setContext", FILTERED_KEY, isFiltering(filter));
    if (this.#looking) this.#draw(new Set());
  }

  /** Shows something else from now on. */
  show(source: TreeSource): void {
    const looked = this.#looking !== undefined;
    this.#lookAway();
    this.#source = source;
    this.#tree.forget();
    if (looked) this.#look();
  }

  getChildren(element?: TreeElement): TreeElement[] {
    return [...this.#tree.childrenOf(element)];
  }

  getParent(element: TreeElement): TreeElement | undefined {
    return element.parent;
  }

  getTreeItem(element: TreeElement): TreeItem {
    const { node } = element;
    const item = new TreeItem(node.label, EXPANSION[node.expansion]);
    item.id = node.id;
    item.description = node.description;
    const { id, color } = node.icon;
    item.iconPath = new ThemeIcon(id, color === undefined ? undefined : new ThemeColor(color));
    item.contextValue = node.context;
    item.accessibilityInformation = { label: node.accessibleLabel };
    if (node.muted) item.resourceUri = mutedUri(node.id);
    if (standsForObject(node)) {
      item.command = { command: OPEN_COMMAND, title: "Open Live Object", arguments: [element] };
    }
    return item;
  }

  /** Only the lines that somebody points at. */
  resolveTreeItem(item: TreeItem, { node }: TreeElement): TreeItem {
    // Neither trusted nor with icons: it quotes the cluster.
    item.tooltip = new MarkdownString(node.tooltip());
    return item;
  }

  dispose(): void {
    this.#lookAway();
    this.#visibility.dispose();
    this.#changes.dispose();
  }

  #look(): void {
    if (this.#looking) return;
    const look = this.#source.look();
    const changes = this.#source.snapshot.onChange((changed) => this.#draw(changed));
    this.#looking = {
      dispose: () => {
        changes.dispose();
        look.dispose();
      },
    };
    this.#draw(undefined);
  }

  #lookAway(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#looking?.dispose();
    this.#looking = undefined;
  }

  #draw(changed: ReadonlySet<string> | undefined): void {
    const now = this.#options.clock.now();
    const drawing = this.#tree.draw(this.#source.snapshot.current, changed, this.#filter, now);
    const { changed: elements } = drawing;
    if (!elements) this.#changes.fire(undefined);
    else if (elements.length > 0) this.#changes.fire([...elements]);
    this.#drawAgainAt(Math.min(this.#drawHead(drawing, now), drawing.staleAt), now);
  }

  /** Returns when it is no longer right. */
  #drawHead({ model, shown }: Drawing, now: number): number {
    const { title, message, staleAt, failing, badgeTooltip } = viewHead(model, shown, this.#filter, now);
    this.#view.title = title;
    this.#view.message = message;
    if (this.#view.badge?.value !== (failing || undefined)) {
      this.#view.badge = failing > 0 ? { value: failing, tooltip: badgeTooltip } : undefined;
    }
    this.#showState(viewState(model, shown));
    this.#explain(model);
    return staleAt;
  }

  #showState(state: ViewState): void {
    if (state === this.#state) return;
    this.#state = state;
    void commands.executeCommand("setContext", STATE_KEY, state);
  }

  /** The welcome text cannot tell the reason in the words of this cluster. */
  #explain({ connection, scope }: PackModel): void {
    const reason = "reason" in connection ? connection.reason : "";
    if (reason === this.#reason) return;
    this.#reason = reason;
    if (reason !== "") this.#options.log(`Cluster ${scope?.context ?? ""}: ${reason}`);
  }

  #drawAgainAt(at: number, now: number): void {
    this.#callOff?.();
    this.#callOff = undefined;
    if (!this.#looking || at === Number.POSITIVE_INFINITY) return;
    this.#callOff = this.#options.clock.after(Math.max(at - now, 0), () => this.#draw(new Set()));
  }
}
