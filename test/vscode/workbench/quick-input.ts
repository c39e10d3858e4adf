/** Lists and lines of text in which VS Code asks for something. */
import type { Page } from "playwright-core";
import { eventually } from "../../cluster/eventually.ts";

/** For so long an answer may take until the next question is there; ms. */
const ANSWER_MS = 2_000;

/** Answers the question whose title or hint holds `title`: with one of the list, or with what it proposes. */
export async function answerQuickInput(page: Page, title: string, item?: string | RegExp): Promise<void> {
  const widget = page.locator(".quick-input-widget:visible", { hasText: title });
  await widget.waitFor();
  if (item !== undefined) {
    await widget.locator(".monaco-list-row", { hasText: item }).first().click();
    return;
  }
  // A key that is pressed in the moment in which one question takes the place of another is lost.
  const asked = page.locator(".quick-input-widget:visible .quick-input-title");
  const before = await asked.textContent();
  await eventually(async () => {
    await page.keyboard.press("Enter");
    await eventually(async () => {
      if ((await asked.count()) > 0 && (await asked.textContent({ timeout: ANSWER_MS })) === before)
        throw new Error(`“${before}” does not take Enter`);
    }, ANSWER_MS);
  });
}
