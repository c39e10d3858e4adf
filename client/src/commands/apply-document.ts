import { commands, Disposable, type TextDocument, window } from "vscode";
import { planApply } from "../cluster/actions/apply-document.ts";
import type { LocalDocument } from "../cluster/actions/local-document.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { ApplyProblems } from "./apply-problems.ts";
import { type ReadyCluster, registerEditorCommand } from "./cluster-command.ts";
import { APPLY_DOCUMENT } from "./command-ids.ts";
import { chosenDocuments, type DocumentArgument } from "./editor-documents.ts";
import { askAndRunPlan, withCancel } from "./run-plan.ts";

const TAKE_OVER = "Take Over…";
const SHOW_PROBLEMS = "Show Problems";

/** “Apply to Cluster…”: the packs that the selection touches, as they are written in the editor. */
export function registerApplyDocument(view: ClusterView): Disposable {
  const problems = new ApplyProblems();
  const command = registerEditorCommand(view, {
    id: APPLY_DOCUMENT,
    changes: true,
    async run(cluster, argument: DocumentArgument) {
      const { source, documents } = await chosenDocuments(argument);
      problems.clear(source);
      for (const document of documents) {
        const applied = await apply(cluster, problems, source, document, false);
        if (!applied) return;
      }
    },
  });
  return Disposable.from(problems, command);
}

async function apply(
  cluster: ReadyCluster,
  problems: ApplyProblems,
  source: TextDocument,
  document: LocalDocument,
  force: boolean,
): Promise<boolean> {
  const name = document.identity?.name ?? "the document";
  const { namespace } = cluster;
  const answer = await withCancel(`Trying: Apply ${name}`, (signal) =>
    planApply(cluster.session.client, cluster.live, { document, namespace, force }, new Date(), signal),
  );
  if (answer.state === "planned") {
    const { plan } = answer;
    const verb = force ? "Apply and Take Over" : "Apply";
    return await askAndRunPlan(cluster, { plan, verb });
  }
  problems.show(source, document, answer.problems);
  const conflicts = answer.problems.every(({ kind }) => kind === "conflict");
  const [first] = answer.problems;
  const more = answer.problems.length > 1 ? ` (and ${answer.problems.length - 1} more)` : "";
  const message = `${name} cannot be applied: ${first?.message ?? ""}${more}`;
  const offers = conflicts ? [TAKE_OVER, SHOW_PROBLEMS] : [SHOW_PROBLEMS];
  const chosen = await window.showErrorMessage(message, ...offers);
  if (chosen === SHOW_PROBLEMS) await commands.executeCommand("workbench.actions.view.problems");
  if (chosen !== TAKE_OVER) return false;
  problems.clear(source);
  return await apply(cluster, problems, source, document, true);
}
