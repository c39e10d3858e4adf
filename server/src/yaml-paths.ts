/** Which paths below a folder are looked at for packs, by their names alone. */

/** What people neither write nor read, and there is much of it. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(["node_modules", ".git"]);

export function isYamlPath(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}
