/**
 * What the other controllers make of the generated objects: memory, channels, web endpoint and runs. They are
 * named and explained, not built: their contents depend on the installation.
 */
import { channelByName } from "./channels.ts";
import { isExcluded } from "./generated-resources.ts";
import { isWebEndpointSkill, type SkillRef, skillsOf } from "./instance.ts";
import {
  channelName,
  instanceName,
  memoryName,
  packName,
  scheduleName,
  webEndpointName,
  webServerName,
} from "./names.ts";
import type { Persona, PersonaPack } from "./persona-pack.ts";

export interface SecondOrderResource {
  readonly kind: string;
  /** Where a part is made up when the object is created: `<n>` a running number, `xxxxx` random letters. */
  readonly name: string;
  /** `standing` from the activation on, or one for each run. */
  readonly lifetime: "standing" | "per-run";
  readonly reason: string;
}

/** The second-order objects of one persona; none if it is excluded or has no name. */
export function secondOrderResources(pack: PersonaPack, persona: Persona): SecondOrderResource[] {
  if (persona.name === undefined || isExcluded(pack, persona)) return [];
  const instance = instanceName(packName(pack), persona.name);
  return [
    ...memoryResources(instance, persona),
    ...channelResources(pack, instance, persona),
    ...webResources(pack, instance, persona),
    ...runResources(pack, instance, persona),
  ];
}

function memoryResources(instance: string, { memory }: Persona): SecondOrderResource[] {
  const server = memoryName(instance);
  const seeded = memory !== undefined && memory.seeds.length > 0;
  return [
    ...(seeded
      ? []
      : [standing("ConfigMap", server, "Placeholder for the memory text, as there are no seeds.")]),
    standing(
      "PersistentVolumeClaim",
      `${server}-db`,
      "1Gi with all that the persona learns; deleted with it.",
    ),
    standing(
      "Deployment",
      server,
      "Memory server, one pod that always runs; `memory.enabled: false` changes nothing.",
    ),
    standing(
      "Service",
      server,
      "Runs reach the memory server by it, and fail if it is not ready after 120 s.",
    ),
  ];
}

function channelResources(pack: PersonaPack, instance: string, { channels }: Persona): SecondOrderResource[] {
  return [...new Set(channels)].flatMap((type) => {
    const name = channelName(instance, type);
    const secret = pack.spec.channelConfigs.get(type) ?? "";
    const resources = [standing("Deployment", name, channelReason(type, secret))];
    if (type === "whatsapp") {
      resources.push(
        standing("PersistentVolumeClaim", `${name}-data`, "256Mi with the pairing of the phone."),
      );
    }
    resources.push(
      perRun("AgentRun", `${instance}-ch-xxxxx`, `For each message on ${type} that is let through.`),
    );
    return resources;
  });
}

function channelReason(type: string, secret: string): string {
  if (!channelByName(type)) {
    return `There is no image for a channel of type ${type}: its pod never starts.`;
  }
  const bot = `Bot for ${type}; it stays when the channel is taken off the list.`;
  return secret === "" ? bot : `${bot} Made once the Secret ${secret} exists.`;
}

function webResources(pack: PersonaPack, instance: string, persona: Persona): SecondOrderResource[] {
  const served = webEndpointSkill(pack, persona);
  if (!served) return [];
  const endpoint = webEndpointName(instance);
  const server = webServerName(instance);
  const host = served.params?.hostname || `${instance}.<baseDomain>`;
  return [
    standing(
      "AgentRun",
      endpoint,
      "Runs as a server all the time, which keeps every scheduled run from starting.",
    ),
    standing("Deployment", server, "The pod that answers web requests."),
    standing("Service", server, "Makes the web endpoint reachable in the cluster."),
    standing(
      "Secret",
      `${instance}-web-proxy-key`,
      "API key that clients send; made up once, under `api-key`.",
    ),
    standing(
      "HTTPRoute",
      `${endpoint}-web`,
      `Host ${host}; only where the installation has a ready gateway.`,
    ),
    perRun("AgentRun", `${instance}-web-xxxxx`, "For each web request."),
  ];
}

function runResources(pack: PersonaPack, instance: string, persona: Persona): SecondOrderResource[] {
  const resources: SecondOrderResource[] = [];
  if (persona.schedule && !servesWeb(pack, persona)) {
    resources.push(perRun("AgentRun", `${scheduleName(instance)}-<n>`, "For each time of the schedule."));
  }
  resources.push(perRun("Job", "<run>", "The pod of a run, and its input in the ConfigMap <run>-input."));
  const { lifecycle } = persona;
  if (lifecycle && lifecycle.postRun.length > 0) {
    resources.push(perRun("Job", "<run>-postrun", "The hooks after a run, for at most 600 s in all."));
    resources.push(
      perRun("PersistentVolumeClaim", "<run>-workspace", "1Gi that the run hands on to its hooks."),
    );
  }
  if (lifecycle && lifecycle.rbac.length > 0) {
    const name = "sympozium-lifecycle-<run>";
    resources.push(perRun("Role", name, "What the hooks may do in the namespace."));
    resources.push(perRun("RoleBinding", name, "Gives that to the ServiceAccount sympozium-agent."));
  }
  return resources;
}

/**
 * Whether a server run exists all the time, by `webEndpoint` or because the skill is listed. While it serves, the
 * schedule controller skips every run of the persona.
 */
export function servesWeb(pack: PersonaPack, persona: Persona): boolean {
  return webEndpointSkill(pack, persona) !== undefined;
}

/** The first counts: one that is listed, before the one that `webEndpoint` adds. */
function webEndpointSkill(pack: PersonaPack, persona: Persona): SkillRef | undefined {
  return skillsOf(pack, persona).find(({ skillPackRef }) => isWebEndpointSkill(skillPackRef ?? ""));
}

function standing(kind: string, name: string, reason: string): SecondOrderResource {
  return { kind, name, lifetime: "standing", reason };
}

function perRun(kind: string, name: string, reason: string): SecondOrderResource {
  return { kind, name, lifetime: "per-run", reason };
}
