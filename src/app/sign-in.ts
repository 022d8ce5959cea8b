import { describePasswordFaults, passwordFaults } from "../access/password-rules.ts";
import { afterFailure, isLocked, owedBy, signInPolicy } from "../access/sign-in.ts";
import { inBoth, SluiceError } from "../errors/sluice-error.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import {
  type Credentials,
  credentialsOf,
  noteFailure,
  noteSuccess,
  setPassword,
  setSecondFactor,
} from "../storage/records/credentials.ts";
import type { RecordsStore, SystemWork } from "../storage/records/records-store.ts";
import {
  revokeSessions,
  type Session,
  type SessionDebt,
  sessionOf,
  settleDebt,
  startSession,
} from "../storage/records/sessions.ts";
import { hashPassword, isPassword } from "./password-hash.ts";
import { makeSecondFactor, secondFactorAddress, secondFactorStep } from "./second-factor.ts";
import { sessionTerms } from "./sign-in-terms.ts";

/** What a person shows to sign in. */
export interface ShownCredentials {
  readonly login: string;
  readonly password: string;
  /** 6 digits; empty while none is asked for. */
  readonly code: string;
  /** What the person signs in from, for the list of sessions. */
  readonly client: string;
}

/** A session that was just opened; only its owner gets the secret. */
export interface OpenedSession {
  readonly secret: string;
  readonly session: Session;
}

/** Who may work here, and proves it. Every try is logged. */
export class SignIn {
  readonly #records: RecordsStore;
  /** Compared with where there is no account, so that the time taken does not tell which names exist. */
  readonly #nobody = hashPassword("no such person");

  constructor(records: RecordsStore) {
    this.#records = records;
  }

  /**
   * @throws SluiceError SIGN_IN_REFUSED, SIGN_IN_LOCKED, SIGN_IN_CODE_NEEDED, SIGN_IN_CODE_WRONG
   */
  async signIn(shown: ShownCredentials): Promise<OpenedSession> {
    const login = shown.login.trim().toLowerCase();
    const known = await this.#records.asSystem(({ db }) => credentialsOf(db, { login }));
    const right = await isPassword(known?.passwordHash ?? (await this.#nobody), shown.password);
    // What follows is decided on the account as it is now: others may have tried meanwhile.
    const outcome = await this.#records.asSystem(async (work) => {
      const account = await credentialsOf(work.db, { login });
      if (account === undefined || account.passwordHash !== known?.passwordHash) {
        await work.log({ action: "session.refused", subject: `login:${login}` });
        return refused();
      }
      if (isLocked(account, work.nowMs)) return lockedUntil(account.lockedUntilMs ?? 0);
      return right ? this.#withCode(work, account, shown) : this.#fail(work, account, refused());
    });
    if (outcome instanceof SluiceError) throw outcome;
    return outcome;
  }

