import { type TextDocument, Uri, window, workspace } from "vscode";
import type { GeneratedResources, PreviewTarget } from "../../../server/src/protocol.ts";
import type { PreviewState } from "../preview/preview-state.ts";
import type { AskResources } from "../preview/resources-preview.ts";

export interface FoundPack {
  readonly source: TextDocument;
  readonly state: PreviewState;
  readonly resources: GeneratedResources;
}

/**
 * The pack that a command is about: the given one, or in a given file or the active editor the one at the cursor.
 * Undefined where there is none.
 */
export async function findPack(
  ask: AskResources,
  target: PreviewTarget | Uri | undefined,
): Promise<FoundPack | undefined> {
  const given = target instanceof Uri ? target : target && Uri.parse(target.uri);
  const uri = given ?? window.activeTextEditor?.document.uri;
  if (!uri) return undefined;
  const source = await workspace.openTextDocument(uri);
  const place = target && !(target instanceof Uri) ? target : cursorIn(source);
  const resources = await ask({ ...place, uri: uri.toString() });
  if (!resources) return undefined;
  const { documentIndex } = resources;
  const persona = target && !(target instanceof Uri) ? target.persona : undefined;
  const state = { source: uri.toString(), documentIndex, ...(persona !== undefined && { persona }) };
  return { source, state, resources };
}

function cursorIn(source: TextDocument): { readonly position?: { line: number; character: number } } {
  const editor = window.activeTextEditor;
  if (editor?.document !== source) return {};
  const { line, character } = editor.selection.active;
  return { position: { line, character } };
}
