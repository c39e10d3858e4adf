/** The pack or persona that a command is about: that of its line, else one that the user picks. */
import { type QuickPickItem, window } from "vscode";
import { counted } from "../../../server/src/pack/counted.ts";
import { type PersonaPack, readPersonaPack } from "../../../server/src/pack/persona-pack.ts";
import type { ClusterSnapshot } from "../cluster/cluster-snapshot.ts";
import { plainLine, withoutIcons } from "../cluster/plain-text.ts";
import type { NodeTarget } from "../tree/tree-node.ts";
import { joined } from "../tree/tree-node.ts";
import { showInformation } from "./notifications.ts";

export interface PackChoice {
  readonly namespace: string;
  readonly name: string;
}

export interface PersonaChoice extends PackChoice {
  readonly persona: string;
}

interface ChoiceItem<Choice> extends QuickPickItem {
  readonly choice: Choice;
}

export interface PackQuestion {
  /** Of the picker. */
  readonly title: string;
  /** Said if there is nothing to pick. */
  readonly none: string;
}

/** Undefined if the user picks none. `suits` is asked for packs to pick only. */
export async function choosePack(
  snapshot: ClusterSnapshot,
  target: NodeTarget | undefined,
  question: PackQuestion,
  suits: (pack: PersonaPack) => boolean = () => true,
): Promise<PackChoice | undefined> {
  if (target) return { namespace: target.namespace, name: target.pack };
  const items = packsIn(snapshot)
    .filter(({ pack }) => suits(pack))
    .map(
      ({ choice, pack: { spec } }): ChoiceItem<PackChoice> => ({
        label: choice.name,
        description: [
          spec.enabled ? "enabled" : "disabled",
          counted(spec.personas.length, "persona"),
          ...(snapshot.scope?.namespace === undefined ? [choice.namespace] : []),
        ].join(" · "),
        choice,
      }),
    );
  return await pickOne(items, question, "Choose a pack");
}

/** Undefined if the user picks none. */
export async function choosePersona(
  snapshot: ClusterSnapshot,
  target: NodeTarget | undefined,
  question: PackQuestion,
  suits: (pack: PersonaPack, persona: string) => boolean,
): Promise<PersonaChoice | undefined> {
  const { namespace, pack: name, persona } = target ?? {};
  if (namespace !== undefined && name !== undefined && persona !== undefined) {
    return { namespace, name, persona };
  }
  const items = packsIn(snapshot)
    .filter(({ choice }) => !target || (choice.namespace === namespace && choice.name === name))
    .flatMap(({ choice, pack }) =>
      pack.spec.personas.flatMap((one): ChoiceItem<PersonaChoice>[] =>
        one.name === undefined || !suits(pack, one.name)
          ? []
          : [
              {
                label: one.name,
                description: joined([one.displayName, `${choice.namespace}/${choice.name}`]),
                choice: { ...choice, persona: one.name },
              },
            ],
      ),
    );
  return await pickOne(items, question, "Choose a persona");
}

function packsIn(snapshot: ClusterSnapshot): { readonly choice: PackChoice; readonly pack: PersonaPack }[] {
  return snapshot.all("packs").map((object) => ({
    choice: { namespace: object.metadata.namespace ?? "", name: object.metadata.name },
    pack: readPersonaPack(object).pack,
  }));
}

async function pickOne<Choice>(
  items: readonly ChoiceItem<Choice>[],
  { title, none }: PackQuestion,
  placeHolder: string,
): Promise<Choice | undefined> {
  if (items.length === 0) {
    void showInformation(none);
    return undefined;
  }
  const shown = items.map(({ label, description = "", choice }) => ({
    label: withoutIcons(plainLine(label)),
    description: withoutIcons(plainLine(description)),
    choice,
  }));
  return (await window.showQuickPick(shown, { title, placeHolder, matchOnDescription: true }))?.choice;
}
