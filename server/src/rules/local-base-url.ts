/**
 * An address of the model that leads into the agent's own pod.
 *
 * Why: `localhost` is the pod of the run, not the machine of the author, and no model server runs there. LM Studio,
 * the server of llama.cpp and Unsloth have such an address unless `baseURL` says other.
 *
 * Bad:
 *     baseURL: http://localhost:11434/v1
 *
 * Good:
 *     baseURL: http://ollama.default.svc:11434/v1
 */
import { providerByName } from "../pack/providers.ts";
import { SPEC_SCHEMA } from "../yaml/schema.ts";
import { type Credentials, credentialsOf } from "./credentials.ts";
import { setField } from "./field-edits.ts";
import type { Fix, PackRule } from "./finding.ts";

const LOCAL_HOST =
  /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/]*@)?(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])(?=[:/]|$)/i;

export const localBaseUrl: PackRule = {
  code: "local-base-url",
  severity: "information",
  check(facts) {
    const credentials = credentialsOf(facts);
    if (!credentials) return [];
    const { baseURL, baseURLField, provider, providerField } = credentials;
    const byDefault = baseURL === "" ? providerByName(provider.name)?.defaultBaseURL : undefined;
    const field = byDefault === undefined ? baseURLField : providerField;
    if (!field || !LOCAL_HOST.test(byDefault ?? baseURL)) return [];
    const reason =
      byDefault === undefined
        ? "This address"
        : `\`${provider.name}\` without a \`baseURL\` asks ${byDefault}, which`;
    return [
      {
        code: this.code,
        message: `${reason} leads into the pod of the run, where no model answers. Write the address of a Service: http://NAME.NAMESPACE.svc:PORT/v1.`,
        span: field.span,
        placed: field.placed,
        fixes: () => fixesFor(credentials),
      },
    ];
  },
};

/** Only Ollama has a usual place in a cluster. */
function fixesFor({ spec, provider }: Credentials): Fix[] {
  const address = providerByName(provider.name)?.defaultBaseURL;
  if (address === undefined || LOCAL_HOST.test(address)) return [];
  const edits = setField(spec, "baseURL", address, SPEC_SCHEMA);
  return edits.length > 0 ? [{ title: `Change to ${address}`, edits }] : [];
}
