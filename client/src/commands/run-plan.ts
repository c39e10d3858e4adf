/** Shows what a plan will do, asks, carries it out and waits for the controller. */
import { window } from "vscode";
import { awaitOutcome } from "../cluster/actions/await-outcome.ts";
import { currentSession } from "../cluster/actions/current-session.ts";
import {
  checkCluster,
  executePlan,
  type FailedExecution,
  type PlanSession,
  rehearsePlan,
} from "../cluster/actions/execute-plan.ts";
import type { Plan } from "../cluster/actions/plan.ts";
import { systemClock } from "../cluster/clock.ts";
import { plainLine, withoutIcons } from "../cluster/plain-text.ts";
import type { ReadyCluster } from "./cluster-command.ts";
import { showFailure } from "./failure-notice.ts";
import { showError, showInformation, showWarning, withNotification } from "./notifications.ts";
import { PlanOutdated } from "./plan-outdated.ts";
import { dialogText, fullText, type PlanChoice } from "./plan-text.ts";
import { failureWords, outcomeWords } from "./plan-words.ts";
import { showText } from "./read-only-text.ts";

/** What a dialog shows without growing over the screen. */
const MOST_LINES = 34;
/** The view shows it, too: nobody has to take it away. */
const SUCCESS_MS = 10_000;
/** A notification stays for a while even if there is nothing left to wait for. */
const PATIENCE_MS = 600;
const WAITING = "waiting for the controller";
const SHOW_ALL = "Show All";
const CANCEL = "Cancel";

/**
 * Where there are several, the user chooses one. True if one was carried out. Rejects with `PlanOutdated` if the
 * object was changed while the user was asked.
 */
export async function askAndRunPlan(
  cluster: ReadyCluster,
  choice: PlanChoice,
  ...others: readonly PlanChoice[]
): Promise<boolean> {
  const chosen = await askForPlan(cluster, choice, ...others);
  return chosen ? await runPlan(cluster, chosen.plan) : false;
}

/** The one that the user agrees to, after the API server has said that it would carry it out. */
export async function askForPlan(
  cluster: ReadyCluster,
  choice: PlanChoice,
  ...others: readonly PlanChoice[]
): Promise<PlanChoice | undefined> {
  for (const { plan } of [choice, ...others]) {
    const refused = await tryPlan(cluster, plan);
    if (refused) {
      showExecutionFailure(plan, refused);
      return undefined;
    }
  }
  return await askFor([choice, ...others]);
}

/** Undefined if the API server would carry it out. Rejects with `PlanRefused` for another cluster than the command's. */
export async function tryPlan(cluster: ReadyCluster, plan: Plan): Promise<FailedExecution | undefined> {
  return await withCancel(`Trying: ${plan.title}`, (signal) =>
    rehearsePlan(sessionFor(cluster, plan), plan, { signal, clock: systemClock }),
  );
}

/** For a plan that the user has seen. True if it was written. Rejects as `askAndRunPlan` does. */
export async function runPlan(cluster: ReadyCluster, plan: Plan): Promise<boolean> {
  return await withNotification(plan.title, async (progress, token) => {
    const abort = new AbortController();
    const cancelled = token.onCancellationRequested(() => abort.abort());
    const { signal } = abort;
    try {
      const execution = await executePlan(sessionFor(cluster, plan), plan, {
        signal,
        clock: systemClock,
        onProgress: (message) => progress.report({ message }),
      });
      if (execution.state === "failed") {
        showExecutionFailure(plan, execution);
        return false;
      }
      for (const warning of execution.warnings) void showWarning(warning);
      progress.report({ message: WAITING });
      const pack = execution.written.find(
        ({ kind, metadata }) => kind === plan.target.type.kind && metadata.name === plan.target.name,
      );
      let shown = 0;
      const outcome = await awaitOutcome(cluster.live, plan, {
        signal,
        clock: systemClock,
        generation: plan.expects.pack === plan.target.name ? pack?.metadata.generation : undefined,
        onProgress: (done, total) => {
          const percent = (100 * done) / total;
          const message = `${WAITING} (${done} of ${total})`;
          progress.report({ message, increment: Math.max(0, percent - shown) });
          shown = Math.max(shown, percent);
        },
      });
      const { level, text } = outcomeWords(plan, outcome);
      if (level === "warning") void showWarning(text);
      else window.setStatusBarMessage(`$(check) ${withoutIcons(plainLine(text))}`, SUCCESS_MS);
      return true;
    } finally {
      cancelled.dispose();
    }
  });
}

/** The user may have turned to another cluster while answering, and the plan come of that one. */
function sessionFor(cluster: ReadyCluster, plan: Plan): PlanSession {
  if (cluster.identity) checkCluster(plan.title, cluster.identity, plan.scope);
  return currentSession(() => cluster.session, plan.scope);
}

/** Runs something that the user may cancel once it has taken a while. */
export async function withCancel<Result>(
  title: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const abort = new AbortController();
  const result = work(abort.signal);
  const { promise: patience, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, PATIENCE_MS);
  const ended = await Promise.race([result.then(() => true), patience.then(() => false)]).finally(() =>
    clearTimeout(timer),
  );
  if (ended) return await result;
  return await withNotification(title, async (_progress, token) => {
    const cancelled = token.onCancellationRequested(() => abort.abort());
    try {
      return await result;
    } finally {
      cancelled.dispose();
    }
  });
}

async function askFor(choices: readonly [PlanChoice, ...PlanChoice[]]): Promise<PlanChoice | undefined> {
  const verbs = choices.map(({ verb }) => verb);
  const title = plainLine(choices[0].plan.title);
  const question = `${title}?`;
  const { text: detail, omitted } = dialogText(choices, MOST_LINES);
  const more = omitted > 0 ? [SHOW_ALL] : [];
  let answer = await window.showWarningMessage(question, { modal: true, detail }, ...verbs, ...more);
  if (answer === SHOW_ALL) {
    await showText(title, fullText(...choices));
    // No dialog, which would hide the text, and no notification, which would go away while it is read.
    answer = await window.showQuickPick([...verbs, CANCEL], {
      title: question,
      placeHolder: "All of it is in the editor below",
      ignoreFocusOut: true,
    });
  }
  return choices.find(({ verb }) => verb === answer);
}

/** Throws `PlanOutdated` where planning it anew would help. */
function showExecutionFailure(plan: Plan, failure: FailedExecution): void {
  const text = failureWords(plan, failure);
  const { kind } = failure.error;
  if (kind === "conflict") throw new PlanOutdated(text);
  if (kind === "cancelled") void showInformation(text);
  // Nothing that is written in an editor is to blame.
  else if (kind === "invalid") void showError(text);
  else void showFailure(kind, text);
}
