// @ts-ignore
export const x: number = "1";
