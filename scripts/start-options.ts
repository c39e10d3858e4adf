/** What `npm start` is asked to do, by its arguments and by what the user has. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { kubeconfigFiles } from "../client/src/cluster/kubeconfig-files.ts";

export const USAGE = `npm start -- [--local-cluster | --no-cluster] [--no-build]

  --local-cluster   starts the sample cluster, also if there is a kubeconfig
  --no-cluster      starts none, also if there is no kubeconfig
  --no-build        takes what is built already`;

export interface StartOptions {
  readonly build: boolean;
  readonly localCluster: "always" | "without-kubeconfig" | "never";
}

/** Throws an Error with a sentence if the arguments make no sense. */
export function readArguments(args: string[]): StartOptions {
  const { values } = parseArgs({
    args,
    options: {
      "local-cluster": { type: "boolean" },
      "no-cluster": { type: "boolean" },
      "no-build": { type: "boolean" },
    },
  });
  if (values["local-cluster"] && values["no-cluster"]) {
    throw new Error("--local-cluster and --no-cluster exclude each other.");
  }
  const localCluster = values["local-cluster"]
    ? "always"
    : values["no-cluster"]
      ? "never"
      : "without-kubeconfig";
  return { build: !values["no-build"], localCluster };
}

/** The kubeconfig that the user has, wherever kubectl could find one. */
export function existingKubeconfig(
  env: { readonly KUBECONFIG?: string | undefined },
  home: string,
): string | undefined {
  return [...kubeconfigFiles(env, home), join(home, ".kube", "config")].find((file) => existsSync(file));
}
