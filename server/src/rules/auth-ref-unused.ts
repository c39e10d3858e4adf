/**
 * A provider or a Secret in `authRefs` that never counts.
 *
 * Why: all runs get the first provider and the first Secret that are named, each looked for by itself. Further
 * entries are no second choice, and where the first provider and the first Secret stand in different entries the key
 * of one provider is sent to another. A key that goes to another provider is a warning.
 *
 * Bad:
 *     authRefs:
 *       - provider: anthropic
 *         secret: anthropic-credentials
 *       - provider: openai
 *         secret: openai-credentials
 *
 * Good:
 *     authRefs:
 *       - provider: anthropic
 *         secret: anthropic-credentials
 */
import { trimBlanks } from "../pack/go-space.ts";
import { type AuthRefEntry, credentialsOf } from "./credentials.ts";
import type { PackRule, PlacedFinding } from "./finding.ts";
import { removeItem } from "./list-edits.ts";
import { fixOf } from "./name-fixes.ts";
import { shownText } from "./shown-text.ts";

export const authRefUnused: PackRule = {
  code: "auth-ref-unused",
  severity: "information",
  check(facts) {
    const credentials = credentialsOf(facts);
    if (!credentials || credentials.refs.length < 2) return [];
    const { refs, spec } = credentials;
    const provider = refs.find((ref) => ref.provider !== "");
    const secret = refs.find(namesSecret);
    const findings: PlacedFinding[] = [];
    for (const ref of refs) {
      const { entry } = ref;
      if (ref !== provider && ref !== secret) {
        findings.push({
          code: this.code,
          message: `This entry has no effect: all runs get ${counting(provider, secret)}.`,
          span: firstPart(entry),
          placed: entry.placed,
          fixes: () => fixOf("Remove the entry", removeItem(spec, "authRefs", entry.span)),
        });
      } else if (ref === provider && namesSecret(ref) && secret && secret !== ref) {
        findings.push(mixed(this.code, ref, secret));
      } else if (ref === secret && ref.provider !== "" && provider && provider !== ref) {
        findings.push(mixed(this.code, provider, ref));
      }
    }
    return findings;
  },
};

function mixed(code: string, provider: AuthRefEntry, secret: AuthRefEntry): PlacedFinding {
  const { span, placed } = secret.entry.get("secret") ?? secret.entry;
  return {
    code,
    severity: "warning",
    message: `The key in this Secret goes to \`${shownText(provider.provider)}\`: the first provider and the first Secret count, each by itself. Put the two that belong together into the first entry.`,
    span,
    placed,
    related: {
      span: firstPart(provider.entry),
      placed: provider.entry.placed,
      message: "This provider is used",
    },
  };
}

function namesSecret({ secret }: AuthRefEntry): boolean {
  return trimBlanks(secret) !== "";
}

function counting(provider: AuthRefEntry | undefined, secret: AuthRefEntry | undefined): string {
  const parts = [
    ...(provider ? [`the first provider, \`${shownText(provider.provider)}\``] : []),
    ...(secret ? [`the first Secret, \`${shownText(secret.secret)}\``] : []),
  ];
  return parts.length > 0 ? parts.join(", and ") : "neither provider nor Secret from this list";
}

function firstPart(entry: AuthRefEntry["entry"]) {
  const [first] = entry.fields();
  return first?.value.key ?? entry.span;
}
