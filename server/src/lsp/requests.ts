/**
 * The requests about one place or one file: each asks its feature and turns the answer into the protocol's
 * types. A feature is loaded when it is first asked for, for the time until the server answers at all is
 * what opening a file waits for. An answer about text that changed meanwhile is not sent.
 */
import {
  type Connection,
  type DocumentSymbol,
  type FoldingRange,
  type FormattingOptions,
  type Hover,
  type InlayHint,
  MarkupKind,
  type SelectionRange,
  type SymbolInformation,
  type TextEdit,
} from "vscode-languageserver/node";
import { quickFixes } from "../features/code-actions.ts";
import type { SchemaProposals } from "../features/completion-proposals.ts";
import type { SchemaEngine } from "../features/schema-engine.ts";
import type { Settings } from "../protocol.ts";
import { askFileOf } from "./ask-file.ts";
import { toCompletionItem } from "./completion-item.ts";
import type { OpenFiles } from "./open-files.ts";
import { RefreshClock } from "./refresh-clock.ts";
import { toCodeAction } from "./to-lsp.ts";

export interface Session {
  readonly connection: Connection;
  readonly files: OpenFiles;
  readonly engine: SchemaEngine;
  readonly proposals: SchemaProposals;
  settingsFor(uri: string): Promise<Settings>;
  isYamlExtensionActive(): boolean;
  /** IANA zone of the reader, unless the settings name another. */
  readerZone(): string;
  client(): ClientAbilities;
}

export interface ClientAbilities {
  readonly snippets: boolean;
  readonly nestedSymbols: boolean;
  readonly refreshesHints: boolean;
}

export function answerRequests(session: Session): void {
  const { connection, engine, proposals } = session;
  const clock = new RefreshClock(() => connection.languages.inlayHint.refresh());
  const ask = askFileOf(session);

  const viewOf = (settings: Settings) => ({
    now: new Date(),
    timeZone: settings.timeZone || session.readerZone(),
  });

  connection.onHover(({ textDocument, position }, token) =>
    ask(
      textDocument.uri,
      token,
      (settings) => settings.hover,
      async ({ file, settings }): Promise<Hover | null> => {
        const { hover } = await import("../features/hover.ts");
        const found = await hover(file, position, engine, viewOf(settings));
        return found
          ? { contents: { kind: MarkupKind.Markdown, value: found.contents }, range: found.range }
          : null;
      },
    ),
  );

  connection.onCompletion(({ textDocument, position }, token) =>
    ask(
      textDocument.uri,
      token,
      (settings) => settings.completion,
      async ({ file, isCancelled }) => {
        const { complete } = await import("../features/completion.ts");
        const { snippets } = session.client();
        const items = await complete(file, position, proposals, { snippets, isCancelled });
        return { isIncomplete: false, items: items.map(toCompletionItem) };
      },
    ),
  );

  connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    ask(
      textDocument.uri,
      token,
      ({ inlayHints }) => inlayHints.cron || inlayHints.interval,
      async ({ file, settings, isCancelled }): Promise<InlayHint[]> => {
        const { inlayHints } = await import("../features/inlay-hints.ts");
        const found = inlayHints(file, range, { ...viewOf(settings), ...settings.inlayHints, isCancelled });
        if (session.client().refreshesHints && found.staleAt !== undefined) clock.refreshAt(found.staleAt);
        return found.hints.map((hint) => ({ ...hint }));
      },
    ),
  );

  connection.onDocumentSymbol(({ textDocument }, token) =>
    ask(
      textDocument.uri,
      token,
      (settings) => settings.outline,
      async ({ file, isCancelled }): Promise<DocumentSymbol[] | SymbolInformation[]> => {
        const { documentSymbols } = await import("../features/document-symbols.ts");
        const symbols = documentSymbols(file, { isCancelled }) as DocumentSymbol[];
        return session.client().nestedSymbols ? symbols : flatten(symbols, file.uri);
      },
    ),
  );

  connection.onFoldingRanges(({ textDocument }, token) =>
    ask(
      textDocument.uri,
      token,
      (settings) => settings.folding && !session.isYamlExtensionActive(),
      async ({ file, isCancelled }): Promise<FoldingRange[]> => {
        const { foldingRanges } = await import("../features/folding-ranges.ts");
        return foldingRanges(file, { isCancelled });
      },
    ),
  );

  connection.onSelectionRanges(({ textDocument, positions }, token) =>
    ask(
      textDocument.uri,
      token,
      (settings) => settings.selectionRanges && !session.isYamlExtensionActive(),
      async ({ file }): Promise<SelectionRange[]> => {
        const { selectionRanges } = await import("../features/selection-ranges.ts");
        return selectionRanges(file, positions);
      },
    ),
  );

  connection.onDocumentFormatting(({ textDocument, options }, token) =>
    ask(
      textDocument.uri,
      token,
      (settings) => settings.format && !session.isYamlExtensionActive(),
      async ({ file, isCancelled }): Promise<TextEdit[]> => {
        const { formattingEdits } = await import("../features/formatting.ts");
        return formattingEdits(file, engine, { tabSize: tabSizeOf(options), isCancelled });
      },
    ),
  );

  connection.onCodeAction(({ textDocument, range }, token) =>
    ask(
      textDocument.uri,
      token,
      (settings) => settings.validate,
      ({ file, isCancelled }) => {
        const options = { withoutGeneric: session.isYamlExtensionActive(), isCancelled };
        return quickFixes(file, range, options).map((fix) => toCodeAction(file.uri, file.version, fix));
      },
    ),
  );
}

function tabSizeOf({ tabSize }: FormattingOptions): number {
  return Math.min(8, Math.max(1, tabSize));
}

function flatten(symbols: readonly DocumentSymbol[], uri: string, containerName = ""): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children }) => [
    { name, kind, location: { uri, range }, containerName },
    ...flatten(children ?? [], uri, name),
  ]);
}
