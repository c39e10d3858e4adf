/**
 * A skill that is not there, as far as can be known.
 *
 * Why: a SkillPack that is not found is passed over without a word; the agent just lacks the skill and its tools.
 * Runs look in their own namespace, then in `sympozium-system`. Without a cluster only slips in the names of skills
 * that come with Sympozium are pointed out: a cluster may have SkillPacks of its own. While one is connected whose
 * SkillPacks can be read in both namespaces, a name that is in neither is an information if the pack is enabled there
 * or if a name is close to it; otherwise a hint, for the pack may be meant for another cluster.
 *
 * Bad:
 *     skills: [k8s-opps]
 *
 * Good:
 *     skills: [k8s-ops]
 */
import { MEMORY_SKILL } from "../pack/instance.ts";
import { type KnownCluster, skillNamespaces } from "../pack/known-cluster.ts";
import { DROPPED_SKILLS, SKILLS, skillByName } from "../pack/skills.ts";
import { locatedPersona } from "../yaml/located.ts";
import type { PackFacts, PersonaFacts } from "../yaml/pack-facts.ts";
import type { Span } from "../yaml/position.ts";
import type { Fix, PackRule, PlacedFinding, Severity } from "./finding.ts";
import { removeItem } from "./list-edits.ts";
import { misspelledName } from "./misspelled-name.ts";
import { didYouMean, fixOf, renameFixes } from "./name-fixes.ts";
import { shownText } from "./shown-text.ts";
import { absenceSeverity, targetNamespace } from "./target-namespace.ts";

const NAMES: readonly string[] = SKILLS.map(({ name }) => name);

/** The controller takes them off the list, or adds them whether listed or not. */
const NEVER_LOOKED_FOR: ReadonlySet<string> = new Set([...DROPPED_SKILLS.keys(), MEMORY_SKILL]);

export const unknownSkill: PackRule = {
  code: "unknown-skill",
  severity: "information",
  check(facts, _release, cluster) {
    const findings: PlacedFinding[] = [];
    const problems = new Map<string, SkillProblem | undefined>();
    for (const persona of facts.personas) {
      for (const { text, span } of persona.skills) {
        if (!problems.has(text)) problems.set(text, problemOf(text, facts, cluster));
        const problem = problems.get(text);
        if (!problem) continue;
        const { message, severity, near } = problem;
        findings.push({
          code: this.code,
          message,
          severity,
          span,
          placed: persona.entry.placed,
          fixes: () => fixesFor(facts, persona, span, near),
        });
      }
    }
    return findings;
  },
};

interface SkillProblem {
  readonly message: string;
  readonly severity: Severity;
  readonly near: string | undefined;
}

function problemOf(skill: string, facts: PackFacts, cluster: KnownCluster): SkillProblem | undefined {
  if (NEVER_LOOKED_FOR.has(skill)) return undefined;
  const namespace = targetNamespace(facts, cluster);
  const standing = namespace === undefined ? "unknown" : cluster.skillStanding(namespace, skill);
  if (standing === "there") return undefined;
  if (namespace !== undefined && standing === "absent") {
    const places = skillNamespaces(namespace);
    const near = misspelledName(
      skill,
      places.flatMap((place) => cluster.names("skills", place)),
    );
    const where = places.map((place) => `\`${shownText(place)}\``).join(" nor in ");
    return {
      message: `The cluster \`${shownText(cluster.context)}\` has no SkillPack \`${shownText(skill)}\` in ${where}: runs go on without it and do not say so.${didYouMean(near)}`,
      severity: absenceSeverity(facts, namespace, cluster, { near, fault: "information" }),
      near,
    };
  }
  const near = skillByName(skill) ? undefined : misspelledName(skill, NAMES);
  if (near === undefined) return undefined;
  return {
    message: `No skill \`${shownText(skill)}\` comes with Sympozium, and one that is not found is passed over. Did you mean \`${near}\`?`,
    severity: "information",
    near,
  };
}

function fixesFor(facts: PackFacts, { entry }: PersonaFacts, span: Span, near: string | undefined): Fix[] {
  const persona = locatedPersona(facts.document, entry);
  const skills = persona?.get("skills");
  const value = skills?.items().find((item) => item.span === span);
  if (!persona || !skills || !value) return [];
  const listed = skills.texts().some(({ text }) => text === near);
  return [
    ...(near === undefined || listed ? [] : renameFixes(value, near)),
    ...fixOf("Remove the entry", removeItem(persona, "skills", span)),
  ];
}
