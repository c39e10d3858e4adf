import { env, window } from "vscode";

const SHOWN_MS = 5000;
const LONGEST_SHOWN = 60;

/** To the clipboard, and says so where nobody has to take it away. */
export async function copyText(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  const shown = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
  window.setStatusBarMessage(`$(clippy) Copied: ${shown}`, SHOWN_MS);
}
