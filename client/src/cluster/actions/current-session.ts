/** A session for work that takes long: whatever connection there is when something is asked. */
import { ClusterError } from "../cluster-error.ts";
import type { PlanSession } from "./execute-plan.ts";
import { PlanRefused } from "./plan.ts";

/**
 * Refreshing the view and a rewritten kubeconfig end one connection and make another. `session` may throw
 * `PlanRefused` while there is none. Requests reject with a `ClusterError`: `offline` without a connection, `gone`
 * while another context is shown.
 */
export function currentSession(session: () => PlanSession, context: string): PlanSession {
  const client = () => {
    const { scope, client: current } = connected(session);
    if (scope.context === context) return current;
    throw contextLeft(context);
  };
  return {
    scope: { context },
    client: {
      get: async (...request) => await client().get(...request),
      create: async (...request) => await client().create(...request),
      patch: async (...request) => await client().patch(...request),
      delete: async (...request) => await client().delete(...request),
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
