import { Disposable, type QuickPickItem, QuickPickItemKind } from "vscode";
import { planActivation } from "../cluster/actions/activate.ts";
import { rehearsePlan } from "../cluster/actions/execute-plan.ts";
import { packTarget } from "../cluster/actions/pack-target.ts";
import { type Plan, PlanRefused } from "../cluster/actions/plan.ts";
import { systemClock } from "../cluster/clock.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import type { NodeTarget } from "../tree/tree-node.ts";
import { type ActivationForm, activationOf, initialForm } from "./activation-form.ts";
import type { ActivationPlace } from "./activation-secret.ts";
import { activationSteps } from "./activation-steps.ts";
import { type ReadyCluster, registerClusterCommand } from "./cluster-command.ts";
import { ACTIVATE_PACK, CHANGE_PACK_SETTINGS } from "./command-ids.ts";
import { choosePack } from "./pick-target.ts";
import { failureWords, planSections, planText } from "./plan-words.ts";
import { showText } from "./read-only-text.ts";
import { runPlan, withCancel } from "./run-plan.ts";
import { type Answer, type Place, runWizard } from "./wizard.ts";
import { askOne } from "./wizard-inputs.ts";

/** “Activate…”, and for an active pack “Change Settings…”. */
export function registerActivatePack(view: ClusterView): Disposable {
  const command = (id: string, title: string, none: string, enabled: boolean) =>
    registerClusterCommand(view, {
      id,
      changes: true,
      run: (cluster, target) => activate(cluster, target, { title, none }, enabled),
    });
  return Disposable.from(
    command(ACTIVATE_PACK, "Activate", "All packs here are active.", false),
    command(CHANGE_PACK_SETTINGS, "Change Settings", "No pack here is active.", true),
  );
}

interface Review extends ActivationForm {
  /** The one that the user has agreed to. */
  readonly agreed?: Plan;
}

async function activate(
  cluster: ReadyCluster,
  target: NodeTarget | undefined,
  question: { readonly title: string; readonly none: string },
  enabled: boolean,
): Promise<void> {
  const snapshot = cluster.live.current;
  const choice = await choosePack(snapshot, target, question, ({ spec }) => spec.enabled === enabled);
  if (!choice) return;
  const { namespace, name } = choice;
  const { pack } = packTarget(snapshot, namespace, name);
  const place: ActivationPlace = { snapshot, namespace, name, pack };
  const hasSecret = (secret: string) => snapshot.get("secrets", namespace, secret) !== undefined;
  const steps = [
    ...activationSteps(place),
    { ask: (form: Review, at: Place) => review(cluster, place, form, at) },
  ];
  const form = await runWizard<Review>(steps, initialForm(pack, hasSecret));
  if (form?.agreed) await runPlan(cluster, form.agreed);
}

interface ReviewItem extends QuickPickItem {
  readonly does?: "agree" | "show";
}

/** What exactly will be done, after the API server has said that it would. */
async function review(
  cluster: ReadyCluster,
  place: ActivationPlace,
  form: Review,
  at: Place,
): Promise<Answer<Review>> {
  const { plan, problem } = await tried(cluster, place, form);
  const verb = place.pack.spec.enabled ? "Change" : "Activate";
  const title = `${verb} ${place.name}: Review`;
  const items: ReviewItem[] = [];
  if (problem !== undefined) items.push({ label: `$(error) ${problem}`, alwaysShow: true });
  else items.push({ label: `$(check) ${verb}`, alwaysShow: true, does: "agree" });
  if (plan) {
    items.push({ label: "$(list-flat) Show all of this as text", alwaysShow: true, does: "show" });
    for (const section of planSections(plan)) {
      items.push({ label: section.title, kind: QuickPickItemKind.Separator });
      items.push(...section.lines.map((label) => ({ label })));
    }
  }
  for (;;) {
    const placeholder = problem === undefined ? "Exactly this will be done" : "Go back and change it";
    const answer = await askOne(at, { title, placeholder, items });
    if (typeof answer === "string") return answer;
    if (answer.entered.does === "agree" && plan) return { ...form, agreed: plan };
    if (answer.entered.does === "show" && plan) await showText(plan.title, planText(plan).text);
  }
}

async function tried(
  cluster: ReadyCluster,
  { namespace, name, pack }: ActivationPlace,
  form: ActivationForm,
): Promise<{ readonly plan?: Plan; readonly problem?: string }> {
  try {
    const activation = activationOf(pack, form);
    const plan = planActivation(cluster.live.current, namespace, name, activation, new Date());
    const failure = await withCancel(`Trying: ${plan.title}`, (signal) =>
      rehearsePlan(cluster.session, plan, { signal, clock: systemClock }),
    );
    return failure ? { plan, problem: failureWords(plan, failure) } : { plan };
  } catch (error) {
    if (error instanceof PlanRefused) return { problem: error.message };
    throw error;
  }
}
