/** How every request about an open file is answered: only if it is wanted, and only while the file is the same. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import type { Settings } from "../protocol.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import type { OpenFiles } from "./open-files.ts";

export interface Question {
  readonly file: PackFile;
  readonly settings: Settings;
  readonly isCancelled: () => boolean;
}

export interface AskedFiles {
  readonly files: OpenFiles;
  settingsFor(uri: string): Promise<Settings>;
}

/** Makes the function that runs a feature on an open file and drops the answer if the file has changed meanwhile. */
export function askFileOf(session: AskedFiles) {
  return async function ask<T>(
    uri: string,
    token: CancellationToken,
    isOn: (settings: Settings) => boolean,
    compute: (question: Question) => T | Promise<T>,
  ): Promise<Awaited<T> | undefined> {
    const file = session.files.get(uri);
    if (!file) return undefined;
    const { version } = file;
    const checkUnchanged = () => {
      if (session.files.get(uri) !== file || file.version !== version) {
        throw new ResponseError(LSPErrorCodes.ContentModified, "The file has changed.");
      }
    };
    const settings = await session.settingsFor(uri);
    if (!isOn(settings) || token.isCancellationRequested) return undefined;
    // A place in the text that was asked about is another one in a newer text.
    checkUnchanged();
    const answer = await compute({ file, settings, isCancelled: () => token.isCancellationRequested });
    checkUnchanged();
    return answer;
  };
}
