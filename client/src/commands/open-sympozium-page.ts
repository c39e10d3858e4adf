import { commands, type Disposable, env, Uri } from "vscode";
import { DEFAULT_RELEASE } from "../../../server/src/pack/releases.ts";
import { OPEN_SYMPOZIUM_PAGE } from "./internal-command-ids.ts";

/** Of the release that has PersonaPacks: later ones call them otherwise. */
const PAGE = `https://github.com/sympozium-ai/sympozium/tree/${DEFAULT_RELEASE}#readme`;

/** How to install Sympozium, in the browser. */
export function registerOpenSympoziumPage(): Disposable {
  return commands.registerCommand(OPEN_SYMPOZIUM_PAGE, () => env.openExternal(Uri.parse(PAGE)));
}
