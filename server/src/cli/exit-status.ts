/** How every command ends, for scripts. */
export const EXIT = { clean: 0, findings: 1, unusable: 2 } as const;

/** One of them. */
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
