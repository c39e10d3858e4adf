/**
 * A name of the pack that Kubernetes refuses, for the pack itself or for what is made of it.
 *
 * Why: the API server takes lower-case letters, digits, `-` and `.` for the pack. But the name also begins those of
 * Services, which must start with a letter and have no dot: without them no agent of the pack has a memory.
 *
 * Bad:
 *     metadata:
 *       name: 2nd-level.support
 *
 * Good:
 *     metadata:
 *       name: second-level-support
 */
import { isLabelText, isSubdomainText, labelLike, MAX_SUBDOMAIN_LENGTH } from "../pack/dns-name.ts";
import { instanceName, memoryName } from "../pack/names.ts";
import type { Located } from "../yaml/located.ts";
import type { Fix, PackRule } from "./finding.ts";
import { shownText } from "./shown-text.ts";
import { replaceText } from "./value-edits.ts";

export const packNameInvalid: PackRule = {
  code: "pack-name-invalid",
  severity: "error",
  check({ root }) {
    const name = root?.get("metadata")?.get("name");
    const text = name?.text;
    const problem = text === undefined ? undefined : problemOf(text);
    if (!name || text === undefined || problem === undefined) return [];
    const { placed, span } = name;
    const fixes = () => fixesFor(name, text);
    return [
      { code: this.code, message: problem, ...(isPackName(text) && { accepted: true }), span, placed, fixes },
    ];
  },
};

/** As the API server has it. */
function isPackName(text: string): boolean {
  return isSubdomainText(text) && text.length <= MAX_SUBDOMAIN_LENGTH;
}

function problemOf(name: string): string | undefined {
  if (!isSubdomainText(name)) {
    return "The API server rejects a pack of this name: it takes lower-case letters, digits and `-`, not at the ends.";
  }
  if (name.length > MAX_SUBDOMAIN_LENGTH) {
    return `The API server rejects names of more than ${MAX_SUBDOMAIN_LENGTH} characters; this one has ${name.length}.`;
  }
  const fault = name.includes(".") ? "has a dot" : /^\d/.test(name) ? "starts with a digit" : undefined;
  if (fault === undefined) return undefined;
  const service = memoryName(instanceName(shownText(name), "<persona>"));
  return `This name ${fault}. The pack itself is accepted, but Kubernetes refuses the Services named after it, such as \`${service}\`, so that no agent has a memory.`;
}

function fixesFor(name: Located, text: string): Fix[] {
  const words = labelLike(text);
  const better = words !== undefined && /^\d/.test(words) ? `pack-${words}` : words;
  const fits = better !== undefined && isLabelText(better) && problemOf(better) === undefined;
  const edit = fits ? replaceText(name, better) : undefined;
  return edit ? [{ title: `Rename to ${better}`, edits: [edit], preferred: true }] : [];
}
