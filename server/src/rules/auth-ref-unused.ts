/**
 * A provider or a Secret in `authRefs` that never counts.
 *
 * Why: all runs get the first provider and the first Secret that are named, each looked for by itself. Further
 * entries are no second choice, and where the first provider and the first Secret stand in different entries the key
 * of one provider is sent to another. Where no entry has a provider, the first Secret with the name of one in its own
 * name decides, so an entry may count for that alone. A key that goes to another provider is a warning.
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
import { type AuthRefEntry, type Credentials, credentialsOf } from "./credentials.ts";
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
    const decider = decidingRef(credentials);
    const secret = refs.find(namesSecret);
    const findings: PlacedFinding[] = [];
    for (const ref of refs) {
      const { entry } = ref;
      if (ref !== decider && ref !== secret) {
        findings.push({
          code: this.code,
          message: `This entry has no effect: all runs get ${counting(credentials, secret)}.`,
          span: firstPart(entry),
          placed: entry.placed,
          fixes: () => fixOf("Remove the entry", removeItem(spec, "authRefs", entry.span)),
        });
      } else if (ref === decider && namesSecret(ref) && secret && secret !== ref) {
        findings.push(mixed(this.code, credentials, ref, secret));
      } else if (ref === secret && ref.provider !== "" && decider && decider !== ref) {
        findings.push(mixed(this.code, credentials, decider, ref));
      }
    }
    return findings;
  },
};

/** The entry that says which provider it is; undefined where none of them does. */
function decidingRef({ refs, provider: { name, from } }: Credentials): AuthRefEntry | undefined {
  if (from === "provider") return refs.find(({ provider }) => provider !== "");
  return from === "secret-name" ? refs.find(({ secret }) => secret.includes(name)) : undefined;
}

function mixed(
  code: string,
  { provider }: Credentials,
  decider: AuthRefEntry,
  secret: AuthRefEntry,
): PlacedFinding {
  const { span, placed } = secret.entry.get("secret") ?? secret.entry;
  const name = shownText(provider.name);
  const isWritten = provider.from === "provider";
  const reason = isWritten
    ? "the first provider and the first Secret count, each by itself. Put the two that belong together into the first entry."
    : "no entry has a `provider`, so another Secret, with a provider in its name, decides. Write the `provider` that this key is for.";
  return {
    code,
    severity: "warning",
    message: `The key in this Secret goes to \`${name}\`: ${reason}`,
    span,
    placed,
    related: {
      span: (isWritten ? undefined : decider.entry.get("secret")?.span) ?? firstPart(decider.entry),
      placed: decider.entry.placed,
      message: isWritten ? "This provider is used" : `This name makes the provider \`${name}\``,
    },
  };
}

function namesSecret({ secret }: AuthRefEntry): boolean {
  return trimBlanks(secret) !== "";
}

function counting({ provider }: Credentials, secret: AuthRefEntry | undefined): string {
  const name = shownText(provider.name);
  const parts = [
    ...(provider.from === "provider" ? [`the first provider, \`${name}\``] : []),
    ...(provider.from === "secret-name" ? [`the provider that a Secret's name tells, \`${name}\``] : []),
    ...(secret ? [`the first Secret, \`${shownText(secret.secret)}\``] : []),
  ];
  return parts.length > 0 ? parts.join(", and ") : "neither provider nor Secret from this list";
}

function firstPart(entry: AuthRefEntry["entry"]) {
  const [first] = entry.fields();
  return first?.value.key ?? entry.span;
}
