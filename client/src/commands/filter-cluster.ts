import { commands, type Disposable, type QuickPickItem, window } from "vscode";
import type { ClusterView } from "../tree/cluster-view.ts";
import { FILTER_STATES, type FilterState } from "../tree/tree-filter.ts";
import { FILTER_CLUSTER } from "./command-ids.ts";

interface StateItem extends QuickPickItem {
  readonly state: FilterState;
}

const LABELS: Readonly<Record<FilterState, string>> = {
  all: "$(list-flat) All packs",
  failing: "$(error) Failing packs",
  active: "$(pass) Active packs",
  inactive: "$(circle-outline) Inactive packs",
};

/** “Filter Packs…”: a state to choose, and in the same box a part of a name to type. */
export function registerFilterCluster(view: ClusterView): Disposable {
  return commands.registerCommand(FILTER_CLUSTER, () => {
    const { tree } = view;
    const before = tree.filter;
    const items = FILTER_STATES.map(
      (state): StateItem => ({ label: LABELS[state], state, alwaysShow: true }),
    );
    const pick = window.createQuickPick<StateItem>();
    let accepted = false;
    const apply = () => {
      tree.filter = { text: pick.value, state: pick.activeItems[0]?.state ?? before.state };
    };
    pick.title = "Filter Packs";
    pick.placeholder = "Part of the name of a pack or a persona";
    pick.items = items;
    pick.value = before.text;
    pick.activeItems = items.filter(({ state }) => state === before.state);
    // The view follows while one types.
    pick.onDidChangeValue(apply);
    pick.onDidChangeActive(apply);
    pick.onDidAccept(() => {
      accepted = true;
      pick.hide();
    });
    pick.onDidHide(() => {
      if (!accepted) tree.filter = before;
      pick.dispose();
    });
    pick.show();
  });
}
