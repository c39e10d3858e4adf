/**
 * An enabled pack that names no Secret, although its provider asks for a key.
 *
 * Why: the controller creates everything, the schedules fire, and each run fails at its first request to the
 * model. Providers on own machines need no key, and a gateway may hold it: name the provider, or its `baseURL`.
 *
 * Bad:
 *     enabled: true
 *
 * Good:
 *     enabled: true
 *     authRefs:
 *       - provider: openai
 *         secret: openai-credentials
 */
import { GATEWAY_PROVIDERS, providerByName } from "../pack/providers.ts";
import { SPEC_SCHEMA } from "../yaml/schema.ts";
import { type Credentials, credentialsOf } from "./credentials.ts";
import { addExample } from "./field-edits.ts";
import type { Fix, PackRule } from "./finding.ts";

export const enabledWithoutCredentials: PackRule = {
  code: "enabled-without-credentials",
  severity: "warning",
  check(facts) {
    const credentials = credentialsOf(facts);
    if (!credentials?.enabled || credentials.secret !== undefined) return [];
    if (!facts.personas.some(({ excluded }) => !excluded)) return [];
    const { provider, enabledField, providerField } = credentials;
    const known = providerByName(provider.name);
    const [key] = known?.requiredKeys ?? [];
    const field = providerField ?? enabledField;
    if (!known || key === undefined || !field) return [];
    if (credentials.baseURL !== "" && GATEWAY_PROVIDERS.has(known.name)) return [];
    const reason =
      provider.from === "default" ? "Nothing names another provider, so it is" : "The provider is";
    return [
      {
        code: this.code,
        message: `${reason} \`${provider.name}\`, and no Secret with its \`${key}\` is named: every run fails. Name one in \`authRefs\`.`,
        span: field.span,
        placed: field.placed,
        fixes: () => fixesFor(credentials),
      },
    ];
  },
};

function fixesFor({ spec }: Credentials): Fix[] {
  const edits = addExample(spec, "authRefs", SPEC_SCHEMA);
  return edits.length > 0 ? [{ title: "Add authRefs", edits, placed: spec.placed }] : [];
}
