import {
  type Disposable,
  EndOfLine,
  Position,
  Range,
  Selection,
  type TextEditor,
  TextEditorRevealType,
  window,
  workspace,
} from "vscode";
import { type FieldPath, placeOf } from "../cluster/actions/document-place.ts";
import { authoredYaml } from "../cluster/actions/object-yaml.ts";
import { packTarget } from "../cluster/actions/pack-target.ts";
import { RESOURCES } from "../cluster/resource-types.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import type { NodeTarget } from "../tree/tree-node.ts";
import { type ReadyCluster, registerClusterCommand } from "./cluster-command.ts";
import { EDIT_PACK } from "./command-ids.ts";
import { showInformation } from "./notifications.ts";
import { choosePackSource } from "./pack-sources.ts";
import { choosePack, type PackChoice } from "./pick-target.ts";

/** What a finding is about; the cursor goes there. */
export interface EditTarget extends NodeTarget {
  readonly field?: FieldPath;
}

/**
 * “Edit Pack”: the file of the workspace that it is written in. Where there is none, what is in the cluster as a new
 * document without what only the API server sets, to be saved or applied.
 */
export function registerEditPack(view: ClusterView): Disposable {
  return registerClusterCommand(view, {
    id: EDIT_PACK,
    changes: false,
    async run(cluster, target?: EditTarget) {
      const question = { title: "Edit Pack", none: "There is no pack here." };
      const pack = await choosePack(cluster.live.current, target, question);
      if (pack) await editPack(cluster, pack, target);
    },
  });
}

async function editPack(cluster: ReadyCluster, pack: PackChoice, target?: EditTarget): Promise<void> {
  const source = await choosePackSource(pack, "Edit Pack");
  if (!source) return;
  if (source !== "none") {
    const editor = await window.showTextDocument(source.source);
    show(editor, source.document.text, source.document.line, fieldOf(cluster, pack, target));
    return;
  }
  const { object } = packTarget(cluster.live.current, pack.namespace, pack.name);
  const { group, version, kind } = RESOURCES.packs;
  const content = authoredYaml({ ...object, apiVersion: `${group}/${version}`, kind });
  const document = await workspace.openTextDocument({ language: "yaml", content });
  const editor = await window.showTextDocument(document);
  show(editor, content, 0, fieldOf(cluster, pack, target));
  void showInformation(
    `No file of the workspace defines ${pack.name}: this is a copy of what is in the cluster. Apply it, or save it.`,
  );
}

function fieldOf(cluster: ReadyCluster, pack: PackChoice, target: EditTarget | undefined): FieldPath {
  if (target?.field) return target.field;
  if (target?.persona === undefined) return [];
  const { spec } = packTarget(cluster.live.current, pack.namespace, pack.name).pack;
  const persona = spec.personas.find(({ name }) => name === target.persona);
  return persona ? ["spec", "personas", persona.index, "name"] : [];
}

/** `line` is the first of the document in the editor. */
function show(editor: TextEditor, text: string, line: number, field: FieldPath): void {
  const { start, end } = placeOf(text, field);
  const first = editor.document.offsetAt(new Position(line, 0));
  // The text of a document has line ends of one character, that of the editor perhaps of two.
  const offset = (at: number) =>
    first + at + (editor.document.eol === EndOfLine.CRLF ? lineEnds(text, at) : 0);
  const range = new Range(editor.document.positionAt(offset(start)), editor.document.positionAt(offset(end)));
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

function lineEnds(text: string, until: number): number {
  return text.slice(0, until).split("\n").length - 1;
}
