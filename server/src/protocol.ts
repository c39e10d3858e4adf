/**
 * What client and server say to each other beyond LSP. Types and constants only, so that the client
 * can import this file without pulling the server in.
 */

import { DEFAULT_RELEASE, type Release } from "./pack/releases.ts";

export type { ClusterNames, ClusterValues } from "./pack/known-cluster.ts";

/** How much a rule's findings count for a reader. */
export type RuleSeverity = "off" | "hint" | "information" | "warning" | "error";

/** The settings below `personapack.*`; all are resource-scoped. */
export interface Settings {
  /** Report problems at all. */
  readonly validate: boolean;
  readonly completion: boolean;
  readonly hover: boolean;
  readonly inlayHints: { readonly cron: boolean; readonly interval: boolean };
  /** Say above each pack and persona what it generates and when it runs next, and what it is in a cluster. */
  readonly codeLens: boolean;
  readonly outline: boolean;
  readonly folding: boolean;
  readonly selectionRanges: boolean;
  readonly format: boolean;
  /** IANA zone in which runs are shown beside UTC; empty means the zone of the editor. */
  readonly timeZone: string;
  /** The release of Sympozium that the packs are written for. */
  readonly release: Release;
  /** By rule code; a rule that is not named keeps its own severity. */
  readonly rules: Readonly<Record<string, RuleSeverity>>;
  /** Report problems of packs that are not open, to clients that ask for them. */
  readonly workspaceDiagnostics: boolean;
}

export const SETTINGS_SECTION = "personapack";

export const DEFAULT_SETTINGS: Settings = {
  validate: true,
  completion: true,
  hover: true,
  inlayHints: { cron: true, interval: true },
  codeLens: true,
  outline: true,
  folding: true,
  selectionRanges: true,
  format: true,
  timeZone: "",
  release: DEFAULT_RELEASE,
  rules: {},
  workspaceDiagnostics: true,
};

/** `initializationOptions`; every part is optional, a bare client sends none. */
export interface InitializationOptions {
  /** True while another YAML extension answers formatting, folding, selection ranges and syntax errors. */
  readonly yamlExtensionActive?: boolean;
  /** The reader's IANA time zone; without it the server's own zone is used. */
  readonly timeZone?: string;
  /** True for clients that handle the `FILE_STATUS` notification. */
  readonly wantsFileStatus?: boolean;
}

/** Notification client → server: the other YAML extension was switched on or off. Params: `YamlExtensionState`. */
export const YAML_EXTENSION_STATE = "personapack/yamlExtensionState";
export interface YamlExtensionState {
  readonly active: boolean;
}

/** Notification server → client: what the server found in an open file. Params: `FileStatus`. */
export const FILE_STATUS = "personapack/fileStatus";
export interface FileStatus {
  readonly uri: string;
  /** PersonaPack documents in the file. */
  readonly packs: number;
  /** Personas in all of them. */
  readonly personas: number;
  /** Why a pack in it is none yet, as a sentence for the user. */
  readonly leftAlone?: string;
  /** A limit that keeps part of the file unchecked, as a sentence for the user. */
  readonly notice?: string;
}

/**
 * Notification client → server: what the cluster has that packs are applied to, as far as the client knows. Params:
 * `ClusterValues`, which replaces what was said before; lists that are left out are not known.
 */
export const CLUSTER_VALUES = "personapack/clusterValues";

/** Command of the client that a code lens runs, with one argument: `PreviewTarget`. */
export const PREVIEW_RESOURCES_COMMAND = "personapack.previewResources";
export interface PreviewTarget {
  readonly uri: string;
  /** Zero-based place of the pack among the YAML documents of the file. */
  readonly documentIndex: number;
  /** Name of a persona; without it the whole pack is shown. */
  readonly persona?: string;
}

/** Which pack of an open file a request is about. */
export interface PackPlace {
  readonly uri: string;
  /** Zero-based place among the YAML documents of the file; without it the first pack counts. */
  readonly documentIndex?: number;
  /** A place in the document, instead of `documentIndex`. */
  readonly position?: { readonly line: number; readonly character: number };
}

/**
 * Request client → server: what the controller makes of a pack. Params: `GeneratedResourcesParams`; result:
 * `GeneratedResources`, or null where there is no pack.
 */
export const GENERATED_RESOURCES = "personapack/generatedResources";
export interface GeneratedResourcesParams extends PackPlace {
  readonly persona?: string;
  /** Names that count instead of the pack's own `excludePersonas`. */
  readonly exclude?: readonly string[];
  /** Counts instead of the text that the client has open; the file need not be open then. */
  readonly text?: string;
}
export interface GeneratedResources {
  /** YAML documents, in the order in which the controller makes them; comments say what is missing. */
  readonly text: string;
  /** Of the open file that it was made from; null for a `text` of its own. */
  readonly version: number | null;
  /** The pack's place among the documents of the file. */
  readonly documentIndex: number;
  /** Empty for a pack without a name. */
  readonly pack: string;
  /** Those with a name, in order. */
  readonly personas: readonly { readonly name: string; readonly excluded: boolean }[];
}

