/** Which files a kustomization names as patches. */
import { packData } from "./pack-data.ts";
import { PackFile } from "./pack-file.ts";

export const KUSTOMIZATION_NAMES: readonly string[] = [
  "kustomization.yaml",
  "kustomization.yml",
  "Kustomization",
];

/** As they are written, relative to its folder. Patches that stand in the kustomization itself are none. */
export function patchFiles(text: string): string[] {
  return new PackFile("kustomization:", 0, text).documents.flatMap((document) => {
    const data = packData(document);
    const named = [
      ...items(field(data, "patches")).map((patch) => field(patch, "path")),
      ...items(field(data, "patchesStrategicMerge")),
    ];
    return named.filter((path) => typeof path === "string");
  });
}

function field(data: unknown, name: string): unknown {
  return typeof data === "object" && data !== null ? Reflect.get(data, name) : undefined;
}

function items(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? data : [];
}
