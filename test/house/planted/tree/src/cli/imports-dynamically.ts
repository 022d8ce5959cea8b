export const open = () => import("../storage/open-stores.ts");
