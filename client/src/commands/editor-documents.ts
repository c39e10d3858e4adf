/** The YAML documents of an editor that a command is about. */
import { type TextDocument, type TextEditor, Uri, window, workspace } from "vscode";
import { type LocalDocument, localDocuments } from "../cluster/actions/local-document.ts";
import { PlanRefused } from "../cluster/actions/plan.ts";

export interface ChosenDocuments {
  readonly source: TextDocument;
  readonly documents: readonly LocalDocument[];
}

/** One document of a file. */
export interface DocumentPlace {
  readonly uri: string;
  readonly documentIndex: number;
}

/** The document that a zero-based line of a file is in. */
export interface DocumentLine {
  readonly uri: string;
  readonly line: number;
}

/** A whole file, or a place in one; nothing from the palette. */
export type DocumentArgument = Uri | DocumentPlace | DocumentLine | undefined;

/** Those that the selection touches, or that the argument names. Throws `PlanRefused` if there are none. */
export async function chosenDocuments(argument: DocumentArgument): Promise<ChosenDocuments> {
  const editor = window.activeTextEditor;
  const place = argument && !(argument instanceof Uri) ? argument : undefined;
  const uri = place ? Uri.parse(place.uri) : argument instanceof Uri ? argument : editor?.document.uri;
  if (!uri) throw new PlanRefused("There is no PersonaPack in the active editor.");
  const source = await workspace.openTextDocument(uri);
  const all = localDocuments(source.getText());
  const documents = place
    ? documentsAt(all, place)
    : editor?.document === source
      ? touched(all, editor)
      : all;
  if (documents.length === 0) throw new PlanRefused("There is no PersonaPack here.");
  return { source, documents };
}

/** Where a document of the source is now. */
export function placeIn(source: TextDocument, { line }: LocalDocument): DocumentPlace {
  const documentIndex = localDocuments(source.getText()).findIndex((one) => one.line === line);
  return { uri: source.uri.toString(), documentIndex };
}

function documentsAt(
  all: readonly LocalDocument[],
  place: DocumentPlace | DocumentLine,
): readonly LocalDocument[] {
  if ("documentIndex" in place) return all.slice(place.documentIndex, place.documentIndex + 1);
  return onLines(all, [{ first: place.line, last: place.line }]);
}

function touched(all: readonly LocalDocument[], { selections }: TextEditor): LocalDocument[] {
  return onLines(
    all,
    selections.map(({ start, end }) => ({ first: start.line, last: end.line })),
  );
}

function onLines(
  all: readonly LocalDocument[],
  wanted: readonly { readonly first: number; readonly last: number }[],
): LocalDocument[] {
  return all.filter(({ line }, index) => {
    // What stands in front of the first document belongs to it, as nobody else has it.
    const start = index === 0 ? 0 : line;
    const end = (all[index + 1]?.line ?? Number.POSITIVE_INFINITY) - 1;
    return wanted.some(({ first, last }) => first <= end && last >= start);
  });
}
