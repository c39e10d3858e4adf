/**
 * How the releases of the controller behave, as data: code asks for a behaviour, never for a version.
 * A release gets a row here, and a field its further values, when their behaviour is modelled.
 */
export interface ReleaseBehaviour {
  /** The last release that behaves so. */
  readonly release: string;
  readonly kind: "PersonaPack" | "Ensemble";
  /** Kind of the object that stands for a persona. */
  readonly instanceKind: string;
  /** Field of a schedule that names the object of its persona. */
  readonly instanceRef: string;
  readonly packLabel: string;
  readonly personaLabel: string;
  /** Fields of `spec` that are written about but that the API server of this release drops. */
  readonly unreleasedFields: readonly string[];
  /** Model of a persona that names none, whatever the provider. */
  readonly fallbackModel: string;
  /** A schedule that has never run counts from this long before its creation. */
  readonly firstRunLookBackHours: number;
  /** A cron that no date suits: run again as soon as the last run ended, or never run. */
  readonly impossibleCron: "runs-endlessly" | "parked";
  readonly toolPolicy: "ignored" | "enforced";
  readonly memoryEnabled: "ignored" | "honoured";
  /** Whether scheduled and channel runs get `systemPrompt`; web requests always do. */
  readonly systemPromptInRuns: "missing" | "sent";
  /** Whether `relationships` and `workflowType` have an effect. */
  readonly relationships: "ignored" | "enforced";
  /** What becomes of `suspend` that somebody sets on a schedule which a pack has made. */
  readonly scheduleSuspend: "reverted" | "kept";
}

export const RELEASES = {
  "v0.8.28": {
    release: "v0.8.28",
    kind: "PersonaPack",
    instanceKind: "SympoziumInstance",
    instanceRef: "instanceRef",
    packLabel: "sympozium.ai/persona-pack",
    personaLabel: "sympozium.ai/persona",
    // The objects of a shared memory come with this field, so this release makes none.
    unreleasedFields: ["sharedMemory"],
    fallbackModel: "gpt-4o",
    firstRunLookBackHours: 24,
    impossibleCron: "runs-endlessly",
    toolPolicy: "ignored",
    memoryEnabled: "ignored",
    systemPromptInRuns: "missing",
    relationships: "ignored",
    scheduleSuspend: "reverted",
  },
} as const satisfies Record<string, ReleaseBehaviour>;

export type Release = keyof typeof RELEASES;

/** The last release with PersonaPack. */
export const DEFAULT_RELEASE: Release = "v0.8.28";
