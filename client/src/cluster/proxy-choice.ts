/** Which proxy stands between here and an API server, chosen as kubectl does, and VS Code's setting after that. */
import { BlockList, isIP } from "node:net";

export interface ProxySources {
  /** `proxy-url` of the cluster; wins over everything, NO_PROXY included. */
  readonly cluster: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** VS Code's `http.proxy` and `http.noProxy`. */
  readonly setting?: {
    readonly proxy?: string | undefined;
    readonly noProxy?: readonly string[] | undefined;
  };
}

/** The URL of the proxy, or undefined for none. `server` is the URL of the API server. */
export function chooseProxy(server: URL, { cluster, env, setting }: ProxySources): string | undefined {
  if (cluster) return cluster;
  const host = server.hostname.replace(/^\[|\]$/g, "");
  if (isLoopback(host)) return undefined;
  const port = server.port || (server.protocol === "https:" ? "443" : "80");
  const except = [...(env.NO_PROXY || env.no_proxy || "").split(","), ...(setting?.noProxy ?? [])];
  if (except.some((entry) => covers(entry.trim().toLowerCase(), host, port))) return undefined;
  const fromEnv =
    server.protocol === "https:" ? env.HTTPS_PROXY || env.https_proxy : env.HTTP_PROXY || env.http_proxy;
  const proxy = fromEnv || setting?.proxy;
  // As in Go, `proxy:3128` means `http://proxy:3128`.
  return proxy ? (proxy.includes("://") ? proxy : `http://${proxy}`) : undefined;
}

/** `host` without brackets, as `URL` writes it: an address or a lower-case name. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** An entry of NO_PROXY: `*`, an address, a network, or a name with what lies below it; a port may follow. */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === "") return false;
  if (entry === "*") return true;
  if (entry.includes("/")) return inNetwork(entry, host);
  if (isIP(entry) !== 0) return entry === host;
  const [, name = entry, onlyPort] = /^\[?(.+?)\]?:(\d+)$/.exec(entry) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) return false;
  const domain = name.replace(/^\*?\./, "");
  return host.endsWith(`.${domain}`) || (host === domain && domain === name);
}

function inNetwork(network: string, host: string): boolean {
  const [address = "", bits = ""] = network.split("/");
  const family = isIP(address);
  const prefix = Number(bits);
  if (family === 0 || isIP(host) !== family || !/^\d+$/.test(bits) || prefix > (family === 4 ? 32 : 128)) {
    return false;
  }
  const type = family === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(address, prefix, type);
  return list.check(host, type);
}
