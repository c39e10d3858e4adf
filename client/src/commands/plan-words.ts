/** A plan, what came of it, and what is still missing, in words. */
import type { PlanOutcome } from "../cluster/actions/await-outcome.ts";
import type { FailedExecution } from "../cluster/actions/execute-plan.ts";
import type { ObjectName, Plan, PlannedRemoval } from "../cluster/actions/plan.ts";
import { counted } from "../tree/tree-node.ts";

export interface PlanSection {
  /** With how many there are. */
  readonly title: string;
  readonly lines: readonly string[];
}

const LOST: Readonly<Record<NonNullable<PlannedRemoval["loses"]>, string>> = {
  memory: "what it has learnt is lost",
  "run history": "its run history is lost",
  pairing: "its pairing is lost",
  secret: "its values are lost",
};

/** Only sections with something in them; what goes comes first. */
export function planSections({ creates, changes, removes, keeps, warnings }: Plan): PlanSection[] {
  const sections: PlanSection[] = [
    { title: "Warnings", lines: warnings.map(({ message }) => message) },
    {
      title: `Removes ${counted(removes.length, "object")}`,
      lines: removes.map(
        ({ loses, why, ...object }) =>
          `${named(object)}: ${loses === undefined ? why : `${LOST[loses]}. ${why}`}`,
      ),
    },
    {
      title: `Changes ${counted(changes.length, "field")}`,
      lines: changes.map(
        ({ object, field, from, to }) =>
          `${named(object)} ${field}: ${from ?? "nothing"} → ${to ?? "nothing"}`,
      ),
    },
    {
      title: `Creates ${counted(creates.length, "object")}`,
      lines: creates.map(({ why, ...object }) => `${named(object)}: ${why}`),
    },
    {
      title: `Leaves ${counted(keeps.length, "object")}`,
      lines: keeps.map(({ why, ...object }) => `${named(object)}: ${why}`),
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

export interface PlanText {
  readonly text: string;
  /** How many lines are left out. */
  readonly omitted: number;
}

/** For a dialog, which cannot be scrolled everywhere: at most about `most` lines, some of each section. */
export function planText(plan: Plan, most = Number.POSITIVE_INFINITY): PlanText {
  const sections = planSections(plan);
  const each = Math.max(2, Math.floor(most / Math.max(1, sections.length)));
  const parts = sections.map(({ title, lines }) => {
    // A line that says "1 more" would take the place of the one.
    const shown = lines.length <= each ? lines : lines.slice(0, each - 1);
    const omitted = lines.length - shown.length;
    const rest = omitted > 0 ? [`… and ${omitted} more`] : [];
    return { omitted, text: [`${title}:`, ...[...shown, ...rest].map((line) => `• ${line}`)].join("\n") };
  });
  const place = `Context ${plan.scope.context}, namespace ${plan.scope.namespace}`;
  return {
    text: [place, ...parts.map(({ text }) => text)].join("\n\n"),
    omitted: parts.reduce((sum, { omitted }) => sum + omitted, 0),
  };
}

/** One or two sentences: what failed, and what there is now. */
export function failureWords(plan: Plan, failure: FailedExecution): string {
  const { error, object, during, undone, left, kept, uncertain } = failure;
  const about = `${plan.title}: ${named(object)}. ${error.message}`;
  if (during === "dry-run") return `${about} Nothing has changed.`;
  return [
    about,
    uncertain ? "Whether this was still carried out could not be found out." : "",
    undone.length > 0 ? `${list(undone)} was deleted again.` : "",
    left.length > 0 ? `${list(left)} was created and is still there.` : "",
    kept.length > 0 ? `The change of ${list(kept)} stays.` : "",
    undone.length + left.length + kept.length === 0 && !uncertain ? "Nothing has changed." : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
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
      return { level: "information", text: `${title}: done.` };
    case "cancelled":
      return { level: "information", text: `${title}: written. The controller goes on with it.` };
    case "error": {
      const missing = outcome.missing.length > 0 ? ` Missing: ${list(outcome.missing)}.` : "";
      const text = `${title}: the controller reports an error; the reason is in its log.${missing}`;
      return { level: "warning", text };
    }
    case "stuck": {
      const text = `${title}: the controller waits for ${list(outcome.blockers)}, which nobody deletes.`;
      return { level: "warning", text };
    }
    case "late": {
      const { missing, remaining, blind, phase } = outcome;
      const facts = [
        blind ?? "",
        missing.length > 0 ? `Not there yet: ${list(missing)}.` : "",
        remaining.length > 0 ? `Still there: ${list(remaining)}.` : "",
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

function list(objects: readonly ObjectName[]): string {
  const shown = objects.slice(0, MOST_NAMES).map(named);
  const rest = objects.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}
