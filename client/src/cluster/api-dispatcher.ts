/**
 * The connections to one API server: TLS, client certificate and proxy from @kubernetes/client-node, which nothing
 * else imports. Its API classes are not used: they drop unknown fields, change dates and open a connection for each
 * request.
 */
import { readFile } from "node:fs/promises";
import { type DispatcherOptions, KubeConfig, RequestContext } from "@kubernetes/client-node";
import { ClusterError } from "./cluster-error.ts";
import type { KubeconfigCluster } from "./kubeconfig-file.ts";
import { isLoopback } from "./proxy-choice.ts";
import type { ClientCertificate } from "./user-credentials.ts";

/** Keeps connections open and shares them between requests; with HTTP/2, which API servers speak, one for all. */
export type ApiDispatcher = NonNullable<ReturnType<RequestContext["getDispatcher"]>>;

const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelay: 30_000 };

class OneContext extends KubeConfig {
  /**
   * The library has no dispatcher of its own for a server without TLS options, and would use that of the whole
   * process; and it refuses plain HTTP altogether.
   */
  override createDispatcherOptions(
    ...[cluster, agent]: Parameters<KubeConfig["createDispatcherOptions"]>
  ): DispatcherOptions {
    const plain = cluster?.server.startsWith("http:") === true && !cluster.proxyUrl;
    const options = plain ? { type: "none" as const } : super.createDispatcherOptions(cluster, agent);
    return options.type === "none" ? { type: "agent", connect: KEEP_ALIVE } : options;
  }
}

/** The caller must destroy the dispatcher. Rejects with a `ClusterError` if the cluster is described wrongly. */
export async function openDispatcher(
  cluster: KubeconfigCluster,
  server: URL,
  certificate: ClientCertificate | undefined,
  proxyUrl: string | undefined,
): Promise<ApiDispatcher> {
  if (server.protocol === "http:" && !isLoopback(server.hostname.replace(/^\[|\]$/g, ""))) {
    throw new ClusterError("tls", `The API server ${server.host} would be asked without encryption.`);
  }
  const caData = cluster.caData ?? (cluster.caFile && (await readCa(cluster.caFile)));
  const kubeConfig = new OneContext();
  kubeConfig.loadFromClusterAndUser(
    {
      name: "cluster",
      server: server.href,
      skipTLSVerify: cluster.insecure,
      ...(caData && { caData }),
      ...(cluster.tlsServerName !== undefined && { tlsServerName: cluster.tlsServerName }),
      ...(proxyUrl !== undefined && { proxyUrl }),
    },
    { name: "user", ...(certificate && { certData: certificate.cert, keyData: certificate.key }) },
  );
  const context = new RequestContext(server.href, "GET");
  await kubeConfig.applySecurityAuthentication(context);
  const dispatcher = context.getDispatcher();
  if (!dispatcher) throw new ClusterError("unknown", `There is no way to connect to ${server.host}.`);
  return dispatcher;
}

async function readCa(file: string): Promise<string> {
  try {
    return (await readFile(file)).toString("base64");
  } catch {
    throw new ClusterError("tls", `The certificate authority ${file} of the kubeconfig cannot be read.`);
  }
}
