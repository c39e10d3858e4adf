import { commands, Disposable, type TextDocument, Uri } from "vscode";
import { compareWithCluster } from "../cluster/actions/compare-with-cluster.ts";
import type { LocalDocument } from "../cluster/actions/local-document.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import type { NodeTarget } from "../tree/tree-node.ts";
import { ApplyProblems } from "./apply-problems.ts";
import {
  type CommandArgument,
  checkContext,
  type ReadyCluster,
  registerEditorCommand,
  targetOf,
} from "./cluster-command.ts";
import { COMPARE_WITH_CLUSTER, EDIT_PACK } from "./command-ids.ts";
import { type ChosenDocuments, chosenDocuments, type DocumentArgument } from "./editor-documents.ts";
import { showFailure } from "./failure-notice.ts";
import { showInformation } from "./notifications.ts";
import { choosePackSource } from "./pack-sources.ts";
import { textUri } from "./read-only-text.ts";
import { withCancel } from "./run-plan.ts";

/** “Compare with Cluster”: what applying the document would change, defaults left out of account. */
export function registerCompareWithCluster(view: ClusterView): Disposable {
  const problems = new ApplyProblems();
  const command = registerEditorCommand(view, {
    id: COMPARE_WITH_CLUSTER,
    changes: false,
    async run(cluster, argument: DocumentArgument | CommandArgument) {
      const chosen =
        argument && !(argument instanceof Uri) && !("uri" in argument)
          ? await documentsOf(cluster, targetOf(argument))
          : await chosenDocuments(argument);
      if (!chosen) return;
      const { source, documents } = chosen;
      problems.clear(source);
      for (const document of documents) await compare(cluster, problems, source, document);
    },
  });
  return Disposable.from(problems, command);
}

const EDIT = "Open a Copy";

/** For a line of the view: what the workspace says of that pack. Undefined if it says nothing, which the user is told. */
async function documentsOf(
  { live }: ReadyCluster,
  target: NodeTarget | undefined,
): Promise<ChosenDocuments | undefined> {
  checkContext(live.current, target);
  if (!target) return undefined;
  const { namespace, pack } = target;
  const found = await choosePackSource({ namespace, name: pack }, "Compare with Cluster");
  if (found && found !== "none") return { source: found.source, documents: [found.document] };
  if (!found) return undefined;
  // Nobody has to answer before the cluster is no longer looked at.
  void offerCopy(target);
  return undefined;
}

async function offerCopy(target: NodeTarget): Promise<void> {
  const { namespace, pack } = target;
  const message = `No file of the workspace defines ${pack} for namespace ${namespace}: there is nothing to compare it with.`;
  const chosen = await showInformation(message, EDIT);
  if (chosen === EDIT) await commands.executeCommand(EDIT_PACK, target);
}

async function compare(
  cluster: ReadyCluster,
  problems: ApplyProblems,
  source: TextDocument,
  document: LocalDocument,
): Promise<void> {
  const { name = "the document", namespace = cluster.namespace } = document.identity ?? {};
  const { client, scope } = cluster.session;
  const comparison = await withCancel(`Comparing ${name}`, (signal) =>
    compareWithCluster(client, document, cluster.namespace, signal),
  );
  if (comparison.state === "refused") {
    problems.show(source, document, comparison.problems);
    void showFailure("invalid", `${name} cannot be compared: ${comparison.problems[0]?.message ?? ""}`);
    return;
  }
  const place = `${namespace}, ${scope.context}`;
  if (comparison.same) {
    void showInformation(`${name} is in the cluster as it is written here (${place}).`);
    return;
  }
  await commands.executeCommand(
    "vscode.diff",
    textUri(`${name} in ${place}.yaml`, comparison.left),
    textUri(`${name} once applied to ${place}.yaml`, comparison.right),
    `${name}: ${place} ↔ once applied`,
    { preview: true },
  );
}
