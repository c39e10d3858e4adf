import { Disposable, type QuickInputButton, ThemeIcon, window } from "vscode";
import { packTarget } from "../cluster/actions/pack-target.ts";
import { planTaskOverride } from "../cluster/actions/set-task-override.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import type { NodeTarget } from "../tree/tree-node.ts";
import { type ReadyCluster, registerClusterCommand } from "./cluster-command.ts";
import { SET_TASK_OVERRIDE } from "./command-ids.ts";
import { OverrideDocuments } from "./override-documents.ts";
import { choosePack, type PackChoice } from "./pick-target.ts";
import { askAndRunPlan } from "./run-plan.ts";

/** A pack whose override is known already, from an editor. */
export interface OverrideTarget extends NodeTarget {
  readonly text?: string;
}

const IN_EDITOR: QuickInputButton = {
  iconPath: new ThemeIcon("edit"),
  tooltip: "Write several lines in an editor",
};

/** “Set Task Override…”: a line to type in, or an editor for several. */
export function registerSetTaskOverride(view: ClusterView): Disposable {
  const documents = new OverrideDocuments(view);
  const command = registerClusterCommand(view, {
    id: SET_TASK_OVERRIDE,
    changes: true,
    async run(cluster, target?: OverrideTarget) {
      const question = { title: "Set Task Override", none: "There is no pack here." };
      const pack = await choosePack(cluster.live.current, target, question);
      if (!pack) return;
      const text = target?.text ?? (await askForText(cluster, pack));
      if (text === undefined) return;
      const context = cluster.live.current.scope?.context;
      if (typeof text === "string") await setOverride(cluster, pack, text);
      else if (context !== undefined) await documents.show({ ...pack, context });
    },
  });
  return Disposable.from(documents, command);
}

async function setOverride(cluster: ReadyCluster, { namespace, name }: PackChoice, text: string) {
  const plan = planTaskOverride(cluster.live.current, namespace, name, text, new Date());
  await askAndRunPlan(cluster, { plan, verb: text === "" ? "Remove" : "Set" });
}

/** Undefined if the user gives up. */
async function askForText(
  { live }: ReadyCluster,
  { namespace, name }: PackChoice,
): Promise<string | typeof IN_EDITOR | undefined> {
  const { taskOverride } = packTarget(live.current, namespace, name).pack.spec;
  // A line to type in cannot show several.
  if (taskOverride.includes("\n")) return IN_EDITOR;
  const input = window.createInputBox();
  input.title = `Set Task Override of ${name}`;
  input.prompt =
    "What all scheduled personas shall do, in front of their own tasks. Empty: nothing. For several lines, the pen above.";
  input.value = taskOverride;
  input.ignoreFocusOut = true;
  input.buttons = [IN_EDITOR];
  const { promise, resolve } = Promise.withResolvers<string | typeof IN_EDITOR | undefined>();
  input.onDidTriggerButton(() => resolve(IN_EDITOR));
  input.onDidAccept(() => resolve(input.value.trim()));
  input.onDidHide(() => resolve(undefined));
  input.show();
  try {
    return await promise;
  } finally {
    input.dispose();
  }
}
