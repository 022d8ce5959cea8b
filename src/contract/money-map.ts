import { type TUnsafe, Type } from "typebox";
import { oneOf, schemaOf, textOrNull } from "./checked-schema.ts";

/** What a node of the money map chiefly is; decides its mark. `fold` stands for several accounts of one hop. */
export const nodeKinds = ["victim", "passing", "at-rest", "exit", "lost-sight", "fold"] as const;
export type NodeKind = (typeof nodeKinds)[number];

/**
 * One account of the money map, or several folded into one. Amounts are traced minor units of `currency`, and
 * `inMinor` (a victim: its loss instead) = out + at rest + exited + lost sight of + returned + written off.
 */
export interface MapNode {
  /** The account's canonical key, or `hop:3` for what is folded at hop 3. */
  readonly id: string;
  readonly kind: NodeKind;
  /** Smallest hop at which traced money reached it; 0 for a victim's own account. */
  readonly hop: number;
  /** The number to show and copy; empty for a place that is no account. */
  readonly number: string;
  readonly holder: string;
  readonly bank: string;
  /** Kind of exit when money ends here for good; empty otherwise. */
  readonly exitKind: string;
  readonly currency: string;
  /** How many accounts it stands for: 1, or the fold's count. */
  readonly accounts: number;
  readonly inMinor: number;
  readonly outMinor: number;
  readonly atRestMinor: number;
  readonly exitedMinor: number;
  readonly lostSightMinor: number;
  readonly returnedMinor: number;
  readonly writtenOffMinor: number;
  /** The account's statement ends before the as-of time: what rests there was last seen then. */
  readonly lastSeen: boolean;
  /** When traced money first came in, China time; null for a victim. */
  readonly firstInAt: string | null;
  /** When traced money last left; null when none did. */
  readonly lastOutAt: string | null;
}

/** All traced payments from one node to another: a pair's sum and count. */
export interface MapEdge {
  /** `from>to`. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** How many transfers it stands for. */
  readonly transfers: number;
  /** The traced part, minor units. */
  readonly amountMinor: number;
  /** The whole of the same payments, minor units. */
  readonly wholeMinor: number;
  readonly currency: string;
  readonly firstAt: string;
  readonly lastAt: string;
  /** The order of at least one of the payments had to be guessed. */
  readonly orderGuessed: boolean;
  /** At least one left an account whose statement is not held: known from the other side only. */
  readonly partlySeen: boolean;
}

/** The picture, with what it leaves folded stated. */
export interface MoneyMap {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  /** Accounts drawn by themselves, of all that carried traced money. */
  readonly accountsShown: number;
  readonly accountsTotal: number;
  /** Largest hop in the whole trace. */
  readonly hops: number;
  readonly transfersTotal: number;
}

const amount = Type.Integer({ description: "Minor units (分 for CNY)." });

const nodeSchema = Type.Object({
  id: Type.String(),
  kind: oneOf(nodeKinds),
  hop: Type.Integer(),
  number: Type.String(),
  holder: Type.String(),
  bank: Type.String(),
  exitKind: Type.String(),
  currency: Type.String(),
  accounts: Type.Integer(),
  inMinor: amount,
  outMinor: amount,
  atRestMinor: amount,
  exitedMinor: amount,
  lostSightMinor: amount,
  returnedMinor: amount,
  writtenOffMinor: amount,
  lastSeen: Type.Boolean(),
  firstInAt: textOrNull("China time"),
  lastOutAt: textOrNull("China time"),
});

const edgeSchema = Type.Object({
  id: Type.String(),
  from: Type.String(),
  to: Type.String(),
  transfers: Type.Integer(),
  amountMinor: amount,
  wholeMinor: amount,
  currency: Type.String(),
  firstAt: Type.String(),
  lastAt: Type.String(),
  orderGuessed: Type.Boolean(),
  partlySeen: Type.Boolean(),
});

export const moneyMapSchema: TUnsafe<MoneyMap> = schemaOf<MoneyMap>()(
  Type.Object({
    nodes: Type.Array(nodeSchema),
    edges: Type.Array(edgeSchema),
    accountsShown: Type.Integer(),
    accountsTotal: Type.Integer(),
    hops: Type.Integer(),
    transfersTotal: Type.Integer(),
  }),
);
