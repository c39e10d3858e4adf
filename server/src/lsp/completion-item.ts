import {
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  type CompletionItem as LspCompletionItem,
  MarkupKind,
} from "vscode-languageserver/node";
import type { CompletionItem } from "../features/completion.ts";

const KINDS: Record<CompletionItem["kind"], CompletionItemKind> = {
  field: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  scaffold: CompletionItemKind.Snippet,
};

export function toCompletionItem(item: CompletionItem): LspCompletionItem {
  const { label, detail, documentation, insertText, isSnippet, range, sortText, filterText } = item;
  return {
    label,
    kind: KINDS[item.kind],
    ...(detail ? { detail } : {}),
    ...(documentation ? { documentation: { kind: MarkupKind.Markdown, value: documentation } } : {}),
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.adjustIndentation,
    textEdit: { range, newText: insertText },
    sortText,
    ...(filterText ? { filterText } : {}),
  };
}
