/** What a person without a cluster sees after `npm start`: the sample cluster, in which a pack comes to life. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import { describeWithCluster } from "../../cluster/cluster-suite.ts";
import { StartSession } from "../../scripts/start-session.ts";
import { launchChromium } from "../chromium.ts";
import { answerQuickInput } from "./quick-input.ts";

const screenshots = fileURLToPath(new URL("../../../test-results/screenshots", import.meta.url));
/** A run of the sample ends after half a minute. */
const RUN_LIMIT_MS = 60_000;

describeWithCluster("The sample cluster of npm start", ({ folder: assets }) => {
  let session: StartSession;
  let browser: Browser;
  let page: Page;
  before(
    async () => {
      await mkdir(screenshots, { recursive: true });
      session = new StartSession({ assets });
      const address = await session.printed(/(http:\S+)/);
      browser = await launchChromium();
      page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      page.setDefaultTimeout(30_000);
      await page.goto(address);
      await page.locator('.part.activitybar .action-label[aria-label^="PersonaPack"]').click();
    },
    { timeout: 180_000 },
  );
  after(async () => {
    await browser?.close();
    await session?.close();
  });

  const line = (text: string | RegExp): Locator =>
    page.locator(".part.sidebar .monaco-list-row", { hasText: text }).first();
  const unfold = async (text: string | RegExp) => {
    await line(text).click();
    await page.keyboard.press("ArrowRight");
  };
  const screenshot = (name: string) => page.screenshot({ path: join(screenshots, `sample-${name}.png`) });
  const choose = (title: string, item?: string) => answerQuickInput(page, title, item);

  test("its packs are one that works, one with faults, and one to activate", {
    timeout: 90_000,
  }, async () => {
    await line(/data-team.*inactive/).waitFor();
    await line(/site-reliability\s*active · 2 personas/).waitFor();
    await line(/support-desk\s*active · 2 failing/).waitFor();
    await unfold("site-reliability");
    await line(/release-notes.*excluded/).waitFor();
    await unfold("incident-watch");
    await line(/schedule-2.*failed/).waitFor();
    await line(/schedule-3.*succeeded/).waitFor();
    await unfold("support-desk");
    await line(/Secrets.*1 missing/).waitFor();
    await screenshot("packs");
    await unfold("site-reliability");
    await page.keyboard.press("ArrowLeft");
    await unfold("support-desk");
    await page.keyboard.press("ArrowLeft");
  });

  test("the open pack, once activated, has runs, which end", { timeout: 180_000 }, async () => {
    await unfold("data-team");
    await line("data-team").hover();
    await line("data-team").locator('.action-label[aria-label^="Activate"]').click();
    await choose("Activate data-team: Provider", "OpenAI");
    await choose("Secret for OpenAI", "openai-credentials");
    for (const step of ["Base URL", "Model", "Personas", "Channels", "Task Override"]) await choose(step);
    await choose("Activate data-team: Review", "Activate");
    await line(/pipeline-monitor.*running/).waitFor();
    await unfold("pipeline-monitor");
    await line(/schedule-1.*running/).waitFor();
    await screenshot("activated");
    await line(/schedule-1.*succeeded/).waitFor({ timeout: RUN_LIMIT_MS });
    await screenshot("run-ended");
  });
});
