/**
 * A provider without an address of its own, and no `baseURL`.
 *
 * Why: Azure OpenAI, vLLM, llama.cpp and custom endpoints have no address that could be known. Runs of Azure OpenAI
 * end at once; those of the others send their requests to OpenAI. On a pack that is not enabled this is an
 * information.
 *
 * Bad:
 *     authRefs:
 *       - provider: azure-openai
 *         secret: azure-credentials
 *
 * Good:
 *     baseURL: https://contoso.openai.azure.com
 *     authRefs:
 *       - provider: azure-openai
 *         secret: azure-credentials
 */
import { providerByName } from "../pack/providers.ts";
import { SPEC_SCHEMA } from "../yaml/schema.ts";
import { type Credentials, credentialsOf } from "./credentials.ts";
import { setField } from "./field-edits.ts";
import type { Fix, PackRule } from "./finding.ts";

export const baseUrlMissing: PackRule = {
  code: "base-url-missing",
  severity: "warning",
  check(facts) {
    const credentials = credentialsOf(facts);
    const field = credentials?.providerField;
    if (!credentials || !field || credentials.baseURL !== "") return [];
    const provider = providerByName(credentials.provider.name);
    if (!provider?.needsBaseURL) return [];
    return [
      {
        code: this.code,
        ...(credentials.enabled ? {} : { severity: "information" }),
        message: `\`${provider.name}\` needs a \`baseURL\` in \`spec\`: without one no run reaches the model.`,
        span: field.span,
        placed: field.placed,
        fixes: () => fixesFor(credentials, provider.name),
      },
    ];
  },
};

const EXAMPLES: Readonly<Record<string, string>> = {
  "azure-openai": "https://RESOURCE.openai.azure.com",
};

function fixesFor({ spec }: Credentials, provider: string): Fix[] {
  const address = EXAMPLES[provider] ?? `http://${provider}.default.svc:8000/v1`;
  const edits = setField(spec, "baseURL", address, SPEC_SCHEMA);
  return edits.length > 0 ? [{ title: "Add baseURL", edits, placed: spec.placed }] : [];
}
