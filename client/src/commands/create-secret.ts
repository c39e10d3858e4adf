import { type Disposable, type QuickPickItem, window } from "vscode";
import { ConcealedValues } from "../cluster/actions/concealed-values.ts";
import { type MissingSecret, missingSecrets, planSecret } from "../cluster/actions/create-secret.ts";
import type { ClusterSnapshot } from "../cluster/cluster-snapshot.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import type { NodeTarget } from "../tree/tree-node.ts";
import { isPublicKey, keysOfProvider } from "./activation-form.ts";
import { registerClusterCommand } from "./cluster-command.ts";
import { CREATE_SECRET } from "./command-ids.ts";
import { showInformation } from "./notifications.ts";
import { askAndRunPlan } from "./run-plan.ts";
import { runWizard, type WizardStep } from "./wizard.ts";
import { askText } from "./wizard-inputs.ts";

/** “Create Missing Secret…”: one that a pack refers to and that is not there. */
export function registerCreateSecret(view: ClusterView): Disposable {
  return registerClusterCommand(view, {
    id: CREATE_SECRET,
    changes: true,
    async run(cluster, target) {
      const secret = await chooseSecret(cluster.live.current, target);
      if (!secret) return;
      const keys = keysOf(secret);
      const form = await runWizard(keys.map(keyStep(secret)), { values: new ConcealedValues({}) });
      if (!form) return;
      const plan = planSecret(cluster.live.current, secret, form.values.reveal());
      await askAndRunPlan(cluster, { plan, verb: "Create" });
    },
  });
}

interface SecretItem extends QuickPickItem {
  readonly secret: MissingSecret;
}

async function chooseSecret(
  snapshot: ClusterSnapshot,
  target: NodeTarget | undefined,
): Promise<MissingSecret | undefined> {
  const missing = missingSecrets(snapshot, target && { namespace: target.namespace, name: target.pack });
  if (target?.kind === "Secret") {
    const found = missing.find(({ name }) => name === target.name);
    if (found) return found;
  }
  if (missing.length === 0) {
    const blocked = snapshot.state("secrets").phase === "blocked";
    const message = blocked
      ? "You may not list Secrets here, so what is missing is not known."
      : "All Secrets that packs refer to are there.";
    void showInformation(message);
    return undefined;
  }
  const items = missing.map(
    (secret): SecretItem => ({
      label: `$(key) ${secret.name}`,
      description: `${secret.namespace}/${secret.pack}`,
      detail: `For ${secret.needs.map(({ purpose, neededBy }) => `the ${purpose} ${neededBy}`).join(", ")}`,
      secret,
    }),
  );
  return (
    await window.showQuickPick(items, {
      title: "Create Missing Secret",
      placeHolder: "Choose a missing Secret",
      matchOnDescription: true,
    })
  )?.secret;
}

/** In the order in which they are asked. */
function keysOf({ needs }: MissingSecret): string[] {
  const keys = needs.flatMap(({ purpose, neededBy, requiredKeys, optionalKeys }) =>
    purpose === "model" ? keysOfProvider(neededBy) : [...requiredKeys, ...optionalKeys],
  );
  return [...new Set(keys)];
}

interface SecretValues {
  readonly values: ConcealedValues;
}

function keyStep({ name, namespace, needs }: MissingSecret): (key: string) => WizardStep<SecretValues> {
  const required = new Set(needs.flatMap(({ requiredKeys }) => requiredKeys));
  return (key) => ({
    ask: async ({ values }, at) => {
      const needed = required.has(key);
      const answer = await askText(at, {
        title: `Secret ${name}: ${key}`,
        prompt: needed
          ? `Goes into the Secret in namespace ${namespace} and nowhere else.`
          : "May be left empty.",
        value: values.reveal()[key] ?? "",
        masked: !isPublicKey(key),
        problem: (text) => (needed && text.trim() === "" ? `${key} is needed.` : undefined),
      });
      if (typeof answer === "string") return answer;
      return { values: new ConcealedValues({ ...values.reveal(), [key]: answer.entered.trim() }) };
    },
  });
}
