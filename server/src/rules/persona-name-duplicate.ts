/**
 * Two personas of the same name.
 *
 * Why: they are one Instance and one Schedule. The controller writes both into it, one after the other, each time
 * it looks at the pack: prompt, model and schedule of the two alternate, and the status counts two.
 *
 * Bad:
 *     personas:
 *       - name: watchdog
 *         systemPrompt: You look after the cluster.
 *       - name: watchdog
 *         systemPrompt: You look after the pipelines.
 *
 * Good:
 *     personas:
 *       - name: watchdog
 *         systemPrompt: You look after the cluster.
 *       - name: pipeline-watchdog
 *         systemPrompt: You look after the pipelines.
 */
import { locatedPersona } from "../yaml/located.ts";
import type { PackRule } from "./finding.ts";
import { renameToFree } from "./free-name.ts";
import { repeated } from "./repeated.ts";
import { shownText } from "./shown-text.ts";

export const personaNameDuplicate: PackRule = {
  code: "persona-name-duplicate",
  severity: "error",
  check({ document, personas }) {
    // Nothing is made of an excluded one.
    const nameOf = ({ name, excluded }: (typeof personas)[number]) => (excluded ? undefined : name?.text);
    return repeated(personas, nameOf).flatMap(({ entry: { name, entry }, first }) => {
      if (!name || !first.name) return [];
      return {
        code: this.code,
        message: `Two personas are called \`${shownText(name.text)}\`: they share one Instance, and prompt, model and schedule of the two overwrite each other. Give one of them another name.`,
        span: name.span,
        placed: entry.placed,
        related: {
          span: first.name.span,
          message: "The first persona of this name",
          placed: first.entry.placed,
        },
        fixes: () => renameToFree(locatedPersona(document, entry)?.get("name"), personas),
      };
    });
  },
};
