import { type Disposable, extensions } from "vscode";

/** Red Hat's YAML extension: answers formatting, folding, selection ranges and YAML syntax errors. */
const YAML_EXTENSION = "redhat.vscode-yaml";

/**
 * Is that extension answering? `getExtension` knows only extensions that are installed and enabled in this
 * window. `isActive` is not asked: it too activates with the first YAML document, and in the moments before
 * it has, both extensions would offer the same.
 */
export function isYamlExtensionActive(): boolean {
  return extensions.getExtension(YAML_EXTENSION) !== undefined;
}

/** Calls `changed` when the extension is installed, removed, enabled or disabled. */
export function watchYamlExtension(changed: (active: boolean) => void): Disposable {
  let active = isYamlExtensionActive();
  return extensions.onDidChange(() => {
    if (isYamlExtensionActive() === active) return;
    active = !active;
    changed(active);
  });
}
