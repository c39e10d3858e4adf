/** Edits of one file in the form that the client takes. */
import type { TextEdit as LspTextEdit, WorkspaceEdit } from "vscode-languageserver/node";
import type { PackFile } from "../yaml/pack-file.ts";
import type { TextEdit } from "../yaml/position.ts";
import type { ClientAbilities } from "./session.ts";

export interface EditWarning {
  readonly label: string;
  readonly description: string;
}

const WARNING_ID = "warning";

/** With a `warning`, clients that can ask their user to confirm do so. */
export function workspaceEdit(
  { uri, version }: Pick<PackFile, "uri" | "version">,
  edits: readonly TextEdit[],
  client: Pick<ClientAbilities, "versionedEdits" | "confirmsEdits">,
  warning?: EditWarning,
): WorkspaceEdit {
  const plain: LspTextEdit[] = edits.map(({ range, newText }) => ({ range, newText }));
  if (!client.versionedEdits) return { changes: { [uri]: plain } };
  const textDocument = { uri, version };
  if (!warning || !client.confirmsEdits) return { documentChanges: [{ textDocument, edits: plain }] };
  const annotated = plain.map((edit) => ({ ...edit, annotationId: WARNING_ID }));
  return {
    changeAnnotations: { [WARNING_ID]: { ...warning, needsConfirmation: true } },
    documentChanges: [{ textDocument, edits: annotated }],
  };
}
