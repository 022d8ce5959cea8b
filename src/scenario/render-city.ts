import { type AccountStatement, accountStatements } from "./account-statements.ts";
import { bankFiles } from "./bank-files.ts";
import type { City } from "./build-city.ts";
import { type CityBank, cityBanks } from "./city-banks.ts";
import { answerDate, type CityFile } from "./city-file.ts";
import { citySizes } from "./city-scale.ts";
import { accountInformation, batchInformation, personInformation } from "./information-files.ts";
import { alipayFiles, tenpayFiles } from "./wallet-files.ts";
import { zipWithGbkNames } from "./zip-writer.ts";

/** Takes a file's bytes under a path with `/` between its parts. */
export type PutFile = (path: string, bytes: Uint8Array) => void;

/** What was written: the files as a reader finds them, inside zips too, and the statements behind them. */
export interface RenderedCity {
  readonly files: readonly Omit<CityFile, "bytes">[];
  readonly statements: readonly AccountStatement[];
}

/** Writes every answer of the banks and wallets through `put`: folders, zips with GBK names, a zip in a zip. */
export function renderCity(city: City, put: PutFile): RenderedCity {
  const statements = accountStatements(city);
  const files: Omit<CityFile, "bytes">[] = [];
  const send = (answer: Answer): void => {
    for (const { bytes: _, ...file } of answer.files) files.push({ ...file, path: `${answer.within}/${file.path}` });
    for (const { path, bytes } of answer.written) put(path, bytes);
  };
  for (const bank of cityBanks) send(packed(bank, answerOf(bank, statements, city)));
  send(loose("财付通", tenpayFiles(statements)));
  send(loose("支付宝", alipayFiles(statements)));
  send(loose("任务", batchInformation(statements.map(({ account }) => account))));
  return { files, statements };
}

/** One bank's files: the container a reader finds them in, and what is written to disk. */
interface Answer {
  readonly within: string;
  readonly files: readonly CityFile[];
  readonly written: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

function loose(folder: string, files: readonly CityFile[]): Answer {
  return {
    within: folder,
    files,
    written: files.map((file) => ({ path: `${folder}/${file.path}`, bytes: file.bytes })),
  };
}

/** Banks 90 and 95 answer in a zip, bank 92 in a zip within a zip, the others in folders. */
function packed(bank: CityBank, files: readonly CityFile[]): Answer {
  if (bank.issuer !== "90" && bank.issuer !== "95" && bank.issuer !== "92") return loose(bank.name, files);
  const path = `${bank.name}_${answerDate}.zip`;
  const zip = zipWithGbkNames(files.map((file) => ({ name: file.path, bytes: file.bytes })));
  if (bank.issuer !== "92") return { within: `${path}!`, files, written: [{ path, bytes: zip }] };
  const inner = `${bank.name}_反馈.zip`;
  const outer = zipWithGbkNames([{ name: inner, bytes: zip }]);
  return { within: `${path}!/${inner}!`, files, written: [{ path, bytes: outer }] };
}

function answerOf(bank: CityBank, statements: readonly AccountStatement[], city: City): CityFile[] {
  const own = statements.filter(({ account }) => account.bank === bank);
  if (own.length === 0) return [];
  const files = [...bankFiles(bank, own, citySizes[city.scale]), accountInformation(bank, own)];
  return bank.issuer === "90" ? [...files, personInformation(bank, own)] : files;
}
