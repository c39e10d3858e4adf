/**
 * What API keys and tokens look like. The shapes are those that their issuers publish; random texts without a
 * mark of their own only count behind a name that says what they are.
 */
import type { Span } from "../yaml/position.ts";

export interface FoundKey extends Span {
  /** With its article: "an OpenAI key". */
  readonly kind: string;
  /** Which field takes the name of a Secret with such a key. */
  readonly home: "authRefs" | "channelConfigs" | undefined;
}

interface KeyPattern extends Pick<FoundKey, "kind" | "home"> {
  /** One of these stands in every match, and is quickly looked for. */
  readonly marks: readonly string[];
  /** The key is the group `key`, or all of it. */
  readonly pattern: RegExp;
  /** Shapes that other texts have too. */
  readonly mustLookRandom?: true;
}

const START = "(?<![A-Za-z0-9_-])";
const END = "(?![A-Za-z0-9_-])";

function shape(
  kind: string,
  home: FoundKey["home"],
  marks: readonly string[],
  source: string,
  mustLookRandom?: true,
): KeyPattern {
  const pattern = new RegExp(`${START}(?:${source})${END}`, "g");
  return { kind, home, marks, pattern, ...(mustLookRandom ? { mustLookRandom } : {}) };
}

const NAMED = "[A-Za-z0-9_]*(?:KEY|TOKEN|SECRET|PASSWORD|[kK]ey|[tT]oken|[sS]ecret|[pP]assword)";
const RANDOM = "[A-Za-z0-9+/_=-]{24,200}";

const PATTERNS: readonly KeyPattern[] = [
  shape("an Anthropic key", "authRefs", ["sk-ant-"], "sk-ant-[A-Za-z0-9_-]{24,}"),
  shape("an OpenRouter key", "authRefs", ["sk-or-"], "sk-or-[A-Za-z0-9-]{24,}"),
  shape(
    "an OpenAI key",
    "authRefs",
    ["sk-"],
    "sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{24,}|sk-[A-Za-z0-9]{32,}",
  ),
  shape("a Google key", "authRefs", ["AIza"], "AIza[A-Za-z0-9_-]{35}"),
  shape("a Groq key", "authRefs", ["gsk_"], "gsk_[A-Za-z0-9]{40,}"),
  shape("an xAI key", "authRefs", ["xai-"], "xai-[A-Za-z0-9]{40,}"),
  shape("a Hugging Face token", "authRefs", ["hf_"], "hf_[A-Za-z0-9]{30,}"),
  shape("an AWS access key", "authRefs", ["AKIA", "ASIA"], "(?:AKIA|ASIA)[A-Z0-9]{16}"),
  shape("a Slack token", "channelConfigs", ["xox"], "xox[abeoprs]-[A-Za-z0-9-]{20,}"),
  shape("a Slack token", "channelConfigs", ["xapp-"], "xapp-[0-9]-[A-Za-z0-9-]{20,}"),
  shape("a Telegram bot token", "channelConfigs", [":AA"], "[0-9]{8,10}:AA[A-Za-z0-9_-]{33}"),
  shape(
    "a Discord bot token",
    "channelConfigs",
    ["."],
    String.raw`[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}`,
  ),
  shape(
    "a GitHub token",
    undefined,
    ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
    "gh[oprsu]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,}",
  ),
  shape("a GitLab token", undefined, ["glpat-"], "glpat-[A-Za-z0-9_-]{20,}"),
  shape(
    "a signed token",
    undefined,
    ["eyJ"],
    String.raw`eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}`,
  ),
  {
    kind: "a private key",
    home: undefined,
    marks: ["PRIVATE KEY-----"],
    pattern:
      /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----(?:[^-]{0,20000}-----END [A-Z ]{0,20}PRIVATE KEY-----)?/g,
  },
  {
    kind: "a bearer token",
    home: undefined,
    marks: ["earer "],
    pattern: new RegExp(`[Bb]earer +(?<key>${RANDOM})${END}`, "g"),
    mustLookRandom: true,
  },
  {
    kind: "a key",
    home: undefined,
    marks: ["=", ":"],
    pattern: new RegExp(`${START}${NAMED}["']?[ \\t]*[=:][ \\t]*["']?(?<key>${RANDOM})${END}`, "g"),
    mustLookRandom: true,
  },
  {
    kind: "a key",
    home: undefined,
    marks: ["value:"],
    pattern: new RegExp(
      `name:[ \\t]*["']?${NAMED}["']?(?:[ \\t]*,|[ \\t]*\\r?\\n)[ \\t]*value:[ \\t]*["']?(?<key>${RANDOM})${END}`,
      "g",
    ),
    mustLookRandom: true,
  },
];

