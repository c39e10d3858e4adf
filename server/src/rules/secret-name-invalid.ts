/**
 * A name that no Secret can have.
 *
 * Why: `authRefs` and `channelConfigs` name Secrets, not the keys in them. Names are made of lower-case letters,
 * digits, `-` and `.`. Kubernetes refuses every pod that asks for another one, so that no run starts and no channel
 * comes up.
 *
 * Bad:
 *     authRefs:
 *       - provider: openai
 *         secret: OPENAI_API_KEY
 *
 * Good:
 *     authRefs:
 *       - provider: openai
 *         secret: openai-credentials
 */
import { isSubdomainText, MAX_SUBDOMAIN_LENGTH } from "../pack/dns-name.ts";
import type { Located } from "../yaml/located.ts";
import { findKeys } from "./api-key-patterns.ts";
import type { PackRule } from "./finding.ts";
import { shownText } from "./shown-text.ts";

export const secretNameInvalid: PackRule = {
  code: "secret-name-invalid",
  severity: "error",
  check({ spec }) {
    if (!spec) return [];
    return secretsOf(spec).flatMap(({ text = "", span, placed }) => {
      // Of a key that stands here the rule api-key-in-yaml tells where it belongs.
      if (text === "" || isSecretName(text) || findKeys(text).length > 0) return [];
      const message = `No Secret can be called \`${shownText(text)}\`: a name has lower-case letters, digits, \`-\` and \`.\`. Write the name of the Secret, not of a key in it.`;
      return { code: this.code, message, span, placed };
    });
  },
};

export function isSecretName(text: string): boolean {
  return text.length <= MAX_SUBDOMAIN_LENGTH && isSubdomainText(text);
}

function secretsOf(spec: Located): Located[] {
  const refs = spec.get("authRefs")?.items() ?? [];
  const configs = spec.get("channelConfigs")?.fields() ?? [];
  return [...refs.flatMap((ref) => ref.get("secret") ?? []), ...configs.map(({ value }) => value)];
}
