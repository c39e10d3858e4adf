import { commands, Disposable, type TextDocument, window } from "vscode";
import { compareWithCluster } from "../cluster/actions/compare-with-cluster.ts";
import type { LocalDocument } from "../cluster/actions/local-document.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { ApplyProblems } from "./apply-problems.ts";
import { type ReadyCluster, registerEditorCommand } from "./cluster-command.ts";
import { COMPARE_WITH_CLUSTER } from "./command-ids.ts";
import { chosenDocuments, type DocumentArgument } from "./editor-documents.ts";
import { textUri } from "./read-only-text.ts";
import { withCancel } from "./run-plan.ts";

/** “Compare with Cluster”: what applying the document would change, defaults left out of account. */
export function registerCompareWithCluster(view: ClusterView): Disposable {
  const problems = new ApplyProblems();
  const command = registerEditorCommand(view, {
    id: COMPARE_WITH_CLUSTER,
    changes: false,
    async run(cluster, argument: DocumentArgument) {
      const { source, documents } = await chosenDocuments(argument);
      problems.clear(source);
      for (const document of documents) await compare(cluster, problems, source, document);
    },
  });
  return Disposable.from(problems, command);
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
    void window.showErrorMessage(`${name} cannot be compared: ${comparison.problems[0]?.message ?? ""}`);
    return;
  }
  const place = `${namespace}, ${scope.context}`;
  if (comparison.same) {
    void window.showInformationMessage(`${name} is in the cluster as it is written here (${place}).`);
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