  /** The session of a secret. @throws SluiceError SIGN_IN_NEEDED */
  async session(secret: string): Promise<Session> {
    const session = await this.#records.asSystem(({ db, nowMs }) =>
      sessionOf(db, secret, { nowMs, terms: sessionTerms }),
    );
    if (session === undefined) throw new SluiceError("SIGN_IN_NEEDED");
    return session;
  }

  async signOut({ id, actor }: Session): Promise<void> {
    await this.#records.asSystem(async ({ db, nowMs, log }) => {
      await revokeSessions(db, actor.userId, { nowMs, only: id });
      await log({ action: "session.end", subject: `session:${id}` }, actor);
    });
  }

  /**
   * Changes one's own password; all other sessions end.
   * @throws SluiceError SIGN_IN_REFUSED for a wrong old one, PASSWORD_REFUSED
   */
  async changePassword(
    { id, actor, owes }: Session,
    change: { readonly old: string; readonly new: string },
  ): Promise<SessionDebt> {
    const known = await this.#records.asSystem(({ db }) => credentialsOf(db, { userId: actor.userId }));
    if (known === undefined || !(await isPassword(known.passwordHash, change.old))) throw refused();
    const isPresentOne = change.old === change.new;
    const faults = passwordFaults(change.new, { login: known.login, name: actor.userName, isPresentOne });
    if (faults.length > 0) throw new SluiceError("PASSWORD_REFUSED", inBoth("reason", describePasswordFaults(faults)));
    const hash = await hashPassword(change.new);
    return this.#records.asSystem(async ({ db, nowMs, log }) => {
      const changed = { ...known, mustChange: false, passwordChangedAtMs: nowMs };
      const left = owes === "password" ? debtOf(changed, nowMs) : owes;
      await setPassword(db, actor.userId, { hash, mustChange: false, nowMs });
      await revokeSessions(db, actor.userId, { nowMs, keep: id });
      await settleDebt(db, id, left);
      await log({ action: "password.change", subject: `user:${actor.userId}` }, actor);
      return left;
    });
  }

  /** A secret for an authenticator, which counts only when a code of it is shown to `confirmSecondFactor`. */
  async offerSecondFactor({ actor }: Session): Promise<{ readonly secret: string; readonly address: string }> {
    const known = await this.#records.asSystem(({ db }) => credentialsOf(db, { userId: actor.userId }));
    const secret = makeSecondFactor();
    return { secret, address: secondFactorAddress(secret, known?.login ?? "") };
  }

  /** @throws SluiceError SIGN_IN_CODE_WRONG */
  async confirmSecondFactor(
    { id, actor, owes }: Session,
    shown: { readonly secret: string; readonly code: string },
  ): Promise<SessionDebt> {
    const left = owes === "second-factor" ? "" : owes;
    await this.#records.asSystem(async ({ db, nowMs, log }) => {
      const step = secondFactorStep(shown.secret, shown.code, { nowMs, lastStep: 0 });
      if (step === undefined) throw new SluiceError("SIGN_IN_CODE_WRONG");
      await setSecondFactor(db, actor.userId, shown.secret);
      await noteSuccess(db, actor.userId, step);
      await settleDebt(db, id, left);
      await log({ action: "second-factor.set", subject: `user:${actor.userId}` }, actor);
    });
    return left;
  }

  async #withCode(
    work: SystemWork,
    account: Credentials,
    shown: ShownCredentials,
  ): Promise<OpenedSession | SluiceError> {
    const { actor, totpSecret, totpStep } = account;
    let step = totpStep;
    if (totpSecret !== "") {
      if (shown.code === "") return new SluiceError("SIGN_IN_CODE_NEEDED");
      const seen = secondFactorStep(totpSecret, shown.code, { nowMs: work.nowMs, lastStep: totpStep });
      if (seen === undefined) return this.#fail(work, account, new SluiceError("SIGN_IN_CODE_WRONG"));
      step = seen;
    }
    await noteSuccess(work.db, actor.userId, step);
    const owes = debtOf(account, work.nowMs);
    const { client } = shown;
    const session = { userId: actor.userId, owes, client, nowMs: work.nowMs, terms: sessionTerms };
    const { secret, id, endsAtMs } = await startSession(work.db, session);
    await work.log({ action: "session.start", subject: `session:${id}`, details: { client } }, actor);
    return { secret, session: { id, actor, owes, startedAtMs: work.nowMs, endsAtMs } };
  }

  async #fail(work: SystemWork, account: Credentials, error: SluiceError): Promise<SluiceError> {
    const { actor } = account;
    const tries = afterFailure(account, signInPolicy, work.nowMs);
    await noteFailure(work.db, actor.userId, tries);
    const action = isLocked(tries, work.nowMs) ? "account.lock" : "session.refused";
    const details = { failures: tries.failedCount };
    await work.log({ action, subject: `user:${actor.userId}`, details }, actor);
    return error;
  }
}

function debtOf(account: Credentials, nowMs: number): SessionDebt {
  const { mustChange, passwordChangedAtMs, totpSecret } = account;
  const known = { roles: account.actor.roles, mustChange, passwordChangedAtMs, hasSecondFactor: totpSecret !== "" };
  return owedBy(known, signInPolicy, nowMs);
}

function refused(): SluiceError {
  return new SluiceError("SIGN_IN_REFUSED", { most: signInPolicy.tries, minutes: signInPolicy.lockMs / 60_000 });
}

function lockedUntil(ms: number): SluiceError {
  return new SluiceError("SIGN_IN_LOCKED", { until: formatChinaTime(ms, "minute") });
}
