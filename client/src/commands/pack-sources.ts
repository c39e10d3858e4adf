/** Where in the workspace, or in an open editor, a pack of the cluster is written. */
import { commands, type QuickPickItem, type TextDocument, Uri, window, workspace } from "vscode";
import { type LocalDocument, localDocuments } from "../cluster/actions/local-document.ts";
import type { FindPackFiles } from "./find-pack-files.ts";
import { FIND_PACK_FILES } from "./internal-command-ids.ts";
import type { PackChoice } from "./pick-target.ts";

export interface PackSource {
  readonly source: TextDocument;
  readonly document: LocalDocument;
  /** Place among the documents of the file that have content. */
  readonly documentIndex: number;
}

/** `none` if it is written nowhere; undefined if there are several and the user chooses none. */
export async function choosePackSource(
  pack: PackChoice,
  title: string,
): Promise<PackSource | "none" | undefined> {
  const sources = await packSources(pack);
  if (sources.length <= 1) return sources[0] ?? "none";
  const items = sources.map((found): QuickPickItem & { found: PackSource } => ({
    label: workspace.asRelativePath(found.source.uri),
    description: `line ${found.document.line + 1}`,
    found,
  }));
  const placeHolder = `${pack.name} is written in several places`;
  return (await window.showQuickPick(items, { title, placeHolder }))?.found;
}

async function packSources(pack: PackChoice): Promise<PackSource[]> {
  const found = await findPackFiles(pack.name);
  // What other extensions show, such as the version of a file in Git, is not to be edited.
  const open = workspace.textDocuments.filter(
    ({ languageId, uri, isUntitled }) => languageId === "yaml" && (uri.scheme === "file" || isUntitled),
  );
  const uris = new Set([...found.map(({ uri }) => uri), ...open.map(({ uri }) => uri.toString())]);
  const sources = await Promise.all([...uris].map((uri) => sourcesIn(uri, pack)));
  // One that names the namespace means this pack more than one that leaves it open.
  return sources.flat().sort((left, right) => rank(left) - rank(right));
}

async function sourcesIn(uri: string, { namespace, name }: PackChoice): Promise<PackSource[]> {
  const source = await opened(uri);
  if (!source) return [];
  return localDocuments(source.getText()).flatMap((document, documentIndex) => {
    const { identity } = document;
    const same = identity?.name === name && (identity.namespace ?? namespace) === namespace;
    return same ? [{ source, document, documentIndex }] : [];
  });
}

/** Undefined for a file that is gone since it was read. */
async function opened(uri: string): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(Uri.parse(uri));
  } catch {
    return undefined;
  }
}

function rank({ document, source }: PackSource): number {
  return (document.identity?.namespace === undefined ? 2 : 0) + (source.isUntitled ? 1 : 0);
}

/** All packs of the workspace if `name` is left out. Empty if the language server cannot be asked. */
export async function findPackFiles(name?: string): Promise<Awaited<ReturnType<FindPackFiles>>> {
  try {
    return await commands.executeCommand(FIND_PACK_FILES, name);
  } catch {
    // Its state is shown elsewhere; open editors are still looked through.
    return [];
  }
}
