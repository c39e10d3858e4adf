import { DROPPED_SKILLS, SKILLS, type Skill, skillByName, skillVariable } from "../pack/skills.ts";
import { packFacts } from "../yaml/pack-facts.ts";
import {
  type KnownValue,
  namespaceOf,
  sentences,
  skillsFromCluster,
  type ValuePlace,
  type ValueSource,
} from "./value-source.ts";

const BUILT_IN: readonly KnownValue[] = SKILLS.map((skill) => ({
  value: skill.name,
  detail: skill.category,
  documentation: describe(skill),
}));

function describe({ description, sidecar, secret, params, note }: Skill): string {
  const names = params.map(({ name }) => `\`${name}\``).join(", ");
  return sentences(
    description,
    sidecar && "Brings a container, in which `execute_command` runs.",
    secret &&
      `Needs the Secret \`${secret.name}\` with the key \`${secret.key}\` in the namespace of the pack.`,
    names !== "" && `Takes \`skillParams\`: ${names}.`,
    note,
  );
}

const DROPPED: readonly KnownValue[] = [...DROPPED_SKILLS].map(([value, documentation]) => ({
  value,
  documentation,
  standing: "mistake",
}));

export const SKILL_SOURCES: readonly ValueSource[] = [
  {
    noun: "skill",
    paths: ["spec.personas[].skills[]"],
    provides: "values",
    fixed: [...BUILT_IN, ...DROPPED],
    values: (place) => [...skillsFromCluster(place), ...absentSkills(place)],
  },
  { noun: "skill", paths: ["spec.skillParams"], provides: "keys", values: skillsWithParams },
  { noun: "parameter", paths: ["spec.skillParams.*"], provides: "keys", values: paramsOfSkill },
];

/** Of those that come with Sympozium. */
function absentSkills(place: ValuePlace): KnownValue[] {
  const namespace = namespaceOf(place);
  return SKILLS.filter(({ name }) => place.cluster.skillStanding(namespace, name) === "absent").map(
    ({ name, category }) => ({ value: name, detail: `${category}, not in the cluster` }),
  );
}

/** Parameters reach only personas that list the skill; so those that are listed come first. */
function skillsWithParams({ document }: ValuePlace): KnownValue[] {
  const listed = new Set(
    packFacts(document).personas.flatMap(({ skills }) => skills.map(({ text }) => text)),
  );
  const names = new Set([
    ...listed,
    ...SKILLS.filter(({ params }) => params.length > 0).map(({ name }) => name),
  ]);
  return [...names].map((value): KnownValue => {
    const skill = skillByName(value);
    const known = skill ? { documentation: describe(skill) } : {};
    if (!listed.has(value)) return { value, detail: "no persona lists it", ...known };
    // That a built-in skill reads no parameters is known; of others nothing is.
    if (skill && skill.params.length === 0) return { value, ...known, standing: "unlisted" };
    return { value, detail: "skill of a persona", ...known };
  });
}

function paramsOfSkill({ path }: ValuePlace): KnownValue[] {
  const params = skillByName(path.at(-1) ?? "")?.params ?? [];
  return params.map(({ name, description }) => ({
    value: name,
    detail: skillVariable(name),
    documentation: `${description} The skill reads it as \`${skillVariable(name)}\`.`,
  }));
}
