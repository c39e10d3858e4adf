/** The version of the package; put in when the program is bundled. */
declare const PERSONAPACK_VERSION: string;

export const VERSION: string = PERSONAPACK_VERSION;
