export const scenarioErrors = {} as const;
