/**
 * What has been entered for a pack that somebody else has changed since. Only what the user has changed is taken over
 * to the pack as it is now: everything else would undo what the others have done. Knows nothing of an editor.
 */
import type { PersonaPack } from "../../../server/src/pack/persona-pack.ts";
import { skillByName } from "../../../server/src/pack/skills.ts";
import { packTarget } from "../cluster/actions/pack-target.ts";
import type { ClusterSnapshot } from "../cluster/cluster-snapshot.ts";
import {
  type ActivationForm,
  type ChannelForm,
  channelForm,
  channelTypes,
  initialForm,
  type SecretForm,
} from "./activation-form.ts";

/** A pack, and the form that its wizard began with. */
export interface FormStart {
  readonly pack: PersonaPack;
  readonly form: ActivationForm;
}

/** As the cluster has it. Throws `PlanRefused` if there is no such pack, or none that could still be changed. */
export function formStart(snapshot: ClusterSnapshot, namespace: string, name: string): FormStart {
  const { pack } = packTarget(snapshot, namespace, name);
  const hasSecret = (secret: string) => snapshot.get("secrets", namespace, secret) !== undefined;
  return { pack, form: initialForm(pack, hasSecret) };
}

/** `entered` came of `before`. Names that the pack no longer has are dropped. */
export function rebasedForm(entered: ActivationForm, before: FormStart, now: FormStart): ActivationForm {
  const old = before.form;
  const next = now.form;
  const text = (field: "baseURL" | "model" | "taskOverride") =>
    entered[field] === old[field] ? next[field] : entered[field];
  // A Secret is one for its provider.
  const isChosen = entered.provider !== old.provider || isOtherSecret(entered.secret, old.secret);
  return {
    provider: isChosen ? entered.provider : next.provider,
    secret: isChosen ? entered.secret : withTyped(next.secret, entered.secret),
    baseURL: text("baseURL"),
    model: text("model"),
    excluded: rebasedNames(entered.excluded, old.excluded, next.excluded, commonNames(before, now)),
    chosenChannels: rebasedChoice(entered, before, now),
    channels: rebasedChannels(entered, before, now),
    skillParams: rebasedParams(entered, before.pack, now.pack),
    taskOverride: text("taskOverride"),
  };
}

/** Those of personas that both have: nobody could choose others. */
function commonNames(before: FormStart, now: FormStart): Set<string> {
  return personaNames(before.pack).intersection(personaNames(now.pack));
}

function personaNames({ spec }: PersonaPack): Set<string> {
  return new Set(spec.personas.flatMap(({ name }) => name ?? []));
}

/** `next` with what was added to and taken from `old`, as far as it is one of `known`. */
function rebasedNames(
  entered: readonly string[],
  old: readonly string[],
  next: readonly string[],
  known: ReadonlySet<string>,
): string[] {
  const isTouched = (name: string) => known.has(name) && entered.includes(name) !== old.includes(name);
  return [...next.filter((name) => !isTouched(name)), ...entered.filter(isTouched)];
}

function rebasedChoice(entered: ActivationForm, before: FormStart, now: FormStart): string[] {
  const known = new Set(channelTypes(now.pack));
  const names = personaNames(now.pack);
  const chosen = rebasedNames(
    entered.chosenChannels,
    before.form.chosenChannels,
    now.form.chosenChannels,
    known,
  );
  // Whoever has entered something for a channel wants it set up, even if it was proposed to begin with.
  const filled = entered.chosenChannels.filter((type) => {
    const { secret, addTo } = channelForm(entered, type);
    const isFilled =
      isOtherSecret(secret, channelForm(before.form, type).secret) || addTo.some((name) => names.has(name));
    return known.has(type) && isFilled;
  });
  return [...new Set([...chosen, ...filled])];
}

function rebasedChannels(
  entered: ActivationForm,
  before: FormStart,
  now: FormStart,
): Map<string, ChannelForm> {
  const names = personaNames(now.pack);
  const known = new Set(channelTypes(now.pack));
  const channels = new Map(now.form.channels);
  for (const [type, channel] of entered.channels) {
    if (!known.has(type)) continue;
    const isChanged = isOtherSecret(channel.secret, channelForm(before.form, type).secret);
    channels.set(type, {
      type,
      secret: isChanged ? channel.secret : withTyped(channelForm(now.form, type).secret, channel.secret),
      addTo: channel.addTo.filter((name) => names.has(name)),
    });
  }
  return channels;
}

/** Only what differs from what the pack had: a page that was gone through says all that it shows. */
function rebasedParams(
  entered: ActivationForm,
  before: PersonaPack,
  now: PersonaPack,
): Map<string, Map<string, string>> {
  const skills = new Set(now.spec.personas.flatMap((persona) => persona.skills));
  const rebased = new Map<string, Map<string, string>>();
  for (const [skill, params] of entered.skillParams) {
    if (!skills.has(skill)) continue;
    const known = new Set(skillByName(skill)?.params.map(({ name }) => name));
    const old = before.spec.skillParams.get(skill);
    const own = [...params].filter(([param, value]) => known.has(param) && value !== (old?.get(param) ?? ""));
    if (own.length > 0) rebased.set(skill, new Map(own));
  }
  return rebased;
}

/** Packs name Secrets that are there or none: one to create is another in any case. */
function isOtherSecret(entered: SecretForm, old: SecretForm): boolean {
  return entered.kind !== old.kind || entered.name !== old.name;
}

/** Whoever after all wants a Secret of their own need not type it again. */
function withTyped(secret: SecretForm, { values }: SecretForm): SecretForm {
  return { ...secret, values };
}
