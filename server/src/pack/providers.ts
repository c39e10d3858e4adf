/**
 * Where the models run: the values for `authRefs[].provider`. The CRD takes any text. (Facts: the agent runner, the
 * wizard and the web API of Sympozium v0.8.28.)
 */
export interface Provider {
  readonly name: string;
  readonly title: string;
  /** What the Secret must hold. Any of `KEYS_BY_PRECEDENCE` will do in place of an API key. */
  readonly requiredKeys: readonly string[];
  readonly optionalKeys: readonly string[];
  /** Used where `baseURL` is empty; undefined where the client library knows, or nobody does. */
  readonly defaultBaseURL: string | undefined;
  readonly needsBaseURL: boolean;
  /** Runs on own machines: longer timeouts, fewer retries. */
  readonly local: boolean;
  readonly description: string;
}

/** The first of these that the Secret holds is the key, whatever the provider. */
export const KEYS_BY_PRECEDENCE: readonly string[] = [
  "API_KEY",
  "OPENAI_API_KEY",
  "ANTHROPIC_API_KEY",
  "AZURE_OPENAI_API_KEY",
  "PROVIDER_API_KEY",
];

/** Behind a `baseURL` of their own these may be a gateway that holds the key itself. */
export const GATEWAY_PROVIDERS: ReadonlySet<string> = new Set(["openai", "anthropic"]);

/** Keys for an endpoint that may ask for one. */
const OWN_KEYS: readonly string[] = ["API_KEY", "PROVIDER_API_KEY"];

function local(
  name: string,
  title: string,
  defaultBaseURL: string | undefined,
  description: string,
): Provider {
  const needsBaseURL = defaultBaseURL === undefined;
  return {
    name,
    title,
    requiredKeys: [],
    optionalKeys: OWN_KEYS,
    defaultBaseURL,
    needsBaseURL,
    local: true,
    description,
  };
}

const POD_LOCAL = "The default address is inside the agent's own pod: set `baseURL`.";

export const PROVIDERS: readonly Provider[] = [
  {
    name: "openai",
    title: "OpenAI",
    requiredKeys: ["OPENAI_API_KEY"],
    optionalKeys: [],
    defaultBaseURL: undefined,
    needsBaseURL: false,
    local: false,
    description: "Taken wherever nothing points to another provider.",
  },
  {
    name: "anthropic",
    title: "Anthropic",
    requiredKeys: ["ANTHROPIC_API_KEY"],
    optionalKeys: [],
    defaultBaseURL: undefined,
    needsBaseURL: false,
    local: false,
    description: "Claude models. Set `model`: a persona without one asks for gpt-4o.",
  },
  {
    name: "azure-openai",
    title: "Azure OpenAI",
    requiredKeys: ["AZURE_OPENAI_API_KEY"],
    optionalKeys: ["AZURE_OPENAI_API_VERSION"],
    defaultBaseURL: undefined,
    needsBaseURL: true,
    local: false,
    description:
      "Needs `baseURL`, the address of the resource. The API version is 2024-06-01 unless the Secret says other.",
  },
  {
    name: "bedrock",
    title: "Amazon Bedrock",
    requiredKeys: ["AWS_REGION"],
    optionalKeys: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"],
    defaultBaseURL: undefined,
    needsBaseURL: false,
    local: false,
    description: "The Secret must name the region; the keys may come from the pod's identity instead.",
  },
  local(
    "ollama",
    "Ollama",
    "http://ollama.default.svc:11434/v1",
    "Needs no key: an entry with an empty `secret` will do.",
  ),
  local("lm-studio", "LM Studio", "http://localhost:1234/v1", POD_LOCAL),
  local("llama-server", "llama.cpp server", "http://localhost:8080/v1", POD_LOCAL),
  local("unsloth", "Unsloth", "http://localhost:8080/v1", POD_LOCAL),
  local("vllm", "vLLM", undefined, "Needs `baseURL`."),
  local("llamacpp", "llama.cpp", undefined, "Needs `baseURL`."),
  local("local", "Local model", undefined, "Needs `baseURL`."),
  {
    name: "custom",
    title: "OpenAI-compatible",
    requiredKeys: [],
    optionalKeys: OWN_KEYS,
    defaultBaseURL: undefined,
    needsBaseURL: true,
    local: false,
    description: "Any endpoint that speaks the API of OpenAI. Needs `baseURL`.",
  },
];

/** The agent reads the name in lower case. */
export function providerByName(name: string): Provider | undefined {
  const read = name.toLowerCase();
  return PROVIDERS.find((provider) => provider.name === read);
}
