/** All commands about objects of a cluster. */
import { Disposable } from "vscode";
import type { ClusterView } from "../tree/cluster-view.ts";
import { registerActivatePack } from "./activate-pack.ts";
import { registerApplyDocument } from "./apply-document.ts";
import { registerApplyPackFile } from "./apply-pack-file.ts";
import { registerCompareWithCluster } from "./compare-with-cluster.ts";
import { registerCopyKubectlCommand } from "./copy-kubectl-command.ts";
import { registerCopyName } from "./copy-name.ts";
import { registerCreateSecret } from "./create-secret.ts";
import { registerDeactivatePack } from "./deactivate-pack.ts";
import { registerDeleteOrphans } from "./delete-orphans.ts";
import { registerDeletePack } from "./delete-pack.ts";
import { registerDiagnosePack } from "./diagnose-pack.ts";
import { registerEditPack } from "./edit-pack.ts";
import { registerExcludePersona } from "./exclude-persona.ts";
import { registerIncludePersona } from "./include-persona.ts";
import { LiveObjects } from "./live-objects.ts";
import { LogDocuments } from "./log-documents.ts";
import { registerLogOptions } from "./log-options.ts";
import { registerLookAgain } from "./look-again.ts";
import { registerOpenControllerLog } from "./open-controller-log.ts";
import { registerOpenLiveObject } from "./open-live-object.ts";
import { registerOpenRunLogs } from "./open-run-logs.ts";
import { registerOpenSympoziumPage } from "./open-sympozium-page.ts";
import { registerReadOnlyTexts } from "./read-only-text.ts";
import { registerReinstallPersona } from "./reinstall-persona.ts";
import { registerRunNow } from "./run-now.ts";
import { registerSetTaskOverride } from "./set-task-override.ts";
import { registerSuspendSchedule } from "./suspend-schedule.ts";

export function registerClusterCommands(view: ClusterView): Disposable {
  const objects = new LiveObjects(view);
  const logs = new LogDocuments(view);
  return Disposable.from(
    registerReadOnlyTexts(),
    objects,
    logs,
    registerActivatePack(view),
    registerDeactivatePack(view),
    registerExcludePersona(view),
    registerIncludePersona(view),
    registerDeletePack(view),
    registerDeleteOrphans(view),
    registerSetTaskOverride(view),
    registerRunNow(view),
    registerApplyDocument(view),
    registerCompareWithCluster(view),
    registerDiagnosePack(view),
    registerOpenLiveObject(view, objects),
    registerOpenRunLogs(view, logs),
    registerOpenControllerLog(view, logs),
    registerLogOptions(view, logs),
    registerReinstallPersona(view),
    registerSuspendSchedule(view),
    registerLookAgain(view),
    registerCreateSecret(view),
    registerEditPack(view),
    registerApplyPackFile(),
    registerOpenSympoziumPage(),
    registerCopyName(view),
    registerCopyKubectlCommand(view),
  );
}
