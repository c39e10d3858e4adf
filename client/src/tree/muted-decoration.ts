/** Draws some lines of the cluster view in grey: labels have a colour only by way of a URI. */
import { type Disposable, type FileDecoration, ThemeColor, Uri, window } from "vscode";

const SCHEME = "personapack-cluster-muted";

export function mutedUri(id: string): Uri {
  return Uri.from({ scheme: SCHEME, path: `/${encodeURIComponent(id)}` });
}

export function registerMutedDecoration(): Disposable {
  const muted: FileDecoration = { color: new ThemeColor("disabledForeground") };
  return window.registerFileDecorationProvider({
    provideFileDecoration: ({ scheme }) => (scheme === SCHEME ? muted : undefined),
  });
}
