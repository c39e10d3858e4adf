/** The commands of `contributes.commands` in package.json. */
export const NEW_PACK = "personapack.newPack";
export const RESTART_SERVER = "personapack.restartServer";
export const SHOW_OUTPUT = "personapack.showOutput";
