import { commands, type Disposable } from "vscode";
import type { LanguageServer } from "../language/language-server.ts";
import { RESTART_SERVER } from "./command-ids.ts";

/** “Restart Language Server”; also starts one that was never started. */
export function registerRestartServer(server: LanguageServer): Disposable {
  return commands.registerCommand(RESTART_SERVER, () => server.restart());
}
