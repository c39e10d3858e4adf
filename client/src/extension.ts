/** The wiring of the extension; what it does is in the files below. */
import type { ExtensionContext } from "vscode";
import { registerCompareResources } from "./commands/compare-resources.ts";
import { registerNewPack } from "./commands/new-pack.ts";
import { registerPreviewResources } from "./commands/preview-resources.ts";
import { registerRestartServer } from "./commands/restart-server.ts";
import { registerShowOutput } from "./commands/show-output.ts";
import { watchForCandidate } from "./language/candidate-watcher.ts";
import { LanguageServer } from "./language/language-server.ts";
import { Output } from "./language/output.ts";
import { watchPackContext } from "./language/pack-context.ts";
import type { ServerState } from "./language/server-state.ts";
import { createStatusItem } from "./language/status-item.ts";
import { isYamlExtensionActive, watchYamlExtension } from "./language/yaml-extension.ts";
import { ResourcesPreview } from "./preview/resources-preview.ts";

/** What other extensions, and the tests inside VS Code, may ask. */
export interface PersonaPackApi {
  serverState(): ServerState["name"];
}

let server: LanguageServer | undefined;

export function activate(context: ExtensionContext): PersonaPackApi {
  const output = new Output();
  const languageServer = new LanguageServer(context.asAbsolutePath("server/dist/server.cjs"), output, () => ({
    yamlExtensionActive: isYamlExtensionActive(),
    wantsFileStatus: true,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }));
  server = languageServer;
  const askResources = languageServer.generatedResources.bind(languageServer);
  const preview = new ResourcesPreview(askResources);
  context.subscriptions.push(
    output,
    languageServer,
    createStatusItem(languageServer),
    watchYamlExtension((active) => void languageServer.tellYamlExtension(active)),
    watchForCandidate(() => void languageServer.start()),
    preview,
    watchPackContext(languageServer),
    registerPreviewResources(preview, askResources),
    registerCompareResources(askResources),
    registerNewPack(context.asAbsolutePath("snippets/personapack.json")),
    registerRestartServer(languageServer),
    registerShowOutput(output),
  );
  return { serverState: () => languageServer.state.name };
}

/** VS Code waits for this promise, but not for what `dispose` starts: the server is ended here. */
export async function deactivate(): Promise<void> {
  await server?.stop();
  server = undefined;
}
