/**
 * A pack all of whose personas are excluded.
 *
 * Why: such a pack shows phase Ready and generates nothing. To switch a pack off, `enabled: false` says so.
 *
 * Bad:
 *     excludePersonas: [watchdog]
 *     personas:
 *       - name: watchdog
 *         systemPrompt: You look after the cluster.
 *
 * Good:
 *     enabled: false
 *     personas:
 *       - name: watchdog
 *         systemPrompt: You look after the cluster.
 */
import type { PackRule } from "./finding.ts";
import { fixOf } from "./name-fixes.ts";
import { removeField } from "./value-edits.ts";

export const allPersonasExcluded: PackRule = {
  code: "all-personas-excluded",
  severity: "information",
  check({ spec, personas }) {
    const list = spec?.get("excludePersonas");
    if (!spec || !list || personas.length === 0 || !personas.every(({ excluded }) => excluded)) return [];
    return [
      {
        code: this.code,
        message:
          "Every persona is excluded: the pack generates nothing, and still shows Ready once it is enabled. Take a name off this list, or write `enabled: false` to switch the pack off.",
        span: list.key ?? list.span,
        placed: list.placed,
        fixes: () => fixOf("Include all personas", removeField(spec, "excludePersonas")),
      },
    ];
  },
};
