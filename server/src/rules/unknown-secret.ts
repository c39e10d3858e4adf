/**
 * A Secret that is not in the namespace of the pack.
 *
 * Why: the pods of all runs take their key from the Secret in `authRefs` and do not start without it; a channel is
 * not even created before its Secret is there, and a skill that needs a Secret of its own fails at work. Nothing is
 * said unless a cluster is connected whose Secrets can be listed; of a Secret only the name is looked at. It is a
 * warning if the pack is enabled in the cluster, an information if a name is close to it, and otherwise a hint: the
 * pack may be meant for another cluster, and the Secret may be made later.
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
import type { KnownCluster } from "../pack/known-cluster.ts";
import { skillByName } from "../pack/skills.ts";
import type { Located } from "../yaml/located.ts";
import type { PackFacts } from "../yaml/pack-facts.ts";
import type { PlacedBlock } from "../yaml/placed-block.ts";
import type { Span } from "../yaml/position.ts";
import { credentialsOf } from "./credentials.ts";
import type { PackRule, Severity } from "./finding.ts";
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
    const references = [
      ...authSecret(facts),
      ...channelSecrets(facts),
      ...skillSecrets(facts, namespace, cluster),
    ];
    return references.flatMap(({ secret, value, place, effect, fault }) => {
      // A name that no Secret can have is another rule's matter.
      if (!isSecretName(secret) || cluster.standing("secrets", namespace, secret) !== "absent") return [];
      const near = value && misspelledName(secret, cluster.names("secrets", namespace));
      return {
        code: this.code,
        message: `The cluster \`${shownText(cluster.context)}\` has no Secret \`${shownText(secret)}\` in the namespace \`${shownText(namespace)}\`: ${effect}.${didYouMean(near)}`,
        severity: absenceSeverity(facts, namespace, cluster, { near, fault }),
        span: place.span,
        placed: place.placed,
        fixes: () => renameFixes(value, near),
      };
    });
  },
};

interface Reference {
  readonly secret: string;
  /** Where the name is written, if it is. */
  readonly value?: Located;
  readonly place: { readonly span: Span; readonly placed: PlacedBlock };
  /** What comes of it while the Secret is not there. */
  readonly effect: string;
  /** How much that counts in a pack that runs. */
  readonly fault: Severity;
}

/** The one that counts; while the pack is not enabled the controller takes it out. */
function authSecret(facts: PackFacts): Reference[] {
  const credentials = credentialsOf(facts);
  if (!credentials?.enabled) return [];
  const value = credentials.refs.find(({ secret }) => secret === credentials.secret)?.entry.get("secret");
  return value ? written(value, "no run starts before it is there") : [];
}

function channelSecrets({ spec, personas }: PackFacts): Reference[] {
  const bound = new Set(
    personas.flatMap(({ channels, excluded }) => (excluded ? [] : channels.map(({ text }) => text))),
  );
  return (spec?.get("channelConfigs")?.fields() ?? []).flatMap(({ name, value }) =>
    bound.has(name) ? written(value, `the channel \`${name}\` is not made before it is there`) : [],
  );
}

function written(value: Located, effect: string): Reference[] {
  const { text = "" } = value;
  return text === "" ? [] : [{ secret: text, value, place: value, effect, fault: "warning" }];
}

/** Of skills that come with Sympozium; said once, where the first persona lists one. */
function skillSecrets({ personas }: PackFacts, namespace: string, cluster: KnownCluster): Reference[] {
  const found = new Map<string, Reference>();
  for (const { skills, excluded, entry } of personas) {
    if (excluded) continue;
    for (const { text, span } of skills) {
      const needed = skillByName(text)?.secret;
      if (!needed || found.has(needed.name) || cluster.hasOwnSkill(namespace, text)) continue;
      found.set(needed.name, {
        secret: needed.name,
        place: { span, placed: entry.placed },
        effect: `\`${text}\` has no \`${needed.key}\``,
        fault: "information",
      });
    }
  }
  return [...found.values()];
}
