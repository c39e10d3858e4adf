/** The address of a document with the log of a container. */
import type { LogSource } from "../cluster/actions/follow-log.ts";
import { addressParts } from "./address-parts.ts";

export const LOG_SCHEME = "personapack-log";

export interface LogAddress extends LogSource {
  readonly context: string;
}

const CURRENT = "current";
const PREVIOUS = "previous";

/** Parts of a URI; the last of the path is what its tab shows, and makes VS Code colour it as a log. */
export function logAddress({ context, namespace, pod, container, previous }: LogAddress): {
  readonly scheme: string;
  readonly path: string;
} {
  const which = previous ? PREVIOUS : CURRENT;
  const title = `${pod} (${container}${previous ? `, ${PREVIOUS}` : ""}).log`;
  const parts = [...[context, namespace, pod, container, which].map(encodeURIComponent), title];
  return { scheme: LOG_SCHEME, path: `/${parts.join("/")}` };
}

/** Undefined if it is no such address. */
export function logOf(path: string): LogAddress | undefined {
  const [context, namespace, pod, container, which, title] = addressParts(path);
  if (context === undefined || namespace === undefined || pod === undefined || container === undefined) {
    return undefined;
  }
  if (title === undefined || (which !== CURRENT && which !== PREVIOUS)) return undefined;
  return { context, namespace, pod, container, previous: which === PREVIOUS };
}
