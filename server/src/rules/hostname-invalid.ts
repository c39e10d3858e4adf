/**
 * A hostname of a web endpoint that is none.
 *
 * Why: the hostname becomes that of an HTTPRoute, and Kubernetes takes a DNS name there, in lower case, without
 * `https://`, port and path. It refuses the route of another one, and the endpoint is not reached from outside.
 *
 * Bad:
 *     webEndpoint:
 *       enabled: true
 *       hostname: https://agents.example.com/
 *
 * Good:
 *     webEndpoint:
 *       enabled: true
 *       hostname: agents.example.com
 */
import { isSubdomainText, MAX_SUBDOMAIN_LENGTH } from "../pack/dns-name.ts";
import type { Located } from "../yaml/located.ts";
import type { Fix, PersonaRule } from "./finding.ts";
import { shownText } from "./shown-text.ts";
import { replaceText } from "./value-edits.ts";

const ADDRESS = /^\d+(?:\.\d+){3}$/;

export const hostnameInvalid: PersonaRule = {
  code: "hostname-invalid",
  severity: "warning",
  check(persona) {
    const endpoint = persona.get("webEndpoint");
    const hostname = endpoint?.get("hostname");
    const text = hostname?.text;
    if (!hostname || text === undefined || text === "" || isHostname(text)) return [];
    const message = `\`${shownText(text)}\` is no hostname: Kubernetes refuses the route, and the endpoint is not reached from outside. Write a DNS name alone, such as \`agents.example.com\`.`;
    return [{ code: this.code, message, span: hostname.span, fixes: () => fixesFor(hostname, text) }];
  },
};

/** What the Gateway API takes: a wildcard may stand first, an address may not. */
function isHostname(text: string): boolean {
  const name = text.replace(/^\*\./, "");
  return text.length <= MAX_SUBDOMAIN_LENGTH && isSubdomainText(name) && !ADDRESS.test(name);
}

function fixesFor(hostname: Located, text: string): Fix[] {
  const host = text
    .trim()
    .replace(/^[a-z]+:\/\//i, "")
    .replace(/[:/].*$/s, "")
    .toLowerCase();
  const edit = isHostname(host) ? replaceText(hostname, host) : undefined;
  return edit ? [{ title: `Change to ${host}`, edits: [edit], preferred: true }] : [];
}
