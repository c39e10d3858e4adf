/**
 * May this document hold a PersonaPack? The answer decides whether the language server is started, so it
 * has to be cheap and may err on the side of yes: the server itself routes per YAML document.
 *
 * Yes is said to a YAML document
 * - whose text names the kind or its API group, or is about to (`kind: Perso`, `apiVersion: sym`): the
 *   server is up before the word is finished;
 * - whose path says that it is meant for a pack, so that an empty file offers the whole pack at once.
 * An empty file under any other name starts nothing. The snippet `pp-pack` works there without a server,
 * and once one pack was seen, the running server answers in every YAML file of the window.
 *
 * Pure: the shapes below are those of `vscode.TextDocument` and its change events.
 */

export const LANGUAGE_ID = "yaml";

/**
 * Where packs are edited. The old side of a diff (`git:`), output and other read-only views are left out:
 * problems reported there could not be acted on.
 */
const SCHEMES = ["file", "untitled", "vscode-remote", "vscode-vfs"] as const;

/** The documents that are the server's, in the form that both VS Code and LSP understand. */
export const documentSelector: readonly { readonly language: string; readonly scheme: string }[] =
  SCHEMES.map((scheme) => ({ language: LANGUAGE_ID, scheme }));

export interface CandidateDocument {
  readonly languageId: string;
  readonly uri: { readonly scheme: string; readonly path: string };
  getText(): string;
}

export interface EditedDocument extends CandidateDocument {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

export interface TextChange {
  readonly range: { readonly start: { readonly line: number } };
  /** The text put in place of the range. */
  readonly text: string;
}

const MARKS = ["PersonaPack", "sympozium.ai/"];

// "Perso" and no less: `kind: Pers` is how every PersistentVolumeClaim begins.
const HALF_TYPED = /^[ \t]*(?:-[ \t]+)?(?:apiVersion:[ \t]+["']?sym|kind:[ \t]+["']?Perso)/m;

const PACK_PATH =
  /(?:^|\/)persona[-_]?packs?\/[^/]*$|(?:^|[/._-])persona[-_]?packs?(?:[._-][^/]*)?$|\.pack\.ya?ml$/i;

const isEditableYaml = (document: CandidateDocument): boolean =>
  document.languageId === LANGUAGE_ID && SCHEMES.some((scheme) => scheme === document.uri.scheme);

const namesPack = (text: string): boolean =>
  MARKS.some((mark) => text.includes(mark)) || HALF_TYPED.test(text);

/** Reads the whole text, in the worst case; for documents that were just opened. */
export function mayHoldPack(document: CandidateDocument): boolean {
  return isEditableYaml(document) && (PACK_PATH.test(document.uri.path) || namesPack(document.getText()));
}

/** The same question after an edit; reads only the lines that changed, so that typing stays free. */
export function mayHoldPackNow(document: EditedDocument, changes: readonly TextChange[]): boolean {
  const change = changes[0];
  if (change === undefined || !isEditableYaml(document)) return false;
  // The ranges of one event all count in the old text, so with several the new lines are not known.
  if (changes.length > 1) return namesPack(document.getText());
  const first = change.range.start.line;
  const last = Math.min(first + change.text.split("\n").length, document.lineCount) - 1;
  return namesPack(change.text) || [first, last].some((line) => namesPack(document.lineAt(line).text));
}
