/** Keys and values of labels and annotations as the API server checks them. */
import { isSubdomainText, MAX_LABEL_LENGTH, MAX_SUBDOMAIN_LENGTH } from "./dns-name.ts";

const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

export function isLabelValue(text: string): boolean {
  return text === "" || (text.length <= MAX_LABEL_LENGTH && NAME.test(text));
}

/** A name, perhaps behind a domain and a slash. The domain is in lower case. */
export function isLabelKey(text: string): boolean {
  const slash = text.indexOf("/");
  const domain = text.slice(0, Math.max(0, slash));
  const name = text.slice(slash + 1);
  if (name.length > MAX_LABEL_LENGTH || !NAME.test(name)) return false;
  return slash < 0 || (domain.length <= MAX_SUBDOMAIN_LENGTH && isSubdomainText(domain));
}

/** As of a label, but for the case. */
export function isAnnotationKey(text: string): boolean {
  return isLabelKey(text.toLowerCase());
}
