/** Drives the VS Code workbench in code-server as a person does: with keys, the mouse and what is to be seen. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import {
  type CodeServer,
  type CodeServerOptions,
  startCodeServer,
  workbenchUrl,
} from "../../../scripts/code-server.ts";
import { eventually } from "../../cluster/eventually.ts";
import { launchChromium } from "../chromium.ts";
import { inputValue, pressUntil } from "./quick-input.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const screenshots = join(root, "test-results/screenshots");
const vsix = join(root, "dist/personapack.vsix");
const modifier = process.platform === "darwin" ? "Meta" : "Control";

/** One workbench with the packed extension, on a copy of a folder. */
export class Workbench {
  readonly page: Page;
  readonly folder: string;
  readonly #server: CodeServer;
  readonly #browser: Browser;

  private constructor(page: Page, folder: string, server: CodeServer, browser: Browser) {
    this.page = page;
    this.folder = folder;
    this.#server = server;
    this.#browser = browser;
  }

  /** Opens a copy of `source`, so that typing changes no checked-in file. */
  static async open(
    source: string,
    machineSettings: Record<string, unknown> = {},
    options: Pick<CodeServerOptions, "workspaceTrust" | "traceLogs" | "env"> = {},
  ): Promise<Workbench> {
    const folder = await mkdtemp(join(tmpdir(), "personapack-workspace-"));
    await cp(source, folder, { recursive: true });
    await mkdir(screenshots, { recursive: true });
    const settings = { "editor.hover.delay": 100, "editor.minimap.enabled": false, "files.autoSave": "off" };
    const server = await startCodeServer({ vsix, settings, machineSettings, ...options });
    const browser = await launchChromium().catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(20_000);
    await page.goto(workbenchUrl(server, folder));
    await page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: 60_000 });
    return new Workbench(page, folder, server, browser);
  }

  /** Where VS Code keeps its state and logs; gone after `close`. */
  get home(): string {
    return this.#server.home;
  }

  /** What the extension has written to its output channel. */
  async output(): Promise<string> {
    const files = await readdir(this.home, { recursive: true });
    const logs = files.filter((file) => basename(file) === "PersonaPack.log");
    return (await Promise.all(logs.map((log) => readFile(join(this.home, log), "utf8")))).join("");
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Shows a file of the folder, with the cursor at line 1. */
  async openFile(name: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input.input:visible");
    await this.press(`${modifier}+KeyP`);
    await input.fill(name);
    // Files that were open before are offered at once, those of the folder a little later.
    const label = this.page.locator(".label-name", { hasText: new RegExp(`^${name}$`) });
    await this.page.locator(".quick-input-widget .monaco-list-row", { has: label }).first().click();
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.editor.waitFor();
  }

  /** Chooses a command in the palette that goes on asking in the same place. */
  async startCommand(title: string): Promise<void> {
    await this.#choose("F1", `>${title}`, title);
  }

  /** Runs a command by its title in the palette. */
  async runCommand(title: string): Promise<void> {
    await this.#pick("F1", `>${title}`, title);
  }

  /** The list or line that asks for something, when its title or hint holds `text`. */
  async question(text: string): Promise<Locator> {
    const question = this.asked(text);
    await question.waitFor();
    // What is typed before would go elsewhere.
    await question.locator("input:focus").waitFor();
    return question;
  }

  /** The same, without waiting for it. */
  asked(text: string): Locator {
    return this.page.locator(".quick-input-widget:visible", { hasText: text });
  }

  /** What asks in the middle of the window. */
  get dialog(): Locator {
    return this.page.locator(".monaco-dialog-box");
  }

  /** Opens a view container by its icon. */
  async openContainer(title: string): Promise<void> {
    await this.page.locator(`.part.activitybar .action-label[aria-label^="${title}"]`).click();
  }

  /** Lines of a view in the side bar that hold `text`. */
  treeLine(text: string | RegExp): Locator {
    return this.page.locator(".part.sidebar .monaco-list-row", { hasText: text });
  }

  async goTo(line: number, column: number): Promise<void> {
    await this.#pick(`Control+KeyG`, `:${line}:${column}`);
  }

  async #pick(key: string, text: string, entry = ""): Promise<void> {
    const input = await this.#choose(key, text, entry);
    await input.waitFor({ state: "hidden" });
  }

  /** Takes the first entry once it holds `entry`: at first there is what was used before. */
  async #choose(key: string, text: string, entry: string): Promise<Locator> {
    const input = this.page.locator(".quick-input-widget input.input:visible");
    await this.page.keyboard.press(key);
    await input.fill(text);
    await this.page.locator(".quick-input-widget .monaco-list-row.focused", { hasText: entry }).waitFor();
    await pressUntil(this.page, "Enter", async () => (await inputValue(input)) !== text);
    return input;
  }

  get editor(): Locator {
    return this.page.locator(".editor-instance .monaco-editor[role='code']").first();
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 40 });
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** The suggestion with this label, not counting words that VS Code collects from open files. */
  async suggestion(label: string): Promise<Locator> {
    const entry = this.page.locator(".suggest-widget.visible .monaco-list-row", {
      has: this.page.locator(".label-name", { hasText: new RegExp(`^${label}$`) }),
      hasNot: this.page.locator(".codicon-symbol-text"),
    });
    if (!(await entry.isVisible())) await this.press("Control+Space");
    await entry.waitFor();
    return entry;
  }

  /** Text of the hover over the first coloured run of characters on screen that holds `text`. */
  async hover(text: string): Promise<string> {
    const word = this.editor.locator(".view-line span span", { hasText: text }).first();
    const hover = this.page.locator(".monaco-resizable-hover .monaco-hover-content:visible", {
      has: this.page.locator(".hover-contents", { hasNotText: /^Loading\.\.\.$/ }),
    });
    // A code lens or a hint that arrives meanwhile moves the word from under the pointer: then once more.
    return await eventually(async () => {
      await this.page.mouse.move(1, 1);
      await word.hover();
      await hover.first().waitFor({ timeout: 6000 });
      const text = (await hover.allInnerTexts()).join("\n").replaceAll("\u00a0", " ");
      if (text.trim() === "") throw new Error(`Nothing is shown of ${word}.`);
      return text;
    });
  }

  /** Lines of the Problems panel that hold `text`; waits for the first. */
  async problem(text: string): Promise<Locator> {
    const panel = this.page.locator(".markers-panel-container");
    if (!(await panel.isVisible())) await this.press(`${modifier}+Shift+KeyM`);
    const row = panel.locator(".monaco-list-row", { hasText: text }).first();
    await row.waitFor();
    return row;
  }

  /** Waits until no line of the open Problems panel holds `text`. */
  async problemsGone(text: string): Promise<void> {
    const rows = this.page.locator(".markers-panel-container .monaco-list-row", { hasText: text });
    await rows.first().waitFor({ state: "detached" });
  }

  /** What the language status (the braces in the status bar) says once it holds `text`. */
  async languageStatus(text: string): Promise<Locator> {
    await this.page.locator('[id="status.languageStatus"]').hover();
    const status = this.page.locator(".hover-language-status", { hasText: text }).first();
    await status.waitFor();
    return status;
  }

  /** Opens the light bulb's menu at the cursor and chooses the fix with this title. */
  async quickFix(title: string): Promise<void> {
    await this.press(`${modifier}+Period`);
    const entry = this.page.locator(".action-widget .monaco-list-row", { hasText: title }).first();
    await entry.waitFor();
    await this.screenshot("quick-fix");
    await entry.click();
  }

  /** The text of the shown document, as far as the editor has lines on screen. */
  async visibleText(): Promise<string> {
    const lines = await this.editor.locator(".view-line").evaluateAll((elements) =>
      elements
        .map((element) => ({ top: Number.parseInt(element.style.top, 10), text: element.textContent ?? "" }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
    return lines.join("\n").replaceAll("\u00a0", " ");
  }

  /** Kept in test-results/screenshots, for people to look at. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(screenshots, `${name}.png`) });
  }
}
