/** Shows what a plan will do, asks, carries it out and waits for the controller. */
import { ProgressLocation, window } from "vscode";
import { awaitOutcome } from "../cluster/actions/await-outcome.ts";
import { executePlan, type FailedExecution, rehearsePlan } from "../cluster/actions/execute-plan.ts";
import type { Plan } from "../cluster/actions/plan.ts";
import { systemClock } from "../cluster/clock.ts";
import type { ReadyCluster } from "./cluster-command.ts";
import { failureWords, outcomeWords, planText } from "./plan-words.ts";
import { showText } from "./read-only-text.ts";

export interface PlanQuestion {
  readonly plan: Plan;
  /** Of the button, for example “Exclude”. */
  readonly verb: string;
}

/** What a dialog shows without growing over the screen. */
const MOST_LINES = 24;
/** A notification stays for a while even if there is nothing left to wait for. */
const PATIENCE_MS = 600;
const SHOW_ALL = "Show All";

/** Where there are several, the user chooses one. True if one was carried out. */
export async function askAndRunPlan(
  cluster: ReadyCluster,
  question: PlanQuestion,
  ...others: readonly PlanQuestion[]
): Promise<boolean> {
  for (const { plan } of [question, ...others]) {
    const refused = await withCancel(`Trying: ${plan.title}`, (signal) =>
      rehearsePlan(cluster.session, plan, { signal, clock: systemClock }),
    );
    if (refused) {
      showExecutionFailure(plan, refused);
      return false;
    }
  }
  const chosen = await askFor([question, ...others]);
  return chosen ? await runPlan(cluster, chosen.plan) : false;
}

/** For a plan that the user has seen. True if it was written. */
export async function runPlan(cluster: ReadyCluster, plan: Plan): Promise<boolean> {
  return await window.withProgress(
    { location: ProgressLocation.Notification, title: plan.title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      const cancelled = token.onCancellationRequested(() => abort.abort());
      const { signal } = abort;
      try {
        const execution = await executePlan(cluster.session, plan, {
          signal,
          clock: systemClock,
          onProgress: (message) => progress.report({ message }),
        });
        if (execution.state === "failed") {
          showExecutionFailure(plan, execution);
          return false;
        }
        for (const warning of execution.warnings) void window.showWarningMessage(warning);
        progress.report({ message: "Waiting for the controller" });
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
            progress.report({ message: `${done} of ${total}`, increment: Math.max(0, percent - shown) });
            shown = Math.max(shown, percent);
          },
        });
        const { level, text } = outcomeWords(plan, outcome);
        if (level === "warning") void window.showWarningMessage(text);
        else void window.showInformationMessage(text);
        return true;
      } finally {
        cancelled.dispose();
      }
    },
  );
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
  return await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (_progress, token) => {
      const cancelled = token.onCancellationRequested(() => abort.abort());
      try {
        return await result;
      } finally {
        cancelled.dispose();
      }
    },
  );
}

async function askFor(
  questions: readonly [PlanQuestion, ...PlanQuestion[]],
): Promise<PlanQuestion | undefined> {
  const verbs = questions.map(({ verb }) => verb);
  const title = questions[0].plan.title;
  const each = Math.floor(MOST_LINES / questions.length);
  const short = detailOf(questions, each);
  const more = short.omitted > 0 ? [SHOW_ALL] : [];
  const detail = short.text;
  let answer = await window.showWarningMessage(`${title}?`, { modal: true, detail }, ...verbs, ...more);
  if (answer === SHOW_ALL) {
    // It can be read and searched only while no dialog is in front of it.
    await showText(title, detailOf(questions, Number.POSITIVE_INFINITY).text);
    answer = await window.showWarningMessage(`${title}, as listed?`, ...verbs);
  }
  return questions.find(({ verb }) => verb === answer);
}

function detailOf(questions: readonly PlanQuestion[], most: number): { text: string; omitted: number } {
  const [only] = questions;
  if (only && questions.length === 1) return planText(only.plan, most);
  const parts = questions.map(({ verb, plan }) => ({ verb, ...planText(plan, most) }));
  return {
    text: parts.map(({ verb, text }) => `${verb.toUpperCase()}\n${text}`).join("\n\n"),
    omitted: parts.reduce((sum, { omitted }) => sum + omitted, 0),
  };
}

export function showExecutionFailure(plan: Plan, failure: FailedExecution): void {
  const text = failureWords(plan, failure);
  if (failure.error.kind === "cancelled") void window.showInformationMessage(text);
  else void window.showErrorMessage(text);
}