/** Every key but a private one has a run of so many characters without a blank; most texts have none. */
const LONG_RUN = 20;

const IN_RUN = /[\w+/=-]/;
const RUN_CHARACTERS: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
  IN_RUN.test(String.fromCharCode(code)),
);

function isRunCharacter(text: string, at: number): boolean {
  return RUN_CHARACTERS[text.charCodeAt(at)] === true;
}

/** Looks at every twentieth character only, and around it where that may belong to a run. */
function hasLongRun(text: string): boolean {
  for (let at = LONG_RUN - 1; at < text.length; at += LONG_RUN) {
    if (!isRunCharacter(text, at)) continue;
    let start = at;
    while (start > 0 && isRunCharacter(text, start - 1)) start--;
    let end = at + 1;
    while (end < text.length && end - start < LONG_RUN && isRunCharacter(text, end)) end++;
    if (end - start >= LONG_RUN) return true;
  }
  return false;
}

/** Keys and tokens in a text, in their order; none of them twice. */
export function findKeys(text: string): FoundKey[] {
  if (!hasLongRun(text) && !text.includes("PRIVATE KEY-----")) return [];
  const found: FoundKey[] = [];
  for (const { kind, home, marks, pattern, mustLookRandom } of PATTERNS) {
    if (!marks.some((mark) => text.includes(mark))) continue;
    for (const match of text.matchAll(pattern)) {
      const key = match.groups?.key ?? match[0];
      if (isPlaceholder(key) || (mustLookRandom && !looksRandom(key))) continue;
      const start = match.index + match[0].length - key.length;
      const end = start + key.length;
      if (found.some((other) => other.start < end && start < other.end)) continue;
      found.push({ kind, home, start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The same shapes as parts of longer words: names are made of what was written, some in lower case. */
const IN_WORDS: readonly RegExp[] = PATTERNS.filter(({ mustLookRandom }) => !mustLookRandom).map(
  ({ pattern }) => new RegExp(pattern.source.replace(START, "").replace(END, ""), "g"),
);
const IN_ANY_CASE: readonly RegExp[] = IN_WORDS.map(({ source }) => new RegExp(source, "gi"));

/** A text that may be shown and written to logs: three dots stand for each key in it. */
export function withoutKeys(text: string): string {
  // Most texts have no word as long as a key.
  if (!/[^\s`]{16}|PRIVATE KEY/.test(text)) return text;
  const named = findKeys(text).reduceRight(
    (masked, { start, end }) => `${masked.slice(0, start)}…${masked.slice(end)}`,
    text,
  );
  const exact = IN_WORDS.reduce((masked, pattern) => masked.replace(pattern, "…"), named);
  // Plain words may look like a key in another case, but hardly with a digit.
  return IN_ANY_CASE.reduce(
    (masked, pattern) => masked.replace(pattern, (key) => (/[0-9]/.test(key) ? "…" : key)),
    exact,
  );
}

/** Fewer different characters than any real key has. */
const MIN_DISTINCT = 8;

/** Manuals write keys like `sk-ant-xxxxxxxx` and `AKIAIOSFODNN7EXAMPLE`. */
function isPlaceholder(key: string): boolean {
  const isMarked = /example|placeholder|redacted|your[-_]|x{6}/i.test(key);
  return isMarked || (!key.startsWith("-----") && new Set(key).size < MIN_DISTINCT);
}

/** Names of Secrets and paths are long too, but made of words in one case. */
function looksRandom(text: string): boolean {
  if (/^[0-9a-f]{32,}$/i.test(text)) return true;
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && (text.match(/[0-9]/g)?.length ?? 0) >= 3;
}
