/** What came of a plan, and what is still missing, in words. */
import type { PlanOutcome } from "../cluster/actions/await-outcome.ts";
import type { FailedExecution } from "../cluster/actions/execute-plan.ts";
import type { ObjectName, Plan } from "../cluster/actions/plan.ts";

/** One or two sentences: what failed, and what there is now. */
export function failureWords(plan: Plan, failure: FailedExecution): string {
  const { error, object, during, undone, left, kept, uncertain } = failure;
  // Most messages name the object themselves.
  const place = error.message.includes(named(object)) ? "" : `${named(object)}. `;
  const about = `${plan.title}: ${place}${error.message}`;
  if (during === "dry-run") return `${about} Nothing was done.`;
  return [
    about,
    uncertain ? "Whether this was still carried out could not be found out." : "",
    said(undone, "was deleted again.", "were deleted again."),
    said(left, "was created and is still there.", "were created and are still there."),
    said(kept, "stays as it was changed.", "stay as they were changed."),
    undone.length + left.length + kept.length === 0 && !uncertain ? "Nothing was done." : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** Of one, or of several; empty of none. */
function said(objects: readonly ObjectName[], one: string, several: string): string {
  return objects.length === 0 ? "" : `${listed(objects)} ${objects.length === 1 ? one : several}`;
}

export interface OutcomeWords {
  readonly level: "information" | "warning";
  readonly text: string;
}

const MOST_NAMES = 5;

export function outcomeWords(plan: Plan, outcome: PlanOutcome): OutcomeWords {
  const { title } = plan;
  switch (outcome.state) {
    case "done":
      return { level: "information", text: plan.success ?? `${title}: done.` };
    case "cancelled":
      return { level: "information", text: `${title}: written. The controller goes on with it.` };
    case "error": {
      const missing = outcome.missing.length > 0 ? ` Missing: ${listed(outcome.missing)}.` : "";
      const text = `${title}: the controller reports an error; the reason is in its log.${missing}`;
      return { level: "warning", text };
    }
    case "stuck": {
      const text = `${title}: the controller waits for ${listed(outcome.blockers)}, which nobody deletes.`;
      return { level: "warning", text };
    }
    case "late": {
      const { missing, remaining, blind, phase } = outcome;
      if (blind !== undefined) {
        const text = `${title}: written. Whether the controller has finished cannot be seen. ${blind}`;
        return { level: "warning", text };
      }
      const facts = [
        missing.length > 0 ? `Not there yet: ${listed(missing)}.` : "",
        remaining.length > 0 ? `Still there: ${listed(remaining)}.` : "",
        phase === "" ? "" : `The pack's phase is ${phase}.`,
      ].filter((fact) => fact !== "");
      const text = [`${title}: written, but the controller has not finished.`, ...facts].join(" ");
      return { level: "warning", text };
    }
  }
}

function named({ kind, name }: ObjectName): string {
  return `${kind} ${name}`;
}

export function listed(objects: readonly ObjectName[]): string {
  const shown = objects.slice(0, MOST_NAMES).map(named);
  const rest = objects.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}
