import { commands, type Disposable } from "vscode";
import type { LanguageServer } from "../language/language-server.ts";
import { FIND_PACK_FILES } from "./internal-command-ids.ts";

/** Answers with URIs of files of the workspace; none if the language server cannot be asked. */
export type FindPackFiles = (pack: string | undefined) => Promise<readonly PackFileName[]>;

export interface PackFileName {
  /** Of a pack. */
  readonly name: string;
  readonly uri: string;
}

/** A command, as those who ask are in another bundle than the one that has the language server. */
export function registerFindPackFiles(server: LanguageServer): Disposable {
  const find: FindPackFiles = async (pack) => {
    const symbols = await server.workspaceSymbols(pack ?? "");
    // What has a container is a persona.
    return symbols
      .filter(({ name, containerName }) => containerName === undefined && (pack ?? name) === name)
      .map(({ name, location }) => ({ name, uri: location.uri }));
  };
  return commands.registerCommand(FIND_PACK_FILES, find);
}
