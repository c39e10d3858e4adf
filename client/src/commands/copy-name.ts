import { commands, type Disposable } from "vscode";
import type { ClusterView } from "../tree/cluster-view.ts";
import { type CommandArgument, targetOf, withCluster } from "./cluster-command.ts";
import { COPY_NAME } from "./command-ids.ts";
import { copyText } from "./copy-text.ts";
import { choosePack } from "./pick-target.ts";

/** “Copy Name”: of the object or persona of a line, for which no cluster is needed; else of a pack to pick. */
export function registerCopyName(view: ClusterView): Disposable {
  return commands.registerCommand(COPY_NAME, async (argument?: CommandArgument) => {
    const target = targetOf(argument);
    if (target) {
      const { kind, name, persona = name } = target;
      // The line of a persona stands for a part of the pack.
      await copyText(kind === "PersonaPack" ? persona : name);
      return;
    }
    await withCluster(view, async ({ live }) => {
      const question = { title: "Copy Name", none: "There is no pack here." };
      const pack = await choosePack(live.current, undefined, question);
      if (pack) await copyText(pack.name);
    });
  });
}
