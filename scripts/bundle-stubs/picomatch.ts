/**
 * Takes the place of picomatch in the server bundle: yaml-language-server matches file names with it, and the
 * only pattern that it is given is `*` (24 KB). An empty list of patterns, as for its exclusions, matches nothing.
 */
export default (patterns: readonly string[]) => () => patterns.length > 0;
