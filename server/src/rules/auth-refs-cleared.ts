/**
 * `authRefs` on a pack that is not enabled.
 *
 * Why: while a pack is disabled the controller sets `authRefs` to null in the cluster. To enable the pack later,
 * they must be written again; a tool that keeps the cluster as the file has it fights with the controller for ever.
 *
 * Bad:
 *     authRefs:
 *       - secret: openai-credentials
 *
 * Good:
 *     enabled: true
 *     authRefs:
 *       - secret: openai-credentials
 */
import { isManagedSecret } from "../pack/secrets.ts";
import { credentialsOf } from "./credentials.ts";
import { disabledFixes } from "./disabled-fixes.ts";
import type { PackRule } from "./finding.ts";

export const authRefsCleared: PackRule = {
  code: "auth-refs-cleared",
  severity: "information",
  check(facts) {
    const credentials = credentialsOf(facts);
    if (!credentials?.list || credentials.enabled) return [];
    const pack = facts.name?.text;
    // That its Secrets go is said instead, and says this as well.
    if (pack !== undefined && credentials.refs.some(({ secret }) => isManagedSecret(pack, secret))) return [];
    const { key, span, placed } = credentials.list;
    return [
      {
        code: this.code,
        message:
          "The controller empties `authRefs` while the pack is not enabled. Enable the pack, or add them when you do.",
        span: key ?? span,
        placed,
        fixes: () => disabledFixes(credentials),
      },
    ];
  },
};
