export const table = [1, 2].map((n) => n + 1);
