import { hash, verify } from "@node-rs/argon2";

/** argon2id with the parameters that OWASP names first: 19 MiB, 2 passes, 1 lane; salted, in the PHC text form. */
const terms = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The hash under which a password is kept. It takes tens of milliseconds on purpose, off the main thread. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), terms);
}

/** Whether the password is the one that was hashed. */
export function isPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password.normalize("NFKC"));
}
