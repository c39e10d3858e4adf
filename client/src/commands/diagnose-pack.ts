import { Disposable, type QuickPickItem, Uri, window } from "vscode";
import { counted } from "../../../server/src/pack/counted.ts";
import { readPersonaPack } from "../../../server/src/pack/persona-pack.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import {
  type CommandArgument,
  checkContext,
  type ReadyCluster,
  registerEditorCommand,
  targetOf,
} from "./cluster-command.ts";
import { DIAGNOSE_PACK } from "./command-ids.ts";
import { Diagnoses } from "./diagnoses.ts";
import { chosenDocuments, type DocumentArgument } from "./editor-documents.ts";
import { showInformation } from "./notifications.ts";
import { findPackFiles } from "./pack-sources.ts";
import type { PackChoice } from "./pick-target.ts";

/** A line of the view or an editor; nothing from the palette. */
type DiagnosisArgument = CommandArgument | DocumentArgument;

/** “Diagnose”: a report on a pack that follows the cluster, with what can be done about each finding above it. */
export function registerDiagnosePack(view: ClusterView): Disposable {
  const diagnoses = new Diagnoses(view);
  const command = registerEditorCommand(view, {
    id: DIAGNOSE_PACK,
    changes: false,
    evenOffline: true,
    async run(cluster, argument: DiagnosisArgument) {
      const context = cluster.live.current.scope?.context;
      if (context === undefined) return;
      const pack = await packOf(cluster, argument);
      if (pack) await diagnoses.show({ ...pack, context });
    },
  });
  return Disposable.from(diagnoses, command);
}

async function packOf(cluster: ReadyCluster, argument: DiagnosisArgument): Promise<PackChoice | undefined> {
  if (!argument) return await pickPack(cluster);
  if (argument instanceof Uri || "uri" in argument) {
    const { documents } = await chosenDocuments(argument);
    const [identity] = documents.flatMap((document) => document.identity ?? []);
    return identity && { namespace: identity.namespace ?? cluster.namespace, name: identity.name };
  }
  const target = targetOf(argument);
  checkContext(cluster.live.current, target);
  return target && { namespace: target.namespace, name: target.pack };
}

interface PackItem extends QuickPickItem {
  readonly choice: PackChoice;
}

/** Those of the cluster, and those of the workspace that are not there: why, is what the diagnosis says. */
async function pickPack(cluster: ReadyCluster): Promise<PackChoice | undefined> {
  const snapshot = cluster.live.current;
  const there = snapshot.all("packs").map((object): PackItem => {
    const { spec } = readPersonaPack(object).pack;
    const { name, namespace = "" } = object.metadata;
    const words = [
      spec.enabled ? "enabled" : "disabled",
      counted(spec.personas.length, "persona"),
      namespace,
    ];
    return { label: name, description: words.join(" · "), choice: { namespace, name } };
  });
  const names = new Set(there.map(({ choice }) => choice.name));
  const files = await findPackFiles();
  const written = [...new Set(files.map(({ name }) => name))].filter((name) => !names.has(name));
  const absent = written.map(
    (name): PackItem => ({
      label: name,
      description: "in the workspace, not seen in the cluster",
      choice: { namespace: cluster.namespace, name },
    }),
  );
  const items = [...there, ...absent];
  if (items.length === 0) {
    void showInformation("There is no pack in the cluster, and none in the workspace.");
    return undefined;
  }
  return (
    await window.showQuickPick(items, {
      title: "Diagnose",
      placeHolder: "Choose a pack",
      matchOnDescription: true,
    })
  )?.choice;
}
