/** The pages of the activation wizard. */
import type { QuickPickItem } from "vscode";
import { channelByName } from "../../../server/src/pack/channels.ts";
import { suggestedModels } from "../../../server/src/pack/models.ts";
import { PROVIDERS, providerByName } from "../../../server/src/pack/providers.ts";
import {
  type ActivationForm,
  baseUrlProblem,
  channelForm,
  channelTypes,
  isChannelUsed,
  keysOfChannel,
  keysOfProvider,
  paramFields,
  type SecretForm,
  withBaseUrl,
  withChannel,
  withParam,
} from "./activation-form.ts";
import { type ActivationPlace, askSecret, keyStep } from "./activation-secret.ts";
import { Back, type Place, type WizardStep } from "./wizard.ts";
import { askMany, askOne, askText, type InputAnswer } from "./wizard-inputs.ts";

type Step = WizardStep<ActivationForm>;

/** As many values as any Secret of a provider holds. */
const MOST_KEYS = 4;

export function activationSteps(place: ActivationPlace): Step[] {
  const { pack } = place;
  const secretPage = (what: string, keys: readonly string[], needed: boolean) => ({
    place,
    what,
    keys,
    needed,
  });
  return [
    providerStep(place),
    step(
      ({ provider }) => {
        const { title = provider, requiredKeys = [] } = providerByName(provider) ?? {};
        const needed = requiredKeys.length > 0;
        return (at, { secret }) =>
          askSecret(at, secret, secretPage(title, keysOfProvider(provider), needed), true);
      },
      (form, secret) => ({ ...form, secret }),
    ),
    ...Array.from({ length: MOST_KEYS }, (_, index) =>
      keyStep(
        ({ provider, secret }) => ({ form: secret, key: keysOfProvider(provider)[index] }),
        (form, secret) => ({ ...form, secret }),
        ({ provider }, key) => (providerByName(provider)?.requiredKeys ?? []).includes(key),
      ),
    ),
    baseUrlStep(place),
    modelStep(place),
    personasStep(place),
    channelsStep(place),
    ...channelTypes(pack).flatMap((type) => channelSteps(place, type)),
    paramsStep(place),
    step(
      () => (at, form) =>
        askText(at, {
          title: `${place.title}: Task Override`,
          prompt: "What all scheduled personas shall do, in front of their own tasks. Empty: nothing.",
          value: form.taskOverride,
        }),
      (form, taskOverride) => ({ ...form, taskOverride }),
      // A line to type in cannot show it: it stays as it is.
      (form) => !form.taskOverride.includes("\n"),
    ),
  ];
}

/** One page whose answer becomes part of the form. */
function step<Entered>(
  page: (form: ActivationForm) => (at: Place, form: ActivationForm) => Promise<InputAnswer<Entered>>,
  take: (form: ActivationForm, entered: Entered) => ActivationForm,
  applies?: (form: ActivationForm) => boolean,
): Step {
  return {
    ...(applies && { applies }),
    ask: async (form, at) => {
      const answer = await page(form)(at, form);
      return typeof answer === "string" ? answer : take(form, answer.entered);
    },
  };
}

interface ValueItem extends QuickPickItem {
  readonly value: string;
}

function providerStep({ title }: ActivationPlace): Step {
  return step(
    ({ provider }) =>
      (at) => {
        const items = PROVIDERS.map(
          (one): ValueItem => ({
            label: one.title,
            description: one.name,
            detail: one.description,
            value: one.name,
          }),
        );
        if (provider !== "" && !providerByName(provider)) {
          items.unshift({ label: provider, description: "as the pack has it", value: provider });
        }
        return askOne(at, {
          title: `${title}: Provider`,
          placeholder: "Where the models run",
          items,
          active: items.find(({ value }) => value === provider),
        });
      },
    (form, { value }) => ({ ...form, provider: value }),
  );
}

function baseUrlStep({ title }: ActivationPlace): Step {
  return step(
    ({ provider }) =>
      (at, form) => {
        const { needsBaseURL = false, defaultBaseURL } = providerByName(provider) ?? {};
        return askText(at, {
          title: `${title}: Base URL`,
          prompt: needsBaseURL ? "The address of the provider." : "Empty: the provider's own address.",
          placeholder: defaultBaseURL ?? "",
          value: form.baseURL,
          problem: (text) => baseUrlProblem(provider, text),
        });
      },
    withBaseUrl,
  );
}

