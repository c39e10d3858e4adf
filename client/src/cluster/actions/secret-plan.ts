/** Secrets that an activation creates or takes: their names, keys and what becomes of them later. */
import { channelByName } from "../../../../server/src/pack/channels.ts";
import { KEYS_BY_PRECEDENCE, providerByName } from "../../../../server/src/pack/providers.ts";
import { isManagedSecret } from "../../../../server/src/pack/secrets.ts";
import type { KubeObject } from "../cluster-client.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { diesWithPack } from "../managed-secret.ts";
import { LABELS, RESOURCES } from "../resource-types.ts";
import { ConcealedValues } from "./concealed-values.ts";
import { PlanRefused, type PlanStep, type PlanWarning } from "./plan.ts";

export type SecretChoice =
  | {
      readonly kind: "create";
      /** By key. They go into the Secret and nowhere else. */
      readonly values: Readonly<Record<string, string>>;
      /** A free one that suits is taken if it is left out. */
      readonly name?: string;
      /** Named and labelled so that a deactivation leaves it alone. */
      readonly survives?: boolean;
    }
  | { readonly kind: "reuse"; readonly name: string }
  | { readonly kind: "none" };

export interface ChosenSecret {
  /** Empty for none. */
  readonly name: string;
  readonly step: PlanStep | undefined;
  readonly warnings: readonly PlanWarning[];
}

export interface SecretPlace {
  readonly snapshot: ClusterSnapshot;
  readonly namespace: string;
  readonly pack: string;
}

/** The key that the provider reads, for one value that a user types; undefined where several belong together. */
export function keyNameFor(provider: string): string | undefined {
  const { requiredKeys = [], optionalKeys = [] } = providerByName(provider) ?? {};
  const single = requiredKeys.length > 0 ? requiredKeys : optionalKeys;
  return single.find((key) => KEYS_BY_PRECEDENCE.includes(key));
}

/** For the model. Throws `PlanRefused` if the values do not do for the provider. */
export function modelSecret(place: SecretPlace, provider: string, choice: SecretChoice): ChosenSecret {
  const known = providerByName(provider);
  if (choice.kind === "none") {
    if (known && known.requiredKeys.length > 0) {
      throw new PlanRefused(`${known.title} needs a Secret with ${known.requiredKeys.join(", ")}.`);
    }
    return { name: "", step: undefined, warnings: [] };
  }
  if (choice.kind === "reuse") return reused(place, choice.name, `${provider}-api`);
  const name = choice.name ?? freeModelName(place, provider, choice.survives ?? false);
  const keys = known ? [...known.requiredKeys, ...known.optionalKeys] : KEYS_BY_PRECEDENCE;
  return secretToCreate(
    place,
    { ...choice, name },
    { required: known?.requiredKeys ?? [], allowed: keys, for: known?.title ?? provider },
  );
}

/** For a channel. No deactivation deletes it. */
export function channelSecret(place: SecretPlace, type: string, choice: SecretChoice): ChosenSecret {
  const known = channelByName(type);
  if (choice.kind === "none") {
    const required = known?.requiredKeys ?? [];
    const message = `The channel ${type} needs a Secret with ${required.join(", ")}.`;
    const warnings = required.length > 0 ? [{ code: "secret-missing" as const, message }] : [];
    return { name: "", step: undefined, warnings };
  }
  if (choice.kind === "reuse") {
    const { warnings, ...rest } = reused(place, choice.name, type);
    return { ...rest, warnings: warnings.filter(({ code }) => code !== "secret-deleted-later") };
  }
  const name = choice.name ?? freeName(place, (suffix) => `${place.pack}-${type}-secret${suffix}`);
  const keys = known ? [...known.requiredKeys, ...known.optionalKeys] : undefined;
  const demand = { required: known?.requiredKeys ?? [], allowed: keys, for: known?.title ?? type };
  return secretToCreate(place, { ...choice, name }, demand);
}

/** A free name that no deactivation of the pack takes for its own. */
function survivingName(place: SecretPlace, stem: string): string {
  for (const candidate of [stem, `${stem}-secret`, `shared-${stem}-secret`]) {
    if (!isManagedSecret(place.pack, candidate)) return freeName(place, (suffix) => `${candidate}${suffix}`);
  }
  return freeName(place, (suffix) => `secret-for-${stem}${suffix}`);
}

function freeModelName(place: SecretPlace, provider: string, survives: boolean): string {
  if (survives) return survivingName(place, `${provider}-api`);
  return freeName(place, (suffix) => `${place.pack}-${provider.toLowerCase()}${suffix}-key`);
}

function freeName({ snapshot, namespace }: SecretPlace, nameWith: (suffix: string) => string): string {
  for (let count = 1; ; count++) {
    const name = nameWith(count === 1 ? "" : `-${count}`);
    if (!snapshot.get("secrets", namespace, name)) return name;
  }
}

function reused(place: SecretPlace, name: string, stem: string): ChosenSecret {
  const warnings: PlanWarning[] = [];
  const { snapshot, namespace } = place;
  if (snapshot.state("secrets").phase === "live" && !snapshot.get("secrets", namespace, name)) {
    const message = `There is no Secret ${name} in namespace ${namespace}: no run can start.`;
    warnings.push({ code: "secret-missing", message });
  }
  if (diesWithPack(place.pack, name, snapshot.get("secrets", namespace, name))) {
    const other = survivingName(place, stem);
    const message = `Deactivating the pack will delete the Secret ${name}: a copy of it called ${other} would stay.`;
    warnings.push({ code: "secret-deleted-later", message });
  }
  return { name, step: undefined, warnings };
}

/** `survives` must not be asked of a name that a deactivation takes for its own. Throws `PlanRefused`. */
export function secretToCreate(
  { namespace, pack }: SecretPlace,
  choice: SecretChoice & { readonly kind: "create"; readonly name: string },
  demand: {
    readonly required: readonly string[];
    readonly allowed: readonly string[] | undefined;
    readonly for: string;
  },
): ChosenSecret {
  const { name, survives = false } = choice;
  const secret = new ConcealedValues(choice.values);
  const missing = demand.required.filter((key) => !secret.keys.includes(key));
  if (missing.length > 0) throw new PlanRefused(`${demand.for} needs ${missing.join(", ")}.`);
  if (secret.keys.length === 0) throw new PlanRefused("A Secret without a value is of no use.");
  const wrong = secret.keys.filter((key) => demand.allowed !== undefined && !demand.allowed.includes(key));
  if (wrong.length > 0) throw new PlanRefused(`${demand.for} does not read ${wrong.join(", ")}.`);
  if (survives && isManagedSecret(pack, name)) {
    throw new PlanRefused(`Deactivating the pack would delete a Secret called ${name}.`);
  }
  const body: KubeObject = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace, ...(!survives && { labels: { [LABELS.pack]: pack } }) },
    type: "Opaque",
  };
  return { name, step: { verb: "create", type: RESOURCES.secrets, body, secret }, warnings: [] };
}
