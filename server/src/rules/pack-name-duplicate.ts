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
import type { FileRule, Fix, PlacedFinding } from "./finding.ts";
import { freeName } from "./free-name.ts";
import { shownText } from "./shown-text.ts";
import { replaceText } from "./value-edits.ts";

export const packNameDuplicate: FileRule = {
  code: "pack-name-duplicate",
  severity: "warning",
  check(packs) {
    const findings: PlacedFinding[] = [];
    const seen = new Map<string, PackFacts>();
    for (const pack of packs) {
      const { name, namespace, document } = pack;
      if (!name || name.text === "") continue;
      const key = JSON.stringify([namespace?.text, name.text]);
      const first = seen.get(key);
      if (!first?.name) {
        seen.set(key, pack);
        continue;
      }
      findings.push({
        code: this.code,
        message: `This file has two packs called \`${shownText(name.text)}\`: applied one after the other, this one takes the place of the one above. Give one of them another name.`,
        span: name.span,
        placed: document.frame,
        related: {
          span: first.name.span,
          message: "The first pack of this name",
          placed: first.document.frame,
        },
        fixes: () => fixesFor(packs, pack),
      });
    }
    return findings;
  },
};

function fixesFor(packs: readonly PackFacts[], { root, name }: PackFacts): Fix[] {
  const value = root?.get("metadata")?.get("name");
  const free = freeName(name?.text ?? "", new Set(packs.map((pack) => pack.name?.text)));
  const edit = value && replaceText(value, free);
  return edit ? [{ title: `Rename to ${free}`, edits: [edit] }] : [];
}
