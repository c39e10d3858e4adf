/** A session for work that takes long: whatever connection there is when something is asked. */
import { ClusterError, isClusterError, isLost } from "../cluster-error.ts";
import { type ClusterIdentity, isSameCluster } from "../cluster-identity.ts";
import type { PlanSession } from "./execute-plan.ts";
import { PlanRefused } from "./plan.ts";
import type { StepClient } from "./step-request.ts";

/**
 * Refreshing the view and a rewritten kubeconfig end one connection and make another. `session` may throw
 * `PlanRefused` while there is none, and so does `scope` then. Requests reject with a `ClusterError`: `offline` without
 * a connection, `gone` while another cluster is shown than the one that is meant.
 */
export function currentSession(session: () => PlanSession, meant: ClusterIdentity): PlanSession {
  const current = () => {
    const { scope, client } = connected(session);
    if (isSameCluster(scope, meant)) return client;
    if (scope.context !== meant.context) throw contextLeft(meant.context);
    throw new ClusterError("gone", `The context ${meant.context} now stands for another cluster.`);
  };
  const send = async <Answer>(
    { changes, signal }: { readonly changes: boolean; readonly signal: AbortSignal },
    request: (client: StepClient) => Promise<Answer>,
  ) => {
    const client = current();
    try {
      return await request(client);
    } catch (error) {
      if (changes || !isClusterError(error) || !isLost(error, signal)) throw error;
      const next = current();
      if (next === client) throw error;
      return await request(next);
    }
  };
  return {
    get scope() {
      return session().scope;
    },
    client: {
      get: async (type, namespace, name, signal) =>
        await send({ changes: false, signal }, (client) => client.get(type, namespace, name, signal)),
      create: async (type, namespace, body, options, signal) =>
        await send({ changes: !options.dryRun, signal }, (client) =>
          client.create(type, namespace, body, options, signal),
        ),
      patch: async (type, namespace, name, options, signal) =>
        await send({ changes: !options.dryRun, signal }, (client) =>
          client.patch(type, namespace, name, options, signal),
        ),
      delete: async (type, namespace, name, options, signal) =>
        await send({ changes: !options.dryRun, signal }, (client) =>
          client.delete(type, namespace, name, options, signal),
        ),
    },
  };
}

/** For what needs a context that the view had shown. */
export function contextLeft(context: string): ClusterError {
  return new ClusterError("gone", `The cluster view does not show the context ${context} any more.`);
}

function connected(session: () => PlanSession): PlanSession {
  try {
    return session();
  } catch (error) {
    // To those who wait for an answer it is one more time without.
    if (error instanceof PlanRefused) throw new ClusterError("offline", error.message);
    throw error;
  }
}
