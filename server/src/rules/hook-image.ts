/**
 * An image of a hook that no registry can have.
 *
 * Why: the API server takes any text for the pack. Kubernetes then refuses the pod of each run if the image is empty
 * or has blanks around it, and cannot pull what is no reference to an image: lower-case letters, digits and `.`, `_`,
 * `-` between slashes, then perhaps `:tag` or `@digest`.
 *
 * Bad:
 *     lifecycle:
 *       preRun:
 *         - name: fetch
 *           image: Alpine/Git
 *
 * Good:
 *     lifecycle:
 *       preRun:
 *         - name: fetch
 *           image: alpine/git:2
 */
import type { Finding, PersonaRule } from "./finding.ts";
import { hooksOf } from "./hooks-of.ts";
import { shownText } from "./shown-text.ts";

const PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const HOST = "(?:\\[[0-9a-fA-F:]+\\]|[A-Za-z0-9](?:[-A-Za-z0-9.]*[A-Za-z0-9])?)(?::[0-9]+)?";
const TAG = "[A-Za-z0-9_][-A-Za-z0-9_.]{0,127}";
const DIGEST = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";
const IMAGE = new RegExp(`^(?:${HOST}/)?${PART}(?:/${PART})*(?::${TAG})?(?:@${DIGEST})?$`);

export const hookImage: PersonaRule = {
  code: "hook-image",
  severity: "error",
  check(persona) {
    const findings: Finding[] = [];
    for (const { hook } of hooksOf(persona)) {
      const image = hook.get("image");
      const text = image?.text;
      if (!image || text === undefined || IMAGE.test(text)) continue;
      const problem =
        text.trim() === ""
          ? "A hook without an image makes every run of the persona fail"
          : `\`${shownText(text)}\` names no image: every run of the persona fails`;
      const message = `${problem}. Write it as \`registry/name:tag\`, in lower case and without blanks.`;
      findings.push({ code: this.code, message, span: image.span });
    }
    return findings;
  },
};
