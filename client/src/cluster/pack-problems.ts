/** What is wrong with a pack in the cluster, worst cases by the facts of what its controllers do then. */
import { counted } from "../../../server/src/pack/counted.ts";
import { instanceStatus, type RunStatus } from "./live-status.ts";
import type { PackFacts } from "./pack-facts.ts";
import type { ChildView, PackView, PersonaView, Problem } from "./pack-view.ts";

/** Those of its personas not among them: they have their own. */
export function packProblems(view: Omit<PackView, "health">, facts: PackFacts): Problem[] {
  return [
    ...stateProblems(view),
    ...(view.state === "active" || view.state === "activating"
      ? [...secretProblems(view, facts), ...referenceProblems(view)]
      : []),
    ...personaSummary(view.personas),
  ];
}

function stateProblems({ state, phase, orphans }: Omit<PackView, "health">): Problem[] {
  const words = (count: number) => `${counted(count, "object")} of personas that the pack no longer has`;
  if (state === "stuck") {
    const awaited = words(orphans.filter(({ resource }) => resource !== "configMaps").length);
    return [failing(`Deactivation waits for ${awaited}, which nobody deletes.`)];
  }
  const count = orphans.length;
  return [
    ...(phase === "Error" && state === "active"
      ? [failing("The controller could not make everything; the reason is in its log.")]
      : []),
    ...(count > 0 ? [warning(`There ${count === 1 ? "is" : "are"} ${words(count)}.`)] : []),
  ];
}

function secretProblems({ secrets }: Omit<PackView, "health">, { needed }: PackFacts): Problem[] {
  return needed.flatMap(({ name, purpose, neededBy }) => {
    if (name === undefined) {
      if (purpose === "skill") return [];
      return [
        warning(
          `The ${purpose === "model" ? "provider" : "channel"} ${neededBy} needs a Secret, and the pack names none.`,
        ),
      ];
    }
    if (secrets.find((secret) => secret.name === name)?.presence !== "missing") return [];
    // The Secret of a skill is optional for the pod, and missed only when the skill is used.
    return purpose === "skill"
      ? [warning(`The Secret ${name}, which the skill ${neededBy} reads, does not exist.`)]
      : [failing(`The Secret ${name} for ${neededBy} does not exist.`)];
  });
}

function referenceProblems({ references }: Omit<PackView, "health">): Problem[] {
  return references.flatMap(({ resource, name, presence, problem, neededBy }): Problem[] => {
    if (problem !== undefined) return [failing(problem)];
    if (presence !== "missing") return [];
    return resource === "policies"
      ? [failing(`There is no policy ${name} in the namespace: no run is let in.`)]
      : [warning(`There is no SkillPack ${name}: runs of ${neededBy.join(", ")} go on without it.`)];
  });
}

function personaSummary(personas: readonly PersonaView[]): Problem[] {
  return (["failing", "warning"] as const).flatMap((level) =>
    personas.flatMap(({ persona, health }) =>
      health.problems
        .filter((problem) => problem.level === level)
        .map(({ text }) => ({ level, text: `${persona.name ?? "A persona"}: ${text}` })),
    ),
  );
}

/** `phase` is the pack's. */
export function personaProblems(view: Omit<PersonaView, "health">, phase: string): Problem[] {
  const { instance, schedule, memory, state } = view;
  if (state === "unnamed") return [warning("It has no name.")];
  return [
    ...missing(instance, phase === "Error" ? "failing" : "warning"),
    ...missing(schedule, "warning"),
    ...missing(memory, "warning"),
    ...(instance?.object && instanceStatus(instance.object).phase === "Error"
      ? [failing("The controller reports an error of the Instance.")]
      : []),
    ...channelProblems(view),
    ...scheduleProblems(view),
    ...(state === "active" ? runProblems(view.runs) : []),
  ];
}

function missing(child: ChildView | undefined, level: Problem["level"]): Problem[] {
  return child?.presence === "missing"
    ? [{ level, text: `The ${child.kind} ${child.name} is missing.` }]
    : [];
}

function channelProblems({ channels, state }: Omit<PersonaView, "health">): Problem[] {
  if (state !== "active") return [];
  return channels
    .filter(({ status }) => status === "Error" || status === "Disconnected")
    .map(({ type, status, message }) =>
      failing(
        `The channel ${type} is ${status === "Error" ? "in error" : "disconnected"}${message === "" ? "." : `: ${message}`}`,
      ),
    );
}

function scheduleProblems({ schedule, state }: Omit<PersonaView, "health">): Problem[] {
  if (!schedule?.object || state !== "active") return [];
  const { status, heldByWebEndpoint, name } = schedule;
  if (status.phase === "Error") {
    return [failing(`The Schedule ${name} is in error: its cron or its Instance cannot be used.`)];
  }
  return [
    ...(heldByWebEndpoint ? [warning("Its web endpoint keeps the schedule from starting anything.")] : []),
    ...(status.endless
      ? [warning("No date suits the cron: the controller runs it again whenever a run has ended.")]
      : []),
  ];
}

/** Of the runs that have ended only the newest counts: what failed before may have been put right. */
function runProblems(runs: readonly RunStatus[]): Problem[] {
  const last = runs.find(({ phase }) => phase === "Succeeded" || phase === "Failed");
  if (last?.phase !== "Failed") return [];
  return [failing(`The last run ${last.name} failed${last.error === "" ? "." : `: ${last.error}`}`)];
}

function failing(text: string): Problem {
  return { level: "failing", text };
}

function warning(text: string): Problem {
  return { level: "warning", text };
}
