/** All rules, in the order in which their findings are listed. */
import { allPersonasExcluded } from "./all-personas-excluded.ts";
import { anchor } from "./anchor.ts";
import { apiKeyInYaml } from "./api-key-in-yaml.ts";
import { authRefUnused } from "./auth-ref-unused.ts";
import { authRefsCleared } from "./auth-refs-cleared.ts";
import { baseUrlInvalid } from "./base-url-invalid.ts";
import { baseUrlMissing } from "./base-url-missing.ts";
import { channelConfigUnbound } from "./channel-config-unbound.ts";
import { channelWithoutSecret } from "./channel-without-secret.ts";
import { controlCharacter } from "./control-character.ts";
import { cronEveryMinute } from "./cron-every-minute.ts";
import { cronInvalid } from "./cron-invalid.ts";
import { cronNeverFires } from "./cron-never-fires.ts";
import { cronTooFrequent } from "./cron-too-frequent.ts";
import { derivedNameTooLong } from "./derived-name-too-long.ts";
import { documentMarker } from "./document-marker.ts";
import { duplicateKey } from "./duplicate-key.ts";
import { enabledWithoutCredentials } from "./enabled-without-credentials.ts";
import type { BlockRule, FileRule, Finding, PackRule, PersonaRule, Rule, Severity } from "./finding.ts";
import { hookEnvName } from "./hook-env-name.ts";
import { hookGate } from "./hook-gate.ts";
import { hookImage } from "./hook-image.ts";
import { hookName } from "./hook-name.ts";
import { hookTimeout } from "./hook-timeout.ts";
import { hostnameInvalid } from "./hostname-invalid.ts";
import { ignoredField } from "./ignored-field.ts";
import { intervalFallback } from "./interval-fallback.ts";
import { intervalInvalid } from "./interval-invalid.ts";
import { intervalShadowed } from "./interval-shadowed.ts";
import { invalidEscape } from "./invalid-escape.ts";
import { invalidKey } from "./invalid-key.ts";
import { invalidValue } from "./invalid-value.ts";
import { jsonDocument } from "./json-document.ts";
import { localBaseUrl } from "./local-base-url.ts";
import { managedSecretDeleted } from "./managed-secret-deleted.ts";
import { metadataInvalid } from "./metadata-invalid.ts";
import { missingField } from "./missing-field.ts";
import { modelMissing } from "./model-missing.ts";
import { nestingLimit } from "./nesting-limit.ts";
import { packNameDuplicate } from "./pack-name-duplicate.ts";
import { packNameInvalid } from "./pack-name-invalid.ts";
import { personaNameDuplicate } from "./persona-name-duplicate.ts";
import { personaNameInvalid } from "./persona-name-invalid.ts";
import { policyNeverRuns } from "./policy-never-runs.ts";
import { policyNotInstalled } from "./policy-not-installed.ts";
import { quantity } from "./quantity.ts";
import { runNameTooLong } from "./run-name-too-long.ts";
import { scheduleWithoutTime } from "./schedule-without-time.ts";
import { secretNameInvalid } from "./secret-name-invalid.ts";
import { skillDuplicate } from "./skill-duplicate.ts";
import { skillParamUnknown } from "./skill-param-unknown.ts";
import { skillParamsUnlisted } from "./skill-params-unlisted.ts";
import { skillWithoutEffect } from "./skill-without-effect.ts";
import { storageQuantity } from "./storage-quantity.ts";
import { tabIndentation } from "./tab-indentation.ts";
import { toolConflict } from "./tool-conflict.ts";
import { unknownChannel } from "./unknown-channel.ts";
import { unknownField } from "./unknown-field.ts";
import { unknownPersona } from "./unknown-persona.ts";
import { unknownSecret } from "./unknown-secret.ts";
import { unknownSkill } from "./unknown-skill.ts";
import { unknownTool } from "./unknown-tool.ts";
import { webEndpointWithSchedule } from "./web-endpoint-with-schedule.ts";
import { wrongType } from "./wrong-type.ts";
import { yamlDialect } from "./yaml-dialect.ts";
import { yamlSyntax } from "./yaml-syntax.ts";

export const BLOCK_RULES: readonly BlockRule[] = [
  yamlSyntax,
  yamlDialect,
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
  apiKeyInYaml,
  ignoredField,
];

export const PERSONA_RULES: readonly PersonaRule[] = [
  cronInvalid,
  cronNeverFires,
  cronEveryMinute,
  cronTooFrequent,
  intervalInvalid,
  intervalFallback,
  intervalShadowed,
  scheduleWithoutTime,
  webEndpointWithSchedule,
  hostnameInvalid,
  hookName,
  hookEnvName,
  hookImage,
  hookGate,
  hookTimeout,
  toolConflict,
  unknownTool,
  skillWithoutEffect,
  skillDuplicate,
  unknownChannel,
];

export const PACK_RULES: readonly PackRule[] = [
  packNameInvalid,
  metadataInvalid,
  personaNameInvalid,
  personaNameDuplicate,
  derivedNameTooLong,
  runNameTooLong,
  storageQuantity,
  quantity,
  unknownPersona,
  allPersonasExcluded,
  enabledWithoutCredentials,
  managedSecretDeleted,
  authRefsCleared,
  authRefUnused,
  secretNameInvalid,
  modelMissing,
  baseUrlMissing,
  baseUrlInvalid,
  localBaseUrl,
  policyNeverRuns,
  policyNotInstalled,
  unknownSecret,
  unknownSkill,
  channelWithoutSecret,
  channelConfigUnbound,
  skillParamsUnlisted,
  skillParamUnknown,
];

export const FILE_RULES: readonly FileRule[] = [packNameDuplicate];

export const ALL_RULES: readonly Rule[] = [...BLOCK_RULES, ...PERSONA_RULES, ...PACK_RULES, ...FILE_RULES];

/** Their errors keep kubectl from reading the file, or the API server from taking the pack. */
const REJECTING_RULES: ReadonlySet<Rule> = new Set<Rule>([
  ...BLOCK_RULES.filter((rule) => rule !== apiKeyInYaml),
  packNameInvalid,
  metadataInvalid,
]);

/** Whether the pack never reaches the cluster because of what was found; others are accepted, and fail there. */
export function isRejection(found: {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly finding: Finding;
}): boolean {
  const { rule, severity, finding } = found;
  return severity === "error" && REJECTING_RULES.has(rule) && finding.accepted !== true;
}
