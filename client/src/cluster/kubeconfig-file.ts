/**
 * What one kubeconfig file says. Entries without a name, and values of another type than kubectl asks for,
 * count as absent. Paths in it are relative to its folder, as kubectl reads them.
 */
import { dirname, isAbsolute, resolve, sep } from "node:path";
import { loadAll, YAMLException } from "js-yaml";
import { type Fields, isFields } from "./fields.ts";

export interface KubeconfigCluster {
  readonly name: string;
  readonly server: string;
  /** Base64 of PEM. */
  readonly caData?: string;
  readonly caFile?: string;
  readonly tlsServerName?: string;
  readonly insecure: boolean;
  readonly proxyUrl?: string;
  /** What the cluster has for credential plugins, passed to them as it is. */
  readonly pluginConfig?: unknown;
}

export interface ExecConfig {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly installHint?: string;
  readonly provideClusterInfo: boolean;
  /** `Never`, `IfAvailable` or `Always`. */
  readonly interactiveMode?: string;
}

export interface Impersonation {
  readonly user?: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

export interface KubeconfigUser {
  readonly name: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly username?: string;
  readonly password?: string;
  /** Base64 of PEM. */
  readonly certData?: string;
  readonly certFile?: string;
  readonly keyData?: string;
  readonly keyFile?: string;
  readonly impersonation?: Impersonation;
  readonly exec?: ExecConfig;
  readonly authProvider?: { readonly name: string; readonly idToken?: string };
}

export interface KubeconfigContext {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  readonly namespace?: string;
}

export interface KubeconfigFile {
  readonly clusters: readonly KubeconfigCluster[];
  readonly users: readonly KubeconfigUser[];
  readonly contexts: readonly KubeconfigContext[];
  readonly current?: string;
}

/** The extension of a cluster that is meant for credential plugins. */
const PLUGIN_EXTENSION = "client.authentication.k8s.io/exec";

/** Throws an `Error` whose message ends the sentence "The kubeconfig … ", and quotes nothing of the text. */
export function parseKubeconfigFile(text: string, file: string): KubeconfigFile {
  const content = contentOf(text);
  const pathOf = (value: unknown) => {
    const path = string(value);
    return path === undefined || isAbsolute(path) ? path : resolve(dirname(file), path);
  };
  const current = string(content["current-context"]);
  return {
    clusters: named(content.clusters, "cluster", (name, cluster) => clusterOf(name, cluster, pathOf)),
    users: named(content.users, "user", (name, user) => userOf(name, user, pathOf)),
    contexts: named(content.contexts, "context", contextOf),
    ...(current !== undefined && { current }),
  };
}

function contentOf(text: string): Fields {
  let content: unknown;
  try {
    // Unlike `load` it takes a file of comments only.
    content = loadAll(text)[0];
  } catch (error) {
    // The library's message quotes the lines around the error, which may hold credentials.
    const line = error instanceof YAMLException ? error.mark?.line : undefined;
    throw new Error(`is not valid YAML${line === undefined ? "" : ` (line ${line + 1})`}`);
  }
  if (content === undefined || content === null) return {};
  if (!isFields(content)) throw new Error("holds no mapping");
  return content;
}

function clusterOf(name: string, cluster: Fields, pathOf: (value: unknown) => string | undefined) {
  const extensions = Array.isArray(cluster.extensions) ? cluster.extensions.filter(isFields) : [];
  const pluginConfig = extensions.find((extension) => extension.name === PLUGIN_EXTENSION)?.extension;
  return present<KubeconfigCluster>({
    name,
    server: string(cluster.server) ?? "",
    caData: string(cluster["certificate-authority-data"]),
    caFile: pathOf(cluster["certificate-authority"]),
    tlsServerName: string(cluster["tls-server-name"]),
    insecure: cluster["insecure-skip-tls-verify"] === true,
    proxyUrl: string(cluster["proxy-url"]),
    pluginConfig,
  });
}

function userOf(name: string, user: Fields, pathOf: (value: unknown) => string | undefined) {
  return present<KubeconfigUser>({
    name,
    token: string(user.token),
    tokenFile: pathOf(user.tokenFile),
    username: string(user.username),
    password: string(user.password),
    certData: string(user["client-certificate-data"]),
    certFile: pathOf(user["client-certificate"]),
    keyData: string(user["client-key-data"]),
    keyFile: pathOf(user["client-key"]),
    impersonation: impersonationOf(user),
    exec: isFields(user.exec) ? execOf(user.exec, pathOf) : undefined,
    authProvider: isFields(user["auth-provider"]) ? providerOf(user["auth-provider"]) : undefined,
  });
}

function contextOf(name: string, context: Fields) {
  return present<KubeconfigContext>({
    name,
    cluster: string(context.cluster) ?? "",
    user: string(context.user) ?? "",
    namespace: string(context.namespace),
  });
}

function execOf(exec: Fields, pathOf: (value: unknown) => string | undefined): ExecConfig | undefined {
  const command = string(exec.command);
  if (command === undefined) return undefined;
  const env = (Array.isArray(exec.env) ? exec.env : [])
    .filter(isFields)
    .flatMap(({ name, value }) =>
      typeof name === "string" && typeof value === "string" ? [[name, value] as const] : [],
    );
  return present<ExecConfig>({
    apiVersion: string(exec.apiVersion) ?? "client.authentication.k8s.io/v1",
    // A bare name is looked up on the PATH.
    command: command.includes("/") || command.includes(sep) ? (pathOf(command) ?? command) : command,
    args: strings(exec.args),
    env: Object.fromEntries(env),
    installHint: string(exec.installHint),
    provideClusterInfo: exec.provideClusterInfo === true,
    interactiveMode: string(exec.interactiveMode),
  });
}

function impersonationOf(user: Fields): Impersonation | undefined {
  const name = string(user.as);
  const uid = string(user["as-uid"]);
  const groups = strings(user["as-groups"]);
  const given = isFields(user["as-user-extra"]) ? Object.entries(user["as-user-extra"]) : [];
  const extra = Object.fromEntries(given.map(([key, values]) => [key, strings(values)]));
  if (name === undefined && uid === undefined && groups.length === 0 && given.length === 0) return undefined;
  return present<Impersonation>({ user: name, uid, groups, extra });
}

function providerOf(provider: Fields) {
  const config = isFields(provider.config) ? provider.config : {};
  return present<{ name: string; idToken?: string }>({
    name: string(provider.name) ?? "",
    idToken: string(config["id-token"]),
  });
}

function named<T>(list: unknown, key: string, read: (name: string, value: Fields) => T): T[] {
  return (Array.isArray(list) ? list : []).filter(isFields).flatMap((entry) => {
    const name = string(entry.name);
    if (name === undefined) return [];
    const value = entry[key];
    return [read(name, isFields(value) ? value : {})];
  });
}

type Possibly<T> = { readonly [K in keyof T]: T[K] | undefined };

/** The fields that are there. Which ones must be is not looked at: callers give those a value. */
function present<T>(fields: Possibly<T>): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function string(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
