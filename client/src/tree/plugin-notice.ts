/** Says that a credential plugin keeps the view waiting, and what it says; ends it if its user wants that. */
import { ProgressLocation, window } from "vscode";
import type { PluginRun } from "../cluster/exec-credential.ts";
import { plainLine, withoutLinks } from "../cluster/plain-text.ts";

/** Most plugins only look into a file. */
const PATIENCE_MS = 3_000;
const ADDRESS = /https:\/\/[^\s()[\]<>"'`]+/g;

export async function announcePlugin(run: PluginRun): Promise<void> {
  let said = "";
  let tell: ((line: string) => void) | undefined;
  run.onLine((line) => {
    said = linked(line);
    tell?.(said);
  });
  const { promise: patience, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, PATIENCE_MS);
  const ended = await Promise.race([run.ended.then(() => true), patience.then(() => false)]);
  clearTimeout(timer);
  if (ended) return;
  const title = withoutLinks(`The credential plugin “${plainLine(run.command)}” may wait for you to log in`);
  await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      tell = (message) => progress.report({ message });
      tell(said);
      const cancelled = token.onCancellationRequested(() => run.cancel());
      await run.ended;
      cancelled.dispose();
    },
  );
}

/** Addresses can be clicked; the editor asks before it opens one. */
function linked(line: string): string {
  return withoutLinks(plainLine(line)).replace(ADDRESS, (address) => `[${address}](${address})`);
}
