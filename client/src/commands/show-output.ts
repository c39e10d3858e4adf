import { commands, type Disposable } from "vscode";
import type { Output } from "../language/output.ts";
import { SHOW_OUTPUT } from "./command-ids.ts";

export function registerShowOutput(output: Output): Disposable {
  return commands.registerCommand(SHOW_OUTPUT, () => output.channel.show());
}
