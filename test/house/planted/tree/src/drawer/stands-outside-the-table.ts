export const lost = 1;
