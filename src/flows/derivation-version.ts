/** Raised by whoever changes what is derived from the same rows, so that what an older program kept is not used. */
export const derivationVersion = 2;
