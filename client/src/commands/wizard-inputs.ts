/** The pages of a wizard: a list or a line of text, with the way back. */
import { type InputBox, QuickInputButtons, type QuickPick, type QuickPickItem, window } from "vscode";
import type { Place } from "./wizard.ts";

export type InputAnswer<Entered> = { readonly entered: Entered } | "back" | "cancelled";

export interface TextPage {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string;
  /** Shown as dots. */
  readonly masked?: boolean;
  /** What is wrong with it; undefined if nothing is. */
  readonly problem?: (text: string) => string | undefined;
}

export interface PickPage<Item extends QuickPickItem> {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly Item[];
  /** The one that Enter takes. */
  readonly active?: Item | undefined;
  /** What is offered for a text that is typed; undefined for nothing. */
  readonly typed?: (text: string) => Item | undefined;
}

export async function askText(place: Place, page: TextPage): Promise<InputAnswer<string>> {
  const input = window.createInputBox();
  input.prompt = page.prompt;
  input.value = page.value;
  input.placeholder = page.placeholder;
  input.password = page.masked ?? false;
  const check = () => {
    input.validationMessage = page.problem?.(input.value);
  };
  input.onDidChangeValue(check);
  return await answerOf(input, place, page.title, () => {
    check();
    return input.validationMessage ? undefined : input.value;
  });
}

export async function askOne<Item extends QuickPickItem>(
  place: Place,
  page: PickPage<Item>,
): Promise<InputAnswer<Item>> {
  const pick = listOf(page);
  if (page.active) pick.activeItems = [page.active];
  const { items, typed } = page;
  if (typed) {
    pick.onDidChangeValue((text) => {
      const item = text.trim() === "" ? undefined : typed(text.trim());
      pick.items = item ? [...items, item] : items;
    });
  }
  return await answerOf(pick, place, page.title, () => pick.selectedItems[0]);
}

/** `picked` of the items is what is chosen at first. */
export async function askMany<Item extends QuickPickItem>(
  place: Place,
  page: PickPage<Item>,
): Promise<InputAnswer<readonly Item[]>> {
  const pick = listOf(page);
  pick.canSelectMany = true;
  pick.selectedItems = page.items.filter(({ picked }) => picked);
  return await answerOf(pick, place, page.title, () => pick.selectedItems);
}

function listOf<Item extends QuickPickItem>({ placeholder, items }: PickPage<Item>): QuickPick<Item> {
  const pick = window.createQuickPick<Item>();
  pick.placeholder = placeholder;
  pick.items = items;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  return pick;
}

/** `entered` gives undefined while it cannot be accepted. */
async function answerOf<Entered>(
  input: Pick<
    InputBox,
    | "title"
    | "step"
    | "totalSteps"
    | "ignoreFocusOut"
    | "buttons"
    | "onDidTriggerButton"
    | "onDidAccept"
    | "onDidHide"
    | "show"
    | "dispose"
  >,
  { step, total, canGoBack }: Place,
  title: string,
  entered: () => Entered | undefined,
): Promise<InputAnswer<Entered>> {
  const { promise, resolve } = Promise.withResolvers<InputAnswer<Entered>>();
  input.title = title;
  input.step = step;
  input.totalSteps = total;
  // Who fetches a key from somewhere else loses nothing.
  input.ignoreFocusOut = true;
  input.buttons = canGoBack ? [QuickInputButtons.Back] : [];
  input.onDidTriggerButton(() => resolve("back"));
  input.onDidAccept(() => {
    const value = entered();
    if (value !== undefined) resolve({ entered: value });
  });
  input.onDidHide(() => resolve("cancelled"));
  input.show();
  try {
    return await promise;
  } finally {
    input.dispose();
  }
}
