/** The object that stands for a persona, as the pack controller first creates it. */

import { omitEmpty, sortedMap } from "./go-json.ts";
import { API_VERSION, type ObjectMetadata, ownedByPack, personaMetadata } from "./kubernetes-object.ts";
import { type SentLifecycle, sentLifecycle } from "./lifecycle.ts";
import { instanceName, packName } from "./names.ts";
import type { AgentSandbox, ChannelAccessControl, Persona, PersonaPack } from "./persona-pack.ts";
import type { ReleaseBehaviour } from "./releases.ts";
import { skillPackName } from "./skill-pack-name.ts";

export interface SkillRef {
  readonly skillPackRef?: string;
  readonly params?: Readonly<Record<string, string>>;
}

export interface Instance {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: ObjectMetadata;
  readonly spec: {
    readonly channels?: readonly InstanceChannel[];
    readonly agents: { readonly default: AgentDefaults };
    readonly skills: readonly SkillRef[];
    readonly policyRef?: string;
    readonly authRefs?: readonly { readonly provider?: string; readonly secret: string }[];
    readonly memory: { readonly enabled: true; readonly maxSizeKB: number; readonly systemPrompt?: string };
    readonly observability: Observability;
  };
}

interface AgentDefaults {
  readonly model: string;
  readonly baseURL?: string;
  readonly agentSandbox?: object;
  readonly lifecycle?: SentLifecycle;
}

interface InstanceChannel {
  readonly type: string;
  readonly configRef: { readonly secret: string };
  readonly accessControl?: object;
}

interface Observability {
  readonly enabled: boolean;
  readonly otlpEndpoint: string;
  readonly otlpProtocol: string;
  readonly serviceName: string;
  readonly resourceAttributes: Readonly<Record<string, string>>;
}

/** The controller drops this skill from the list. */
export const DROPPED_SKILL = "mcp-bridge";
/** The controller adds this skill where it is missing, whatever `memory.enabled` says. */
export const MEMORY_SKILL = "memory";
/** The controller adds this skill for a web endpoint, though it may be listed already. */
export const WEB_ENDPOINT_SKILL = "web-endpoint";

/** Under either name of the skill the persona serves. */
export function isWebEndpointSkill(skill: string): boolean {
  return skillPackName(skill) === WEB_ENDPOINT_SKILL;
}

const MEMORY_SIZE_KB = 256;

/** `name` is the persona's. */
export function instanceOf(
  pack: PersonaPack,
  persona: Persona,
  name: string,
  behaviour: ReleaseBehaviour,
): Instance {
  const { spec } = pack;
  const metadata = personaMetadata(pack, name, instanceName(packName(pack), name), behaviour);
  return {
    kind: behaviour.instanceKind,
    apiVersion: API_VERSION,
    metadata: ownedByPack(metadata, pack, behaviour),
    spec: {
      ...omitEmpty({ channels: persona.channels.map((channel) => channelOf(pack, channel)) }),
      agents: { default: agentDefaults(pack, persona, behaviour) },
      skills: skillsOf(pack, persona),
      ...omitEmpty({
        policyRef: spec.policyRef,
        authRefs: spec.authRefs.map(({ provider, secret }) => ({ ...omitEmpty({ provider }), secret })),
      }),
      memory: {
        enabled: true,
        maxSizeKB: MEMORY_SIZE_KB,
        ...omitEmpty({ systemPrompt: persona.systemPrompt }),
      },
      observability: helmObservability(),
    },
  };
}

function agentDefaults({ spec }: PersonaPack, persona: Persona, behaviour: ReleaseBehaviour): AgentDefaults {
  return {
    model: persona.model === "" ? behaviour.fallbackModel : persona.model,
    ...omitEmpty({ baseURL: spec.baseURL }),
    ...(spec.agentSandbox && { agentSandbox: sentSandbox(spec.agentSandbox) }),
    ...(persona.lifecycle && { lifecycle: sentLifecycle(persona.lifecycle) }),
  };
}

function sentSandbox({ enabled, runtimeClass, warmPool }: AgentSandbox): object {
  return {
    enabled,
    ...omitEmpty({ runtimeClass }),
    ...(warmPool && {
      warmPool: {
        ...omitEmpty({ size: warmPool.size, runtimeClass: warmPool.runtimeClass }),
        ...(warmPool.resources && {
          resources: omitEmpty({
            requests: sortedMap(warmPool.resources.requests),
            limits: sortedMap(warmPool.resources.limits),
          }),
        }),
      },
    }),
  };
}

/** The skills of the Instance: the persona's own, then those that the controller adds. */
export function skillsOf({ spec }: PersonaPack, persona: Persona): SkillRef[] {
  const names = persona.skills.filter((skill) => skill !== DROPPED_SKILL);
  const skills = names.map((skill) =>
    omitEmpty({ skillPackRef: skill, params: sortedMap(spec.skillParams.get(skill) ?? []) }),
  );
  if (!names.includes(MEMORY_SKILL)) skills.push({ skillPackRef: MEMORY_SKILL });
  if (persona.webEndpoint?.enabled) {
    // skillParams of this skill do not reach the one that is added here.
    const params = sortedMap(Object.entries(omitEmpty({ hostname: persona.webEndpoint.hostname })));
    skills.push(omitEmpty({ skillPackRef: WEB_ENDPOINT_SKILL, params }));
  }
  return skills;
}

function channelOf({ spec }: PersonaPack, type: string): InstanceChannel {
  const control = spec.channelAccessControl.get(type);
  return {
    type,
    configRef: { secret: spec.channelConfigs.get(type) ?? "" },
    ...(control && { accessControl: sentAccessControl(control) }),
  };
}

function sentAccessControl(control: ChannelAccessControl): object {
  return omitEmpty({
    allowedSenders: [...control.allowedSenders],
    deniedSenders: [...control.deniedSenders],
    allowedChats: [...control.allowedChats],
    denyMessage: control.denyMessage,
  });
}

/** What the controller takes from its environment; these are the values that the Helm chart sets. */
function helmObservability(): Observability {
  return {
    enabled: true,
    otlpEndpoint: "sympozium-otel-collector.sympozium-system.svc:4317",
    otlpProtocol: "grpc",
    serviceName: "sympozium",
    resourceAttributes: { "deployment.environment": "cluster", "k8s.cluster.name": "unknown" },
  };
}
