/** What the handlers of requests share: the files, the settings, and what the client and a cluster said. */
import type { ClientCapabilities, Connection } from "vscode-languageserver/node";
import type { SchemaProposals } from "../features/completion-proposals.ts";
import type { SchemaEngine } from "../features/schema-engine.ts";
import type { KnownCluster } from "../pack/known-cluster.ts";
import type { Settings } from "../protocol.ts";
import type { OpenFiles } from "./open-files.ts";

export interface Session {
  readonly connection: Connection;
  readonly files: OpenFiles;
  readonly engine: SchemaEngine;
  readonly proposals: SchemaProposals;
  settingsFor(uri: string): Promise<Settings>;
  isYamlExtensionActive(): boolean;
  /** IANA zone of the reader, unless the settings name another. */
  readerZone(): string;
  /** What a cluster has; nothing until a client says. */
  cluster(): KnownCluster;
  client(): ClientAbilities;
}

export interface ClientAbilities {
  readonly snippets: boolean;
  readonly nestedSymbols: boolean;
  readonly refreshesHints: boolean;
  /** Takes edits with the version of the file that they were made for. */
  readonly versionedEdits: boolean;
  /** Asks its user to confirm edits that say why. */
  readonly confirmsEdits: boolean;
  /** Shows progress that the server begins. */
  readonly showsProgress: boolean;
  /** Tells when files change on disk. */
  readonly watchesFiles: boolean;
  /** Tells when folders are added to the workspace or removed. */
  readonly tellsFolders: boolean;
}

/** A client that says nothing can do nothing. */
export function abilitiesOf({ textDocument, workspace, window }: ClientCapabilities): ClientAbilities {
  const versionedEdits = workspace?.workspaceEdit?.documentChanges === true;
  return {
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    versionedEdits,
    confirmsEdits: versionedEdits && workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    showsProgress: window?.workDoneProgress === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    tellsFolders: workspace?.workspaceFolders === true,
  };
}
