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
import type { Located } from "../yaml/located.ts";
import type { Fix, PersonaRule } from "./finding.ts";
import { shownText } from "./shown-text.ts";
import { replaceText } from "./value-edits.ts";

/** Stands for the pack's name, which a rule about one persona does not see. */
const PACK = "<pack>";

export const personaNameInvalid: PersonaRule = {
  code: "persona-name-invalid",
  severity: "error",
  check(persona) {
    const name = persona.get("name");
    const text = name?.text;
    const message = text === undefined ? undefined : personaNameProblem(text);
    if (!name || text === undefined || message === undefined) return [];
    return [{ code: this.code, message, span: name.span, fixes: () => fixesFor(name, text) }];
  },
};

/** What comes of a name that cannot be part of an object's name, and what to write; undefined for one that can. */
export function personaNameProblem(name: string): string | undefined {
  return isLabelText(name) ? undefined : `${consequence(name)} ${advice(name)}`;
}

function consequence(name: string): string {
  const instance = instanceName(PACK, shownText(name));
  if (isSubdomainText(name)) {
    return `With this dot Kubernetes refuses the Service \`${memoryName(instance)}\`, so the agent has no memory.`;
  }
  return `Kubernetes refuses an Instance \`${instance}\`: the persona does not come to life, and the pack ends in phase Error.`;
}

function advice(name: string): string {
  const better = labelLike(name);
  const write = better === undefined ? "" : `: \`${shownText(better)}\``;
  return `Write lower-case letters, digits and \`-\`, not at the ends${write}.`;
}

function fixesFor(name: Located, text: string): Fix[] {
  const better = labelLike(text);
  const edit = better === undefined ? undefined : replaceText(name, better);
  return edit ? [{ title: `Rename to ${better}`, edits: [edit], preferred: true }] : [];
}
