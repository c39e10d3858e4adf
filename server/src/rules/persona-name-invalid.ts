/**
 * A persona's name that cannot be part of an object's name.
 *
 * Why: the API server takes any text, and then refuses the objects that are named after the persona: the Instance
 * (the pack ends in phase Error, without a message), or for a name with a dot the Service of its memory. Lower-case
 * letters, digits and `-` are safe, not at the ends.
 *
 * Bad:
 *     personas:
 *       - name: SRE_Watchdog
 *         systemPrompt: You look after the cluster.
 *
 * Good:
 *     personas:
 *       - name: sre-watchdog
 *         systemPrompt: You look after the cluster.
 */
import { isLabelText, isSubdomainText, labelLike } from "../pack/dns-name.ts";
import { instanceName, memoryName } from "../pack/names.ts";
import type { PackRule } from "./finding.ts";
import { freeName } from "./free-name.ts";
import { namesInUse, renamePersona } from "./rename-persona.ts";
import { shownText } from "./shown-text.ts";

/** Stands for the pack's name, on which none of this depends. */
const PACK = "<pack>";

export const personaNameInvalid: PackRule = {
  code: "persona-name-invalid",
  severity: "error",
  check(facts) {
    let taken: Set<string | undefined> | undefined;
    return facts.personas.flatMap((persona) => {
      const { name, excluded, entry } = persona;
      // Nothing is made of an excluded one.
      if (!name || excluded || isLabelText(name.text)) return [];
      const like = labelLike(name.text);
      taken ??= namesInUse(facts);
      const better = like === undefined ? undefined : freeName(like, taken);
      // Of two that read alike each gets a name of its own.
      taken.add(better);
      return {
        code: this.code,
        message: problemWith(name.text, better),
        span: name.span,
        placed: entry.placed,
        fixes: () => (better === undefined ? [] : renamePersona(facts, persona, better)),
      };
    });
  },
};

/** What comes of a name that cannot be part of an object's name, and what to write; undefined for one that can. */
export function personaNameProblem(name: string): string | undefined {
  return isLabelText(name) ? undefined : problemWith(name, labelLike(name));
}

function problemWith(name: string, better: string | undefined): string {
  const write = better === undefined ? "" : `: \`${shownText(better)}\``;
  return `${consequence(name)} Write lower-case letters, digits and \`-\`, not at the ends${write}.`;
}

function consequence(name: string): string {
  const instance = instanceName(PACK, shownText(name));
  if (isSubdomainText(name)) {
    return `With this dot Kubernetes refuses the Service \`${memoryName(instance)}\`, so the agent has no memory.`;
  }
  return `Kubernetes refuses an Instance \`${instance}\`: the persona does not come to life, and the pack ends in phase Error.`;
}
