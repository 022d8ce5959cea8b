import { type TUnsafe, Type } from "typebox";
import type { MinorUnits } from "../money/minor-units.ts";
import { schemaOf } from "./checked-schema.ts";
import { minorSchema, uuidSchema } from "./recovery-order-parts.ts";
import { versionSchema } from "./recovery-orders.ts";
import { reserveSchema, type ReturnBody, unitSchema, wordsSchema } from "./returns.ts";

/** A return as it is asked for where the engine says what is whose. */
export interface AttributedReturnBody extends Pick<ReturnBody, "freezeId" | "reserve" | "acceptingUnit"> {
  /** A balance before the deposit that is let pass for a direct return (ε). */
  readonly epsilonMinor: MinorUnits;
}

const wanted = { epsilonMinor: minorSchema, reserve: reserveSchema };

export const attributedReturnSchema: TUnsafe<AttributedReturnBody> = schemaOf<AttributedReturnBody>()(
  Type.Object({ freezeId: uuidSchema, acceptingUnit: unitSchema, ...wanted }),
);

/** Why a return is planned anew, from the version that was seen. */
export interface ReopeningBody extends Pick<AttributedReturnBody, "reserve" | "epsilonMinor"> {
  readonly version: number;
  readonly words: string;
}

export const reopeningSchema: TUnsafe<ReopeningBody> = schemaOf<ReopeningBody>()(
  Type.Object({ version: versionSchema, words: wordsSchema, ...wanted }),
);

/** The engine's proposal by which a return was planned: inputs, shares, caps, remainder, and why this method. */
export interface ReturnProposalView {
  readonly format: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly result: Readonly<Record<string, unknown>>;
  readonly digest: string;
  /** Claims that fit no one transfer and have no part. */
  readonly unbound: readonly unknown[];
}

const anything = Type.Unsafe<Readonly<Record<string, unknown>>>({ type: "object", additionalProperties: true });

export const returnProposalSchema: TUnsafe<ReturnProposalView> = schemaOf<ReturnProposalView>()(
  Type.Object(
    {
      format: Type.String(),
      inputs: anything,
      result: anything,
      digest: Type.String(),
      unbound: Type.Array(Type.Unknown()),
    },
    { title: "ReturnProposal" },
  ),
);

/** What came of running a proposal again from what it recorded. */
export interface ProposalReplayView {
  readonly matches: boolean;
  /** The recorded digest is that of the recorded content. */
  readonly intact: boolean;
  readonly recordedDigest: string;
  readonly digest: string;
  /** Files of the proposal that the ledger lacks. */
  readonly missingFiles: readonly string[];
  /** Files that came later and were left out. */
  readonly laterFiles: number;
  readonly differences: readonly { readonly path: string; readonly recorded: string; readonly now: string }[];
}

const difference = Type.Object({ path: Type.String(), recorded: Type.String(), now: Type.String() });

export const proposalReplaySchema: TUnsafe<ProposalReplayView> = schemaOf<ProposalReplayView>()(
  Type.Object(
    {
      matches: Type.Boolean(),
      intact: Type.Boolean(),
      recordedDigest: Type.String(),
      digest: Type.String(),
      missingFiles: Type.Array(Type.String()),
      laterFiles: Type.Integer(),
      differences: Type.Array(difference),
    },
    { title: "ProposalReplay" },
  ),
);
