import { commands, type Disposable, type Uri, window } from "vscode";
import type { PreviewTarget } from "../../../server/src/protocol.ts";
import type { PictureTarget } from "../preview/picture-messages.ts";
import type { AskResources } from "../preview/resources-preview.ts";
import { findPack } from "./pack-under-cursor.ts";

/** “Show Schedule Timeline” and “Show Pack Graph”: of the pack at the cursor, or in the file that a menu names. */
export function registerShowPicture(
  command: string,
  pictures: { show(target: PictureTarget, pack: string): void },
  ask: AskResources,
): Disposable {
  return commands.registerCommand(command, async (target?: PreviewTarget | Uri) => {
    const found = await findPack(ask, target);
    if (!found) {
      void window.showInformationMessage("There is no PersonaPack in the active editor.");
      return;
    }
    const { source, documentIndex } = found.state;
    pictures.show({ source, documentIndex }, found.resources.pack);
  });
}