/**
 * Request client → server: which packs an open file holds, and what they say. Params: `PackContentsParams`; result:
 * `PackContents`, or null if the file is not open.
 */
export const PACK_CONTENTS = "personapack/packContents";
export interface PackContentsParams {
  readonly uri: string;
  /** Zero-based places among the YAML documents of the file: of these the data are wanted. */
  readonly withData: readonly number[];
}
export interface PackContents {
  /** Of the open file. */
  readonly version: number;
  /** Those that have a name, in order. */
  readonly packs: readonly PackContent[];
}
export interface PackContent {
  /** Zero-based place among the YAML documents of the file. */
  readonly documentIndex: number;
  /** Zero-based line of its `metadata`. */
  readonly line: number;
  readonly name: string;
  readonly namespace?: string;
  /** As kubectl reads it, if it is wanted; null if the text is no YAML. */
  readonly data?: unknown;
}

/** A place in a file, as LSP has it. */
export interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** What an answer about a pack says of where it comes from. */
export interface PackOrigin {
  /** Of the open file. */
  readonly version: number;
  /** The pack's place among the documents of the file. */
  readonly documentIndex: number;
  /** Empty for a pack without a name. */
  readonly pack: string;
}

/**
 * Request client → server: when the personas of a pack run, counted in equal parts of a window, so that the
 * answer is as large as the picture and not as the schedules are frequent. Params: `RunCalendarParams`; result:
 * `RunCalendar`, or null where there is no pack.
 */
export const RUN_CALENDAR = "personapack/runCalendar";
export interface RunCalendarParams extends PackPlace {
  /** Milliseconds since 1970, a full minute, inclusive. */
  readonly from: number;
  /** Exclusive; a window longer than `MOST_CALENDAR_DAYS` is cut off. */
  readonly to: number;
  /** Length of a part, at least 1; raised where the window would get more than `MOST_CALENDAR_BUCKETS`. */
  readonly bucketMinutes: number;
}
export const MOST_CALENDAR_DAYS = 62;
export const MOST_CALENDAR_BUCKETS = 2000;

export interface RunCalendar extends PackOrigin {
  readonly from: number;
  readonly to: number;
  readonly bucketMinutes: number;
  /** How many parts the window has; the last one may be cut off by its end. */
  readonly buckets: number;
  /** While it is false nothing runs; the rows say what will once it is true. */
  readonly enabled: boolean;
  /** One for each persona, in the order of the pack. */
  readonly rows: readonly CalendarRow[];
  /** Where several personas run in the same minute, in order. */
  readonly overlaps: readonly CalendarOverlap[];
}
export interface CalendarRow {
  readonly name: string;
  /** What people call it: the display name, else the name. */
  readonly title: string;
  /** The persona's name in the document. */
  readonly range: TextRange;
  /** The cron that counts; undefined without a schedule. */
  readonly cron?: string;
  /** The cron in a few words, if it ever fires. */
  readonly words?: string;
  /** Why it never runs, as words for people; undefined if it runs. */
  readonly reason?: string;
  /** Runs in the whole window. */
  readonly runs: number;
  /** Those parts of the window that have runs, in order. */
  readonly buckets: readonly CalendarBucket[];
}
export interface CalendarBucket {
  /** Zero-based place of the part. */
  readonly bucket: number;
  readonly count: number;
  /** The first runs in it, in minutes since `from`. */
  readonly minutes: readonly number[];
}
export interface CalendarOverlap {
  readonly bucket: number;
  /** Minutes in this part in which several personas run. */
  readonly count: number;
  /** The minute (since `from`) in which most run, the first of them. */
  readonly minute: number;
  /** How many run then. */
  readonly most: number;
  /** Places in `rows` of the first of them. */
  readonly rows: readonly number[];
}

/**
 * Request client → server: the parts of a pack that have names, and what connects them. Params: `PackPlace`;
 * result: `PackGraph`, or null where there is no pack.
 */
export const PACK_GRAPH = "personapack/packGraph";
export interface PackGraph extends PackOrigin {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Release that accepts the relationships and ignores them; undefined if it obeys them or there are none. */
  readonly relationshipsIgnoredBy?: string;
}
export interface GraphNode {
  readonly id: string;
  readonly kind: "persona" | "skill" | "channel";
  readonly title: string;
  /** A second line: the name behind a display name, the Secret of a channel. */
  readonly detail?: string;
  /** What is special about it, as words for people: excluded, not defined. */
  readonly note?: string;
  /** `faint`: it will not be in the cluster. `missing`: it is referred to, and there is none. */
  readonly look?: "faint" | "missing";
  readonly range: TextRange;
}
export interface GraphEdge {
  /** Id of the persona. */
  readonly from: string;
  readonly to: string;
  /** The type of a relationship (empty if none is written), or what the persona uses. */
  readonly kind: "delegation" | "sequential" | "supervision" | "skill" | "channel" | "";
  readonly range: TextRange;
}
