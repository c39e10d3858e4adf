/**
 * Notifications that are text and nothing more. VS Code makes a link of what looks like one in them, and a click may
 * run a command: what quotes a cluster must not bring one along.
 */
import { type CancellationToken, type Progress, ProgressLocation, window } from "vscode";
import { plainLine, withoutLinks } from "../cluster/plain-text.ts";

/** Resolves with the item that was chosen; undefined if the message was put away. */
export async function showInformation(text: string, ...items: string[]): Promise<string | undefined> {
  return await window.showInformationMessage(inert(text), ...items);
}

export async function showWarning(text: string, ...items: string[]): Promise<string | undefined> {
  return await window.showWarningMessage(inert(text), ...items);
}

export async function showError(text: string, ...items: string[]): Promise<string | undefined> {
  return await window.showErrorMessage(inert(text), ...items);
}

type Report = { readonly message?: string; readonly increment?: number };

/** Stays as long as the work is under way, with a button that cancels it. */
export async function withNotification<Result>(
  title: string,
  work: (progress: Progress<Report>, token: CancellationToken) => Promise<Result>,
): Promise<Result> {
  return await window.withProgress(
    { location: ProgressLocation.Notification, title: inert(title), cancellable: true },
    async (progress, token) => {
      const report = ({ message, ...rest }: Report) =>
        progress.report({ ...rest, ...(message !== undefined && { message: inert(message) }) });
      return await work({ report }, token);
    },
  );
}

function inert(text: string): string {
  return withoutLinks(plainLine(text));
}
