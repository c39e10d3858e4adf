import { commands, type Disposable, window } from "vscode";
import type { Plan } from "../cluster/actions/plan.ts";
import { planReinstallation, reinstallPersona } from "../cluster/actions/reinstall-persona.ts";
import { systemClock } from "../cluster/clock.ts";
import { plainLine, withoutIcons } from "../cluster/plain-text.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { type ReadyCluster, registerClusterCommand } from "./cluster-command.ts";
import { INCLUDE_PERSONA, REINSTALL_PERSONA } from "./command-ids.ts";
import { showError, showWarning, withNotification } from "./notifications.ts";
import { choosePersona, type PersonaChoice } from "./pick-target.ts";
import { reinstallationWords } from "./reinstallation-words.ts";
import { askForPlan } from "./run-plan.ts";

/** The view shows it, too: nobody has to take it away. */
const SUCCESS_MS = 10_000;
const INCLUDE = "Include It Now…";

/** “Reinstall Persona…”: excludes it and includes it again, for edits that reach it only when it is created. */
export function registerReinstallPersona(view: ClusterView): Disposable {
  return registerClusterCommand(view, {
    id: REINSTALL_PERSONA,
    changes: true,
    async run(cluster, target) {
      const choice = await choosePersona(
        cluster.live.current,
        target,
        { title: "Reinstall Persona", none: "No persona is active." },
        ({ spec }, persona) => spec.enabled && !spec.excludePersonas.has(persona),
      );
      if (!choice) return;
      const { namespace, name, persona } = choice;
      const plan = planReinstallation(cluster.live.current, namespace, name, persona, new Date());
      if (await askForPlan(cluster, { plan, verb: "Reinstall" })) await reinstall(cluster, choice, plan);
    },
  });
}

async function reinstall(cluster: ReadyCluster, choice: PersonaChoice, plan: Plan): Promise<void> {
  const result = await withNotification(plan.title, async (progress, token) => {
    const abort = new AbortController();
    const cancelled = token.onCancellationRequested(() => abort.abort());
    try {
      return await reinstallPersona(
        () => cluster.session,
        cluster.live,
        { persona: choice.persona, plan },
        { signal: abort.signal, clock: systemClock, onProgress: (message) => progress.report({ message }) },
      );
    } finally {
      cancelled.dispose();
    }
  });
  const { level, text } = reinstallationWords(choice.persona, plan, result);
  switch (level) {
    case "information":
      window.setStatusBarMessage(`$(check) ${withoutIcons(plainLine(text))}`, SUCCESS_MS);
      return;
    case "warning":
      void showWarning(text);
      return;
    case "error":
      void showError(text);
      return;
    case "excluded":
      // Nobody has to answer before the cluster is no longer looked at.
      void offerInclusion(text, choice, plan);
  }
}

async function offerInclusion(
  text: string,
  { namespace, name, persona }: PersonaChoice,
  { scope: { context } }: Plan,
): Promise<void> {
  if ((await showWarning(text, INCLUDE)) !== INCLUDE) return;
  const target = { context, namespace, kind: "PersonaPack", name, pack: name, persona };
  await commands.executeCommand(INCLUDE_PERSONA, target);
}
