#!/usr/bin/env node
/**
 * Takes the flags of the `code` program that `@vscode/test-electron` passes, and runs the extension tests in
 * code-server with a headless Chromium. Exit code: that of the tests; 1 when they could not run.
 *
 *   host.ts [folder] --extensionDevelopmentPath=<path> --extensionTestsPath=<path>
 */
import { format, parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { type CodeServer, startCodeServer, workbenchUrl } from "../../scripts/code-server.ts";
import { launchChromium } from "./chromium.ts";

const timeLimit = 5 * 60_000;

/** What the workbench logs here and nothing depends on: native modules that are not built, no network, its start. */
const harmless = new RegExp(
  [
    "Could not locate the bindings file|native-watchdog|open-vsx\\.org|is not a web extension",
    "^\\[(AccountPolicyGate|AgentHost:remote|Service Worker|reconnection-grace-time)\\]",
    "^(Resolv(ing|ed) connection token|Creating a socket|Updating additional builtin extensions)",
  ].join("|"),
);

interface TestRun {
  folder: string;
  extension: string;
  tests: string;
}

function readFlags(): TestRun {
  const { values, positionals } = parseArgs({
    options: { extensionDevelopmentPath: { type: "string" }, extensionTestsPath: { type: "string" } },
    // Flags that mean something to a desktop VS Code only.
    strict: false,
    allowPositionals: true,
  });
  const { extensionDevelopmentPath: extension, extensionTestsPath: tests } = values;
  if (typeof extension !== "string" || typeof tests !== "string") {
    throw new Error("--extensionDevelopmentPath and --extensionTestsPath are needed");
  }
  return { folder: positionals[0] ?? extension, extension, tests };
}

/** The page of the workbench with the development options that a desktop VS Code takes as flags. */
function withDevelopmentOptions(html: string, authority: string, { extension, tests }: TestRun): string {
  const uri = (path: string) => ({ scheme: "vscode-remote", authority, path });
  const page = html.replace(
    /(?<=id="vscode-workbench-web-configuration" data-settings=")[^"]*/,
    (settings) => {
      const configuration = JSON.parse(settings.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
      const developmentOptions = { extensions: [uri(extension)], extensionTestsPath: uri(tests) };
      const extended = JSON.stringify({ ...configuration, developmentOptions });
      return extended.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    },
  );
  if (page === html) throw new Error("the workbench page has no configuration to extend");
  return page;
}

async function runInBrowser(browser: Browser, server: CodeServer, run: TestRun): Promise<number> {
  const page = await browser.newPage();
  const result = new Promise<number>((resolve, reject) => {
    const late = () => reject(new Error(`no result after ${timeLimit / 1000} s\n${server.log()}`));
    setTimeout(late, timeLimit).unref();
    page.once("crash", () => reject(new Error("the page crashed")));
    void page.exposeFunction("codeAutomationExit", resolve);
  });
  await page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => {
    const text = format(...args);
    if (harmless.test(text)) return;
    (type === "error" || type === "warn" ? process.stderr : process.stdout).write(`${text}\n`);
  });
  await page.route(
    ({ pathname, host }) => host === server.authority && pathname === "/",
    async (route) => {
      const response = await route.fetch();
      const html = await response.text();
      await route.fulfill({ response, body: withDevelopmentOptions(html, server.authority, run) });
    },
  );
  await page.goto(workbenchUrl(server, run.folder));
  return await result;
}

const run = readFlags();
// The suites edit files of the project: what they don't save stays as it is.
const server = await startCodeServer({ settings: { "files.autoSave": "off" } });
let browser: Browser | undefined;
async function end(): Promise<void> {
  await browser?.close();
  await server.stop();
}
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void end().then(() => process.exit(1)));
try {
  browser = await launchChromium();
  process.exitCode = await runInBrowser(browser, server, run);
} finally {
  await end();
}
