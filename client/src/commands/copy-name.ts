import { commands, type Disposable, env, window } from "vscode";
import type { CommandArgument } from "./cluster-command.ts";
import { COPY_NAME } from "./command-ids.ts";

/** “Copy Name”: of the object or persona of a line. */
export function registerCopyName(): Disposable {
  return commands.registerCommand(COPY_NAME, async (argument?: CommandArgument) => {
    const target = argument && "node" in argument ? argument.node.target : argument;
    if (!target) {
      void window.showInformationMessage("Choose Copy Name on a line of the cluster view.");
      return;
    }
    const { kind, name, persona = name } = target;
    // The line of a persona stands for a part of the pack.
    await env.clipboard.writeText(kind === "PersonaPack" ? persona : name);
  });
}
