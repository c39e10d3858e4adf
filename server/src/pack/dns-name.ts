/** Names as the API server checks them: RFC 1123 and RFC 1035, in lower case only. */

/** Longest DNS label, and longest value of a Kubernetes label. */
export const MAX_LABEL_LENGTH = 63;
/** Longest name of most objects. */
export const MAX_SUBDOMAIN_LENGTH = 253;

/** Letters, digits and `-`, not at the ends. Says nothing of the length. */
export function isLabelText(text: string): boolean {
  return /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(text);
}

/** Labels joined by dots: what an object may be called. Says nothing of the length. */
export function isSubdomainText(text: string): boolean {
  return text.split(".").every(isLabelText);
}

/** The label that reads most like `text` (`SRE Bot` is `sre-bot`); undefined if no letter or digit is left. */
export function labelLike(text: string): string | undefined {
  const words = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, "$1$3-$2")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return words?.join("-");
}
