import { MODELS, suggestedModels } from "../pack/models.ts";
import { readPersonaPack } from "../pack/persona-pack.ts";
import { PROVIDERS, type Provider, providerByName } from "../pack/providers.ts";
import { type ResolvedProvider, resolveProvider } from "../pack/secrets.ts";
import { packData } from "../yaml/pack-data.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import { packFacts } from "../yaml/pack-facts.ts";
import {
  codeList,
  fromCluster,
  type KnownValue,
  sentences,
  type ValuePlace,
  type ValueSource,
} from "./value-source.ts";

const KNOWN_PROVIDERS: readonly KnownValue[] = PROVIDERS.map((provider) => ({
  value: provider.name,
  detail: provider.title,
  documentation: describe(provider),
}));

function describe({ description, requiredKeys, optionalKeys, defaultBaseURL }: Provider): string {
  return sentences(
    description,
    requiredKeys.length > 0 && `The Secret must hold ${codeList(requiredKeys)}.`,
    optionalKeys.length > 0 && `The Secret may hold ${codeList(optionalKeys)}.`,
    defaultBaseURL && `Without \`baseURL\` it is looked for at ${defaultBaseURL}.`,
  );
}

export const MODEL_SOURCES: readonly ValueSource[] = [
  { noun: "provider", paths: ["spec.authRefs[].provider"], provides: "values", fixed: KNOWN_PROVIDERS },
  {
    noun: "Secret",
    paths: ["spec.authRefs[].secret"],
    provides: "values",
    values: (place) => fromCluster("secrets", place),
  },
  { noun: "model", paths: ["spec.personas[].model"], provides: "values", values: models },
];

/** Those of the pack's provider; of all providers while nothing in the pack points to one. */
function models(place: ValuePlace): KnownValue[] {
  const { document, release } = place;
  const { name, from } = providerOf(document);
  const providers = from === "default" ? [...MODELS.keys()] : [name];
  const found = new Map<string, KnownValue>();
  const add = (value: KnownValue) => {
    if (!found.has(value.value)) found.set(value.value, value);
  };
  for (const provider of providers) {
    for (const value of suggestedModels(provider) ?? [])
      add(suggested(value, provider, release.fallbackModel));
  }
  for (const value of fromCluster("models", place)) add(value);
  for (const { model } of packFacts(document).personas) {
    if (model) add({ value: model.text, detail: "model of a persona of this pack" });
  }
  return [...found.values()];
}

function suggested(value: string, provider: string, fallback: string): KnownValue {
  const detail = providerByName(provider)?.title ?? provider;
  if (value !== fallback) return { value, detail };
  return { value, detail, documentation: "Taken for every persona that names none, whatever the provider." };
}

function providerOf(document: PackDocument): ResolvedProvider {
  return resolveProvider(readPersonaPack(packData(document)).pack);
}
