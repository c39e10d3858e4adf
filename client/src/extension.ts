/** The wiring of the extension; what it does is in the files below. */
import { type ExtensionContext, Uri } from "vscode";
import { SHOW_GRAPH, SHOW_TIMELINE } from "./commands/command-ids.ts";
import { registerCompareResources } from "./commands/compare-resources.ts";
import { registerFindPackFiles } from "./commands/find-pack-files.ts";
import { registerNewPack } from "./commands/new-pack.ts";
import { registerPreviewResources } from "./commands/preview-resources.ts";
import { registerRestartServer } from "./commands/restart-server.ts";
import { registerShowOutput } from "./commands/show-output.ts";
import { registerShowPicture } from "./commands/show-picture.ts";
import { watchForCandidate } from "./language/candidate-watcher.ts";
import { LanguageServer } from "./language/language-server.ts";
import { Output } from "./language/output.ts";
import { watchPackContext } from "./language/pack-context.ts";
import type { ServerState } from "./language/server-state.ts";
import { createStatusItem } from "./language/status-item.ts";
import { isYamlExtensionActive, watchYamlExtension } from "./language/yaml-extension.ts";
import { LateClusterExtension } from "./late-cluster-extension.ts";
import { graphPictures } from "./preview/graph-panel.ts";
import { ResourcesPreview } from "./preview/resources-preview.ts";
import { timelinePictures } from "./preview/timeline-panel.ts";

/** What other extensions, and the tests inside VS Code, may ask. */
export interface PersonaPackApi {
  serverState(): ServerState["name"];
  /** For each open picture the version of the file that it shows, and how many rows or nodes it has drawn. */
  drawnPictures(): {
    readonly timelines: readonly { readonly version: number; readonly parts: number }[];
    readonly graphs: readonly { readonly version: number; readonly parts: number }[];
  };
}

let server: LanguageServer | undefined;
let cluster: LateClusterExtension | undefined;

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
  const pictureFiles = Uri.joinPath(context.extensionUri, "client/dist/webview");
  const timelines = timelinePictures(languageServer, pictureFiles);
  const graphs = graphPictures(languageServer, pictureFiles);
  const clusterExtension = new LateClusterExtension(context, output, languageServer);
  cluster = clusterExtension;
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
    timelines,
    graphs,
    registerShowPicture(SHOW_TIMELINE, timelines, askResources),
    registerShowPicture(SHOW_GRAPH, graphs, askResources),
    registerNewPack(context.asAbsolutePath("snippets/personapack.json")),
    registerRestartServer(languageServer),
    registerFindPackFiles(languageServer),
    registerShowOutput(output),
    clusterExtension,
  );
  return {
    serverState: () => languageServer.state.name,
    drawnPictures: () => ({ timelines: timelines.drawn, graphs: graphs.drawn }),
  };
}

/** VS Code waits for this promise, but not for what `dispose` starts: server and cluster view are ended here. */
export async function deactivate(): Promise<void> {
  await Promise.all([server?.stop(), cluster?.close()]);
  server = undefined;
  cluster = undefined;
}
