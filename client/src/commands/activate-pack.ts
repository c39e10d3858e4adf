import { Disposable } from "vscode";
import { missingRight } from "../cluster/actions/rights.ts";
import { RESOURCES } from "../cluster/resource-types.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import type { NodeTarget } from "../tree/tree-node.ts";
import type { ActivationForm } from "./activation-form.ts";
import { type FormStart, formStart, rebasedForm } from "./activation-rebase.ts";
import { type Review, reviewStep } from "./activation-review.ts";
import type { ActivationPlace } from "./activation-secret.ts";
import { activationSteps } from "./activation-steps.ts";
import { checkContext, type ReadyCluster, registerClusterCommand, withCluster } from "./cluster-command.ts";
import { ACTIVATE_PACK, CHANGE_PACK_SETTINGS } from "./command-ids.ts";
import { choosePack } from "./pick-target.ts";
import { PlanOutdated, wantsAnew } from "./plan-outdated.ts";
import { runPlan } from "./run-plan.ts";
import { runWizard } from "./wizard.ts";

const CREATE_SECRETS = [{ verb: "create", resource: "secrets" }] as const;

/** What a wizard is about, also when it is gone through once more. */
interface Activating {
  readonly target: NodeTarget;
  readonly title: string;
}

/** What was entered for a pack that has been changed meanwhile. */
interface Entered {
  readonly form: ActivationForm;
  readonly start: FormStart;
}

/** “Activate…”, and for an active pack “Change Settings…”. */
export function registerActivatePack(view: ClusterView): Disposable {
  const command = (id: string, title: string, none: string, enabled: boolean) =>
    registerClusterCommand(view, {
      id,
      changes: true,
      async run(cluster, target) {
        const snapshot = cluster.live.current;
        const suits = ({ spec }: FormStart["pack"]) => spec.enabled === enabled;
        const choice = await choosePack(snapshot, target, { title, none }, suits);
        if (!choice) return;
        const { namespace, name } = choice;
        const context = snapshot.scope?.context ?? "";
        await activate(view, cluster, {
          target: { context, namespace, kind: RESOURCES.packs.kind, name, pack: name },
          title: enabled ? `Change Settings of ${name}` : `Activate ${name}`,
        });
      },
    });
  return Disposable.from(
    command(ACTIVATE_PACK, "Activate", "No pack here is inactive.", false),
    command(CHANGE_PACK_SETTINGS, "Change Settings", "No pack here is active.", true),
  );
}

async function activate(
  view: ClusterView,
  cluster: ReadyCluster,
  activating: Activating,
  entered?: Entered,
): Promise<void> {
  const { target, title } = activating;
  const { namespace, name } = target;
  const snapshot = cluster.live.current;
  checkContext(snapshot, target);
  const start = formStart(snapshot, namespace, name);
  const refusal = await missingRight(cluster.session, snapshot, CREATE_SECRETS, namespace);
  const mayCreateSecrets = refusal === undefined;
  const place: ActivationPlace = { snapshot, namespace, name, pack: start.pack, title, mayCreateSecrets };
  const initial = entered ? rebasedForm(entered.form, entered.start, start) : start.form;
  const steps = [...activationSteps(place), reviewStep(cluster, place, start)];
  const form = await runWizard<Review>(steps, initial);
  if (!form?.agreed) return;
  try {
    await runPlan(cluster, form.agreed);
  } catch (error) {
    if (!(error instanceof PlanOutdated)) throw error;
    const { agreed: _outdated, ...values } = form;
    // Nobody has to answer before the cluster is no longer looked at.
    void activateAnew(view, activating, error, { form: values, start });
  }
}

/** What was entered is offered again, for the pack as it is then. */
async function activateAnew(
  view: ClusterView,
  activating: Activating,
  error: PlanOutdated,
  entered: Entered,
): Promise<void> {
  if (!(await wantsAnew(error))) return;
  await withCluster(view, (cluster) => activate(view, cluster, activating, entered));
}
