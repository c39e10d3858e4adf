/**
 * The only file that knows vscode-languageclient (about 430 KB of code). It is imported when the server is
 * first needed and by nothing else, which keeps activation on a plain YAML file cheap.
 */
import type { LogOutputChannel } from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  NotificationType,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from "vscode-languageclient/node";
import {
  CLUSTER_VALUES,
  type ClusterValues,
  FILE_STATUS,
  type FileStatus,
  type InitializationOptions,
  SETTINGS_SECTION,
  YAML_EXTENSION_STATE,
  type YamlExtensionState,
} from "../../../server/src/protocol.ts";
import { documentSelector } from "./candidate-document.ts";
import { type AfterEnd, RestartPolicy } from "./restart-policy.ts";

const MAX_RESTARTS = 3;
const RESTART_WINDOW_MS = 3 * 60 * 1000;
/** Failed writes in a row after which the connection is given up. */
const MAX_CONNECTION_ERRORS = 3;

export interface ServerProcess {
  /** Rejects when the server cannot be started; VS Code's user has been told by then. */
  start(): Promise<void>;
  /** Ends the process. Also while it is starting; then it is killed. */
  dispose(): Promise<void>;
  sendYamlExtensionState(state: YamlExtensionState): Promise<void>;
  sendClusterValues(values: Partial<ClusterValues>): Promise<void>;
  /** Rejects unless the server is ready. */
  request<Params, Result>(method: string, params: Params): Promise<Result>;
}

export interface ServerProcessOptions {
  /** Absolute path of the bundled server. */
  readonly module: string;
  readonly channel: LogOutputChannel;
  /** Asked at every start, restarts after a crash included. */
  readonly initializationOptions: () => InitializationOptions;
  readonly onState: (state: "starting" | "ready" | "stopped" | "failed") => void;
  readonly onFileStatus: (status: FileStatus) => void;
}

export function createServerProcess(options: ServerProcessOptions): ServerProcess {
  const restarts = new RestartPolicy(MAX_RESTARTS, RESTART_WINDOW_MS, () => performance.now());
  const client = new LanguageClient(
    // The id is also the section in which the client looks for `trace.server`.
    SETTINGS_SECTION,
    "PersonaPack",
    { module: options.module, transport: TransportKind.ipc },
    {
      documentSelector: documentSelector.map((filter) => ({ ...filter })),
      initializationOptions: options.initializationOptions,
      // Values are pulled per resource by the server; this tells it when to ask again.
      synchronize: { configurationSection: SETTINGS_SECTION },
      outputChannel: options.channel,
      // A failed hover belongs in the log. What stops the server is still shown.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: (_error, _message, count) => ({
          action: (count ?? 0) <= MAX_CONNECTION_ERRORS ? ErrorAction.Continue : ErrorAction.Shutdown,
          handled: true,
        }),
        closed: () => {
          const next = restarts.afterEnd();
          return {
            action: next === "restart" ? CloseAction.Restart : CloseAction.DoNotRestart,
            message: `The language server ended unexpectedly: ${explanations[next]}`,
            // That a start failed is shown by the client itself.
            handled: next !== "too-many-ends",
          };
        },
      },
    },
  );

  const listeners = [
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) restarts.becameReady();
      options.onState(stateNames[newState]);
    }),
    client.onNotification(new NotificationType<FileStatus>(FILE_STATUS), options.onFileStatus),
  ];

  return {
    start: () => client.start(),
    dispose: async () => {
      for (const listener of listeners) listener.dispose();
      await client.dispose();
    },
    sendYamlExtensionState: (state) =>
      client.sendNotification(new NotificationType<YamlExtensionState>(YAML_EXTENSION_STATE), state),
    sendClusterValues: (values) =>
      client.sendNotification(new NotificationType<Partial<ClusterValues>>(CLUSTER_VALUES), values),
    request: (method, params) => client.sendRequest(method, params),
  };
}

const explanations: Record<AfterEnd, string> = {
  restart: "it is started again.",
  "never-ready": "it is not started again, because it was not even ready.",
  "too-many-ends":
    "it ended too often to be started again. The output may say why; " +
    "the command “PersonaPack: Restart Language Server” tries anew.",
};

const stateNames = {
  [State.Starting]: "starting",
  [State.Running]: "ready",
  [State.Stopped]: "stopped",
  [State.StartFailed]: "failed",
} as const;
