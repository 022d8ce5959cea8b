export const storageErrors = {} as const;
