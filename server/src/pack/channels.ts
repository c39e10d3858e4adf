/**
 * The channel types that have an image; the CRD takes any text. (Facts: images and code of the channels of Sympozium
 * v0.8.28.)
 */
export interface Channel {
  readonly name: string;
  readonly title: string;
  readonly stability: "stable" | "alpha";
  /** What the Secret named in `channelConfigs` must hold; empty for a channel that needs no Secret. */
  readonly requiredKeys: readonly string[];
  readonly optionalKeys: readonly string[];
  readonly description: string;
}

export const CHANNELS: readonly Channel[] = [
  {
    name: "telegram",
    title: "Telegram",
    stability: "stable",
    requiredKeys: ["TELEGRAM_BOT_TOKEN"],
    optionalKeys: [],
    description: "A Telegram bot. Its pod exits without the token.",
  },
  {
    name: "slack",
    title: "Slack",
    stability: "alpha",
    requiredKeys: ["SLACK_BOT_TOKEN"],
    optionalKeys: ["SLACK_APP_TOKEN"],
    description:
      "A Slack app. With the app token it uses Socket Mode; without, Slack must reach it at a public URL.",
  },
  {
    name: "discord",
    title: "Discord",
    stability: "alpha",
    requiredKeys: ["DISCORD_BOT_TOKEN"],
    optionalKeys: [],
    description: "A Discord bot.",
  },
  {
    name: "whatsapp",
    title: "WhatsApp",
    stability: "stable",
    requiredKeys: [],
    optionalKeys: [],
    description: "Paired with a phone by QR code. The pairing is kept on a volume, so no Secret is needed.",
  },
];

export function channelByName(name: string): Channel | undefined {
  return CHANNELS.find((channel) => channel.name === name);
}
