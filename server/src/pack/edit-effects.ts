/** What happens to a running pack when a field is edited, by the path of the field in the schema. */
import { DEFAULT_RELEASE, type Release } from "./releases.ts";

export interface EditEffect {
  /**
   * `propagates`: objects that exist follow the edit. `never`: they keep what they were created with.
   * `partly`: some edits take effect and some do not. `destroys-memory`: objects are deleted, and with them what a
   * persona has learnt. `none`: nothing that runs reads the field.
   */
  readonly effect: "propagates" | "never" | "partly" | "destroys-memory" | "none";
  readonly explanation: string;
}

function propagates(explanation: string): EditEffect {
  return { effect: "propagates", explanation };
}

function never(explanation: string): EditEffect {
  return { effect: "never", explanation };
}

function partly(explanation: string): EditEffect {
  return { effect: "partly", explanation };
}

function destroysMemory(explanation: string): EditEffect {
  return { effect: "destroys-memory", explanation };
}

function none(explanation: string): EditEffect {
  return { effect: "none", explanation };
}

const ONLY_AT_CREATION =
  "Instances that exist keep what they were created with; leaving a persona out and taking it in again applies it, and deletes its memory.";
const DISPLAY = "Only shown to people; nothing that runs reads it.";
const SCHEDULE = "The Schedule is rewritten at once; the next run counts from the last one.";

/** Of v0.8.28. A path that is not listed goes by the nearest path above it. */
const PERSONA_PACK_EFFECTS: Readonly<Record<string, EditEffect>> = {
  "metadata.name": destroysMemory(
    "Another name is another pack: new objects with empty memory, while the old pack stays until it is deleted.",
  ),
  "metadata.labels": none("The generated objects get their own labels, not those of the pack."),
  "spec.enabled": destroysMemory(
    "Turning it off deletes all objects of the pack, the memory of its personas, its managed Secrets, and empties `authRefs`.",
  ),
  "spec.description": none(DISPLAY),
  "spec.category": none(DISPLAY),
  "spec.version": none(DISPLAY),
  "spec.personas": partly(
    "A new persona is created; one that is removed is not deleted: its objects keep running and later keep the pack from being disabled. Reordering moves the minutes of interval schedules.",
  ),
  "spec.authRefs": propagates(
    "Each Instance gets the whole list; only the first provider and the first Secret in it count.",
  ),
  "spec.excludePersonas": destroysMemory(
    "A persona that is added here loses all its objects and its memory; one that is taken off starts anew from its seeds.",
  ),
  "spec.channelConfigs": propagates(
    "The Secret in each Instance follows, but the Deployment of a channel that runs is not restarted with it, and removing an entry changes nothing.",
  ),
  "spec.policyRef": never(ONLY_AT_CREATION),
  "spec.baseURL": propagates("Each Instance follows, also when it is emptied."),
  "spec.skillParams": never(ONLY_AT_CREATION),
  "spec.taskOverride": propagates("The task of every Schedule is rewritten."),
  "spec.channelAccessControl": partly(
    "Takes effect only for personas whose set of channel types changes as well.",
  ),
  "spec.agentSandbox": none("Copied to new Instances, but no run gets it from there in this release."),
  "spec.relationships": none("Only drawn in the web app; no run reads it in this release."),
  "spec.workflowType": none("Only shown; no controller reads it in this release."),
  "spec.personas[].name": destroysMemory(
    "The new name starts as a new persona with empty memory; the objects of the old name are not deleted and keep running.",
  ),
  "spec.personas[].displayName": none(DISPLAY),
  "spec.personas[].systemPrompt": propagates(
    "The Instance follows; in this release the text reaches the model only in web requests.",
  ),
  "spec.personas[].model": partly("The Instance follows a new model; removing the field changes nothing."),
  "spec.personas[].skills": never(ONLY_AT_CREATION),
  "spec.personas[].toolPolicy": none("Only shown; no tool is allowed or denied by it in this release."),
  "spec.personas[].schedule": propagates(
    "The Schedule is rewritten, or deleted with the block; a `suspend` set by hand is undone.",
  ),
  "spec.personas[].schedule.type": propagates("Changes a label of the runs; all types run alike."),
  "spec.personas[].schedule.interval": propagates(SCHEDULE),
  "spec.personas[].schedule.cron": propagates(SCHEDULE),
  "spec.personas[].schedule.task": propagates("The next run has the new task."),
  "spec.personas[].memory.enabled": none("Every persona has a memory, whatever it says."),
  "spec.personas[].memory": never("Seeds are written once; the text that exists is left alone."),
  "spec.personas[].channels": partly(
    "The Instance follows a changed set of types, but an emptied list changes nothing and the Deployment of a dropped channel keeps running.",
  ),
  "spec.personas[].webEndpoint": never(ONLY_AT_CREATION),
  "spec.personas[].lifecycle": never(ONLY_AT_CREATION),
  "spec.personas[].lifecycle.preRun[].timeout": none(
    "No controller reads it; the hooks after a run have 600 s in all.",
  ),
  "spec.personas[].lifecycle.postRun[].timeout": none(
    "No controller reads it; the hooks after a run have 600 s in all.",
  ),
};

const EFFECTS: Readonly<Record<Release, Readonly<Record<string, EditEffect>>>> = {
  "v0.8.28": PERSONA_PACK_EFFECTS,
};

/**
 * The effect of an edit of the field at a schema path such as `spec.personas[].schedule.cron`. Undefined for a
 * path that is no field of the pack's own (`apiVersion`, `status`) or that its release does not have.
 */
export function editEffect(path: string, release: Release = DEFAULT_RELEASE): EditEffect | undefined {
  const effects = EFFECTS[release];
  for (let at = path; at !== ""; at = parentOf(at)) {
    if (Object.hasOwn(effects, at)) return effects[at];
  }
  return undefined;
}

function parentOf(path: string): string {
  if (path.endsWith("[]")) return path.slice(0, -2);
  return path.slice(0, Math.max(0, path.lastIndexOf(".")));
}
