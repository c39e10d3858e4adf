/**
 * A PersonaPack as the controller sees it: text that is absent is empty, lists that are absent have no items, the
 * defaults of the CRD are filled in. Field by field as the CRD of v0.8.28 has it.
 */
import { type Lifecycle, readLifecycle } from "./lifecycle.ts";
import { PlainObject, type UnusablePart } from "./plain-object.ts";
import { DEFAULT_RELEASE, RELEASES, type Release } from "./releases.ts";

export const SCHEDULE_TYPES = ["heartbeat", "scheduled", "sweep"] as const;
export const RELATIONSHIP_TYPES = ["delegation", "sequential", "supervision"] as const;
export const WORKFLOW_TYPES = ["autonomous", "pipeline", "delegation"] as const;

const DEFAULT_WARM_POOL_SIZE = 2;

export interface PersonaPack {
  readonly metadata: {
    /** Undefined if it is missing: the API server refuses such a pack. */
    readonly name: string | undefined;
    /** Empty if the file leaves the namespace to the command that applies it. */
    readonly namespace: string;
    readonly labels: ReadonlyMap<string, string>;
  };
  readonly spec: PackSpec;
}

export interface PackSpec {
  readonly enabled: boolean;
  readonly description: string;
  readonly category: string;
  readonly version: string;
  /** In their order; an entry that is no object is left out, and the others keep their `index`. */
  readonly personas: readonly Persona[];
  readonly authRefs: readonly AuthRef[];
  readonly excludePersonas: ReadonlySet<string>;
  /** Name of the Secret by channel type. An empty name is kept: it is not the same as no entry. */
  readonly channelConfigs: ReadonlyMap<string, string>;
  readonly policyRef: string;
  readonly baseURL: string;
  readonly skillParams: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly taskOverride: string;
  readonly channelAccessControl: ReadonlyMap<string, ChannelAccessControl>;
  readonly agentSandbox: AgentSandbox | undefined;
  readonly relationships: readonly Relationship[];
  readonly workflowType: (typeof WORKFLOW_TYPES)[number];
}

export interface Persona {
  /** Zero-based place in `spec.personas`; excluded personas count. */
  readonly index: number;
  /** Undefined if it is missing or no text. */
  readonly name: string | undefined;
  readonly displayName: string;
  readonly systemPrompt: string;
  readonly model: string;
  readonly skills: readonly string[];
  readonly toolPolicy: { readonly allow: readonly string[]; readonly deny: readonly string[] } | undefined;
  readonly schedule: PersonaSchedule | undefined;
  readonly memory: { readonly enabled: boolean; readonly seeds: readonly string[] } | undefined;
  readonly channels: readonly string[];
  readonly webEndpoint: { readonly enabled: boolean; readonly hostname: string } | undefined;
  readonly lifecycle: Lifecycle | undefined;
}

export interface PersonaSchedule {
  readonly type: (typeof SCHEDULE_TYPES)[number];
  readonly interval: string;
  readonly cron: string;
  readonly task: string;
}

export interface AuthRef {
  readonly provider: string;
  readonly secret: string;
}

export interface ChannelAccessControl {
  readonly allowedSenders: readonly string[];
  readonly deniedSenders: readonly string[];
  readonly allowedChats: readonly string[];
  readonly denyMessage: string;
}

export interface AgentSandbox {
  readonly enabled: boolean;
  readonly runtimeClass: string;
  readonly warmPool: WarmPool | undefined;
}

export interface WarmPool {
  readonly size: number;
  readonly runtimeClass: string;
  readonly resources:
    | { readonly requests: ReadonlyMap<string, string>; readonly limits: ReadonlyMap<string, string> }
    | undefined;
}

export interface Relationship {
  readonly source: string;
  readonly target: string;
  readonly type: (typeof RELATIONSHIP_TYPES)[number] | undefined;
}

export interface ReadPack {
  readonly pack: PersonaPack;
  /** Why the API server refuses the pack, or what it drops from it. Empty for a valid pack. */
  readonly unusable: readonly UnusablePart[];
}

/** Reads any value as a pack. Never throws; what cannot be used is left out and listed. */
export function readPersonaPack(value: unknown, release: Release = DEFAULT_RELEASE): ReadPack {
  const unusable: UnusablePart[] = [];
  const root = PlainObject.from(value, [], unusable) ?? PlainObject.empty();
  root.require({ metadata: "an object with the name of the pack", spec: "an object with the personas" });
  const metadata = root.object("metadata");
  metadata?.require({ name: "the name of the pack" });
  const pack: PersonaPack = {
    metadata: {
      name: metadata?.optionalText("name"),
      namespace: metadata?.text("namespace") ?? "",
      labels: metadata?.textMap("labels") ?? new Map(),
    },
    spec: readSpec(root.object("spec"), release),
  };
  return { pack, unusable };
}

/** A namespace that is not written in the file is that of the command which applies it. */
export function inNamespace(pack: PersonaPack, namespace: string): PersonaPack {
  return { ...pack, metadata: { ...pack.metadata, namespace } };
}

