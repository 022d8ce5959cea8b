/** Told every `watchEvery` transfers, and at the end, how many of a ledger's transfers a walk has behind it; what it throws ends the walk. */
export type WalkWatch = (walked: number) => void;

/** Often enough to stop within milliseconds, and seldom enough that it costs a walk nothing that can be measured. */
export const watchEvery = 65_536;

/** Nobody watches. */
export const unwatched: WalkWatch = () => undefined;
