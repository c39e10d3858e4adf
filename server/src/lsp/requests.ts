/**
 * The requests about one place or one file: each asks its feature and turns the answer into the protocol's
 * types. A feature is loaded when it is first asked for, for the time until the server answers at all is
 * what opening a file waits for. An answer about text that changed meanwhile is not sent.
 */
import {
  type CodeAction,
  CodeActionKind,
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
import type { Settings } from "../protocol.ts";
import { askFileOf } from "./ask-file.ts";
import { toCompletionItem } from "./completion-item.ts";
import { diagnosticOptions } from "./diagnostics-of.ts";
import { RefreshClock } from "./refresh-clock.ts";
import type { Session } from "./session.ts";
import { toCodeAction } from "./to-lsp.ts";
import { workspaceEdit } from "./workspace-edit.ts";

/** Ours alone, so that "fix all" of an editor's settings can be said for packs only. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.personapack`;

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
        const values = { release: settings.release, cluster: session.cluster() };
        const found = await hover(file, position, engine, viewOf(settings), values);
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
      async ({ file, settings, isCancelled }) => {
        const { complete } = await import("../features/completion.ts");
        const { snippets } = session.client();
        const cluster = session.cluster();
        const options = { snippets, release: settings.release, cluster, isCancelled };
        const items = await complete(file, position, proposals, options);
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

  connection.onCodeAction(({ textDocument, range, context: { only } }, token) =>
    ask(
      textDocument.uri,
      token,
      (settings) => settings.validate,
      async ({ file, settings, isCancelled }): Promise<CodeAction[]> => {
        const options = diagnosticOptions(settings, session, isCancelled);
        const client = session.client();
        const actions: CodeAction[] = [];
        if (wants(only, CodeActionKind.QuickFix)) {
          actions.push(...quickFixes(file, range, options).map((fix) => toCodeAction(file, fix, client)));
        }
        // Whoever lists what can be done at a place has not asked for edits all over the file.
        if (only && wants(only, FIX_ALL)) {
          const { safeFixEdits } = await import("../features/fix-all.ts");
          const edits = safeFixEdits(file, options);
          const edit = workspaceEdit(file, edits, client);
          if (edits.length > 0) actions.push({ title: "Fix all PersonaPack problems", kind: FIX_ALL, edit });
        }
        return actions;
      },
    ),
  );
}

/** A kind stands for those below it: `source` for `source.fixAll.personapack`. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return !only || only.some((wanted) => wanted === "" || `${kind}.`.startsWith(`${wanted}.`));
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
