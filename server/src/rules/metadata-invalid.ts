/**
 * A label, an annotation or a namespace that Kubernetes refuses.
 *
 * Why: keys, and the values of labels, are made of letters, digits, `-`, `_` and `.`, with a letter or digit at both
 * ends, and have 63 characters at most; before a key a domain and a slash may stand. A namespace is in lower case,
 * without `_` and `.`. The API server rejects a pack with others. Values of annotations are free.
 *
 * Bad:
 *     metadata:
 *       name: data-team
 *       labels:
 *         owner: Data Platform
 *
 * Good:
 *     metadata:
 *       name: data-team
 *       labels:
 *         owner: data-platform
 */
import { isLabelText, labelLike, MAX_LABEL_LENGTH } from "../pack/dns-name.ts";
import { isAnnotationKey, isLabelKey, isLabelValue } from "../pack/qualified-name.ts";
import type { Located } from "../yaml/located.ts";
import type { Fix, PackRule, PlacedFinding } from "./finding.ts";
import { shownText } from "./shown-text.ts";
import { renameField, replaceText } from "./value-edits.ts";

const CHARACTERS = "letters, digits, `-`, `_` and `.`, with a letter or digit at both ends";

export const metadataInvalid: PackRule = {
  code: "metadata-invalid",
  severity: "error",
  check({ root }) {
    const metadata = root?.get("metadata");
    if (!metadata) return [];
    return [
      ...keys(metadata.get("labels"), "label", isLabelKey),
      ...labelValues(metadata.get("labels")),
      ...keys(metadata.get("annotations"), "annotation", isAnnotationKey),
      ...namespace(metadata.get("namespace")),
    ].map((problem) => ({ code: this.code, ...problem }));
  },
};

type Problem = Omit<PlacedFinding, "code">;

function keys(map: Located | undefined, kind: string, isValid: (key: string) => boolean): Problem[] {
  return (map?.fields() ?? []).flatMap(({ name, value }) => {
    if (!map || isValid(name)) return [];
    const message = `The API server rejects the ${kind} \`${shownText(name)}\`: a key has ${CHARACTERS}, ${MAX_LABEL_LENGTH} at most; a domain in lower case and a slash may stand before it.`;
    const { key = value.span, placed } = value;
    return { message, span: key, placed, fixes: () => renamed(map, name, isValid) };
  });
}

function renamed(map: Located, name: string, isValid: (key: string) => boolean): Fix[] {
  const better = withoutOthers(name);
  const edit = isValid(better) ? renameField(map, name, better) : undefined;
  return edit ? [{ title: `Rename to ${better}`, edits: [edit] }] : [];
}

function labelValues(labels: Located | undefined): Problem[] {
  return (labels?.fields() ?? []).flatMap(({ value }) => {
    const { text, span, placed } = value;
    if (text === undefined || isLabelValue(text)) return [];
    const message = `The API server rejects this value of a label: it takes ${CHARACTERS}, ${MAX_LABEL_LENGTH} at most. An annotation takes any text.`;
    return { message, span, placed, fixes: () => rewritten(value, withoutOthers(text), isLabelValue) };
  });
}

function namespace(value: Located | undefined): Problem[] {
  const text = value?.text;
  if (!value || text === undefined || text === "" || isNamespace(text)) return [];
  const message = `No namespace can have the name \`${shownText(text)}\`: it takes lower-case letters, digits and \`-\`, not at the ends, ${MAX_LABEL_LENGTH} at most.`;
  const fixes = () => rewritten(value, labelLike(text) ?? "", isNamespace);
  return [{ message, span: value.span, placed: value.placed, fixes }];
}

function isNamespace(text: string): boolean {
  return text.length <= MAX_LABEL_LENGTH && isLabelText(text);
}

function rewritten(value: Located, better: string, isValid: (text: string) => boolean): Fix[] {
  const edit = better !== "" && isValid(better) ? replaceText(value, better) : undefined;
  return edit ? [{ title: `Change to ${better}`, edits: [edit], preferred: true }] : [];
}

function withoutOthers(text: string): string {
  return text.replace(/[^-A-Za-z0-9_./]+/g, "-").replace(/^[-_.]+|[-_.]+$/g, "");
}
