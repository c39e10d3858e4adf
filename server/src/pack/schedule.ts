/** The SympoziumSchedule of a persona. The pack controller overwrites its whole spec at every reconcile. */
import { intervalToCron } from "./interval.ts";
import { API_VERSION, type ObjectMetadata, ownedByPack, personaMetadata } from "./kubernetes-object.ts";
import { instanceName, packName, scheduleName } from "./names.ts";
import type { PersonaPack, PersonaSchedule } from "./persona-pack.ts";
import type { ReleaseBehaviour } from "./releases.ts";

export interface Schedule {
  readonly kind: "SympoziumSchedule";
  readonly apiVersion: string;
  readonly metadata: ObjectMetadata;
  /** Also holds the name of the Instance, under a key that depends on the release. */
  readonly spec: {
    readonly schedule: string;
    readonly task: string;
    readonly type: string;
    readonly concurrencyPolicy: "Forbid";
    readonly includeMemory: true;
  };
}

/** `name` and `index` are the persona's. */
export function scheduleOf(
  pack: PersonaPack,
  schedule: PersonaSchedule,
  name: string,
  index: number,
  behaviour: ReleaseBehaviour,
): Schedule {
  const instance = instanceName(packName(pack), name);
  const metadata = personaMetadata(pack, name, scheduleName(instance), behaviour);
  return {
    kind: "SympoziumSchedule",
    apiVersion: API_VERSION,
    metadata: ownedByPack(metadata, pack, behaviour),
    spec: {
      [behaviour.instanceRef]: instance,
      schedule: cronOf(schedule, index),
      task: taskOf(pack, schedule),
      type: schedule.type,
      concurrencyPolicy: "Forbid",
      includeMemory: true,
    },
  };
}

/** A cron counts as it stands; only an interval is staggered, by the place of the persona in the pack. */
export function cronOf({ cron, interval }: PersonaSchedule, index: number): string {
  return cron === "" ? intervalToCron(interval, index).cron : cron;
}

function taskOf({ spec }: PersonaPack, { task }: PersonaSchedule): string {
  return spec.taskOverride === "" ? task : `TEAM OBJECTIVE: ${spec.taskOverride}\n\nYOUR ROLE TASK: ${task}`;
}
