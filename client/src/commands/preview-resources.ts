import { commands, type Disposable, type Uri, window } from "vscode";
import type { PreviewTarget } from "../../../server/src/protocol.ts";
import type { AskResources, ResourcesPreview } from "../preview/resources-preview.ts";
import { PREVIEW_RESOURCES } from "./command-ids.ts";
import { findPack } from "./pack-under-cursor.ts";

/** “Preview Generated Resources”; a code lens says which pack or persona, a menu which file. */
export function registerPreviewResources(preview: ResourcesPreview, ask: AskResources): Disposable {
  return commands.registerCommand(PREVIEW_RESOURCES, async (target?: PreviewTarget | Uri) => {
    const found = await findPack(ask, target);
    if (!found) {
      void window.showInformationMessage("There is no PersonaPack in the active editor.");
      return;
    }
    await preview.show(found.resources.pack, found.state);
  });
}
