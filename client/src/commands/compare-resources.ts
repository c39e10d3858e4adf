import { commands, type Disposable, Uri, window } from "vscode";
import type { PreviewTarget } from "../../../server/src/protocol.ts";
import { askComparison, showComparison, withoutPersonas } from "../preview/resources-diff.ts";
import type { AskResources } from "../preview/resources-preview.ts";
import { COMPARE_RESOURCES } from "./command-ids.ts";
import { findPack } from "./pack-under-cursor.ts";

/** Whoever names the personas to exclude is not asked. */
export interface CompareTarget extends PreviewTarget {
  readonly exclude?: readonly string[];
}

/** “Compare Generated Resources…”: with some personas left out, or with the saved file. */
export function registerCompareResources(ask: AskResources): Disposable {
  return commands.registerCommand(COMPARE_RESOURCES, async (target?: CompareTarget | Uri) => {
    const found = await findPack(ask, target);
    if (!found) {
      void window.showInformationMessage("There is no PersonaPack in the active editor.");
      return;
    }
    const { source, state, resources } = found;
    const exclude = target instanceof Uri ? undefined : target?.exclude;
    const comparison = exclude
      ? withoutPersonas(state, exclude)
      : await askComparison(source, state, resources);
    if (comparison) await showComparison(resources.pack, comparison);
  });
}
