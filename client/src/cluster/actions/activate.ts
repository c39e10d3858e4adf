/** Enables a pack: its Secrets, then the pack in one request. The schedules of its personas stay as written. */

import { readPersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import { providerByName } from "../../../../server/src/pack/providers.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { rawSpec } from "../object-fields.ts";
import { planPackChange } from "./pack-change.ts";
import { editedSpec, type FieldValues, type PackEdit } from "./pack-patch.ts";
import { type PackTarget, packTarget } from "./pack-target.ts";
import { type Plan, type PlannedCreation, PlanRefused } from "./plan.ts";
import { type ChosenSecret, channelSecret, modelSecret, type SecretChoice } from "./secret-plan.ts";

export interface ChannelChoice {
  readonly type: string;
  readonly secret: SecretChoice;
  /** Names of personas that are bound to it from now on; the others keep what they have. */
  readonly addTo?: readonly string[];
}

export interface Activation {
  readonly provider: string;
  readonly secret: SecretChoice;
  /** Left as it is if undefined; removed if empty. */
  readonly baseURL?: string;
  /** For all personas that are not excluded; their own models stay if undefined. */
  readonly model?: string;
  readonly channels?: readonly ChannelChoice[];
  /** Added to what the pack has. */
  readonly skillParams?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Left as it is if undefined; removed if empty. */
  readonly taskOverride?: string;
  /** The complete list; left as it is if undefined. */
  readonly excluded?: readonly string[];
}

/** Also for a pack that is enabled: then it changes its settings. Throws `PlanRefused`. */
export function planActivation(
  snapshot: ClusterSnapshot,
  namespace: string,
  name: string,
  activation: Activation,
  now: Date,
): Plan {
  const pack = packTarget(snapshot, namespace, name);
  checkNames(pack, activation);
  const place = { snapshot, namespace, pack: name };
  const model = modelSecret(place, activation.provider, activation.secret);
  const channels = (activation.channels ?? []).map((choice) => ({
    choice,
    secret: channelSecret(place, choice.type, choice.secret),
  }));
  const edit: PackEdit = {
    spec: specValues(pack, activation, model.name, channels),
    personas: personaValues(pack, activation),
  };
  const secrets = [model, ...channels.map(({ secret }) => secret)];
  const steps = secrets.flatMap(({ step }) => (step ? [step] : []));
  const created = secrets.flatMap(({ name: secret, step }) => (step ? [secret] : []));
  refuseTwice(created);
  const title = pack.pack.spec.enabled ? `Change the settings of ${name}` : `Activate ${name}`;
  const plan = planPackChange(snapshot, pack, title, edit, { now, secrets: new Set(created) });
  const after = readPersonaPack({ metadata: pack.object.metadata, spec: editedSpec(pack, edit) }).pack;
  if (after.spec.baseURL === "" && providerByName(activation.provider)?.needsBaseURL) {
    throw new PlanRefused(`${providerByName(activation.provider)?.title} needs a base URL.`);
  }
  return {
    ...plan,
    creates: [...created.map((secret) => creation(model, secret)), ...plan.creates],
    warnings: [...plan.warnings, ...secrets.flatMap(({ warnings }) => warnings)],
    steps: [...steps, ...plan.steps],
  };
}

function specValues(
  { object }: PackTarget,
  { provider, baseURL, skillParams, taskOverride, excluded }: Activation,
  secret: string,
  channels: readonly { readonly choice: ChannelChoice; readonly secret: ChosenSecret }[],
): FieldValues {
  const stored = rawSpec(object);
  const configured = channels.filter((channel) => channel.secret.name !== "");
  return {
    enabled: true,
    authRefs: [{ provider, secret }],
    ...(baseURL !== undefined && { baseURL: baseURL || null }),
    ...(taskOverride !== undefined && { taskOverride: taskOverride || null }),
    ...(excluded && { excludePersonas: excluded.length > 0 ? excluded : null }),
    ...(skillParams &&
      Object.keys(skillParams).length > 0 && { skillParams: mergedParams(stored.skillParams, skillParams) }),
    ...(configured.length > 0 && {
      channelConfigs: {
        ...mapOf(stored.channelConfigs),
        ...Object.fromEntries(configured.map((channel) => [channel.choice.type, channel.secret.name])),
      },
    }),
  };
}

function personaValues(
  { pack }: PackTarget,
  { model, channels = [], excluded }: Activation,
): Map<number, FieldValues> {
  const left = excluded ? new Set(excluded) : pack.spec.excludePersonas;
  const values = new Map<number, FieldValues>();
  for (const persona of pack.spec.personas) {
    const { name = "", index } = persona;
    if (left.has(name)) continue;
    const added = channels
      .filter(({ addTo = [], type }) => addTo.includes(name) && !persona.channels.includes(type))
      .map(({ type }) => type);
    const change = {
      ...(model !== undefined && model !== "" && model !== persona.model && { model }),
      ...(added.length > 0 && { channels: [...persona.channels, ...added] }),
    };
    if (Object.keys(change).length > 0) values.set(index, change);
  }
  return values;
}

function checkNames({ pack }: PackTarget, { provider, channels = [], excluded = [] }: Activation): void {
  if (provider === "") throw new PlanRefused("No provider is chosen.");
  const known = new Set(pack.spec.personas.map(({ name }) => name));
  const unknown = [...excluded, ...channels.flatMap(({ addTo = [] }) => addTo)].find(
    (name) => !known.has(name),
  );
  if (unknown !== undefined) throw new PlanRefused(`The pack has no persona ${unknown}.`);
}

function refuseTwice(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new PlanRefused(`Two Secrets would be called ${twice}.`);
}

function creation(model: ChosenSecret, name: string): PlannedCreation {
  const body = model.step?.verb === "create" ? model.step.body : undefined;
  if (model.name !== name) return { kind: "Secret", name, why: "For a channel; deactivating leaves it." };
  return {
    kind: "Secret",
    name,
    why: body?.metadata.labels
      ? "Holds the key; deactivating the pack deletes it unless you choose to keep it."
      : "Holds the key; deactivating the pack leaves it.",
  };
}

function mergedParams(stored: unknown, added: NonNullable<Activation["skillParams"]>): FieldValues {
  const params = mapOf(stored);
  return {
    ...params,
    ...Object.fromEntries(
      Object.entries(added).map(([skill, values]) => [skill, { ...mapOf(params[skill]), ...values }]),
    ),
  };
}

function mapOf(value: unknown): FieldValues {
  return typeof value === "object" && value !== null ? (value as FieldValues) : {};
}
