import { counted } from "../../../server/src/pack/counted.ts";
import type { FileStatus } from "../../../server/src/protocol.ts";
import { RESTART_SERVER, SHOW_OUTPUT } from "../commands/command-ids.ts";
import type { ServerState } from "./server-state.ts";

/** What the status item shows for the active file. */
export interface StatusView {
  readonly text: string;
  readonly detail: string;
  readonly severity: "information" | "warning" | "error";
  readonly busy: boolean;
  readonly command: { readonly command: string; readonly title: string };
}

const showOutput = { command: SHOW_OUTPUT, title: "Show Output" };
const restart = { command: RESTART_SERVER, title: "Restart" };

/**
 * @param file what the server said about the active file, if it did
 * @returns undefined while there is nothing to say
 */
export function statusView(state: ServerState, file: FileStatus | undefined): StatusView | undefined {
  const base = { detail: "PersonaPack", severity: "information", busy: false, command: showOutput } as const;
  switch (state.name) {
    case "idle":
      return undefined;
    case "starting":
      return { ...base, text: "Starting the language server", busy: true };
    case "stopped":
      return { ...base, text: "The language server has stopped", severity: "warning", command: restart };
    case "failed":
      return {
        ...base,
        text: state.reason ?? "The language server did not start",
        severity: "error",
        command: restart,
      };
    case "ready": {
      const text = file === undefined ? "Ready" : contents(file);
      if (file?.notice !== undefined) return { ...base, text, detail: file.notice, severity: "warning" };
      return { ...base, text, ...(file?.leftAlone !== undefined && { detail: file.leftAlone }) };
    }
  }
}

function contents({ packs, personas }: FileStatus): string {
  if (packs === 0) return "No PersonaPack in this file";
  return packs === 1
    ? counted(personas, "persona")
    : `${counted(packs, "pack")}, ${counted(personas, "persona")}`;
}
