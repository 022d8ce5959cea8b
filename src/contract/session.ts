import { type TUnsafe, Type } from "typebox";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** What signing in takes. */
export interface SignInRequest {
  readonly login: string;
  readonly password: string;
  /** 6 digits of the second factor; left out until it is asked for. */
  readonly code?: string;
  /** A browser gets a cookie that its scripts cannot read; another program a token for `Authorization: Bearer`. */
  readonly as: "cookie" | "token";
}

export const signInRequestSchema: TUnsafe<SignInRequest> = schemaOf<SignInRequest>()(
  Type.Object({
    login: Type.String({ minLength: 1, maxLength: 100 }),
    password: Type.String({ minLength: 1, maxLength: 1_000 }),
    code: Type.Optional(Type.String({ pattern: "^[0-9]{6}$" })),
    as: oneOf(["cookie", "token"]),
  }),
);

/** Who is signed in, and what is still owed before anything else may be done. */
export interface SessionView {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly unitCode: string;
  readonly roles: readonly string[];
  readonly bank: string;
  readonly owes: "" | "password" | "second-factor";
  readonly endsAtMs: number;
  /** Only in the answer to a sign-in that asked for it. */
  readonly token?: string;
}

export const sessionViewSchema: TUnsafe<SessionView> = schemaOf<SessionView>()(
  Type.Object(
    {
      id: Type.String(),
      userId: Type.String(),
      name: Type.String(),
      unitCode: Type.String(),
      roles: Type.Array(Type.String()),
      bank: Type.String(),
      owes: oneOf(["", "password", "second-factor"]),
      endsAtMs: Type.Integer(),
      token: Type.Optional(Type.String()),
    },
    { title: "Session" },
  ),
);

/** A new password for oneself. */
export interface PasswordChange {
  readonly old: string;
  readonly new: string;
}

export const passwordChangeSchema: TUnsafe<PasswordChange> = schemaOf<PasswordChange>()(
  Type.Object({
    old: Type.String({ minLength: 1, maxLength: 1_000 }),
    new: Type.String({ minLength: 1, maxLength: 1_000 }),
  }),
);

/** A second factor that is offered: it counts once a code of it is shown. */
export interface OfferedFactor {
  /** Base32, to type in. */
  readonly secret: string;
  /** `otpauth://…`, to show as a picture. */
  readonly address: string;
}

export const offeredFactorSchema: TUnsafe<OfferedFactor> = schemaOf<OfferedFactor>()(
  Type.Object({ secret: Type.String(), address: Type.String() }, { title: "OfferedFactor" }),
);

/** The offered secret and a code of it. */
export interface FactorConfirmation {
  readonly secret: string;
  readonly code: string;
}

export const factorConfirmationSchema: TUnsafe<FactorConfirmation> = schemaOf<FactorConfirmation>()(
  Type.Object({
    secret: Type.String({ pattern: "^[A-Z2-7]{32}$" }),
    code: Type.String({ pattern: "^[0-9]{6}$" }),
  }),
);
