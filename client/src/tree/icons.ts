/** One look for each state. Colour never says anything that the words of the line don't. */
import type { Health, PersonaState, Presence } from "../cluster/pack-view.ts";
import type { TreeNode } from "./tree-node.ts";

type Icon = TreeNode["icon"];

export const ICONS = {
  ok: { id: "pass", color: "testing.iconPassed" },
  warning: { id: "warning", color: "problemsWarningIcon.foreground" },
  failing: { id: "error", color: "testing.iconFailed" },
  busy: { id: "sync~spin" },
  waiting: { id: "watch" },
  off: { id: "circle-outline", color: "disabledForeground" },
  excluded: { id: "circle-slash", color: "disabledForeground" },
  missing: { id: "circle-large-outline", color: "problemsWarningIcon.foreground" },
  unknown: { id: "question", color: "disabledForeground" },
  removing: { id: "trash", color: "disabledForeground" },
  locked: { id: "lock" },
  orphan: { id: "warning", color: "problemsWarningIcon.foreground" },
} as const satisfies Record<string, Icon>;

const PERSONA_ICONS: Readonly<Record<PersonaState, Icon>> = {
  active: ICONS.ok,
  awaited: ICONS.busy,
  missing: ICONS.missing,
  unknown: ICONS.unknown,
  excluded: ICONS.excluded,
  removing: ICONS.removing,
  inactive: ICONS.off,
  unnamed: ICONS.warning,
};

export function personaIcon(state: PersonaState, health: Health): Icon {
  return health.level === "ok" || (health.level === "warning" && state === "missing")
    ? PERSONA_ICONS[state]
    : ICONS[health.level];
}

/** `icon` is what the thing looks like when it is there as it should. */
export function presenceIcon(presence: Presence, icon: string): Icon {
  if (presence === "present") return { id: icon };
  if (presence === "missing") return ICONS.missing;
  if (presence === "awaited") return ICONS.waiting;
  if (presence === "unreadable") return ICONS.locked;
  return presence === "unknown" ? ICONS.unknown : ICONS.removing;
}

const RUN_ICONS: Readonly<Record<string, Icon>> = {
  Succeeded: ICONS.ok,
  Failed: ICONS.failing,
  Running: ICONS.busy,
  Serving: { id: "broadcast" },
  PostRunning: ICONS.busy,
  Pending: ICONS.waiting,
};

export function runIcon(phase: string): Icon {
  return RUN_ICONS[phase] ?? ICONS.waiting;
}

const CHANNEL_ICONS: Readonly<Record<string, Icon>> = {
  Connected: ICONS.ok,
  Disconnected: ICONS.failing,
  Error: ICONS.failing,
};

export function channelIcon(status: string): Icon {
  return CHANNEL_ICONS[status] ?? ICONS.waiting;
}
