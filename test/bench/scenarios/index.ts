import type { Scenario } from "../scenario.ts";
import { bundleSize, extensionSize, vsixSize } from "./artifact-size.ts";
import { checkFiles, checkMemory } from "./check-files.ts";
import {
  clusterConnections,
  clusterEvent,
  clusterEventRate,
  clusterFilter,
  clusterHeap,
  clusterHidden,
  clusterViewUsable,
} from "./cluster-view.ts";
import { codeLensesAfterKey } from "./code-lenses.ts";
import { extensionLoad } from "./extension-load.ts";
import { heapAfterClose } from "./heap-after-close.ts";
import { hoverInterval } from "./hover-interval.ts";
import { keystrokeCompletion } from "./keystroke-completion.ts";
import { aliasDiagnostics, keystrokeDiagnostics } from "./keystroke-diagnostics.ts";
import { openDiagnostics } from "./open-diagnostics.ts";
import { previewPack } from "./preview-pack.ts";
import { serverMemory } from "./server-memory.ts";
import { spawnInitialized } from "./spawn-initialized.ts";
import { timelineData } from "./timeline-data.ts";
import { typingBurst } from "./typing-burst.ts";

/** In the order of the table. */
export const scenarios: readonly Scenario[] = [
  keystrokeDiagnostics,
  keystrokeCompletion,
  typingBurst,
  hoverInterval,
  spawnInitialized,
  openDiagnostics,
  aliasDiagnostics,
  serverMemory,
  heapAfterClose,
  checkFiles,
  checkMemory,
  previewPack,
  codeLensesAfterKey,
  timelineData,
  bundleSize,
  extensionSize,
  extensionLoad,
  vsixSize,
  clusterViewUsable,
  clusterEvent,
  clusterEventRate,
  clusterFilter,
  clusterHeap,
  clusterConnections,
  clusterHidden,
];
