import type { StatementRow } from "./statement-row.ts";
import { directionCodes, movementCodes, precisionCodes, statusCodes } from "./witness-columns.ts";

/**
 * Statement rows as lines of UTF-8: the form in which rows cross from a reader's thread to a ledger on an engine. A line
 * is a prefix, then the row's values in the order of `RowLineWriter.add`, tabs between them, `\N` for none, and in texts
 * `\\ \t \n \r \0` escaped with a backslash (TabSeparated, as ClickHouse and PostgreSQL's COPY read it).
 */
export interface RowLines {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Per line: where the row stands, and where in `bytes` the line ends, its line end included. */
  readonly sheet: Uint16Array<ArrayBuffer>;
  readonly row: Uint32Array<ArrayBuffer>;
  readonly end: Uint32Array<ArrayBuffer>;
}

const firstBytes = 1 << 16;
const firstLines = 1 << 8;

/** Makes lines of rows. A million rows as JavaScript strings would take twice the time and the memory. */
export class RowLineWriter {
  readonly #prefix: Uint8Array;
  #bytes = new Uint8Array(firstBytes);
  #at = 0;
  #sheet = new Uint16Array(firstLines);
  #row = new Uint32Array(firstLines);
  #end = new Uint32Array(firstLines);
  #lines = 0;

  /** `prefix` begins every line and brings its own tab. */
  constructor(prefix: string) {
    this.#prefix = new TextEncoder().encode(prefix);
  }

  /** Bytes that wait to be taken. */
  get size(): number {
    return this.#at;
  }

  add(row: StatementRow): void {
    this.#begin();
    this.#count(row.place.sheet);
    this.#count(row.place.row);
    this.#integer(row.atMs);
    this.#count(precisionCodes.indexOf(row.precision));
    this.#integer(row.amountMinor);
    this.#count(directionCodes.indexOf(row.direction));
    this.#integer(row.ownBalanceMinor);
    this.#integer(row.otherBalanceMinor);
    this.#count(statusCodes.indexOf(row.status));
    this.#count(movementCodes.indexOf(row.movement));
    this.#integer(row.flags);
    this.#party(row.own);
    this.#party(row.other);
    this.#words(row);
    this.#channel(row.channel);
    this.#finish(row.place);
  }

  /** Gives out what was collected and begins anew. */
  take(): RowLines {
    const lines = {
      bytes: this.#bytes.slice(0, this.#at),
      sheet: this.#sheet.slice(0, this.#lines),
      row: this.#row.slice(0, this.#lines),
      end: this.#end.slice(0, this.#lines),
    };
    this.#at = 0;
    this.#lines = 0;
    return lines;
  }

