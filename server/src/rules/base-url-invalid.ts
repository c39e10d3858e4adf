/**
 * An address of the model that is no URL.
 *
 * Why: the agents ask `baseURL` as it stands. Without `http://` or `https://` no request leaves them, and every run
 * fails.
 *
 * Bad:
 *     baseURL: ollama.default.svc:11434/v1
 *
 * Good:
 *     baseURL: http://ollama.default.svc:11434/v1
 */
import type { Located } from "../yaml/located.ts";
import { credentialsOf } from "./credentials.ts";
import type { Fix, PackRule } from "./finding.ts";
import { shownText } from "./shown-text.ts";
import { replaceText } from "./value-edits.ts";

/** Its address follows from the region. */
const REGIONAL = "bedrock";
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

export const baseUrlInvalid: PackRule = {
  code: "base-url-invalid",
  severity: "error",
  check(facts) {
    const field = facts.spec?.get("baseURL");
    const text = field?.text;
    if (credentialsOf(facts)?.provider.name === REGIONAL) return [];
    if (!field || text === undefined || text === "" || isWebAddress(text)) return [];
    const message = `\`${shownText(text)}\` is no address that an agent can ask: no run reaches the model. Write http:// or https://, a host and perhaps a port and a path.`;
    const { span, placed } = field;
    return [{ code: this.code, message, span, placed, fixes: () => fixesFor(field, text) }];
  },
};

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text);
}

function fixesFor(field: Located, text: string): Fix[] {
  const bare = text.trim();
  const addresses = SCHEME.test(bare) ? [bare] : isInternal(bare) ? [`http://${bare}`] : [`https://${bare}`];
  return addresses.flatMap((address) => {
    const edit = isWebAddress(address) ? replaceText(field, address) : undefined;
    return edit ? [{ title: `Change to ${address}`, edits: [edit], preferred: true }] : [];
  });
}

/** Services of a cluster, and ports other than that of https, speak plain http as a rule. */
function isInternal(address: string): boolean {
  return /^[^/]*(?:\.svc(?:[.:/]|$)|:(?!443(?:\/|$)))|^[^./]+(?:\/|$)/.test(address);
}
