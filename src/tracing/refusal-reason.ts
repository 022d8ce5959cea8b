/** Why a bank refused an order. */
export const refusalReasons = ["wrong-receipt", "already-frozen", "no-such-account", "closed", "other"] as const;

export type RefusalReason = (typeof refusalReasons)[number];
