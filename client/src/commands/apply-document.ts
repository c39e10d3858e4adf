import { commands, Disposable, type TextDocument } from "vscode";
import { planApply } from "../cluster/actions/apply-document.ts";
import type { ApplyProblem } from "../cluster/actions/apply-problem.ts";
import type { LocalDocument } from "../cluster/actions/local-document.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { ApplyProblems } from "./apply-problems.ts";
import { type ReadyCluster, registerEditorCommand } from "./cluster-command.ts";
import { APPLY_DOCUMENT } from "./command-ids.ts";
import { chosenDocuments, type DocumentArgument, type DocumentPlace, placeIn } from "./editor-documents.ts";
import { showFailure } from "./failure-notice.ts";
import { FAILURE_OFFERS } from "./failure-offers.ts";
import { showError, showInformation } from "./notifications.ts";
import { askAndRunPlan, withCancel } from "./run-plan.ts";
import { registerTakeOverActions } from "./take-over-actions.ts";

const TAKE_OVER = "Take Over…";
const MOST_FIELDS = 4;

/** One document, also with what others manage of it. */
export interface TakeOver extends DocumentPlace {
  readonly takeOver: true;
}

/** “Apply to Cluster…”: the packs that the selection touches, as they are written in the editor. */
export function registerApplyDocument(view: ClusterView): Disposable {
  const problems = new ApplyProblems();
  const command = registerEditorCommand(view, {
    id: APPLY_DOCUMENT,
    changes: true,
    async run(cluster, argument: DocumentArgument | TakeOver) {
      const { source, documents } = await chosenDocuments(argument);
      const force = argument !== undefined && "takeOver" in argument;
      const same: string[] = [];
      for (const document of documents) {
        const applied = await apply(cluster, problems, source, document, force);
        if (applied === "no") return;
        if (applied === "same") same.push(nameOf(document));
      }
      if (same.length > 0) {
        const what = same.length === 1 ? `${same[0]} is` : `${same.join(", ")} are`;
        void showInformation(`${what} in the cluster as written here: nothing to apply.`);
      }
    },
  });
  return Disposable.from(problems, command, registerTakeOverActions());
}

async function apply(
  cluster: ReadyCluster,
  problems: ApplyProblems,
  source: TextDocument,
  document: LocalDocument,
  force: boolean,
): Promise<"yes" | "same" | "no"> {
  const { namespace } = cluster;
  const answer = await withCancel(`Trying: Apply ${nameOf(document)}`, (signal) =>
    planApply(cluster.session.client, cluster.live, { document, namespace, force }, new Date(), signal),
  );
  switch (answer.state) {
    case "unchanged":
      problems.clear(source, document);
      return "same";
    case "refused":
      problems.clear(source, document);
      problems.show(source, document, answer.problems);
      // Nobody has to answer before the cluster is no longer looked at.
      void explainRefusal(source, document, answer.problems);
      return "no";
    case "planned": {
      const verb = force ? "Apply and Take Over" : "Apply";
      // While the user is asked, conflicts stay to be read.
      const applied = await askAndRunPlan(cluster, { plan: answer.plan, verb });
      if (applied || !force) problems.clear(source, document);
      return applied ? "yes" : "no";
    }
  }
}

async function explainRefusal(
  source: TextDocument,
  document: LocalDocument,
  problems: readonly ApplyProblem[],
): Promise<void> {
  const conflicts = problems.every(({ kind }) => kind === "conflict");
  if (!conflicts) {
    await showFailure("invalid", refusalSentence(document, problems));
    return;
  }
  const { title, command } = FAILURE_OFFERS["show-problems"];
  const chosen = await showError(conflictSentence(document, problems), TAKE_OVER, title);
  if (chosen === title && command !== undefined) await commands.executeCommand(command);
  if (chosen === TAKE_OVER) {
    await commands.executeCommand(APPLY_DOCUMENT, { ...placeIn(source, document), takeOver: true });
  }
}

function conflictSentence(document: LocalDocument, problems: readonly ApplyProblem[]): string {
  const fields = [...new Set(problems.map(({ path }) => path.join(".")))].filter((field) => field !== "");
  const shown = fields.slice(0, MOST_FIELDS);
  const rest = fields.length - shown.length;
  const list = [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
  return `${nameOf(document)} cannot be applied: others have set ${list || "parts of it"} to something else.`;
}

function refusalSentence(document: LocalDocument, problems: readonly ApplyProblem[]): string {
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return `${nameOf(document)} cannot be applied: ${problems[0]?.message ?? ""}${more}`;
}

function nameOf({ identity }: LocalDocument): string {
  return identity?.name ?? "The document";
}
