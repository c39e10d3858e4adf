import { commands, type Disposable, window } from "vscode";
import type { NodeTarget } from "../tree/tree-node.ts";
import { APPLY_DOCUMENT, NEW_PACK } from "./command-ids.ts";
import { APPLY_PACK_FILE } from "./internal-command-ids.ts";
import { showInformation } from "./notifications.ts";
import { choosePackSource } from "./pack-sources.ts";

const NEW = "New PersonaPack";

/** Applies the file of the workspace that a pack is written in. */
export function registerApplyPackFile(): Disposable {
  return commands.registerCommand(APPLY_PACK_FILE, async ({ namespace, name }: NodeTarget) => {
    const source = await choosePackSource({ namespace, name }, "Apply");
    if (!source) return;
    if (source === "none") {
      const message = `No file of the workspace defines a pack ${name} for namespace ${namespace}.`;
      if ((await showInformation(message, NEW)) === NEW) await commands.executeCommand(NEW_PACK);
      return;
    }
    await window.showTextDocument(source.source);
    const { documentIndex } = source;
    await commands.executeCommand(APPLY_DOCUMENT, { uri: source.source.uri.toString(), documentIndex });
  });
}
