/**
 * Two packs of the same name in one file.
 *
 * Why: `kubectl apply` sends the documents of a file one after the other, so the second takes the place of the first.
 * If that was enabled, what was made for its personas goes on running without a pack that lists them, and keeps a later
 * deactivation from ending. Packs of different namespaces are different packs.
 *
 * Bad:
 *     apiVersion: sympozium.ai/v1alpha1
 *     kind: PersonaPack
 *     metadata:
 *       name: support
 *     spec:
 *       personas: []
 *     ---
 *     apiVersion: sympozium.ai/v1alpha1
 *     kind: PersonaPack
 *     metadata:
 *       name: support
 *     spec:
 *       personas: []
 *
 * Good:
 *     apiVersion: sympozium.ai/v1alpha1
 *     kind: PersonaPack
 *     metadata:
 *       name: support
 *     spec:
 *       personas: []
 *     ---
 *     apiVersion: sympozium.ai/v1alpha1
 *     kind: PersonaPack
 *     metadata:
 *       name: second-level-support
 *     spec:
 *       personas: []
 */
import type { PackFacts } from "../yaml/pack-facts.ts";
import type { FileRule } from "./finding.ts";
import { renameToFree } from "./free-name.ts";
import { repeated } from "./repeated.ts";
import { shownText } from "./shown-text.ts";

export const packNameDuplicate: FileRule = {
  code: "pack-name-duplicate",
  severity: "warning",
  check(packs) {
    return repeated(packs, identityOf).flatMap(({ entry: { root, name, document }, first }) => {
      if (!name || !first.name) return [];
      return {
        code: this.code,
        message: `This file has two packs called \`${shownText(name.text)}\`: applied one after the other, this one takes the place of the one above. Give one of them another name.`,
        span: name.span,
        placed: document.frame,
        related: {
          span: first.name.span,
          message: "The first pack of this name",
          placed: first.document.frame,
        },
        fixes: () => renameToFree(root?.get("metadata")?.get("name"), packs),
      };
    });
  },
};

function identityOf({ root, namespace, name }: PackFacts): string | undefined {
  if (root?.get("metadata")?.get("namespace")?.isUnknown) return undefined;
  return name && name.text !== "" ? JSON.stringify([namespace?.text, name.text]) : undefined;
}
