/** Code lenses and the preview of generated resources. */
import {
  type ClientCapabilities,
  type CodeLens,
  CodeLensRefreshRequest,
  type Command,
  type Connection,
  type ServerCapabilities,
} from "vscode-languageserver/node";
import type { LensSubject } from "../features/code-lens.ts";
import {
  GENERATED_RESOURCES,
  type GeneratedResources,
  type GeneratedResourcesParams,
  PREVIEW_RESOURCES_COMMAND,
  type PreviewTarget,
  type Settings,
} from "../protocol.ts";
import { PackFile } from "../yaml/pack-file.ts";
import { askFileOf } from "./ask-file.ts";
import type { OpenFiles } from "./open-files.ts";
import { RefreshClock } from "./refresh-clock.ts";

export interface PreviewSession {
  readonly connection: Connection;
  readonly files: OpenFiles;
  settingsFor(uri: string): Promise<Settings>;
}

/** What a code lens carries from the list to its words. */
interface LensData extends LensSubject {
  readonly uri: string;
}

export interface PreviewRequests {
  /** What is announced at the start. */
  start(capabilities: ClientCapabilities): ServerCapabilities;
  /** Asks the client for new lenses, where it can be asked. */
  refresh(): Promise<void>;
}

export function answerPreviewRequests(session: PreviewSession): PreviewRequests {
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

  connection.onRequest(
    GENERATED_RESOURCES,
    async (params: GeneratedResourcesParams): Promise<GeneratedResources | null> => {
      const { uri, text } = params;
      const file = text === undefined ? files.get(uri) : new PackFile(uri, 0, text);
      if (!file) return null;
      const { release } = await session.settingsFor(uri);
      const { packPreview } = await import("../features/pack-preview.ts");
      const preview = packPreview(file, params, release);
      return preview ? { ...preview, version: text === undefined ? file.version : null } : null;
    },
  );

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
