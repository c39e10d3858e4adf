/** All rules, in the order in which their findings are listed. */
import { anchor } from "./anchor.ts";
import { duplicateKey } from "./duplicate-key.ts";
import type { BlockRule } from "./finding.ts";
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
