/**
 * The settings that hold for each file. Clients that can be asked are asked once per file, for a folder
 * may set them differently; from others the last `didChangeConfiguration` counts.
 */
import type { ClientCapabilities, Connection } from "vscode-languageserver/node";
import { RELEASES } from "../pack/releases.ts";
import { DEFAULT_SETTINGS, type RuleSeverity, SETTINGS_SECTION, type Settings } from "../protocol.ts";

export class SettingsStore {
  readonly #connection: Connection;
  #canAsk = false;
  #general: Settings = DEFAULT_SETTINGS;
  readonly #perFile = new Map<string, Promise<Settings>>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  start(capabilities: ClientCapabilities): void {
    this.#canAsk = capabilities.workspace?.configuration === true;
  }

  for(uri: string): Promise<Settings> {
    if (!this.#canAsk) return Promise.resolve(this.#general);
    const known = this.#perFile.get(uri);
    if (known) return known;
    const asked = this.#ask(uri);
    this.#perFile.set(uri, asked);
    return asked;
  }

  changed(settings: unknown): void {
    this.#perFile.clear();
    this.#general = complete(isObject(settings) ? (settings[SETTINGS_SECTION] ?? {}) : {});
  }

  forget(uri: string): void {
    this.#perFile.delete(uri);
  }

  async #ask(uri: string): Promise<Settings> {
    try {
      return complete(
        await this.#connection.workspace.getConfiguration({ scopeUri: uri, section: SETTINGS_SECTION }),
      );
    } catch {
      // The client may be closing; the defaults do no harm, and the next file asks again.
      this.#perFile.delete(uri);
      return DEFAULT_SETTINGS;
    }
  }
}

/** Fills in what is missing and drops what has the wrong type, so that nobody checks again. */
function complete(given: unknown): Settings {
  const settings = mergeInto(DEFAULT_SETTINGS, given);
  return {
    ...settings,
    release: Object.hasOwn(RELEASES, settings.release) ? settings.release : DEFAULT_SETTINGS.release,
    rules: isObject(given) ? severitiesIn(given.rules) : {},
  };
}

const SEVERITIES: readonly unknown[] = ["off", "hint", "information", "warning", "error"];

function severitiesIn(given: unknown): Record<string, RuleSeverity> {
  if (!isObject(given)) return {};
  const entries = Object.entries(given).filter((entry): entry is [string, RuleSeverity] =>
    SEVERITIES.includes(entry[1]),
  );
  return Object.fromEntries(entries);
}

function mergeInto<T extends object>(defaults: T, given: unknown): T {
  if (!isObject(given)) return defaults;
  const entries = Object.entries(defaults).map(([key, value]) => {
    const other = given[key];
    if (isObject(value)) return [key, mergeInto(value, other)];
    return [key, typeof other === typeof value ? other : value];
  });
  return Object.fromEntries(entries) as T;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
