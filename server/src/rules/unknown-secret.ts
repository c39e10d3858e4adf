/**
 * A Secret that is not in the namespace of the pack.
 *
 * Why: the pods of all runs take their key from the Secret in `authRefs` and do not start without it; a channel is
 * not even created before its Secret is there. Nothing is said unless a cluster is connected whose Secrets can be
 * listed; of a Secret only the name is looked at. It is a warning if the pack is enabled in the cluster, an
 * information if a name is close to it, and otherwise a hint: the pack may be meant for another cluster, and the
 * Secret may be made later.
 *
 * Bad:
 *     enabled: true
 *     authRefs:
 *       - provider: openai
 *         secret: openai-credential
 *
 * Good:
 *     enabled: true
 *     authRefs:
 *       - provider: openai
 *         secret: openai-credentials
 */
import type { Located } from "../yaml/located.ts";
import type { PackFacts } from "../yaml/pack-facts.ts";
import { credentialsOf } from "./credentials.ts";
import type { PackRule } from "./finding.ts";
import { misspelledName } from "./misspelled-name.ts";
import { didYouMean, renameFixes } from "./name-fixes.ts";
import { isSecretName } from "./secret-name-invalid.ts";
import { shownText } from "./shown-text.ts";
import { absenceSeverity, targetNamespace } from "./target-namespace.ts";

export const unknownSecret: PackRule = {
  code: "unknown-secret",
  severity: "warning",
  check(facts, _release, cluster) {
    const namespace = targetNamespace(facts, cluster);
    if (namespace === undefined) return [];
    return [...authSecret(facts), ...channelSecrets(facts)].flatMap(({ value, effect }) => {
      const { text = "", span, placed } = value;
      // A name that no Secret can have is another rule's matter.
      if (!isSecretName(text) || cluster.standing("secrets", namespace, text) !== "absent") return [];
      const near = misspelledName(text, cluster.names("secrets", namespace));
      return {
        code: this.code,
        message: `The cluster \`${shownText(cluster.context)}\` has no Secret \`${shownText(text)}\` in the namespace \`${shownText(namespace)}\`: ${effect}.${didYouMean(near)}`,
        severity: absenceSeverity(facts, namespace, cluster, { near, fault: "warning" }),
        span,
        placed,
        fixes: () => renameFixes(value, near),
      };
    });
  },
};

interface Reference {
  readonly value: Located;
  /** What comes of it while the Secret is not there. */
  readonly effect: string;
}

/** The one that counts; while the pack is not enabled the controller takes it out. */
function authSecret(facts: PackFacts): Reference[] {
  const credentials = credentialsOf(facts);
  if (!credentials?.enabled) return [];
  const value = credentials.refs.find(({ secret }) => secret === credentials.secret)?.entry.get("secret");
  return value ? [{ value, effect: "no run starts before it is there" }] : [];
}

function channelSecrets({ spec, personas }: PackFacts): Reference[] {
  const bound = new Set(
    personas.flatMap(({ channels, excluded }) => (excluded ? [] : channels.map(({ text }) => text))),
  );
  return (spec?.get("channelConfigs")?.fields() ?? []).flatMap(({ name, value }) =>
    bound.has(name) ? [{ value, effect: `the channel \`${name}\` is not made before it is there` }] : [],
  );
}
