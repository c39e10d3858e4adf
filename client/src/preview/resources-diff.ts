import { commands, type QuickPickItem, type TextDocument, window } from "vscode";
import type { GeneratedResources } from "../../../server/src/protocol.ts";
import { type PreviewState, previewTitle } from "./preview-state.ts";
import { previewUri } from "./resources-preview.ts";

/** Two states of what a pack generates, in a diff editor that follows the edits of the pack. */
export interface Comparison {
  readonly title: string;
  readonly before: PreviewState;
  readonly after: PreviewState;
}

export async function showComparison(pack: string, { title, before, after }: Comparison): Promise<void> {
  const name = previewTitle(pack);
  await commands.executeCommand(
    "vscode.diff",
    previewUri(name, before),
    previewUri(name, after),
    `${name}: ${title}`,
    { preview: true },
  );
}

export function withoutPersonas(state: PreviewState, exclude: readonly string[]): Comparison {
  const left = exclude.length === 0 ? "with all personas" : `without ${exclude.join(", ")}`;
  return { title: `now ↔ ${left}`, before: state, after: { ...state, exclude } };
}

function unsavedEdits(state: PreviewState): Comparison {
  return { title: "saved ↔ with the unsaved edits", before: { ...state, saved: true }, after: state };
}

interface ComparisonItem extends QuickPickItem {
  choose(): Promise<Comparison | undefined>;
}

/** Asks which states to compare, if there is a choice. Undefined if the user thinks better of it. */
export async function askComparison(
  source: TextDocument,
  state: PreviewState,
  resources: GeneratedResources,
): Promise<Comparison | undefined> {
  const items: ComparisonItem[] = [
    {
      label: "Without Some Personas…",
      detail: "What disappears from the cluster, or comes back, when personas are excluded",
      choose: () => askPersonas(state, resources),
    },
  ];
  if (source.isDirty && !source.isUntitled) {
    items.unshift({
      label: "Unsaved Edits",
      detail: "What the edits since the file was saved will change",
      choose: async () => unsavedEdits(state),
    });
  }
  const title = "Compare Generated Resources";
  const chosen =
    items.length === 1
      ? items[0]
      : await window.showQuickPick(items, { title, placeHolder: "Choose what to compare with" });
  return await chosen?.choose();
}

async function askPersonas(
  state: PreviewState,
  { personas }: GeneratedResources,
): Promise<Comparison | undefined> {
  const items = personas.map(({ name, excluded }) => ({
    label: name,
    picked: excluded,
    ...(excluded && { description: "excluded now" }),
  }));
  const chosen = await window.showQuickPick(items, {
    canPickMany: true,
    title: "Compare Generated Resources",
    placeHolder: "Personas to exclude",
  });
  return (
    chosen &&
    withoutPersonas(
      state,
      chosen.map(({ label }) => label),
    )
  );
}
