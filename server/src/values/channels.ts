import { CHANNELS, type Channel } from "../pack/channels.ts";
import { packFacts } from "../yaml/pack-facts.ts";
import {
  codeList,
  fromCluster,
  type KnownValue,
  sentences,
  type ValuePlace,
  type ValueSource,
} from "./value-source.ts";

const KNOWN: readonly KnownValue[] = CHANNELS.map((channel) => ({
  value: channel.name,
  detail: channel.stability === "stable" ? channel.title : `${channel.title} (${channel.stability})`,
  documentation: describe(channel),
}));

function describe({ name, description, requiredKeys, optionalKeys }: Channel): string {
  return sentences(
    description,
    requiredKeys.length > 0 &&
      `Needs a Secret, named in \`channelConfigs.${name}\`, with ${codeList(requiredKeys)}${optionalKeys.length > 0 ? ` and perhaps ${codeList(optionalKeys)}` : ""}.`,
  );
}

export const CHANNEL_SOURCES: readonly ValueSource[] = [
  {
    noun: "channel",
    paths: ["spec.personas[].channels[]"],
    provides: "values",
    complete: true,
    fixed: KNOWN,
  },
  {
    noun: "channel",
    paths: ["spec.channelConfigs", "spec.channelAccessControl"],
    provides: "keys",
    complete: true,
    fixed: KNOWN,
  },
  {
    noun: "Secret",
    paths: ["spec.channelConfigs.*"],
    provides: "values",
    values: channelSecrets,
  },
];

function channelSecrets(place: ValuePlace): KnownValue[] {
  const { document, path } = place;
  const name = packFacts(document).name?.text;
  const channel = path.at(-1);
  const usual = name && channel ? [`${name}-${channel}-secret`] : [];
  return [
    ...fromCluster("secrets", place),
    ...usual.map((value) => ({ value, detail: "the name that Sympozium's wizard gives it" })),
  ];
}
