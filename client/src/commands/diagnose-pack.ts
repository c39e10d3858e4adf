import { CodeLens, Disposable, languages, Range, type Uri, window, workspace } from "vscode";
import { diagnose } from "../cluster/actions/diagnose/checks.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import type { NodeTarget } from "../tree/tree-node.ts";
import { registerClusterCommand } from "./cluster-command.ts";
import { DIAGNOSE_PACK } from "./command-ids.ts";
import { diagnosisReport, type OfferedFix } from "./diagnosis-report.ts";
import { choosePack } from "./pick-target.ts";
import { TEXT_SCHEME, textUri } from "./read-only-text.ts";

/** “Diagnose”: a report on a pack, with what can be done about each finding above it, to click. */
export function registerDiagnosePack(view: ClusterView): Disposable {
  /** By URI of an open report. */
  const offered = new Map<string, readonly OfferedFix[]>();
  const lenses = languages.registerCodeLensProvider(
    { scheme: TEXT_SCHEME },
    { provideCodeLenses: ({ uri }) => (offered.get(uri.toString()) ?? []).map(lensOf) },
  );
  const closing = workspace.onDidCloseTextDocument(({ uri }) => offered.delete(uri.toString()));
  const command = registerClusterCommand(view, {
    id: DIAGNOSE_PACK,
    changes: false,
    async run(cluster, target) {
      const snapshot = cluster.live.current;
      const question = { title: "Diagnose", none: "There is no pack here." };
      const pack = await choosePack(snapshot, target, question);
      const context = snapshot.scope?.context;
      if (!pack || context === undefined) return;
      const { namespace, name } = pack;
      const now = new Date();
      const subject: NodeTarget = { context, namespace, kind: "PersonaPack", name, pack: name };
      const { text, fixes } = diagnosisReport(diagnose(snapshot, namespace, name, now), subject, now);
      const uri = textUri(`Diagnosis of ${name} in ${namespace}, ${context}`, text);
      const again = { line: 0, title: "Diagnose again", command: DIAGNOSE_PACK, target: subject };
      offered.set(uri.toString(), [again, ...fixes]);
      await show(uri);
    },
  });
  return Disposable.from(lenses, closing, command);
}

async function show(uri: Uri): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document, { preview: true });
}

function lensOf({ line, title, command, target }: OfferedFix): CodeLens {
  return new CodeLens(new Range(line, 0, line, 0), {
    title,
    command,
    arguments: target ? [target] : [],
  });
}
