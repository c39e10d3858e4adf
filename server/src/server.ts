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
import { DiagnosticsChannel } from "./lsp/diagnostics-channel.ts";
import { DynamicFeatures } from "./lsp/dynamic-features.ts";
import { FileStatusChannel } from "./lsp/file-status-channel.ts";
import { OpenFiles } from "./lsp/open-files.ts";
import { answerPreviewRequests } from "./lsp/preview-requests.ts";
import { answerRequests, type ClientAbilities } from "./lsp/requests.ts";
import { SettingsStore } from "./lsp/settings-store.ts";
import { DIAGNOSTIC_SOURCE } from "./lsp/to-lsp.ts";
import { WarmUp } from "./lsp/warm-up.ts";
import { type InitializationOptions, YAML_EXTENSION_STATE, type YamlExtensionState } from "./protocol.ts";

const connection = createConnection(ProposedFeatures.all);
const files = new OpenFiles();
const settings = new SettingsStore(connection);
const dynamicFeatures = new DynamicFeatures(connection);
const fileStatus = new FileStatusChannel(connection);
let yamlExtensionActive = false;
let readerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
let client: ClientAbilities = { snippets: false, nestedSymbols: false, refreshesHints: false };
const engine = new SchemaEngine((message) => connection.console.error(message));
const proposals = new SchemaProposals(engine);
const warmUp = new WarmUp(proposals);
const session = {
  connection,
  files,
  engine,
  proposals,
  settingsFor: (uri: string) => settings.for(uri),
  isYamlExtensionActive: () => yamlExtensionActive,
  readerZone: () => readerZone,
  client: () => client,
};
const diagnostics = new DiagnosticsChannel(connection, session);
const previews = answerPreviewRequests(session);

connection.onInitialize(({ capabilities, initializationOptions }): InitializeResult => {
  const options: InitializationOptions = initializationOptions ?? {};
  yamlExtensionActive = options.yamlExtensionActive === true;
  if (options.timeZone) readerZone = options.timeZone;
  client = {
    snippets: capabilities.textDocument?.completion?.completionItem?.snippetSupport === true,
    nestedSymbols: capabilities.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    refreshesHints: capabilities.workspace?.inlayHint?.refreshSupport === true,
  };
  settings.start(capabilities);
  fileStatus.start(options.wantsFileStatus === true);
  const { pulled } = diagnostics.start(capabilities);
  return {
    serverInfo: { name: "personapack-language-server" },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      completionProvider: { triggerCharacters: [" ", ":", "-", "\n", "{", ",", "["] },
      hoverProvider: true,
      inlayHintProvider: true,
      documentSymbolProvider: { label: "PersonaPack" },
      ...(pulled
        ? {
            diagnosticProvider: {
              identifier: DIAGNOSTIC_SOURCE,
              interFileDependencies: false,
              workspaceDiagnostics: false,
            },
          }
        : {}),
      ...previews.start(capabilities),
      ...dynamicFeatures.start(capabilities),
    },
  };
});

connection.onInitialized(() => void dynamicFeatures.offer(!yamlExtensionActive));

connection.onDidOpenTextDocument((params) => {
  const file = files.open(params);
  diagnostics.fileChanged(file.uri);
  warmUp.fileOpened(file.documents);
  fileStatus.report(file);
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
});

connection.onDidChangeConfiguration((params) => {
  settings.changed(params.settings);
  diagnostics.refresh();
  if (client.refreshesHints) connection.languages.inlayHint.refresh().catch(() => undefined);
  previews.refresh().catch(() => undefined);
});

connection.onNotification(YAML_EXTENSION_STATE, (state: YamlExtensionState) => {
  yamlExtensionActive = state.active;
  void dynamicFeatures.offer(!state.active);
  diagnostics.refresh();
});

connection.languages.diagnostics.on((params, token) =>
  diagnostics.pull(params.textDocument.uri, params.previousResultId, token),
);

answerRequests(session);
connection.listen();
