/** Definition, references, highlights and rename of what has a name in a pack. */
import {
  DocumentHighlightKind,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import type { FilePacks } from "../features/pack-summary.ts";
import { askFileOf } from "./ask-file.ts";
import type { Session } from "./session.ts";
import { workspaceEdit } from "./workspace-edit.ts";

export interface OtherPacks {
  /** The packs of all files of the workspace but this one. */
  packsBeside(uri: string, isCancelled: () => boolean): Promise<Iterable<FilePacks>>;
}

/** Navigation needs no setting: without a question there is no answer. */
const always = () => true;

export function answerNavigation(session: Session, workspace: OtherPacks): void {
  const { connection } = session;
  const ask = askFileOf(session);

  connection.onDefinition(({ textDocument: { uri }, position }, token) =>
    ask(uri, token, always, async ({ file, isCancelled }) => {
      const { definition } = await import("../features/definition.ts");
      const withoutGeneric = session.isYamlExtensionActive();
      const otherFiles = () => workspace.packsBeside(uri, isCancelled);
      return await definition(file, position, { withoutGeneric, otherFiles });
    }),
  );

  connection.onReferences(({ textDocument: { uri }, position, context }, token) =>
    ask(uri, token, always, async ({ file, isCancelled }) => {
      const { references } = await import("../features/references.ts");
      const { includeDeclaration } = context;
      const otherFiles = () => workspace.packsBeside(uri, isCancelled);
      return await references(file, position, { includeDeclaration, otherFiles });
    }),
  );

  connection.onDocumentHighlight(({ textDocument, position }, token) =>
    ask(textDocument.uri, token, always, async ({ file }) => {
      const { documentHighlights } = await import("../features/document-highlight.ts");
      return documentHighlights(file, position).map(({ range, kind }) => ({ range, kind: HIGHLIGHTS[kind] }));
    }),
  );

  connection.onPrepareRename(({ textDocument, position }, token) =>
    ask(textDocument.uri, token, always, async ({ file }) => {
      const { prepareRename } = await import("../features/rename.ts");
      return prepareRename(file, position) ?? null;
    }),
  );

  connection.onRenameRequest(({ textDocument, position, newName }, token) =>
    ask(textDocument.uri, token, always, async ({ file, settings }): Promise<WorkspaceEdit | null> => {
      const { rename } = await import("../features/rename.ts");
      const answer = rename(file, position, newName, settings.release);
      if (answer?.kind === "refusal") throw new ResponseError(LSPErrorCodes.RequestFailed, answer.reason);
      if (!answer) return null;
      const { edits, warning } = answer;
      const label = "Another name is another persona";
      return workspaceEdit(
        file,
        edits,
        session.client(),
        warning ? { label, description: warning } : undefined,
      );
    }),
  );
}

const HIGHLIGHTS = {
  definition: DocumentHighlightKind.Write,
  reference: DocumentHighlightKind.Read,
} as const;
