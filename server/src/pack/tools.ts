/** The tools that an agent can have; the names for `toolPolicy`. (Facts: the agent runner of Sympozium v0.8.28.) */
export interface Tool {
  readonly name: string;
  /** `always`; with the `memory` skill, which every pack run has; or with a shared memory, which no PersonaPack has. */
  readonly available: "always" | "memory" | "shared-memory";
  readonly description: string;
}

export const TOOLS: readonly Tool[] = [
  {
    name: "execute_command",
    available: "always",
    description: "Runs a shell command in the sidecar of a skill. Times out if no skill brings a sidecar.",
  },
  { name: "read_file", available: "always", description: "Reads a file." },
  { name: "write_file", available: "always", description: "Writes a file." },
  { name: "list_directory", available: "always", description: "Lists the entries of a folder." },
  { name: "fetch_url", available: "always", description: "Fetches a page from the web." },
  {
    name: "send_channel_message",
    available: "always",
    description: "Sends a message by WhatsApp, Telegram, Discord or Slack.",
  },
  {
    name: "schedule_task",
    available: "always",
    description: "Creates or changes a schedule for the agent itself.",
  },
  {
    name: "delegate_to_persona",
    available: "always",
    description: "Is meant to hand a task to another persona. In this release nothing receives it.",
  },
  { name: "memory_search", available: "memory", description: "Searches what the persona has stored." },
  { name: "memory_store", available: "memory", description: "Stores something to remember." },
  { name: "memory_list", available: "memory", description: "Lists what the persona has stored." },
  {
    name: "workflow_memory_search",
    available: "shared-memory",
    description: "Searches the memory of the team.",
  },
  {
    name: "workflow_memory_store",
    available: "shared-memory",
    description: "Stores something for the team.",
  },
  { name: "workflow_memory_list", available: "shared-memory", description: "Lists the memory of the team." },
];

/** Names that packs and manuals use for tools that do not exist, with the tool that comes closest. */
export const MISTAKEN_TOOLS: ReadonlyMap<string, string> = new Map([
  ["grep_search", "execute_command"],
  ["list_dir", "list_directory"],
  ["bash", "execute_command"],
  ["exec_command", "execute_command"],
  ["network_request", "fetch_url"],
]);

export function toolByName(name: string): Tool | undefined {
  return TOOLS.find((tool) => tool.name === name);
}
