export const tracingErrors = {} as const;
