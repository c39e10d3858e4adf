/** The address of a read-only document that shows an object of a cluster. */
import { addressParts } from "./address-parts.ts";

export const LIVE_SCHEME = "personapack-live";

export interface ObjectAddress {
  readonly context: string;
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
}

/** Parts of a URI; the last of the path is what its tab shows. */
export function liveAddress({ context, namespace, kind, name }: ObjectAddress): {
  readonly scheme: string;
  readonly path: string;
} {
  const parts = [context, namespace, kind].map(encodeURIComponent);
  return { scheme: LIVE_SCHEME, path: `/${[...parts, `${encodeURIComponent(name)}.yaml`].join("/")}` };
}

/** Undefined if it is no such address. */
export function addressOf(path: string): ObjectAddress | undefined {
  const [context, namespace, kind, file, ...rest] = addressParts(path);
  if (context === undefined || namespace === undefined || kind === undefined) return undefined;
  if (file === undefined || rest.length > 0) return undefined;
  return { context, namespace, kind, name: file.replace(/\.yaml$/, "") };
}
