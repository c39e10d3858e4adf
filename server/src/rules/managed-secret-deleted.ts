/**
 * A pack that is not enabled and refers to a Secret which the controller takes for its own.
 *
 * Why: while a pack is disabled, from the first time that it is applied, the controller deletes the Secrets named in
 * `authRefs` that are called `<pack>-credentials` or `<pack>-…-key`, and those with the label of the pack. It does
 * not matter who made them.
 *
 * Bad:
 *     metadata:
 *       name: data-team
 *     spec:
 *       authRefs:
 *         - secret: data-team-openai-key
 *
 * Good:
 *     metadata:
 *       name: data-team
 *     spec:
 *       enabled: true
 *       authRefs:
 *         - provider: openai
 *           secret: openai-credentials
 */
import { isManagedSecret } from "../pack/secrets.ts";
import { type AuthRefEntry, credentialsOf } from "./credentials.ts";
import { disabledFixes } from "./disabled-fixes.ts";
import type { PackRule, PlacedFinding } from "./finding.ts";
import { shownText } from "./shown-text.ts";

export const managedSecretDeleted: PackRule = {
  code: "managed-secret-deleted",
  severity: "warning",
  check(facts) {
    const credentials = credentialsOf(facts);
    const pack = facts.name?.text;
    if (!credentials || credentials.enabled || pack === undefined) return [];
    return credentials.refs.flatMap(({ entry, secret }: AuthRefEntry): PlacedFinding[] => {
      if (!isManagedSecret(pack, secret)) return [];
      const { span, placed } = entry.get("secret") ?? entry;
      return [
        {
          code: this.code,
          message: `Applying this deletes the Secret \`${shownText(secret)}\`: while the pack is not enabled, the controller removes Secrets of such a name and empties \`authRefs\`. Enable the pack, or leave \`authRefs\` out until you do; a Secret called otherwise is left alone.`,
          span,
          placed,
          fixes: () => disabledFixes(credentials),
        },
      ];
    });
  },
};