function modelStep({ title, pack }: ActivationPlace): Step {
  return step(
    ({ provider }) =>
      (at, form) => {
        const own = [...new Set(pack.spec.personas.map(({ model }) => model || "none"))].join(", ");
        const some = suggestedModels(provider)?.slice(0, 4) ?? [];
        return askText(at, {
          title: `${title}: Model`,
          prompt: `For all personas that are left in. Empty: their own (${own}).`,
          placeholder: some.length > 0 ? `For example ${some.join(", ")}` : "",
          value: form.model,
        });
      },
    (form, model) => ({ ...form, model: model.trim() }),
  );
}

function personasStep({ title, pack }: ActivationPlace): Step {
  return step(
    () => (at, form) =>
      askMany(at, {
        title: `${title}: Personas`,
        placeholder: "Those that shall work; the others are excluded",
        items: pack.spec.personas.flatMap((persona): ValueItem[] =>
          persona.name === undefined
            ? []
            : [
                {
                  label: persona.name,
                  description: persona.displayName,
                  picked: !form.excluded.includes(persona.name),
                  value: persona.name,
                },
              ],
        ),
      }),
    (form, left) => {
      const chosen = new Set(left.map(({ value }) => value));
      const names = pack.spec.personas.flatMap((persona) => persona.name ?? []);
      return { ...form, excluded: names.filter((persona) => !chosen.has(persona)) };
    },
  );
}

function channelsStep({ title, pack }: ActivationPlace): Step {
  return step(
    () => (at, form) =>
      askMany(at, {
        title: `${title}: Channels`,
        placeholder: "Those to set up now; the others stay as they are",
        items: channelTypes(pack).map(
          (type): ValueItem => ({
            label: channelByName(type)?.title ?? type,
            description: isChannelUsed(pack, type) ? "of a persona" : "",
            picked: form.chosenChannels.includes(type),
            value: type,
          }),
        ),
      }),
    (form, chosen) => ({ ...form, chosenChannels: chosen.map(({ value }) => value) }),
  );
}

function channelSteps(place: ActivationPlace, type: string): Step[] {
  const { pack } = place;
  const { title = type, requiredKeys = [] } = channelByName(type) ?? {};
  const keys = keysOfChannel(type);
  const isChosen = ({ chosenChannels }: ActivationForm) => chosenChannels.includes(type);
  const withSecret = (form: ActivationForm, secret: SecretForm) =>
    withChannel(form, { ...channelForm(form, type), secret });
  const people = step(
    () => (at, form) =>
      askMany(at, {
        title: `${place.title}: Who Has ${title}`,
        placeholder: "Personas to reach over it",
        items: pack.spec.personas.flatMap(({ name: label }): ValueItem[] =>
          label === undefined || form.excluded.includes(label)
            ? []
            : [{ label, picked: channelForm(form, type).addTo.includes(label), value: label }],
        ),
      }),
    (form, chosen) =>
      withChannel(form, { ...channelForm(form, type), addTo: chosen.map(({ value }) => value) }),
    (form) => isChosen(form) && !isChannelUsed(pack, type),
  );
  const secret = step(
    () => (at, form) =>
      askSecret(
        at,
        channelForm(form, type).secret,
        { place, what: title, keys, needed: requiredKeys.length > 0 },
        false,
      ),
    withSecret,
    (form) => isChosen(form) && keys.length > 0,
  );
  const values = keys.map((key) =>
    keyStep(
      (form) => ({ form: channelForm(form, type).secret, key: isChosen(form) ? key : undefined }),
      withSecret,
      () => requiredKeys.includes(key),
    ),
  );
  return [people, secret, ...values];
}

/** A list of all; each is changed on a page of its own. */
function paramsStep({ title, pack }: ActivationPlace): Step {
  return {
    applies: (form) => paramFields(pack, form).length > 0,
    ask: async (initial, at) => {
      let form = initial;
      for (;;) {
        const done = { label: "$(arrow-right) Continue", alwaysShow: true };
        const fields = paramFields(pack, form).map((field) => ({
          label: `${field.skill}: ${field.param}`,
          description: field.value === "" ? "not set" : field.value,
          detail: field.description,
          field,
        }));
        const items: (QuickPickItem & { field?: (typeof fields)[number]["field"] })[] = [done, ...fields];
        const answer = await askOne(at, {
          title: `${title}: Parameters of Skills`,
          placeholder: "One to change, or go on",
          items,
        });
        if (answer === "cancelled") return answer;
        if (answer === "back") return new Back(form);
        const { field } = answer.entered;
        if (!field) return form;
        const { skill, param, description, value } = field;
        const page = { title: `${skill}: ${param}`, prompt: description, value };
        const text = await askText({ ...at, canGoBack: true }, page);
        if (text === "cancelled") return text;
        if (text !== "back") form = withParam(form, { ...field, value: text.entered });
      }
    },
  };
}
