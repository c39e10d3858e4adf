/** Takes the place of ajv-i18n in the server bundle: the ajv stub never has errors to translate. */
export default { default: { en: () => undefined } };
