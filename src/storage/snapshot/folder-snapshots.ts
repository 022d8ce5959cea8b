import { createHash } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError } from "../../errors/sluice-error.ts";
import { derivationVersion } from "../../flows/derivation-version.ts";
import type { KeptDerivation, LedgerSnapshots } from "../ledger-snapshots.ts";
import { openColumnFile, writeColumnFile } from "./column-file.ts";
import { columnsOf, derivationIn } from "./derivation-columns.ts";
import { snapshotWarning } from "./snapshot-warning.ts";

/** Raised by whoever changes which columns a snapshot has. */
const columnsVersion = 3;

/** What is read in an instant is read whole, and damage anywhere in it found before anything is answered. */
const wholeUpToBytes = 256 * 2 ** 20;

/** Snapshots in a folder of their own, one at a time, named by the ledger's state and the versions that made it. */
export function openFolderSnapshots(folder: string, warn: (warning: SluiceError) => void): LedgerSnapshots {
  return new FolderSnapshots(folder, warn);
}

class FolderSnapshots implements LedgerSnapshots {
  readonly #folder: string;
  readonly #warn: (warning: SluiceError) => void;
  /** A server may derive two states of the ledger at once; neither may clear away the other's draft. */
  #writing: Promise<void> = Promise.resolve();

  constructor(folder: string, warn: (warning: SluiceError) => void) {
    this.#folder = folder;
    this.#warn = warn;
  }

  async open(key: string): Promise<KeptDerivation | undefined> {
    const name = nameOf(key);
    const path = join(this.#folder, `${name}.columns`);
    try {
      return derivationIn(await openColumnFile(path, { key: name, wholeUpToBytes }));
    } catch (cause) {
      if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
      this.#warn(cause instanceof SluiceError ? cause : snapshotWarning("STORAGE_SNAPSHOT_DAMAGED", path, cause));
      await rm(path, { force: true }).catch(() => undefined);
      return undefined;
    }
  }

  async keep(key: string, derivation: KeptDerivation): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write(nameOf(key), derivation));
    await this.#writing;
  }

  async #write(name: string, derivation: KeptDerivation): Promise<void> {
    const path = join(this.#folder, `${name}.columns`);
    try {
      // First, since a disk may have room for one only.
      await this.#clear();
      await writeColumnFile(path, name, columnsOf(derivation));
    } catch (cause) {
      this.#warn(snapshotWarning("STORAGE_SNAPSHOT_NOT_KEPT", path, cause));
    }
  }

  /** Removes what other states of the ledger, other programs and interrupted writes left. */
  async #clear(): Promise<void> {
    const left = await readdir(this.#folder).catch(() => []);
    for (const name of left.filter((one) => /\.columns(\.[0-9a-f-]+\.part)?$/.test(one))) {
      await rm(join(this.#folder, name), { force: true });
    }
  }
}

function nameOf(key: string): string {
  const made = `columns ${columnsVersion}, derivation ${derivationVersion}`;
  return createHash("sha256").update(`${made}\n${key}`).digest("hex").slice(0, 32);
}
