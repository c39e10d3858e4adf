/** The last page of the activation wizard: what exactly will be done, after the API server has said that it would. */
import { type QuickPickItem, QuickPickItemKind } from "vscode";
import { planActivation } from "../cluster/actions/activate.ts";
import { type Plan, PlanRefused } from "../cluster/actions/plan.ts";
import { plainBlanks, plainLine, withoutIcons } from "../cluster/plain-text.ts";
import { type ActivationForm, activationOf } from "./activation-form.ts";
import { type FormStart, formStart, rebasedForm } from "./activation-rebase.ts";
import type { ActivationPlace } from "./activation-secret.ts";
import type { ReadyCluster } from "./cluster-command.ts";
import { fullText, type PlanSection, planSections } from "./plan-text.ts";
import { failureWords } from "./plan-words.ts";
import { showText } from "./read-only-text.ts";
import { tryPlan } from "./run-plan.ts";
import type { WizardStep } from "./wizard.ts";
import { askOne } from "./wizard-inputs.ts";
import { wordWrapped } from "./word-wrap.ts";

export interface Review extends ActivationForm {
  /** The one that the user has agreed to. */
  readonly agreed?: Plan;
}

interface ReviewItem extends QuickPickItem {
  readonly does?: "agree" | "show";
}

/** What a list shows of a line, in characters; the rest would be cut off. */
const LINE_WIDTH = 76;

/** What was entered came of `start`; others may have changed the pack since. */
export function reviewStep(
  cluster: ReadyCluster,
  place: ActivationPlace,
  start: FormStart,
): WizardStep<Review> {
  const verb = place.pack.spec.enabled ? "Change" : "Activate";
  return {
    async ask(form, at) {
      const { plan, problem } = await tried(cluster, place, start, form);
      const first: ReviewItem[] =
        problem === undefined
          ? [{ label: `$(check) ${verb}`, alwaysShow: true, does: "agree" }]
          : linesOf(problem, "$(error) ");
      const items = [...first, ...(plan ? planItems(plan) : [])];
      const placeholder = problem === undefined ? "Exactly this will be done" : "Go back and change it";
      for (;;) {
        const answer = await askOne(at, { title: `${place.title}: Review`, placeholder, items });
        if (typeof answer === "string") return answer;
        if (answer.entered.does === "agree" && plan) return { ...form, agreed: plan };
        if (answer.entered.does === "show" && plan)
          await showText(plainLine(plan.title), fullText({ plan, verb }));
      }
    },
  };
}

function planItems(plan: Plan): ReviewItem[] {
  const inSection = ({ title, lines }: PlanSection): ReviewItem[] => [
    { label: title, kind: QuickPickItemKind.Separator },
    ...lines.flatMap((line) => linesOf(line, "")),
  ];
  return [
    { label: "$(list-flat) Show all of this as text", alwaysShow: true, does: "show" },
    ...planSections(plan).flatMap(inSection),
  ];
}

/** As many items as it takes to read it to its end. */
function linesOf(text: string, icon: string): ReviewItem[] {
  return wordWrapped(withoutIcons(plainBlanks(text)), LINE_WIDTH).map((line, index) => ({
    label: index === 0 ? `${icon}${line}` : `\u2003${line}`,
  }));
}

async function tried(
  cluster: ReadyCluster,
  { namespace, name }: ActivationPlace,
  start: FormStart,
  form: ActivationForm,
): Promise<{ readonly plan?: Plan; readonly problem?: string }> {
  try {
    const snapshot = cluster.live.current;
    const now = formStart(snapshot, namespace, name);
    const activation = activationOf(now.pack, rebasedForm(form, start, now));
    const plan = planActivation(snapshot, namespace, name, activation, new Date());
    const failure = await tryPlan(cluster, plan);
    return failure ? { plan, problem: failureWords(plan, failure) } : { plan };
  } catch (error) {
    if (error instanceof PlanRefused) return { problem: error.message };
    throw error;
  }
}
