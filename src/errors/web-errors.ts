export const webErrors = {} as const;
