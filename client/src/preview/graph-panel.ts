import type { Uri } from "vscode";
import type { PackGraph } from "../../../server/src/protocol.ts";
import type { LanguageServer } from "../language/language-server.ts";
import type { GraphQuery } from "./picture-messages.ts";
import { Pictures } from "./pictures.ts";

export type GraphPictures = Pictures<GraphQuery, PackGraph>;

/** The personas of a pack, and what connects them. */
export function graphPictures(server: LanguageServer, files: Uri): GraphPictures {
  return new Pictures(
    {
      viewType: "personapack.graph",
      bundle: "graph",
      title: (pack) => `${pack === "" ? "PersonaPack" : pack} — graph`,
      ask: ({ source, documentIndex }) => server.packGraph({ uri: source, documentIndex }),
    },
    files,
  );
}
