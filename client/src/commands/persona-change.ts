import type { Disposable } from "vscode";
import type { PersonaPack } from "../../../server/src/pack/persona-pack.ts";
import type { planExclusion } from "../cluster/actions/exclude-persona.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { registerClusterCommand } from "./cluster-command.ts";
import { choosePersona, type PackQuestion } from "./pick-target.ts";
import { askAndRunPlan } from "./run-plan.ts";

export interface PersonaChange {
  readonly id: string;
  readonly question: PackQuestion;
  /** Asked for personas to pick only. */
  suits(pack: PersonaPack, persona: string): boolean;
  readonly plan: typeof planExclusion;
  /** Of the button. */
  readonly verb: string;
}

/** A command that plans something for one persona, asks, and does it. */
export function registerPersonaChange(view: ClusterView, change: PersonaChange): Disposable {
  const { id, question, suits, plan: planFor, verb } = change;
  return registerClusterCommand(view, {
    id,
    changes: true,
    async run(cluster, target) {
      const choice = await choosePersona(cluster.live.current, target, question, suits);
      if (!choice) return;
      const { namespace, name, persona } = choice;
      const plan = planFor(cluster.live.current, namespace, name, persona, new Date());
      await askAndRunPlan(cluster, { plan, verb });
    },
  });
}
