/** All rules, in the order in which their findings are listed. */
import { anchor } from "./anchor.ts";
import { duplicateKey } from "./duplicate-key.ts";
import type { BlockRule, PackRule, PersonaRule, Rule } from "./finding.ts";
import { invalidValue } from "./invalid-value.ts";
import { missingField } from "./missing-field.ts";
import { nestingLimit } from "./nesting-limit.ts";
import { tabIndentation } from "./tab-indentation.ts";
import { unknownField } from "./unknown-field.ts";
import { wrongType } from "./wrong-type.ts";
import { yamlSyntax } from "./yaml-syntax.ts";

export const BLOCK_RULES: readonly BlockRule[] = [
  yamlSyntax,
  tabIndentation,
  nestingLimit,
  anchor,
  duplicateKey,
  unknownField,
  missingField,
  wrongType,
  invalidValue,
];

export const PERSONA_RULES: readonly PersonaRule[] = [];

export const PACK_RULES: readonly PackRule[] = [];

export const ALL_RULES: readonly Rule[] = [...BLOCK_RULES, ...PERSONA_RULES, ...PACK_RULES];
