/** What came of making a persona anew, in words. */
import type { Plan } from "../cluster/actions/plan.ts";
import type { Reinstallation } from "../cluster/actions/reinstall-persona.ts";
import { failureWords, listed, outcomeWords } from "./plan-words.ts";

export interface ReinstallationWords {
  /** `excluded`: a warning after which the user may want to include the persona by hand. */
  readonly level: "information" | "warning" | "error" | "excluded";
  readonly text: string;
}

export function reinstallationWords(
  persona: string,
  plan: Plan,
  result: Reinstallation,
): ReinstallationWords {
  switch (result.state) {
    case "done":
      return { level: "information", text: `${plan.title}: done.` };
    case "included":
      return { level: "warning", text: outcomeWords(result.plan, result.outcome).text };
    case "failed": {
      const text = failureWords(result.plan, result.failure);
      return result.excluded ? excluded(persona, text) : { level: "error", text };
    }
    case "excluded": {
      const { remaining, reason } = result;
      const left = remaining.length > 0 ? [`Still there: ${listed(remaining)}.`] : [];
      const why = [...left, ...(reason === undefined ? [] : [reason])];
      return excluded(persona, why.length > 0 ? why.join(" ") : "The controller has not finished.");
    }
  }
}

function excluded(persona: string, why: string): ReinstallationWords {
  return { level: "excluded", text: `${persona} is excluded, and not included again yet. ${why}` };
}
