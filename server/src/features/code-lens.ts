/** What a pack and each of its personas come to, in one line above them. Places first, words when they are shown. */
import { counted } from "../pack/counted.ts";
import { isExcluded } from "../pack/generated-resources.ts";
import type { Persona } from "../pack/persona-pack.ts";
import { DEFAULT_RELEASE, type Release } from "../pack/releases.ts";
import { cronOf } from "../pack/schedule.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import type { Position } from "../yaml/position.ts";
import { idleReason } from "./idle-reason.ts";
import { type PackReading, readPack } from "./pack-reading.ts";
import { countResources, personaOutcome, resourceCount } from "./persona-outcome.ts";
import { type PersonaRun, personaRun } from "./persona-run.ts";
import { timeUntil } from "./time-until.ts";
import { isRefused, unusableText } from "./unusable-part.ts";

export interface CodeLens {
  readonly position: Position;
  readonly subject: LensSubject;
}

/** What a lens is about, by places in the file: they are numbers so that a thousand of them cost little. */
export interface LensSubject {
  /** Zero-based place among the documents of the file. */
  readonly document: number;
  /** Zero-based place in `spec.personas`; without it the lens is about the pack. */
  readonly persona?: number;
}

export interface LensText {
  readonly title: string;
  readonly tooltip: string;
  /** Of the persona, if it has objects to be shown; undefined for the pack. */
  readonly persona?: string;
  /** From then on (milliseconds since 1970) the title is out of date. */
  readonly staleAt?: number;
}

export interface LensOptions {
  readonly now: Date;
  readonly release?: Release;
}

export function codeLenses(file: PackFile, isCancelled?: () => boolean): CodeLens[] {
  const lenses: CodeLens[] = [];
  file.documents.forEach((document, index) => {
    if (!document.isPack || isCancelled?.()) return;
    const { root } = document.frame.block;
    if (!root) return;
    lenses.push({ position: document.frame.positionAt(root.start), subject: { document: index } });
    for (const { index: persona, placed, written } of document.personas) {
      if (!written) continue;
      lenses.push({ position: placed.positionAt(written.start), subject: { document: index, persona } });
    }
  });
  return lenses;
}

/** Undefined for what is no longer there. */
export function lensText(
  file: PackFile,
  subject: LensSubject,
  { now, release = DEFAULT_RELEASE }: LensOptions,
): LensText | undefined {
  const document = file.documents[subject.document];
  if (!document?.isPack) return undefined;
  const reading = readPack(document, release);
  if (subject.persona === undefined) return packText(document, reading, now.getTime());
  const persona = reading.pack.spec.personas.find(({ index }) => index === subject.persona);
  return persona && personaText(reading, persona, now.getTime());
}

const PREVIEW = "Preview the generated resources";

function packText(document: PackDocument, reading: PackReading, now: number): LensText {
  const { pack, unusable } = reading;
  const { personas, enabled } = pack.spec;
  const { own, standing } = countResources(reading, personas);
  const refused = unusable.find(isRefused);
  const excluded = personas.filter((persona) => isExcluded(pack, persona)).length;
  const next = document.personas.length === 0 ? undefined : nextRunOf(reading, now);
  const until = next === undefined ? undefined : timeUntil(next, now);
  const parts = [
    refused && "refused by the API server",
    `generates ${counted(own + standing, "resource")}${enabled ? "" : " once it is enabled"}`,
    excluded > 0 && `${excluded} of ${counted(personas.length, "persona")} excluded`,
    until && `next run in ${until.text}`,
  ];
  return {
    title: joined(parts),
    tooltip: refused ? `${unusableText(refused)}\n\n${PREVIEW}` : PREVIEW,
    ...(until && { staleAt: until.staleAt }),
  };
}

function nextRunOf(reading: PackReading, now: number): number | undefined {
  let next: number | undefined;
  for (const persona of reading.pack.spec.personas) {
    const run = personaRun(reading, persona, now);
    if (run.state === "runs" && (next === undefined || run.at < next)) next = run.at;
  }
  return next;
}

function personaText(reading: PackReading, persona: Persona, now: number): LensText {
  const run = personaRun(reading, persona, now);
  const idle = idleReason(run);
  if (idle && (run.state === "excluded" || run.state === "nameless"))
    return { title: idle, tooltip: PREVIEW };
  const until = run.state === "runs" ? timeUntil(run.at, now) : undefined;
  const count = resourceCount(personaOutcome(reading, persona));
  return {
    title: joined([`generates ${counted(count, "resource")}`, until ? `next run in ${until.text}` : idle]),
    tooltip: run.state === "invalid" ? `${invalidText(persona, run)}\n\n${PREVIEW}` : PREVIEW,
    ...(persona.name !== undefined && { persona: persona.name }),
    ...(until && { staleAt: until.staleAt }),
  };
}

function invalidText({ schedule, index }: Persona, run: PersonaRun & { readonly state: "invalid" }): string {
  return `${schedule ? cronOf(schedule, index) : ""}: ${run.error.message}`;
}

function joined(parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part).join(" · ");
}
