/** The pages of the activation wizard about a Secret: which one, and its values if it is to be created. */
import type { QuickPickItem } from "vscode";
import { isSubdomainText } from "../../../server/src/pack/dns-name.ts";
import type { PersonaPack } from "../../../server/src/pack/persona-pack.ts";
import type { ClusterSnapshot } from "../cluster/cluster-snapshot.ts";
import { diesWithPack } from "../cluster/managed-secret.ts";
import { type ActivationForm, isPublicKey, reuse, type SecretForm, withValue } from "./activation-form.ts";
import type { Place, WizardStep } from "./wizard.ts";
import { askOne, askText, type InputAnswer } from "./wizard-inputs.ts";

export interface ActivationPlace {
  readonly snapshot: ClusterSnapshot;
  readonly namespace: string;
  readonly name: string;
  readonly pack: PersonaPack;
  /** What all pages are part of, for example “Activate data-team”. */
  readonly title: string;
  readonly mayCreateSecrets: boolean;
}

export interface SecretPage {
  readonly place: ActivationPlace;
  readonly what: string;
  readonly keys: readonly string[];
  readonly needed: boolean;
}

interface SecretItem extends QuickPickItem {
  readonly form: SecretForm;
}

export async function askSecret(
  at: Place,
  form: SecretForm,
  { place, what, keys, needed }: SecretPage,
  ofModel: boolean,
): Promise<InputAnswer<SecretForm>> {
  const { snapshot, namespace, name, title } = place;
  const create = { ...form, kind: "create", name: "" } as const;
  const creatable: SecretItem[] = ofModel
    ? [
        {
          label: "$(add) Create a Secret",
          detail: "Deactivating the pack deletes it, unless you then choose to keep it.",
          form: { ...create, survives: false },
        },
        {
          label: "$(add) Create a Secret that stays",
          detail: "Named so that deactivating the pack leaves it, for example for other packs.",
          form: { ...create, survives: true },
        },
      ]
    : [
        {
          label: "$(add) Create a Secret",
          detail: "Deactivating the pack leaves it.",
          form: { ...create, survives: true },
        },
      ];
  const created = place.mayCreateSecrets ? creatable : [];
  const none: SecretItem[] = needed
    ? []
    : [{ label: "$(circle-slash) No Secret", form: { ...form, kind: "none", name: "" } }];
  const existing = snapshot
    .all("secrets")
    .filter(({ metadata }) => metadata.namespace === namespace)
    .map((secret): SecretItem => {
      const goes = ofModel && diesWithPack(name, secret.metadata.name, secret);
      return {
        label: `$(key) ${secret.metadata.name}`,
        description: goes ? "deactivation deletes it" : "",
        form: { ...reuse(secret.metadata.name), values: form.values },
      };
    });
  // Who may not list Secrets, or names one that is not there yet, keeps what the pack says.
  const unseen: SecretItem[] =
    form.kind === "reuse" && !existing.some((item) => item.form.name === form.name)
      ? [{ label: `$(key) ${form.name}`, description: "not seen in the cluster", form }]
      : [];
  const items = [...none, ...created, ...unseen, ...existing];
  const listed = snapshot.state("secrets").phase === "live";
  return toForm(
    await askOne(at, {
      title: `${title}: Secret for ${what}`,
      placeholder: [
        `A Secret with ${keys.join(", ")}`,
        place.mayCreateSecrets ? "" : "you may not create one",
        listed ? "" : "they cannot be listed: type its name",
      ]
        .filter((part) => part !== "")
        .join("; "),
      items,
      ...(!listed && { typed: (text: string) => typedSecret(text, form) }),
      active: items.find(
        (item) =>
          item.form.kind === form.kind &&
          item.form.name === form.name &&
          (form.kind !== "create" || item.form.survives === form.survives),
      ),
    }),
  );
}

/** For who may not list Secrets but knows the name of one. */
function typedSecret(text: string, { values }: SecretForm): SecretItem | undefined {
  if (!isSubdomainText(text)) return undefined;
  const form = { ...reuse(text), values };
  return { label: `$(key) ${text}`, description: "as typed", alwaysShow: true, form };
}

function toForm(answer: InputAnswer<SecretItem>): InputAnswer<SecretForm> {
  return typeof answer === "string" ? answer : { entered: answer.entered.form };
}

/** One value of a Secret to create. */
export function keyStep(
  read: (form: ActivationForm) => { readonly form: SecretForm; readonly key: string | undefined },
  write: (form: ActivationForm, secret: SecretForm) => ActivationForm,
  isNeeded: (form: ActivationForm, key: string) => boolean,
): WizardStep<ActivationForm> {
  return {
    applies: (form) => read(form).form.kind === "create" && read(form).key !== undefined,
    ask: async (form, at) => {
      const { form: secret, key = "" } = read(form);
      const needed = isNeeded(form, key);
      const answer = await askText(at, {
        title: key,
        prompt: needed ? "Goes into the Secret and nowhere else." : "May be left empty.",
        value: secret.values.reveal()[key] ?? "",
        masked: !isPublicKey(key),
        problem: (text) => (needed && text.trim() === "" ? `${key} is needed.` : undefined),
      });
      return typeof answer === "string" ? answer : write(form, withValue(secret, key, answer.entered.trim()));
    },
  };
}
