/** Which Secrets a pack needs, and how the controllers find the provider and its key. */
import { channelByName } from "./channels.ts";
import { isExcluded } from "./generated-resources.ts";
import { trimBlanks } from "./go-space.ts";
import type { Persona, PersonaPack } from "./persona-pack.ts";
import { providerByName } from "./providers.ts";
import { skillPackName } from "./skill-pack-name.ts";
import { skillByName } from "./skills.ts";

export interface ResolvedProvider {
  readonly name: string;
  /** What decided: a written provider, the name of a Secret, the base URL, or nothing. */
  readonly from: "provider" | "secret-name" | "base-url" | "default";
}

/** Looked for in the name of a Secret, in this order. */
const PROVIDERS_IN_SECRET_NAMES: readonly string[] = [
  "anthropic",
  "azure-openai",
  "bedrock",
  "lm-studio",
  "ollama",
  "openai",
];

/** The provider of all runs of the pack, as the controllers find it. */
export function resolveProvider({ spec }: PersonaPack): ResolvedProvider {
  const written = spec.authRefs.find(({ provider }) => provider !== "");
  if (written) return { name: written.provider, from: "provider" };
  for (const { secret } of spec.authRefs) {
    const name = PROVIDERS_IN_SECRET_NAMES.find((provider) => secret.includes(provider));
    if (name !== undefined) return { name, from: "secret-name" };
  }
  return spec.baseURL === ""
    ? { name: "openai", from: "default" }
    : { name: providerOfURL(spec.baseURL), from: "base-url" };
}

function providerOfURL(url: string): string {
  if (url.includes("ollama") || url.includes(":11434")) return "ollama";
  return url.includes("lm-studio") || url.includes(":1234") ? "lm-studio" : "custom";
}

/** The Secret that all runs of the pack get: the first that is named. Undefined if none is. */
export function resolveAuthSecret({ spec }: PersonaPack): string | undefined {
  return spec.authRefs.find(({ secret }) => trimBlanks(secret) !== "")?.secret;
}

/**
 * Whether the controller deletes this Secret, named in `authRefs`, while the pack is disabled. It also deletes
 * one with the label of the pack, which the name does not show.
 */
export function isManagedSecret(pack: string, secret: string): boolean {
  const name = trimBlanks(secret);
  return name === `${pack}-credentials` || (name.startsWith(`${pack}-`) && name.endsWith("-key"));
}

export interface NeededSecret {
  /** Undefined if the pack names none and the purpose demands one. */
  readonly name: string | undefined;
  readonly purpose: "model" | "channel" | "skill";
  /** The provider, the channel type or the skill that needs it. */
  readonly neededBy: string;
  readonly requiredKeys: readonly string[];
  readonly optionalKeys: readonly string[];
  /** Indices of the personas that need it. */
  readonly personas: readonly number[];
}

/** The Secrets that must exist in the pack's namespace for its personas (excluded ones aside) to work. */
export function neededSecrets(pack: PersonaPack): NeededSecret[] {
  const personas = pack.spec.personas.filter((persona) => !isExcluded(pack, persona));
  return [
    ...modelSecret(pack, personas),
    ...usersOf(personas, ({ channels }) => channels).flatMap(([type, users]) =>
      channelSecret(pack, type, users),
    ),
    ...usersOf(personas, ({ skills }) => skills.map(skillPackName)).flatMap(([name, users]) =>
      skillSecret(name, users),
    ),
  ];
}

function modelSecret(pack: PersonaPack, personas: readonly Persona[]): NeededSecret[] {
  const { name: neededBy } = resolveProvider(pack);
  const name = resolveAuthSecret(pack);
  const { requiredKeys = [], optionalKeys = [] } = providerByName(neededBy) ?? {};
  // A Secret that is named must exist even if nothing in it is needed: the pods of the runs load it whole.
  if (personas.length === 0 || (name === undefined && requiredKeys.length === 0)) return [];
  const indices = personas.map(({ index }) => index);
  return [{ name, purpose: "model", neededBy, requiredKeys, optionalKeys, personas: indices }];
}

function channelSecret({ spec }: PersonaPack, type: string, personas: readonly number[]): NeededSecret[] {
  const configured = spec.channelConfigs.get(type) ?? "";
  const { requiredKeys = [], optionalKeys = [] } = channelByName(type) ?? {};
  if (configured === "" && requiredKeys.length === 0) return [];
  const name = configured === "" ? undefined : configured;
  return [{ name, purpose: "channel", neededBy: type, requiredKeys, optionalKeys, personas }];
}

function skillSecret(skill: string, personas: readonly number[]): NeededSecret[] {
  const secret = skillByName(skill)?.secret;
  if (!secret) return [];
  const { name, key } = secret;
  return [{ name, purpose: "skill", neededBy: skill, requiredKeys: [key], optionalKeys: [], personas }];
}

function usersOf(personas: readonly Persona[], namesOf: (persona: Persona) => readonly string[]) {
  const users = new Map<string, number[]>();
  for (const persona of personas) {
    for (const name of new Set(namesOf(persona))) {
      const known = users.get(name);
      if (known) known.push(persona.index);
      else users.set(name, [persona.index]);
    }
  }
  return [...users];
}
