/** A pack and everything that belongs to it, as views show it: what should exist joined with what does. */
import type { Persona, PersonaPack } from "../../../server/src/pack/persona-pack.ts";
import type { KubeObject } from "./cluster-client.ts";
import type { ChannelStatus, RunStatus, ScheduleStatus } from "./live-status.ts";
import type { WatchedResource } from "./resource-types.ts";

/**
 * `present` as it should be; `leftover` though nothing asks for it; `deleting`; `missing` though the controller has
 * reported its work done; `awaited` as it has not yet; `unknown` as the kind was not read yet; `unreadable` as it cannot
 * be read.
 */
export type Presence = "present" | "leftover" | "deleting" | "missing" | "awaited" | "unknown" | "unreadable";

export interface ChildView {
  readonly resource: WatchedResource;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly presence: Presence;
  readonly object: KubeObject | undefined;
}

export interface ScheduleView extends ChildView {
  readonly status: ScheduleStatus;
  /** Nothing starts while the web endpoint of the persona serves. */
  readonly heldByWebEndpoint: boolean;
}

export interface Problem {
  readonly level: "warning" | "failing";
  /** A sentence. */
  readonly text: string;
}

/** The worst of the problems, which name the reasons. */
export interface Health {
  readonly level: "ok" | "warning" | "failing";
  readonly problems: readonly Problem[];
}

/**
 * `active`: its Instance is there; `removing`: it goes; `inactive`: the pack is not enabled; `unnamed`: the persona has
 * no name, so that nothing comes of it.
 */
export type PersonaState =
  | "active"
  | "awaited"
  | "missing"
  | "unknown"
  | "excluded"
  | "removing"
  | "inactive"
  | "unnamed";

export interface PersonaView {
  readonly persona: Persona;
  /** Distinguishes personas of one pack, also those of the same name. */
  readonly key: string;
  readonly state: PersonaState;
  /** Undefined where nothing is expected and nothing is there. */
  readonly instance: ChildView | undefined;
  readonly schedule: ScheduleView | undefined;
  readonly memory: ChildView | undefined;
  readonly channels: readonly ChannelStatus[];
  /** The newest first. */
  readonly runs: readonly RunStatus[];
  /** False where they cannot be read: there may be some. */
  readonly runsReadable: boolean;
  readonly health: Health;
}

export interface SecretView extends ChildView {
  /** Why the pack names it; empty if it only carries the label of the pack. */
  readonly purposes: readonly string[];
  /** The controller deletes it when the pack is deactivated. */
  readonly managed: boolean;
}

/** A policy or SkillPack that the pack names. */
export interface ReferenceView extends ChildView {
  /** Personas that list the SkillPack; empty for the policy, which counts for all. */
  readonly neededBy: readonly string[];
  /** Why it is of no use although it is there, as a sentence. */
  readonly problem: string | undefined;
}

/** `stuck`: deactivation waits for objects that nobody deletes. */
export type PackState = "active" | "activating" | "inactive" | "deactivating" | "stuck" | "deleting";

export interface PackView {
  /** `namespace/name`. */
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  readonly object: KubeObject;
  readonly pack: PersonaPack;
  readonly state: PackState;
  /** As the controller last wrote it; empty if it never did. */
  readonly phase: string;
  readonly health: Health;
  readonly personas: readonly PersonaView[];
  /** Personas with an Instance, and those that should have one. */
  readonly installed: number;
  readonly expected: number;
  readonly secrets: readonly SecretView[];
  readonly references: readonly ReferenceView[];
  /** Undefined unless the pack asks for it. */
  readonly sharedMemory: { readonly name: string; readonly ready: boolean } | undefined;
  /** Objects with the label of the pack for personas that it does not have. */
  readonly orphans: readonly ChildView[];
}

export function healthOf(problems: readonly Problem[]): Health {
  if (problems.length === 0) return HEALTHY;
  return { level: problems.some(({ level }) => level === "failing") ? "failing" : "warning", problems };
}

const HEALTHY: Health = { level: "ok", problems: [] };
