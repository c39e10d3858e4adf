/** Tells a client that wants it what was found in each open file, when that changed. */
import type { Connection } from "vscode-languageserver/node";
import { FILE_STATUS, type FileStatus } from "../protocol.ts";
import { MAX_FILE_LENGTH, type PackFile } from "../yaml/pack-file.ts";

export class FileStatusChannel {
  readonly #connection: Connection;
  readonly #sent = new Map<string, string>();
  #wanted = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  start(wanted: boolean): void {
    this.#wanted = wanted;
  }

  report(file: PackFile): void {
    if (!this.#wanted) return;
    const status = statusOf(file);
    const text = JSON.stringify(status);
    if (this.#sent.get(file.uri) === text) return;
    this.#sent.set(file.uri, text);
    void this.#connection.sendNotification(FILE_STATUS, status);
  }

  forget(uri: string): void {
    this.#sent.delete(uri);
  }
}

function statusOf(file: PackFile): FileStatus {
  const packs = file.documents.filter((document) => document.isPack);
  const personas = packs.reduce((sum, pack) => sum + pack.personas.length, 0);
  const tooLong = file.length > MAX_FILE_LENGTH;
  const roles = new Set(file.documents.map(({ route }) => route.role));
  const leftAlone = LEFT_ALONE.find(([role]) => roles.has(role))?.[1];
  const notice = `longer than ${MAX_FILE_LENGTH / (1024 * 1024)} MB: not checked`;
  return {
    uri: file.uri,
    packs: packs.length,
    personas,
    ...(leftAlone && { leftAlone }),
    ...(tooLong && { notice }),
  };
}

const LEFT_ALONE = [
  ["template", "A Helm template: not checked"],
  ["patch", "A patch for Kustomize: not checked"],
] as const;
