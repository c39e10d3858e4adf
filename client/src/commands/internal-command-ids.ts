/** Commands that only parts of the extension run, and nobody sees in the palette. */
export const APPLY_PACK_FILE = "personapack.cluster.applyPackFile";
export const OPEN_SYMPOZIUM_PAGE = "personapack.cluster.openSympoziumPage";
/** Runs in the part that talks to the language server: where in the workspace a pack is written. */
export const FIND_PACK_FILES = "personapack.findPackFiles";
