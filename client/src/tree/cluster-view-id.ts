/** Of the view in package.json; its commands, context keys and settings begin with it. */
export const CLUSTER_VIEW = "personapack.cluster";
