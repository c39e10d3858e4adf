/** The address of a document with the log of a container. */
import type { LogSource } from "../cluster/actions/follow-log.ts";

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
  const [context, namespace, pod, container, which, title] = decodedParts(path);
  if (context === undefined || namespace === undefined || pod === undefined || container === undefined) {
    return undefined;
  }
  if (title === undefined || (which !== CURRENT && which !== PREVIOUS)) return undefined;
  return { context, namespace, pod, container, previous: which === PREVIOUS };
}

/** None if something in it is not encoded as it should be. */
function decodedParts(path: string): string[] {
  try {
    return path.slice(1).split("/").map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) return [];
    throw error;
  }
}
