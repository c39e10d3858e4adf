/** The generated resources of one pack of a file, for whoever shows them. */
import { isExcluded } from "../pack/generated-resources.ts";
import type { Release } from "../pack/releases.ts";
import type { GeneratedResources, GeneratedResourcesParams } from "../protocol.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import { generatedYaml } from "./generated-yaml.ts";
import { excluding, readPack } from "./pack-reading.ts";

export type PackPreview = Omit<GeneratedResources, "version">;

/** Undefined where there is no pack. */
export function packPreview(
  file: PackFile,
  params: Pick<GeneratedResourcesParams, "documentIndex" | "position" | "persona" | "exclude">,
  release: Release,
): PackPreview | undefined {
  const index = documentIndex(file, params);
  const document = file.documents[index];
  if (!document?.isPack) return undefined;
  const written = readPack(document, release);
  const reading = params.exclude ? excluding(written, params.exclude) : written;
  const { metadata, spec } = reading.pack;
  return {
    text: [...generatedYaml(reading, params.persona)].join(""),
    documentIndex: index,
    pack: metadata.name ?? "",
    personas: spec.personas.flatMap((persona) =>
      persona.name === undefined ? [] : [{ name: persona.name, excluded: isExcluded(reading.pack, persona) }],
    ),
  };
}

function documentIndex(
  file: PackFile,
  { documentIndex: given, position }: Pick<GeneratedResourcesParams, "documentIndex" | "position">,
): number {
  if (given !== undefined) return given;
  const { documents } = file;
  const pointed = position && file.documentAt(position.line);
  // From outside of all packs, the only sensible one is the first.
  return pointed?.isPack ? documents.indexOf(pointed) : documents.findIndex(({ isPack }) => isPack);
}
