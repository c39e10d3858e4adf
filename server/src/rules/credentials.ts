/** What a pack says about its provider and the Secret for it, and what the controllers make of that. */
import { readPersonaPack } from "../pack/persona-pack.ts";
import { type ResolvedProvider, resolveAuthSecret, resolveProvider } from "../pack/secrets.ts";
import type { Located } from "../yaml/located.ts";
import type { PackFacts } from "../yaml/pack-facts.ts";

export interface AuthRefEntry {
  readonly entry: Located;
  /** Empty where it is not written. */
  readonly provider: string;
  readonly secret: string;
}

export interface Credentials {
  readonly spec: Located;
  readonly enabled: boolean;
  readonly enabledField: Located | undefined;
  /** `authRefs`, if it has entries. */
  readonly list: Located | undefined;
  readonly refs: readonly AuthRefEntry[];
  readonly baseURL: string;
  readonly baseURLField: Located | undefined;
  readonly provider: ResolvedProvider;
  /** The Secret of all runs. */
  readonly secret: string | undefined;
  /** What says which provider it is. */
  readonly providerField: Located | undefined;
}

const known = new WeakMap<PackFacts, Credentials | "refused">();

/** Undefined where the API server refuses the pack because of the types of these fields. */
export function credentialsOf(facts: PackFacts): Credentials | undefined {
  let credentials = known.get(facts);
  if (!credentials) {
    credentials = readCredentials(facts) ?? "refused";
    known.set(facts, credentials);
  }
  return credentials === "refused" ? undefined : credentials;
}

function readCredentials({ spec }: PackFacts): Credentials | undefined {
  if (spec?.node?.kind !== "map") return undefined;
  const enabledField = written(spec.get("enabled"));
  const list = written(spec.get("authRefs"));
  const baseURLField = written(spec.get("baseURL"));
  const baseURL = textOf(baseURLField);
  if (enabledField && enabledField.boolean === undefined) return undefined;
  if (list && list.node?.kind !== "seq") return undefined;
  const entries = list?.items() ?? [];
  const refs = entries.flatMap((entry) => readEntry(entry) ?? []);
  if (baseURL === undefined || refs.length < entries.length) return undefined;
  const authRefs = refs.map(({ provider, secret }) => ({ provider, secret }));
  const { pack } = readPersonaPack({ spec: { authRefs, baseURL } });
  const provider = resolveProvider(pack);
  return {
    spec,
    enabled: enabledField?.boolean === true,
    enabledField,
    list: refs.length > 0 ? list : undefined,
    refs,
    baseURL,
    baseURLField,
    provider,
    secret: resolveAuthSecret(pack),
    providerField: sourceOf(provider, refs, baseURLField),
  };
}

function sourceOf(
  { from, name }: ResolvedProvider,
  refs: readonly AuthRefEntry[],
  baseURL: Located | undefined,
): Located | undefined {
  switch (from) {
    case "provider":
      return refs.find(({ provider }) => provider !== "")?.entry.get("provider");
    case "secret-name":
      return refs.find(({ secret }) => secret.includes(name))?.entry.get("secret");
    case "base-url":
      return baseURL;
    case "default":
      return undefined;
  }
}

function readEntry(entry: Located): AuthRefEntry | undefined {
  const provider = textOf(written(entry.get("provider")));
  const secret = textOf(written(entry.get("secret")));
  const isMap = entry.node?.kind === "map";
  return isMap && provider !== undefined && secret !== undefined ? { entry, provider, secret } : undefined;
}

/** Empty where nothing is written, undefined for what is no text. */
function textOf(value: Located | undefined): string | undefined {
  return value ? value.text : "";
}

/** Nulls count as not written. */
function written(value: Located | undefined): Located | undefined {
  return value?.isNull ? undefined : value;
}
