/** The address of an editor with the task override of a pack. */
import { addressParts } from "./address-parts.ts";

export const OVERRIDE_SCHEME = "personapack-override";

export interface OverrideAddress {
  readonly context: string;
  readonly namespace: string;
  readonly name: string;
}

const TITLE = "Task override of ";
const EXTENSION = ".txt";

/** Parts of a URI; the last of the path is what its tab shows. */
export function overrideAddress({ context, namespace, name }: OverrideAddress): {
  readonly scheme: string;
  readonly path: string;
} {
  const parts = [...[context, namespace].map(encodeURIComponent), `${TITLE}${name}${EXTENSION}`];
  return { scheme: OVERRIDE_SCHEME, path: `/${parts.join("/")}` };
}

/** Undefined if it is no such address. */
export function overrideOf(path: string): OverrideAddress | undefined {
  const [context, namespace, title, ...rest] = addressParts(path);
  if (context === undefined || namespace === undefined || rest.length > 0) return undefined;
  if (!title?.startsWith(TITLE) || !title.endsWith(EXTENSION)) return undefined;
  return { context, namespace, name: title.slice(TITLE.length, -EXTENSION.length) };
}

/** What an editor holds as it is stored: an editor's last line end is no part of an objective. */
export function overrideText(content: string): string {
  const text = content.replaceAll("\r\n", "\n").replace(/\n+$/, "");
  return text.trim() === "" ? "" : text;
}
