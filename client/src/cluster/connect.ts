/**
 * Entry of the bundle that is loaded when a cluster view is first visible: the kubeconfig, and clients for its
 * contexts.
 */
import { ApiTransport } from "./api-transport.ts";
import type { ClusterClient } from "./cluster-client.ts";
import { ClusterError } from "./cluster-error.ts";
import { ExecPlugin, type PluginRun } from "./exec-credential.ts";
import { keepingFetch } from "./fetch-dispatcher.ts";
import type { ContextConfig } from "./kubeconfig.ts";
import { KubernetesClient } from "./kubernetes-client.ts";
import { chooseProxy, type ProxySources } from "./proxy-choice.ts";
import { UserCredentials } from "./user-credentials.ts";

export { ClusterError } from "./cluster-error.ts";
export { configOf, kubeconfigFiles, readKubeconfig } from "./kubeconfig.ts";
export { KubeconfigWatcher } from "./kubeconfig-watcher.ts";

export interface ConnectorOptions {
  /** For proxies, and inherited by credential plugins. */
  readonly env: NodeJS.ProcessEnv;
  /** Nothing that a kubeconfig names is run while this is false. */
  readonly isTrusted: () => boolean;
  /** Why it is not, as the end of a sentence. */
  readonly distrust?: () => string;
  /** VS Code's own settings. */
  readonly proxy?: () => ProxySources["setting"];
  /** Gets what credential plugins say to their user. */
  readonly log: (line: string) => void;
  /** Told of each run of a credential plugin when it begins. */
  readonly onPluginRun?: (run: PluginRun) => void;
  /** As HTTP has it, for example `personapack-vscode/0.1.0`. */
  readonly userAgent: string;
  readonly pluginTimeoutMs?: number;
  /** How long a watch lasts at least. */
  readonly watchSeconds?: number;
}

/** Loaded once, and only when something is asked of a cluster. */
let dispatchers: Promise<typeof import("./api-dispatcher.ts")> | undefined;

/**
 * Opens clients. What credential plugins gave is kept from one client to the next, so that nobody has to log in
 * twice; `dispose` forgets it and ends plugins that still run.
 */
export class ClusterConnector {
  readonly #options: ConnectorOptions;
  readonly #plugins = new Map<string, ExecPlugin>();

  constructor(options: ConnectorOptions) {
    this.#options = options;
  }

  /** Asks nothing of the cluster yet. The caller must `close` the client. Throws a `ClusterError`. */
  connect(config: ContextConfig): ClusterClient {
    const { env, proxy, userAgent, watchSeconds, distrust } = this.#options;
    const { cluster, user } = config;
    const server = serverUrl(config);
    const setting = proxy?.();
    const proxyUrl = chooseProxy(server, { cluster: cluster.proxyUrl, env, ...(setting && { setting }) });
    return new KubernetesClient(
      new ApiTransport({
        server,
        userAgent,
        credentials: new UserCredentials(user, this.#plugin(config), distrust?.()),
        open: async (certificate) => {
          dispatchers ??= keepingFetch(() => import("./api-dispatcher.ts"));
          const { openDispatcher } = await dispatchers;
          return await openDispatcher(cluster, server, certificate, proxyUrl);
        },
      }),
      { ...(watchSeconds !== undefined && { watchSeconds }) },
    );
  }

  dispose(): void {
    for (const plugin of this.#plugins.values()) plugin.dispose();
    this.#plugins.clear();
  }

  #plugin({ context, cluster, user }: ContextConfig): ExecPlugin | undefined {
    const { env, isTrusted, log, onPluginRun: onRun, pluginTimeoutMs: timeoutMs } = this.#options;
    const { exec } = user;
    if (!exec || !isTrusted()) return undefined;
    const key = JSON.stringify([context, user.name, exec, cluster]);
    const plugin =
      this.#plugins.get(key) ??
      new ExecPlugin({
        exec,
        cluster,
        env,
        log,
        ...(onRun && { onRun }),
        ...(timeoutMs !== undefined && { timeoutMs }),
      });
    this.#plugins.set(key, plugin);
    return plugin;
  }
}

function serverUrl({ context, cluster }: ContextConfig): URL {
  const url = URL.parse(cluster.server.includes("://") ? cluster.server : `https://${cluster.server}`);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new ClusterError("unknown", `The server of the context “${context}” has no valid address.`);
  }
  return url;
}
