/** What the formats of `personapack check` are told, as it happens. */
import type { Diagnostic } from "../features/diagnostics.ts";
import type { PackFile } from "../yaml/pack-file.ts";

export interface Summary {
  /** Files that were read. */
  readonly files: number;
  /** PersonaPacks in them. */
  readonly packs: number;
  /** Packs that Helm renders first, which are not checked. */
  readonly templates: number;
  /** Parts of packs for Kustomize, which are not checked either. */
  readonly patches: number;
  /** Lists with packs in them, which are not checked either. */
  readonly lists: number;
  /** Findings that were reported, by severity. */
  readonly counts: Readonly<Record<Diagnostic["severity"], number>>;
  /** Inputs that could not be used. */
  readonly unusable: number;
}

export interface Report {
  begin(): Promise<void>;
  /** Once for each finding; those of a file one after the other, from top to bottom. */
  finding(path: string, file: PackFile, diagnostic: Diagnostic): Promise<void>;
  /** An input that cannot be used; the user has been told on stderr. */
  unusable(path: string, reason: string): Promise<void>;
  end(summary: Summary): Promise<void>;
}

/** One-based, as editors show them; columns count UTF-16 units, ends are exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function placeOf({ start, end }: Diagnostic["range"]): Place {
  return {
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
