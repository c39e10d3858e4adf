/** The address of a document with the diagnosis of a pack. */
import { addressParts } from "./address-parts.ts";

export const DIAGNOSIS_SCHEME = "personapack-diagnosis";

export interface DiagnosisAddress {
  readonly context: string;
  readonly namespace: string;
  readonly name: string;
}

const TITLE = "Diagnosis of ";
/** By which package.json knows the language of such a document. */
const FOLDER = "personapack-diagnosis";

/** Parts of a URI; the last of the path is what its tab shows. */
export function diagnosisAddress({ context, namespace, name }: DiagnosisAddress): {
  readonly scheme: string;
  readonly path: string;
} {
  const parts = [context, namespace].map(encodeURIComponent);
  return {
    scheme: DIAGNOSIS_SCHEME,
    path: `/${parts.join("/")}/${FOLDER}/${TITLE}${encodeURIComponent(name)}`,
  };
}

/** Undefined if it is no such address. */
export function diagnosisOf(path: string): DiagnosisAddress | undefined {
  const [context, namespace, folder, title, ...rest] = addressParts(path);
  if (context === undefined || namespace === undefined || !title?.startsWith(TITLE)) return undefined;
  return rest.length > 0 || folder !== FOLDER
    ? undefined
    : { context, namespace, name: title.slice(TITLE.length) };
}
