/** What the activation wizard has been told, and the activation that it makes of it. Knows nothing of an editor. */
import { CHANNELS, channelByName } from "../../../server/src/pack/channels.ts";
import type { PersonaPack } from "../../../server/src/pack/persona-pack.ts";
import { KEYS_BY_PRECEDENCE, providerByName } from "../../../server/src/pack/providers.ts";
import { skillByName } from "../../../server/src/pack/skills.ts";
import type { Activation } from "../cluster/actions/activate.ts";
import { ConcealedValues } from "../cluster/actions/concealed-values.ts";
import { keyNameFor, type SecretChoice } from "../cluster/actions/secret-plan.ts";

export interface SecretForm {
  readonly kind: "create" | "reuse" | "none";
  /** Of the one to reuse. */
  readonly name: string;
  /** Deactivation is to leave it. */
  readonly survives: boolean;
  readonly values: ConcealedValues;
}

export interface ChannelForm {
  readonly type: string;
  readonly secret: SecretForm;
  /** Names of personas; only for a channel that none has yet. */
  readonly addTo: readonly string[];
}

export interface ActivationForm {
  readonly provider: string;
  readonly secret: SecretForm;
  readonly baseURL: string;
  /** Empty: the personas' own. */
  readonly model: string;
  /** Names of the personas to leave out. */
  readonly excluded: readonly string[];
  /** Those to set up; the others stay as they are. */
  readonly chosenChannels: readonly string[];
  /** By type, also of channels that were chosen before. */
  readonly channels: ReadonlyMap<string, ChannelForm>;
  /** By skill and parameter: only what the user has changed. */
  readonly skillParams: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly taskOverride: string;
}

export const NO_SECRET: SecretForm = {
  kind: "none",
  name: "",
  survives: false,
  values: new ConcealedValues({}),
};

/** As the pack is now. `hasSecret` tells whether there is one of that name. */
export function initialForm({ spec }: PersonaPack, hasSecret: (name: string) => boolean): ActivationForm {
  const [auth] = spec.authRefs;
  const used = new Set(spec.personas.flatMap(({ channels }) => channels));
  return {
    provider: auth?.provider ?? "",
    secret: auth?.secret ? reuse(auth.secret) : NO_SECRET,
    baseURL: spec.baseURL,
    model: "",
    excluded: [...spec.excludePersonas],
    chosenChannels: [...used].filter((type) => {
      const secret = spec.channelConfigs.get(type) ?? "";
      return (channelByName(type)?.requiredKeys ?? []).length > 0 && !hasSecret(secret);
    }),
    channels: new Map(
      [...spec.channelConfigs].map(([type, secret]) => [
        type,
        { type, secret: secret === "" ? NO_SECRET : reuse(secret), addTo: [] },
      ]),
    ),
    skillParams: new Map(),
    taskOverride: spec.taskOverride,
  };
}

export function reuse(name: string): SecretForm {
  return { ...NO_SECRET, kind: "reuse", name };
}

export function channelForm({ channels }: ActivationForm, type: string): ChannelForm {
  return channels.get(type) ?? { type, secret: NO_SECRET, addTo: [] };
}

export function withChannel(form: ActivationForm, channel: ChannelForm): ActivationForm {
  return { ...form, channels: new Map(form.channels).set(channel.type, channel) };
}

/** In the order in which they are asked. */
export function keysOfProvider(provider: string): readonly string[] {
  const { requiredKeys = [], optionalKeys = [] } = providerByName(provider) ?? {};
  const single = keyNameFor(provider);
  const others = [...requiredKeys, ...optionalKeys].filter((key) => !KEYS_BY_PRECEDENCE.includes(key));
  if (single !== undefined) return [single, ...others];
  return others.length > 0 ? others : ["API_KEY"];
}

export function keysOfChannel(type: string): readonly string[] {
  const { requiredKeys = [], optionalKeys = [] } = channelByName(type) ?? {};
  return [...requiredKeys, ...optionalKeys];
}

