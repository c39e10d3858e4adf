/** Code lenses: their places at once, their words when they come into view. */
import {
  type ClientCapabilities,
  type CodeLens,
  CodeLensRefreshRequest,
  type Command,
  type ServerCapabilities,
} from "vscode-languageserver/node";
import type { LensSubject } from "../features/code-lens.ts";
import { PREVIEW_RESOURCES_COMMAND, type PreviewTarget } from "../protocol.ts";
import { askFileOf } from "./ask-file.ts";
import { RefreshClock } from "./refresh-clock.ts";
import type { Session } from "./session.ts";

/** What a code lens carries from the list to its words. */
interface LensData extends LensSubject {
  readonly uri: string;
}

export interface CodeLensRequests {
  /** What is announced at the start. */
  start(capabilities: ClientCapabilities): ServerCapabilities;
  /** Asks the client for new lenses, where it can be asked. */
  refresh(): Promise<void>;
}

export function answerCodeLensRequests(session: Session): CodeLensRequests {
  const { connection, files } = session;
  const ask = askFileOf(session);
  let refreshes = false;
  const refresh = async (): Promise<void> => {
    if (refreshes) await connection.sendRequest(CodeLensRefreshRequest.type);
  };
  const clock = new RefreshClock(refresh);

  connection.onCodeLens(({ textDocument: { uri } }, token) =>
    ask(
      uri,
      token,
      (settings) => settings.codeLens,
      async ({ file, isCancelled }): Promise<CodeLens[]> => {
        const { codeLenses } = await import("../features/code-lens.ts");
        return codeLenses(file, isCancelled).map(({ position, subject }) => ({
          range: { start: position, end: position },
          data: { uri, ...subject } satisfies LensData,
        }));
      },
    ),
  );

  connection.onCodeLensResolve(async (lens) => {
    const { uri, ...subject } = lens.data as LensData;
    const file = files.get(uri);
    const { release } = await session.settingsFor(uri);
    const { lensText } = await import("../features/code-lens.ts");
    const text = file && lensText(file, subject, { now: new Date(), release });
    if (!text) return { ...lens, command: GONE };
    if (text.staleAt !== undefined && refreshes) clock.refreshAt(text.staleAt);
    const persona = text.persona === undefined ? {} : { persona: text.persona };
    const target: PreviewTarget = { uri, documentIndex: subject.document, ...persona };
    const { title, tooltip } = text;
    return { ...lens, command: { title, tooltip, command: PREVIEW_RESOURCES_COMMAND, arguments: [target] } };
  });

  return {
    start({ workspace }) {
      refreshes = workspace?.codeLens?.refreshSupport === true;
      return { codeLensProvider: { resolveProvider: true } };
    },
    refresh,
  };
}

/** What the lens spoke of was deleted in the meantime; the next list does not hold it. */
const GONE: Command = { title: "", command: "" };