  #begin(): void {
    this.#room(this.#prefix.length);
    this.#bytes.set(this.#prefix, this.#at);
    this.#at += this.#prefix.length;
  }

  #party(party: StatementRow["own"]): void {
    this.#text(party.card);
    this.#text(party.account);
    this.#text(party.subId);
    this.#text(party.name);
    this.#text(party.idNo);
    this.#text(party.bank);
  }

  #words(row: StatementRow): void {
    this.#text(row.currency);
    this.#text(row.timeText);
    this.#text(row.serial);
    this.#text(row.orderNo);
    this.#text(row.logNo);
    this.#text(row.voucherNo);
    this.#text(row.reversesSerial);
    this.#text(row.summary);
    this.#text(row.remark);
    this.#text(row.transactionType);
    this.#text(row.cashFlag);
  }

  #channel(channel: StatementRow["channel"]): void {
    this.#text(channel.ip);
    this.#text(channel.mac);
    this.#text(channel.terminal);
    this.#text(channel.place);
    this.#text(channel.branch);
    this.#text(channel.branchCode);
    this.#text(channel.teller);
    this.#text(channel.merchant);
    this.#text(channel.merchantNo);
  }

  /** The last value's tab becomes the line end. */
  #finish(place: StatementRow["place"]): void {
    this.#bytes[this.#at - 1] = lineEnd;
    if (this.#lines === this.#end.length) {
      this.#sheet = grown(this.#sheet, new Uint16Array(2 * this.#lines));
      this.#row = grown(this.#row, new Uint32Array(2 * this.#lines));
      this.#end = grown(this.#end, new Uint32Array(2 * this.#lines));
    }
    this.#sheet[this.#lines] = place.sheet;
    this.#row[this.#lines] = place.row;
    this.#end[this.#lines] = this.#at;
    this.#lines++;
  }

  /** UTF-8 by hand: most texts are a few bytes long, for which a call of the encoder costs more than the bytes. */
  #text(text: string): void {
    this.#room(3 * text.length + 1);
    const bytes = this.#bytes;
    let at = this.#at;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (unit < 0x80) {
        const escaped = escapeOf[unit]!;
        if (escaped !== 0) bytes[at++] = backslash;
        bytes[at++] = escaped === 0 ? unit : escaped;
      } else if (unit < 0x800) {
        bytes[at++] = 0xc0 | (unit >> 6);
        bytes[at++] = 0x80 | (unit & 0x3f);
      } else if (unit < 0xd800 || unit > 0xdfff) {
        bytes[at++] = 0xe0 | (unit >> 12);
        bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
        bytes[at++] = 0x80 | (unit & 0x3f);
      } else {
        const point = wellFormed(text.codePointAt(index)!);
        if (point > 0xffff) index++;
        at = putBeyond(bytes, at, point);
      }
    }
    bytes[at++] = tab;
    this.#at = at;
  }

  /** A safe integer or none. */
  #integer(value: number | null): void {
    this.#room(20);
    if (value === null) {
      this.#bytes[this.#at++] = backslash;
      this.#bytes[this.#at++] = upperN;
      this.#bytes[this.#at++] = tab;
      return;
    }
    if (value < 0) this.#bytes[this.#at++] = minus;
    const magnitude = Math.abs(value);
    const high = Math.floor(magnitude / billion);
    if (high > 0) this.#digits(high, digitsOf(high));
    const low = magnitude - high * billion;
    this.#digits(low, high > 0 ? 9 : digitsOf(low));
    this.#bytes[this.#at++] = tab;
  }

  /** A whole number below 2^32. */
  #count(value: number): void {
    this.#room(11);
    this.#digits(value, digitsOf(value));
    this.#bytes[this.#at++] = tab;
  }

  #digits(value: number, width: number): void {
    let rest = value;
    for (let at = this.#at + width - 1; at >= this.#at; at--) {
      const tens = Math.floor(rest / 10);
      this.#bytes[at] = zero + rest - tens * 10;
      rest = tens;
    }
    this.#at += width;
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    this.#bytes = grown(this.#bytes, new Uint8Array(Math.max(2 * this.#bytes.length, this.#at + bytes)));
  }
}

const tab = 0x09;
const lineEnd = 0x0a;
const minus = 0x2d;
const zero = 0x30;
const upperN = 0x4e;
const backslash = 0x5c;
const billion = 1_000_000_000;

/** Per ASCII character: what stands behind the backslash, or 0 where none is needed. */
const escapeOf = new Uint8Array(0x80);
for (const [character, name] of ["\\\\", "\tt", "\nn", "\rr", "\x000"]) {
  escapeOf[character!.charCodeAt(0)] = name!.charCodeAt(0);
}

/** Half a surrogate pair becomes U+FFFD, as every encoder has it. */
function wellFormed(point: number): number {
  return point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
}

function putBeyond(bytes: Uint8Array, at: number, point: number): number {
  let next = at;
  if (point <= 0xffff) bytes[next++] = 0xe0 | (point >> 12);
  else {
    bytes[next++] = 0xf0 | (point >> 18);
    bytes[next++] = 0x80 | ((point >> 12) & 0x3f);
  }
  bytes[next++] = 0x80 | ((point >> 6) & 0x3f);
  bytes[next++] = 0x80 | (point & 0x3f);
  return next;
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let bound = 10; bound <= value; bound *= 10) digits++;
  return digits;
}

function grown<Column extends Uint8Array | Uint16Array | Uint32Array>(column: Column, larger: Column): Column {
  larger.set(column);
  return larger;
}
