/**
 * What a plain scalar means to the cluster, and how to write a string so that it stays one. kubectl reads
 * YAML 1.1 words (`yes`, `off`, `y`) and Go's integer literals, turns the result into JSON, and the API
 * server takes JSON numbers without fraction for integers: `1.0` and `1e3` are integers there.
 * The facts are recorded in test/fixtures/oracle/yaml-scalars.jsonl.
 */

export type ResolvedScalar =
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "integer" | "number"; readonly value: number }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "null"; readonly value: null };

const NULL: ResolvedScalar = { type: "null", value: null };
const TRUE: ResolvedScalar = { type: "boolean", value: true };
const FALSE: ResolvedScalar = { type: "boolean", value: false };

const WORDS = meanings<ResolvedScalar>([
  [NULL, ["~", "null", "Null", "NULL"]],
  [TRUE, ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"]],
  [FALSE, ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]],
]);
const LONGEST_WORD = 5;

const NOT_FINITE = meanings<number>([
  [Number.NaN, [".nan", ".NaN", ".NAN"]],
  [Infinity, [".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"]],
  [-Infinity, ["-.inf", "-.Inf", "-.INF"]],
]);

function meanings<T>(groups: readonly (readonly [T, readonly string[]])[]): ReadonlyMap<string, T> {
  return new Map(groups.flatMap(([meaning, words]) => words.map((word): [string, T] => [word, meaning])));
}

const SHORT_DECIMAL = /^[-+]?[1-9][0-9]{0,14}$/;
/** Groups: sign, based digits with their prefix, octal digits after a leading zero, decimal digits. */
const INTEGER = /^([-+]?)(?:(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)|0([0-7]*)|([1-9][0-9]*))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** After a leading dot kubectl wants the underscores of Go literals: between two digits only. */
const DOT_FLOAT = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
/** An accident of kubectl's parser: a sign after the binary prefix. */
const SIGNED_AFTER_PREFIX = /^0b([-+])([01]+)$/;
const BASED_CORE = /^(?:0o[0-7]+|0x[0-9a-fA-F]+)$/;

const UINT64_MAX = 2n ** 64n - 1n;
const INT64_LIMIT = 2 ** 63;

/**
 * The value and type the API server gets for a plain scalar without a tag. `integer` means a 64-bit
 * signed integer; beyond 2^53 its `value` is the nearest double. Integers beyond 64 bits are of type
 * `number`, as the server sees them. `value` is infinite or NaN for `.inf` and `.nan`: kubectl refuses
 * a file that contains one, because JSON has no such number.
 */
export function resolvePlain(text: string): ResolvedScalar {
  switch (text.charCodeAt(0)) {
    case 0x7e: // ~
    case 0x59: // Y
    case 0x79: // y
    case 0x4e: // N
    case 0x6e: // n
    case 0x54: // T
    case 0x74: // t
    case 0x46: // F
    case 0x66: // f
    case 0x4f: // O
    case 0x6f: // o
      return (text.length <= LONGEST_WORD ? WORDS.get(text) : undefined) ?? string(text);
    case 0x2e: // .
      return dotted(text);
    case 0x2b: // +
    case 0x2d: // -
    case 0x30:
    case 0x31:
    case 0x32:
    case 0x33:
    case 0x34:
    case 0x35:
    case 0x36:
    case 0x37:
    case 0x38:
    case 0x39:
      return numeric(text);
    default:
      return text === "" ? NULL : string(text);
  }
}

function string(value: string): ResolvedScalar {
  return { type: "string", value };
}

function dotted(text: string): ResolvedScalar {
  const special = NOT_FINITE.get(text);
  if (special !== undefined) return { type: "number", value: special };
  return (DOT_FLOAT.test(text) ? float(text.replaceAll("_", "")) : undefined) ?? string(text);
}

function numeric(text: string): ResolvedScalar {
  if (SHORT_DECIMAL.test(text)) return { type: "integer", value: Number(text) };
  const special = NOT_FINITE.get(text);
  if (special !== undefined) return { type: "number", value: special };
  const digits = text.includes("_") ? text.replaceAll("_", "") : text;
  return (
    integer(digits) ??
    (FLOAT.test(digits) ? float(digits) : undefined) ??
    signedBinary(digits) ??
    string(text)
  );
}

/** Undefined if it is no integer literal or does not fit 64 bits; a decimal one may then still be a float. */
function integer(digits: string): ResolvedScalar | undefined {
  const match = INTEGER.exec(digits);
  if (!match) return undefined;
  const [, sign, based, octal, decimal] = match;
  const size = BigInt(based?.toLowerCase() ?? decimal ?? `0o0${octal ?? ""}`);
  const fits = int64(sign === "-" ? -size : size);
  return fits ?? (sign === "" && size <= UINT64_MAX ? { type: "number", value: Number(size) } : undefined);
}

function int64(value: bigint): ResolvedScalar | undefined {
  return BigInt.asIntN(64, value) === value ? { type: "integer", value: Number(value) } : undefined;
}

/** Undefined if it is too large for a double: kubectl keeps such a text as a string. */
function float(digits: string): ResolvedScalar | undefined {
  const value = Number(digits);
  if (!Number.isFinite(value)) return undefined;
  const integral = Number.isInteger(value) && Math.abs(value) < INT64_LIMIT;
  return { type: integral ? "integer" : "number", value: value === 0 ? 0 : value };
}

function signedBinary(digits: string): ResolvedScalar | undefined {
  const match = SIGNED_AFTER_PREFIX.exec(digits);
  if (!match) return undefined;
  const size = BigInt(`0b${match[2] ?? "0"}`);
  return int64(match[1] === "-" ? -size : size);
}

const STARTS_WITH_INDICATOR = /^(?:[,[\]{}#&*!|>'"%@`]|[-?:](?:\s|$))/;
/** Ends a plain scalar: a mapping colon, a comment, blanks at either end. */
const ENDS_PLAIN = /:(?:[ \t]|$)|[ \t]#|^[ \t]|[ \t]$/;
/** Line breaks of YAML 1.1 and 1.2, and everything that may not stand in a YAML text. */
const UNPRINTABLE = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;
const MUST_ESCAPE = /["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/gu;

/**
 * True if `text`, written plain as the value of a block mapping or sequence, would not be read back as
 * this string by kubectl and by every YAML 1.2 parser.
 */
export function needsQuotes(text: string): boolean {
  return (
    resolvePlain(text).type !== "string" ||
    STARTS_WITH_INDICATOR.test(text) ||
    ENDS_PLAIN.test(text) ||
    FLOAT.test(text) ||
    BASED_CORE.test(text) ||
    UNPRINTABLE.test(text)
  );
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** `text` as a double-quoted scalar on one line. A lone surrogate, which no YAML can hold, becomes U+FFFD. */
export function quote(text: string): string {
  return `"${text.replace(MUST_ESCAPE, escapeOf)}"`;
}

function escapeOf(character: string): string {
  const known = ESCAPES[character];
  if (known) return known;
  const code = character.charCodeAt(0);
  const lone = code >= 0xd800 && code <= 0xdfff;
  return `\\u${(lone ? 0xfffd : code).toString(16).padStart(4, "0")}`;
}
