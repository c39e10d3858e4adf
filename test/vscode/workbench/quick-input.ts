/** Lists and lines of text in which VS Code asks for something. */
import type { Locator, Page } from "playwright-core";
import { eventually } from "../../cluster/eventually.ts";

/** For so long an answer may take until the next question is there; ms. */
const ANSWER_MS = 2_000;

/** Answers the question whose title or hint holds `title`: with one of the list, or with what it proposes. */
export async function answerQuickInput(page: Page, title: string, item?: string | RegExp): Promise<void> {
  const widget = page.locator(".quick-input-widget:visible", { hasText: title });
  await widget.waitFor();
  const asked = page.locator(".quick-input-widget:visible .quick-input-title");
  const [before] = await asked.allTextContents();
  const isAnswered = async () => (await asked.allTextContents())[0] !== before || !(await widget.isVisible());
  if (item === undefined) return await pressUntil(page, "Enter", isAnswered);
  const row = widget.locator(".monaco-list-row", { hasText: item }).first();
  await repeatUntil(() => row.click({ timeout: ANSWER_MS }), isAnswered);
}

/** Presses the key again where it was lost: in the moment in which one question takes the place of another. */
export async function pressUntil(page: Page, key: string, isHeard: () => Promise<boolean>): Promise<void> {
  await repeatUntil(() => page.keyboard.press(key), isHeard);
}

async function repeatUntil(act: () => Promise<void>, isHeard: () => Promise<boolean>): Promise<void> {
  await eventually(async () => {
    // It may have been heard a little late.
    if (await isHeard()) return;
    await act();
    await eventually(async () => {
      if (!(await isHeard())) throw new Error("What was answered is not heard.");
    }, ANSWER_MS);
  });
}

/** What stands in the line as it is now; undefined when it is not shown. */
export async function inputValue(input: Locator): Promise<string | undefined> {
  const [value] = await input.evaluateAll((inputs: readonly { readonly value?: string }[]) =>
    inputs.map((each) => each.value),
  );
  return value;
}
