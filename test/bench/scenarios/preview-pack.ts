import { generatedResources } from "../../../server/src/pack/generated-resources.ts";
import { readPersonaPack } from "../../../server/src/pack/persona-pack.ts";
import { packData } from "../../../server/src/yaml/pack-data.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { writeDocuments } from "../../../server/src/yaml/write-yaml.ts";
import { packText } from "../packs.ts";
import { inTurns, type Scenario } from "../scenario.ts";
import { parseTime } from "../yaml-parse.ts";

/**
 * The preview after a keystroke in the middle persona, from the edit to the YAML of all resources, against the time
 * in which the library `yaml` only parses the text of the pack. Both in this process.
 */
export const previewPack: Scenario = {
  name: "preview-pack",
  title: "preview after a keystroke",
  unit: "ms",
  cases: [{ documents: "1000", limit: { ratio: 0.3 } }],
  async run(documents, bench) {
    const text = packText(documents);
    const file = new PackFile("file:///bench/pack.yaml", 1, text);
    const lines = text.split("\n");
    const names = lines.flatMap((line, index) => (/^ {4}- name: /.test(line) ? [index] : []));
    const line = names[names.length >> 1] ?? 0;
    const character = "    - name: ".length;
    return inTurns(
      { samples: bench.samples(9), warmUps: 4 },
      async (index) => {
        const start = performance.now();
        const letter = String.fromCharCode("a".charCodeAt(0) + ((index + 26) % 26));
        file.edit(letter, { start: { line, character }, end: { line, character: character + 1 } });
        const preview = previewText(file);
        const took = performance.now() - start;
        if (preview.split("\n---\n").length !== 3000) throw new Error("not all resources are in the preview");
        if (!preview.includes(`-${letter}${lines[line]?.slice(character + 1)}\n`)) {
          throw new Error("the preview does not follow the edit");
        }
        return took;
      },
      () => parseTime(text),
    );
  },
};

function previewText(file: PackFile): string {
  const resources = file.documents.flatMap((document) =>
    generatedResources(readPersonaPack(packData(document)).pack),
  );
  return writeDocuments(resources);
}
