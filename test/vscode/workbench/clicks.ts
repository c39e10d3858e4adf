/** Clicks that are made again where they were lost: VS Code draws lines and lenses anew under the pointer. */
import type { Locator } from "playwright-core";
import { eventually } from "../../cluster/eventually.ts";

/** For so long an answer may take until the click is taken for lost; ms. */
const timeout = 3_000;

/** `answer` is what the click makes appear. */
export async function clickUntil(target: Locator, answer: Locator): Promise<void> {
  await actUntil(() => target.click({ timeout }), answer);
}

/** A button that a line of a tree shows under the pointer. */
export async function clickLineButton(line: Locator, title: string, answer: Locator): Promise<void> {
  await actUntil(async () => {
    await line.hover({ timeout });
    await line.locator(`.action-label[aria-label^="${title}"]`).click({ timeout });
  }, answer);
}

async function actUntil(act: () => Promise<void>, answer: Locator): Promise<void> {
  await eventually(async () => {
    if (await answer.first().isVisible()) return;
    await act();
    await answer.first().waitFor({ timeout });
  });
}
