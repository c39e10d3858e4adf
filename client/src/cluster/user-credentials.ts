/** How requests of a kubeconfig user identify themselves. */
import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { ClusterError } from "./cluster-error.ts";
import type { ExecCredential, ExecPlugin } from "./exec-credential.ts";
import type { Impersonation, KubeconfigUser } from "./kubeconfig-file.ts";

export interface ClientCertificate {
  /** Base64 of PEM. */
  readonly cert: string;
  readonly key: string;
}

/** Headers and client certificate. The same object as long as nothing has changed. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly certificate: ClientCertificate | undefined;
}

/** Token files are rotated behind our back; client-go too reads them again after a minute. */
const TOKEN_FILE_MS = 60_000;

export class UserCredentials {
  readonly #user: KubeconfigUser;
  readonly #plugin: ExecPlugin | undefined;
  readonly #distrust: string;
  readonly #impersonated: Credentials["headers"];
  #last: Credentials | undefined;
  #fromPlugin: ExecCredential | undefined;
  #tokenFile: { readonly token: string; readonly readAt: number } | undefined;
  #certificate: ClientCertificate | undefined;

  /** `plugin` runs the user's `exec`; without it such a user is refused, because of `distrust`. */
  constructor(
    user: KubeconfigUser,
    plugin: ExecPlugin | undefined,
    distrust = "this workspace is not trusted",
  ) {
    this.#user = user;
    this.#plugin = plugin;
    this.#distrust = distrust;
    this.#impersonated = impersonationHeaders(user.impersonation);
  }

  /** Rejects with a `ClusterError`. */
  async current(): Promise<Credentials> {
    const user = this.#user;
    this.#certificate ??= await certificateOf(user);
    // As in client-go: what the user has written goes before the plugin, a file before a token.
    if (user.tokenFile !== undefined) return this.#keep(bearer(await this.#fileToken(user.tokenFile)));
    if (user.token !== undefined) return this.#keep(bearer(user.token));
    if (user.username !== undefined) return this.#keep(basic(user.username, user.password ?? ""));
    if (user.authProvider) return this.#keep(bearer(idTokenOf(user.authProvider)));
    if (user.exec) return await this.#askPlugin(user.exec.command);
    return this.#keep(undefined);
  }

  /** Other credentials than those that the API server has refused; undefined if there are no others. */
  async renewed(refused: Credentials): Promise<Credentials | undefined> {
    if (refused === this.#last) {
      this.#tokenFile = undefined;
      this.#certificate = undefined;
      if (this.#plugin && this.#fromPlugin) await this.#plugin.renewed(this.#fromPlugin);
    }
    const next = await this.current();
    return next === refused ? undefined : next;
  }

  async #askPlugin(command: string): Promise<Credentials> {
    if (!this.#plugin) {
      throw new ClusterError(
        "unauthenticated",
        `The credential plugin “${command}” is not run, as ${this.#distrust}.`,
      );
    }
    const credential = await this.#plugin.credential();
    this.#fromPlugin = credential;
    const { token, clientCertificate, clientKey } = credential;
    return this.#keep(
      token === undefined ? undefined : bearer(token),
      clientCertificate !== undefined && clientKey !== undefined
        ? { cert: base64(clientCertificate), key: base64(clientKey) }
        : this.#certificate,
    );
  }

  #keep(authorization: string | undefined, certificate = this.#certificate): Credentials {
    const headers = { ...(authorization !== undefined && { authorization }), ...this.#impersonated };
    const next = { headers, certificate };
    if (!isDeepStrictEqual(next, this.#last)) this.#last = next;
    return this.#last ?? next;
  }

  async #fileToken(file: string): Promise<string> {
    if (!this.#tokenFile || Date.now() - this.#tokenFile.readAt > TOKEN_FILE_MS) {
      this.#tokenFile = { token: (await readOrRefuse(file, "token")).toString("utf8"), readAt: Date.now() };
    }
    return this.#tokenFile.token;
  }
}

function bearer(token: string): string {
  return `Bearer ${token.trim()}`;
}

function basic(username: string, password: string): string {
  return `Basic ${base64(`${username}:${password}`)}`;
}

async function certificateOf(user: KubeconfigUser): Promise<ClientCertificate | undefined> {
  const cert = user.certData ?? (user.certFile && (await fileAsBase64(user.certFile, "client certificate")));
  const key = user.keyData ?? (user.keyFile && (await fileAsBase64(user.keyFile, "client key")));
  return cert && key ? { cert, key } : undefined;
}

async function fileAsBase64(file: string, what: string): Promise<string> {
  return (await readOrRefuse(file, what)).toString("base64");
}

async function readOrRefuse(file: string, what: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch {
    throw new ClusterError("unauthenticated", `The ${what} ${file} of the kubeconfig cannot be read.`);
  }
}

/**
 * The token of an OpenID Connect provider as kubectl left it. It is not renewed here: providers that replace the
 * refresh token at each use would lock kubectl out, as the kubeconfig is not ours to write.
 */
function idTokenOf({ name, idToken }: { name: string; idToken?: string }): string {
  if (name !== "oidc") {
    throw new ClusterError(
      "unauthenticated",
      `Kubernetes no longer has the auth provider “${name}”; its successor is a credential plugin.`,
    );
  }
  if (idToken === undefined || hasExpired(idToken)) {
    throw new ClusterError("unauthenticated", "The login has expired. Run any kubectl command to renew it.");
  }
  return idToken;
}

function hasExpired(idToken: string): boolean {
  try {
    const claims: unknown = JSON.parse(
      Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8"),
    );
    const end =
      typeof claims === "object" && claims !== null && "exp" in claims ? Number(claims.exp) : Number.NaN;
    return end * 1000 <= Date.now();
  } catch {
    // No token that could be read: the API server is the judge.
    return false;
  }
}

function impersonationHeaders(impersonation: Impersonation | undefined): Credentials["headers"] {
  if (!impersonation) return {};
  const { user, uid, groups, extra } = impersonation;
  const extras = Object.entries(extra).map(
    ([key, values]) => [`impersonate-extra-${encodeURIComponent(key.toLowerCase())}`, [...values]] as const,
  );
  return {
    ...(user !== undefined && { "impersonate-user": user }),
    ...(uid !== undefined && { "impersonate-uid": uid }),
    ...(groups.length > 0 && { "impersonate-group": [...groups] }),
    ...Object.fromEntries(extras),
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
