/** What is known of a pack as lenses: words, then commands. */
import { CodeLens, Range, type TextDocument, workspace } from "vscode";
import type { LensAction, PackLens } from "../cluster/pack-lens.ts";
import {
  ACTIVATE_PACK,
  APPLY_DOCUMENT,
  COMPARE_WITH_CLUSTER,
  DIAGNOSE_PACK,
} from "../commands/command-ids.ts";
import type { NodeTarget } from "../tree/tree-node.ts";

export interface PackLine extends PackLens {
  readonly line: number;
  readonly target: NodeTarget;
}

const ACTIONS: Readonly<
  Record<LensAction, { title: string; command: string; changes: boolean; aboutPack: boolean }>
> = {
  apply: { title: "Apply…", command: APPLY_DOCUMENT, changes: true, aboutPack: false },
  compare: { title: "Compare", command: COMPARE_WITH_CLUSTER, changes: false, aboutPack: false },
  activate: { title: "Activate…", command: ACTIVATE_PACK, changes: true, aboutPack: true },
  diagnose: { title: "Diagnose", command: DIAGNOSE_PACK, changes: false, aboutPack: true },
};

/** Nothing that changes the cluster in a workspace that is not trusted. */
export function lensesOf(
  { uri }: TextDocument,
  { line, title, tooltip, actions, target }: PackLine,
): CodeLens[] {
  const range = new Range(line, 0, line, 0);
  const place = { uri: uri.toString(), line };
  return [
    // Without a command it is text.
    new CodeLens(range, { title, tooltip, command: "" }),
    ...actions
      .map((action) => ACTIONS[action])
      .filter(({ changes }) => workspace.isTrusted || !changes)
      .map(
        ({ title: words, command, aboutPack }) =>
          new CodeLens(range, { title: words, command, arguments: [aboutPack ? target : place] }),
      ),
  ];
}
