/**
 * The language server: connects the features to the protocol, and nothing else. Parts that a session may
 * never need are loaded when first asked for.
 */
import {
  CodeActionKind,
  createConnection,
  type InitializeResult,
  ProposedFeatures,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";
import { SchemaProposals } from "./features/completion-proposals.ts";
import { SchemaEngine } from "./features/schema-engine.ts";
import { answerCodeLensRequests } from "./lsp/code-lens-requests.ts";
import { answerContentsRequests } from "./lsp/contents-requests.ts";
import { DiagnosticsChannel } from "./lsp/diagnostics-channel.ts";
import { DynamicFeatures } from "./lsp/dynamic-features.ts";
import { FileStatusChannel } from "./lsp/file-status-channel.ts";
import { answerNavigation } from "./lsp/navigation-requests.ts";
import { OpenFiles } from "./lsp/open-files.ts";
import { answerPictureRequests } from "./lsp/picture-requests.ts";
import { answerPreviewRequests } from "./lsp/preview-requests.ts";
import { answerRequests, FIX_ALL } from "./lsp/requests.ts";
import { abilitiesOf, type Session } from "./lsp/session.ts";
import { SettingsStore } from "./lsp/settings-store.ts";
import { DIAGNOSTIC_SOURCE } from "./lsp/to-lsp.ts";
import { WarmUp } from "./lsp/warm-up.ts";
import { Workspace } from "./lsp/workspace-requests.ts";
import { KnownCluster, NO_CLUSTER } from "./pack/known-cluster.ts";
import {
  CLUSTER_VALUES,
  type ClusterValues,
  type InitializationOptions,
  YAML_EXTENSION_STATE,
  type YamlExtensionState,
} from "./protocol.ts";

const connection = createConnection(ProposedFeatures.all);
const files = new OpenFiles();
const settings = new SettingsStore(connection);
const dynamicFeatures = new DynamicFeatures(connection);
const fileStatus = new FileStatusChannel(connection);
let yamlExtensionActive = false;
let readerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
let client = abilitiesOf({});
let cluster = NO_CLUSTER;
const engine = new SchemaEngine((message) => connection.console.error(message));
const proposals = new SchemaProposals(engine);
const warmUp = new WarmUp(proposals);
const session: Session = {
  connection,
  files,
  engine,
  proposals,
  settingsFor: (uri: string) => settings.for(uri),
  isYamlExtensionActive: () => yamlExtensionActive,
  readerZone: () => readerZone,
  cluster: () => cluster,
  client: () => client,
};
const workspace = new Workspace(session, (file) => {
  diagnostics.refresh();
  fileStatus.report(file);
  if (client.refreshesHints) connection.languages.inlayHint.refresh().catch(() => undefined);
  codeLenses.refresh().catch(() => undefined);
});
const diagnostics = new DiagnosticsChannel(connection, {
  ...session,
  diagnosticsOfClosed: (uri) => workspace.diagnostics.ofClosed(uri),
});
const codeLenses = answerCodeLensRequests(session);

connection.onInitialize((params): InitializeResult => {
  const { capabilities, initializationOptions } = params;
  const options: InitializationOptions = initializationOptions ?? {};
  yamlExtensionActive = options.yamlExtensionActive === true;
  if (options.timeZone) readerZone = options.timeZone;
  client = abilitiesOf(capabilities);
  settings.start(capabilities);
  fileStatus.start(options.wantsFileStatus === true);
  const { pulled } = diagnostics.start(capabilities);
  return {
    serverInfo: { name: "personapack-language-server" },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
      completionProvider: { triggerCharacters: [" ", ":", "-", "\n", "{", ",", "["] },
      hoverProvider: true,
      inlayHintProvider: true,
      documentSymbolProvider: { label: "PersonaPack" },
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      renameProvider: capabilities.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
      ...(pulled
        ? {
            diagnosticProvider: {
              identifier: DIAGNOSTIC_SOURCE,
              interFileDependencies: false,
              workspaceDiagnostics: true,
              workDoneProgress: true,
            },
          }
        : {}),
      ...codeLenses.start(capabilities),
      ...workspace.start(params),
      ...dynamicFeatures.start(capabilities),
    },
  };
});

connection.onInitialized(() => {
  void dynamicFeatures.offer(!yamlExtensionActive);
  void workspace.initialized();
});

connection.onDidOpenTextDocument((params) => {
  const file = files.open(params);
  diagnostics.fileChanged(file.uri);
  warmUp.fileOpened(file.documents);
  fileStatus.report(file);
  void workspace.askKustomization(file);
});

connection.onDidChangeTextDocument((params) => {
  const file = files.change(params);
  if (!file) return;
  diagnostics.fileChanged(file.uri);
  fileStatus.report(file);
});

connection.onDidCloseTextDocument((params) => {
  const { uri } = params.textDocument;
  files.close(params);
  settings.forget(uri);
  void engine.release();
  fileStatus.forget(uri);
  diagnostics.fileClosed(uri);
  workspace.diagnostics.fileClosed(uri);
});

connection.onDidChangeConfiguration((params) => {
  settings.changed(params.settings);
  diagnostics.refresh();
  workspace.changes.fire();
  if (client.refreshesHints) connection.languages.inlayHint.refresh().catch(() => undefined);
  codeLenses.refresh().catch(() => undefined);
});

connection.onNotification(YAML_EXTENSION_STATE, (state: YamlExtensionState) => {
  yamlExtensionActive = state.active;
  void dynamicFeatures.offer(!state.active);
  diagnostics.refresh();
  workspace.changes.fire();
});

connection.onNotification(CLUSTER_VALUES, (values: Partial<ClusterValues>) => {
  cluster = new KnownCluster(values);
  diagnostics.refresh();
  workspace.changes.fire();
});

connection.languages.diagnostics.on((params, token) =>
  diagnostics.pull(params.textDocument.uri, params.previousResultId, token),
);

answerRequests(session);
answerNavigation(session, workspace);
answerPictureRequests(session);
answerPreviewRequests(session);
answerContentsRequests(session);
workspace.answerRequests();
connection.listen();
