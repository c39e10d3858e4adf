/** Which packs a file holds, and those that are asked for as plain data. */
import { DEFAULT_RELEASE, RELEASES } from "../pack/releases.ts";
import type { PackContent } from "../protocol.ts";
import { yamlSyntax } from "../rules/yaml-syntax.ts";
import { packData } from "../yaml/pack-data.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import { packFacts } from "../yaml/pack-facts.ts";
import type { PackFile } from "../yaml/pack-file.ts";

/** `withData`: places among the documents of the file. Packs without a name are left out. */
export function packContents(file: PackFile, withData: readonly number[]): PackContent[] {
  const wanted = new Set(withData);
  return file.documents.flatMap((document, documentIndex): PackContent[] => {
    const { root } = document.frame.block;
    if (!document.isPack || !root) return [];
    const metadata = packFacts(document).root?.get("metadata");
    const name = metadata?.get("name")?.spelling ?? "";
    const namespace = metadata?.get("namespace")?.spelling ?? "";
    if (name === "") return [];
    return [
      {
        documentIndex,
        line: document.frame.positionAt(metadata?.key?.start ?? root.start).line,
        name,
        ...(namespace !== "" && { namespace }),
        ...(wanted.has(documentIndex) && { data: isReadable(document) ? packData(document) : null }),
      },
    ];
  });
}

function isReadable(document: PackDocument): boolean {
  return document.blocks.every(({ block }) =>
    yamlSyntax
      .check(document, block, RELEASES[DEFAULT_RELEASE])
      .every(({ severity = yamlSyntax.severity }) => severity !== "error"),
  );
}
