/**
 * Models that the wizards of Sympozium suggest, by provider. Any other text is as good to the controller. (Facts: the
 * suggestions of wizard and web interface of Sympozium v0.8.28.)
 */
export const MODELS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "openai",
    [
      "gpt-4o",
      "gpt-4o-mini",
      "gpt-4.1",
      "gpt-4.1-mini",
      "gpt-4.1-nano",
      "o3",
      "o3-mini",
      "o4-mini",
      "gpt-4-turbo",
      "gpt-4",
      "gpt-3.5-turbo",
      "o1",
      "o1-mini",
    ],
  ],
  [
    "anthropic",
    [
      "claude-sonnet-4-20250514",
      "claude-opus-4-20250514",
      "claude-haiku-3-5-20241022",
      "claude-3-5-haiku-20241022",
      "claude-3-opus-20240229",
      "claude-3-5-sonnet-20241022",
    ],
  ],
  ["azure-openai", ["gpt-4o", "gpt-4o-mini", "gpt-4.1", "o3-mini", "gpt-35-turbo"]],
  [
    "bedrock",
    [
      "anthropic.claude-sonnet-4-20250514-v1:0",
      "anthropic.claude-haiku-4-5-20251001-v1:0",
      "amazon.nova-pro-v1:0",
      "amazon.nova-lite-v1:0",
    ],
  ],
  ["ollama", ["llama3", "llama3.3", "qwen3", "deepseek-r1", "mistral", "codellama", "phi4", "gemma3"]],
]);

/** Those of a provider, whose name the agent reads in lower case; undefined where there are no suggestions. */
export function suggestedModels(provider: string): readonly string[] | undefined {
  return MODELS.get(provider.toLowerCase());
}
