import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const candidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Starts the Chromium of the machine (or of CHROMIUM_PATH), headless and without traffic of its own. */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? candidates.find((path) => existsSync(path));
  if (!executablePath)
    throw new Error("Chromium is missing; `node scripts/setup.mjs --browser` installs it.");
  return chromium.launch({
    executablePath,
    // Whoever started it ends it, after what depends on it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // An intercepted page counts as a public one, which may not open a WebSocket to this machine.
      "--disable-features=LocalNetworkAccessChecks",
    ],
  });
}
