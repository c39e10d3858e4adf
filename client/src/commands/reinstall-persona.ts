import { commands, type Disposable, window } from "vscode";
import type { Plan } from "../cluster/actions/plan.ts";
import {
  planReinstallation,
  type Reinstallation,
  reinstallPersona,
} from "../cluster/actions/reinstall-persona.ts";
import { systemClock } from "../cluster/clock.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { type ReadyCluster, registerClusterCommand } from "./cluster-command.ts";
import { INCLUDE_PERSONA, REINSTALL_PERSONA } from "./command-ids.ts";
import { showError, showWarning, withNotification } from "./notifications.ts";
import { choosePersona, type PersonaChoice } from "./pick-target.ts";
import { failureWords, listed, outcomeWords } from "./plan-words.ts";
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
  const { session, live } = cluster;
  const result = await withNotification(plan.title, async (progress, token) => {
    const abort = new AbortController();
    const cancelled = token.onCancellationRequested(() => abort.abort());
    try {
      return await reinstallPersona(
        session,
        live,
        { persona: choice.persona, plan },
        { signal: abort.signal, clock: systemClock, onProgress: (message) => progress.report({ message }) },
      );
    } finally {
      cancelled.dispose();
    }
  });
  await tell(result, choice, plan, session.scope.context);
}

async function tell(
  result: Reinstallation,
  { namespace, name, persona }: PersonaChoice,
  plan: Plan,
  context: string,
): Promise<void> {
  if (result.state === "done") {
    window.setStatusBarMessage(`$(check) ${plan.title}: done.`, SUCCESS_MS);
    return;
  }
  if (result.state === "included") {
    void showWarning(outcomeWords(result.plan, result.outcome).text);
    return;
  }
  if (result.state === "failed" && !result.excluded) {
    void showError(failureWords(plan, result.failure));
    return;
  }
  const why =
    result.state === "failed"
      ? failureWords(result.plan, result.failure)
      : result.remaining.length > 0
        ? `Still there: ${listed(result.remaining)}.`
        : "The controller has not finished.";
  const message = `${persona} is excluded, and not included again yet. ${why}`;
  if ((await showWarning(message, INCLUDE)) !== INCLUDE) return;
  const target = { context, namespace, kind: "PersonaPack", name, pack: name, persona };
  await commands.executeCommand(INCLUDE_PERSONA, target);
}
