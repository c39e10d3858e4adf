/** All rules, in the order in which their findings are listed. */
import { anchor } from "./anchor.ts";
import { cronEveryMinute } from "./cron-every-minute.ts";
import { cronInvalid } from "./cron-invalid.ts";
import { cronNeverFires } from "./cron-never-fires.ts";
import { cronTooFrequent } from "./cron-too-frequent.ts";
import { derivedNameTooLong } from "./derived-name-too-long.ts";
import { controlCharacter } from "./control-character.ts";
import { documentMarker } from "./document-marker.ts";
import { invalidKey } from "./invalid-key.ts";
import { jsonDocument } from "./json-document.ts";
import { duplicateKey } from "./duplicate-key.ts";
import type { BlockRule, PackRule, PersonaRule, Rule } from "./finding.ts";
import { hookGate } from "./hook-gate.ts";
import { hookName } from "./hook-name.ts";
import { hookTimeout } from "./hook-timeout.ts";
import { intervalFallback } from "./interval-fallback.ts";
import { intervalInvalid } from "./interval-invalid.ts";
import { intervalShadowed } from "./interval-shadowed.ts";
import { invalidEscape } from "./invalid-escape.ts";
import { invalidValue } from "./invalid-value.ts";
import { missingField } from "./missing-field.ts";
import { nestingLimit } from "./nesting-limit.ts";
import { packNameInvalid } from "./pack-name-invalid.ts";
import { personaNameDuplicate } from "./persona-name-duplicate.ts";
import { personaNameInvalid } from "./persona-name-invalid.ts";
import { quantity } from "./quantity.ts";
import { runNameTooLong } from "./run-name-too-long.ts";
import { scheduleWithoutTime } from "./schedule-without-time.ts";
import { storageQuantity } from "./storage-quantity.ts";
import { tabIndentation } from "./tab-indentation.ts";
import { unknownField } from "./unknown-field.ts";
import { webEndpointWithSchedule } from "./web-endpoint-with-schedule.ts";
import { wrongType } from "./wrong-type.ts";
import { yamlSyntax } from "./yaml-syntax.ts";

export const BLOCK_RULES: readonly BlockRule[] = [
  yamlSyntax,
  tabIndentation,
  controlCharacter,
  invalidEscape,
  documentMarker,
  jsonDocument,
  nestingLimit,
  anchor,
  invalidKey,
  duplicateKey,
  unknownField,
  missingField,
  wrongType,
  invalidValue,
];

export const PERSONA_RULES: readonly PersonaRule[] = [
  personaNameInvalid,
  cronInvalid,
  cronNeverFires,
  cronEveryMinute,
  cronTooFrequent,
  intervalInvalid,
  intervalFallback,
  intervalShadowed,
  scheduleWithoutTime,
  webEndpointWithSchedule,
  hookName,
  hookGate,
  hookTimeout,
];

export const PACK_RULES: readonly PackRule[] = [
  packNameInvalid,
  personaNameDuplicate,
  derivedNameTooLong,
  runNameTooLong,
  storageQuantity,
  quantity,
];

export const ALL_RULES: readonly Rule[] = [...BLOCK_RULES, ...PERSONA_RULES, ...PACK_RULES];
