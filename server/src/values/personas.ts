import type { YamlNode } from "../yaml/ast.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { KnownValue, ValueSource } from "./value-source.ts";

export const PERSONA_SOURCES: readonly ValueSource[] = [
  {
    noun: "persona",
    paths: [
      "spec.excludePersonas[]",
      "spec.relationships[].source",
      "spec.relationships[].target",
      "spec.sharedMemory.accessRules[].persona",
    ],
    provides: "values",
    complete: true,
    values: ({ document }) => personaNames(document),
  },
];

function personaNames(document: PackDocument): KnownValue[] {
  const names = new Map<string, KnownValue>();
  for (const { node, placed } of document.personas) {
    const name = placed.block.hasAnchors ? nameOf(document, node) : rememberedName(document, node);
    if (name && !names.has(name.value)) names.set(name.value, name);
  }
  return [...names.values()];
}

const remembered = new WeakMap<YamlNode, { readonly name: KnownValue | undefined }>();

/** Only for personas that refer to nothing outside of themselves. */
function rememberedName(document: PackDocument, persona: YamlNode | undefined): KnownValue | undefined {
  if (!persona) return undefined;
  const known = remembered.get(persona) ?? { name: nameOf(document, persona) };
  remembered.set(persona, known);
  return known.name;
}

function nameOf(document: PackDocument, persona: YamlNode | undefined): KnownValue | undefined {
  const name = document.fieldOf(persona, "name");
  if (name?.kind !== "scalar" || name.value === "") return undefined;
  const shown = document.fieldOf(persona, "displayName");
  const detail = shown?.kind === "scalar" && shown.value !== "" ? shown.value : "persona of this pack";
  return { value: name.value, detail };
}
