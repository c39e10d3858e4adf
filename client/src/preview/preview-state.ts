/** What a preview shows, as it is carried in its URI. */

export const PREVIEW_SCHEME = "personapack-preview";

export interface PreviewState {
  /** URI of the file with the pack. */
  readonly source: string;
  /** Zero-based place of the pack among the YAML documents of the file. */
  readonly documentIndex: number;
  /** Name of the only persona that is shown. */
  readonly persona?: string;
  /** Names of personas that are left out, instead of the pack's own list. */
  readonly exclude?: readonly string[];
  /** The file as it was saved, without the edits since. */
  readonly saved?: true;
}

export interface PreviewAddress {
  readonly scheme: string;
  /** Its last part is the title of the editor. */
  readonly path: string;
  readonly query: string;
}

export function previewAddress(title: string, state: PreviewState): PreviewAddress {
  return {
    scheme: PREVIEW_SCHEME,
    // A slash would cut off what stands before it.
    path: `/${title.replaceAll("/", "∕")}.yaml`,
    query: JSON.stringify(state),
  };
}

/** Throws a SyntaxError for a query that `previewAddress` has not made. */
export function previewState({ query }: { readonly query: string }): PreviewState {
  return JSON.parse(query) as PreviewState;
}

/** “data-team — generated resources”, “pipeline-monitor (data-team) — generated resources”. */
export function previewTitle(pack: string, persona?: string): string {
  const name = pack === "" ? "PersonaPack" : pack;
  return `${persona === undefined ? name : `${persona} (${name})`} — generated resources`;
}