function readSpec(written: PlainObject | undefined, release: Release): PackSpec {
  const spec = written ?? PlainObject.empty();
  spec.require({ personas: "a list of personas" });
  for (const field of RELEASES[release].unreleasedFields) {
    if (spec.has(field)) spec.note(field, "not-in-release", "nothing: the API server drops the field");
  }
  return {
    enabled: spec.flag("enabled"),
    description: spec.text("description"),
    category: spec.text("category"),
    version: spec.text("version"),
    personas: spec
      .objects("personas")
      .flatMap((persona, index) => (persona ? [readPersona(persona, index)] : [])),
    authRefs: spec.objects("authRefs").flatMap((ref) => (ref ? [readAuthRef(ref)] : [])),
    excludePersonas: new Set(spec.texts("excludePersonas")),
    channelConfigs: spec.textMap("channelConfigs"),
    policyRef: spec.text("policyRef"),
    baseURL: spec.text("baseURL"),
    skillParams: spec.textMaps("skillParams"),
    taskOverride: spec.text("taskOverride"),
    channelAccessControl: spec.objectMap("channelAccessControl", readAccessControl),
    agentSandbox: readAgentSandbox(spec.object("agentSandbox")),
    relationships: spec.objects("relationships").flatMap((edge) => (edge ? [readRelationship(edge)] : [])),
    workflowType: spec.choice("workflowType", WORKFLOW_TYPES) ?? "autonomous",
  };
}

function readPersona(persona: PlainObject, index: number): Persona {
  persona.require({ name: "the name of the persona", systemPrompt: "text" });
  return {
    index,
    name: persona.optionalText("name"),
    displayName: persona.text("displayName"),
    systemPrompt: persona.text("systemPrompt"),
    model: persona.text("model"),
    skills: persona.texts("skills"),
    toolPolicy: readToolPolicy(persona.object("toolPolicy")),
    schedule: readSchedule(persona.object("schedule")),
    memory: readMemory(persona.object("memory")),
    channels: persona.texts("channels"),
    webEndpoint: readWebEndpoint(persona.object("webEndpoint")),
    lifecycle: readOptional(persona.object("lifecycle"), readLifecycle),
  };
}

function readOptional<Value>(object: PlainObject | undefined, read: (object: PlainObject) => Value) {
  return object && read(object);
}

function readToolPolicy(policy: PlainObject | undefined): Persona["toolPolicy"] {
  return policy && { allow: policy.texts("allow"), deny: policy.texts("deny") };
}

function readSchedule(schedule: PlainObject | undefined): PersonaSchedule | undefined {
  schedule?.require({ task: "the task of each run" });
  return (
    schedule && {
      type: schedule.choice("type", SCHEDULE_TYPES) ?? "heartbeat",
      interval: schedule.text("interval"),
      cron: schedule.text("cron"),
      task: schedule.text("task"),
    }
  );
}

function readMemory(memory: PlainObject | undefined): Persona["memory"] {
  return memory && { enabled: memory.flag("enabled", true), seeds: memory.texts("seeds") };
}

function readWebEndpoint(endpoint: PlainObject | undefined): Persona["webEndpoint"] {
  endpoint?.require({ enabled: "true or false" });
  return endpoint && { enabled: endpoint.flag("enabled"), hostname: endpoint.text("hostname") };
}

function readAuthRef(ref: PlainObject): AuthRef {
  ref.require({ secret: "the name of a Secret, or an empty text for none" });
  return { provider: ref.text("provider"), secret: ref.text("secret") };
}

function readAccessControl(control: PlainObject): ChannelAccessControl {
  return {
    allowedSenders: control.texts("allowedSenders"),
    deniedSenders: control.texts("deniedSenders"),
    allowedChats: control.texts("allowedChats"),
    denyMessage: control.text("denyMessage"),
  };
}

function readAgentSandbox(sandbox: PlainObject | undefined): AgentSandbox | undefined {
  sandbox?.require({ enabled: "true or false" });
  return (
    sandbox && {
      enabled: sandbox.flag("enabled"),
      runtimeClass: sandbox.text("runtimeClass"),
      warmPool: readOptional(sandbox.object("warmPool"), readWarmPool),
    }
  );
}

function readWarmPool(pool: PlainObject): WarmPool {
  return {
    size: pool.integer("size") ?? DEFAULT_WARM_POOL_SIZE,
    runtimeClass: pool.text("runtimeClass"),
    resources: readOptional(pool.object("resources"), (resources) => ({
      requests: resources.textMap("requests"),
      limits: resources.textMap("limits"),
    })),
  };
}

function readRelationship(edge: PlainObject): Relationship {
  edge.require({ source: "a persona", target: "a persona", type: `one of ${RELATIONSHIP_TYPES.join(", ")}` });
  return {
    source: edge.text("source"),
    target: edge.text("target"),
    type: edge.choice("type", RELATIONSHIP_TYPES),
  };
}