/** Not worth hiding: whoever types it wants to see it. */
export function isPublicKey(key: string): boolean {
  return key === "AWS_REGION" || key.endsWith("_API_VERSION");
}

export function withValue(form: SecretForm, key: string, value: string): SecretForm {
  return { ...form, values: new ConcealedValues({ ...form.values.reveal(), [key]: value }) };
}

/** What is wrong with a base URL as it is typed; undefined if nothing is. Blanks around it do not count. */
export function baseUrlProblem(provider: string, typed: string): string | undefined {
  const address = typed.trim();
  if (address === "") {
    return providerByName(provider)?.needsBaseURL ? "This provider needs an address." : undefined;
  }
  return /^https?:$/.test(URL.parse(address)?.protocol ?? "")
    ? undefined
    : "An address begins with http:// or https://.";
}

export function withBaseUrl(form: ActivationForm, typed: string): ActivationForm {
  return { ...form, baseURL: typed.trim() };
}

export interface ParamField {
  readonly skill: string;
  readonly param: string;
  readonly description: string;
  readonly value: string;
}

/** What the skills of the personas that are left in can be told. */
export function paramFields({ spec }: PersonaPack, form: ActivationForm): ParamField[] {
  const personas = spec.personas.filter(({ name = "" }) => !form.excluded.includes(name));
  return [...new Set(personas.flatMap(({ skills }) => skills))].flatMap((skill) =>
    (skillByName(skill)?.params ?? []).map(({ name: param, description }) => ({
      skill,
      param,
      description,
      value: form.skillParams.get(skill)?.get(param) ?? spec.skillParams.get(skill)?.get(param) ?? "",
    })),
  );
}

export function withParam(form: ActivationForm, { skill, param, value }: ParamField): ActivationForm {
  const params = new Map(form.skillParams.get(skill)).set(param, value);
  return { ...form, skillParams: new Map(form.skillParams).set(skill, params) };
}

/** Types that somebody might want, those of the personas first. */
export function channelTypes({ spec }: PersonaPack): string[] {
  const used = spec.personas.flatMap(({ channels }) => channels);
  return [...new Set([...used, ...spec.channelConfigs.keys(), ...CHANNELS.map(({ name }) => name)])];
}

export function isChannelUsed({ spec }: PersonaPack, type: string): boolean {
  return spec.personas.some(({ channels }) => channels.includes(type));
}

/** What is as it was before is left out, so that it is nobody's change. */
export function activationOf({ spec }: PersonaPack, form: ActivationForm): Activation {
  const excluded = new Set(form.excluded);
  const channels = form.chosenChannels.map((type) => channelForm(form, type));
  return {
    provider: form.provider,
    secret: choiceOf(form.secret, keysOfProvider(form.provider)),
    ...(form.baseURL !== spec.baseURL && { baseURL: form.baseURL }),
    ...(form.model !== "" && { model: form.model }),
    channels: channels.map(({ type, secret, addTo }) => ({
      type,
      secret: choiceOf(secret, keysOfChannel(type)),
      ...(addTo.length > 0 && { addTo: addTo.filter((name) => !excluded.has(name)) }),
    })),
    skillParams: Object.fromEntries(
      [...form.skillParams].map(([skill, params]) => [skill, Object.fromEntries(params)]),
    ),
    ...(form.taskOverride !== spec.taskOverride && { taskOverride: form.taskOverride }),
    ...(excluded.symmetricDifference(spec.excludePersonas).size > 0 && { excluded: [...excluded] }),
  };
}

/** Keys that were typed for another provider before are left out. */
function choiceOf({ kind, name, survives, values }: SecretForm, keys: readonly string[]): SecretChoice {
  switch (kind) {
    case "none":
      return { kind };
    case "reuse":
      return { kind, name };
    case "create": {
      const typed = Object.entries(values.reveal()).filter(([key]) => keys.includes(key));
      return { kind, values: Object.fromEntries(typed), survives };
    }
  }
}
