/** All commands about objects of a cluster. */
import { Disposable } from "vscode";
import type { ClusterView } from "../tree/cluster-view.ts";
import { registerActivatePack } from "./activate-pack.ts";
import { registerDeactivatePack } from "./deactivate-pack.ts";
import { registerDeleteOrphans } from "./delete-orphans.ts";
import { registerDeletePack } from "./delete-pack.ts";
import { registerExcludePersona } from "./exclude-persona.ts";
import { registerIncludePersona } from "./include-persona.ts";
import { registerReadOnlyTexts } from "./read-only-text.ts";
import { registerRunNow } from "./run-now.ts";
import { registerSetTaskOverride } from "./set-task-override.ts";

export function registerClusterCommands(view: ClusterView): Disposable {
  return Disposable.from(
    registerReadOnlyTexts(),
    registerActivatePack(view),
    registerDeactivatePack(view),
    registerExcludePersona(view),
    registerIncludePersona(view),
    registerDeletePack(view),
    registerDeleteOrphans(view),
    registerSetTaskOverride(view),
    registerRunNow(view),
  );
}
