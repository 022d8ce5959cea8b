import type { AllocatingDoctrine } from "../tracing/doctrine.ts";

/** What a case needs a doctrine for (T14). */
export const doctrinePurposes = ["search", "attribution"] as const;

export type DoctrinePurpose = (typeof doctrinePurposes)[number];

/** A decision about the doctrine of a case. The last one of a purpose is in force; none is ever taken out. */
export interface DoctrineChange {
  readonly purpose: DoctrinePurpose;
  readonly doctrine: AllocatingDoctrine;
  readonly atMs: number;
  readonly by: string;
  readonly reason: string;
}

/** To which doctrine each case is locked, with the history. */
export interface DoctrineRegister {
  /** The decisions of a case, oldest first. */
  changes(caseName: string): Promise<readonly DoctrineChange[]>;
  /**
   * Adds the decision that `decide` makes of those before, in one atomic step; `null` adds none.
   * @returns the decisions after it.
   */
  decide(
    caseName: string,
    decide: (before: readonly DoctrineChange[]) => DoctrineChange | null,
  ): Promise<readonly DoctrineChange[]>;
}
