import { Disposable } from "vscode";
import { packTarget } from "../cluster/actions/pack-target.ts";
import { missingRight } from "../cluster/actions/rights.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import type { NodeTarget } from "../tree/tree-node.ts";
import { initialForm } from "./activation-form.ts";
import { type Review, reviewStep } from "./activation-review.ts";
import type { ActivationPlace } from "./activation-secret.ts";
import { activationSteps } from "./activation-steps.ts";
import { type ReadyCluster, registerClusterCommand } from "./cluster-command.ts";
import { ACTIVATE_PACK, CHANGE_PACK_SETTINGS } from "./command-ids.ts";
import { choosePack } from "./pick-target.ts";
import { PlanOutdated, wantsAnew } from "./plan-outdated.ts";
import { runPlan } from "./run-plan.ts";
import { runWizard } from "./wizard.ts";

const CREATE_SECRETS = [{ verb: "create", resource: "secrets" }] as const;

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

async function activate(
  cluster: ReadyCluster,
  target: NodeTarget | undefined,
  question: { readonly title: string; readonly none: string },
  enabled: boolean,
): Promise<void> {
  const choice = await choosePack(
    cluster.live.current,
    target,
    question,
    ({ spec }) => spec.enabled === enabled,
  );
  if (!choice) return;
  const { namespace, name } = choice;
  const title = enabled ? `Change Settings of ${name}` : `Activate ${name}`;
  let entered: Review | undefined;
  for (;;) {
    const snapshot = cluster.live.current;
    const { pack } = packTarget(snapshot, namespace, name);
    const refusal = await missingRight(cluster.session, snapshot, CREATE_SECRETS, namespace);
    const mayCreateSecrets = refusal === undefined;
    const place: ActivationPlace = { snapshot, namespace, name, pack, title, mayCreateSecrets };
    const hasSecret = (secret: string) => snapshot.get("secrets", namespace, secret) !== undefined;
    const steps = [...activationSteps(place), reviewStep(cluster, place)];
    const form = await runWizard<Review>(steps, entered ?? initialForm(pack, hasSecret));
    if (!form?.agreed) return;
    try {
      await runPlan(cluster, form.agreed);
      return;
    } catch (error) {
      // What was typed is offered again, for the pack as it is now.
      if (!(error instanceof PlanOutdated)) throw error;
      if (!(await wantsAnew(error))) return;
      const { agreed: _outdated, ...values } = form;
      entered = values;
    }
  }
}
