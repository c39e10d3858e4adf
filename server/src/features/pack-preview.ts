/** The generated resources of one pack of a file, for whoever shows them. */
import { isExcluded } from "../pack/generated-resources.ts";
import type { Release } from "../pack/releases.ts";
import type { GeneratedResources, GeneratedResourcesParams } from "../protocol.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import { generatedYaml } from "./generated-yaml.ts";
import { excluding, readPack } from "./pack-reading.ts";
import { targetDocument } from "./target-document.ts";

export type PackPreview = Omit<GeneratedResources, "version">;

/** Undefined where there is no pack. */
export function packPreview(
  file: PackFile,
  params: Pick<GeneratedResourcesParams, "documentIndex" | "position" | "persona" | "exclude">,
  release: Release,
): PackPreview | undefined {
  const target = targetDocument(file, params);
  if (!target) return undefined;
  const written = readPack(target.document, release);
  const reading = params.exclude ? excluding(written, params.exclude) : written;
  const { metadata, spec } = reading.pack;
  return {
    text: [...generatedYaml(reading, params.persona)].join(""),
    documentIndex: target.index,
    pack: metadata.name ?? "",
    personas: spec.personas.flatMap((persona) =>
      persona.name === undefined ? [] : [{ name: persona.name, excluded: isExcluded(reading.pack, persona) }],
    ),
  };
}
