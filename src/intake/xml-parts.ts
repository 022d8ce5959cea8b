import { TextDecoder } from "node:util";
import { Parser } from "htmlparser2";
import { SluiceError } from "../errors/sluice-error.ts";
import type { IntakeLimits } from "./limits.ts";
import { MarkupDepth } from "./markup-depth.ts";

/** What a reader of one XML part wants to hear. Names come without their namespace prefix. */
export interface XmlListener {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/** Feeds XML to a listener piece by piece. Entities other than XML's own are never expanded, so none can explode. */
export class XmlFeed {
  readonly #parser: Parser;
  #decoder: TextDecoder | undefined;
  #isEnding = false;

  constructor(listener: XmlListener, limits: IntakeLimits) {
    const depth = new MarkupDepth(limits.markupDepth);
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => {
          depth.enter();
          listener.open(withoutPrefix(name), attributes);
        },
        ontext: (text) => listener.text(text),
        onclosetag: (name) => {
          if (this.#isEnding) throw new SluiceError("INTAKE_WORKBOOK_DAMAGED", { reason: `<${name}> is cut off` });
          depth.leave();
          listener.close(withoutPrefix(name));
        },
      },
      { xmlMode: true },
    );
  }

  write(bytes: Uint8Array): void {
    this.#decoder ??= new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8");
    this.#parser.write(this.#decoder.decode(bytes, { stream: true }));
  }

  /** @throws SluiceError INTAKE_WORKBOOK_DAMAGED when an element is still open: the rest of the part is missing. */
  end(): void {
    this.#parser.write(this.#decoder?.decode() ?? "");
    this.#isEnding = true;
    this.#parser.end();
  }
}

/** An attribute by its name without prefix (`r:id` answers to `id` when there is no plain `id`). */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const plain = attributes[name];
  if (plain !== undefined) return plain;
  return Object.entries(attributes).find(([key]) => withoutPrefix(key) === name)?.[1];
}

function withoutPrefix(name: string): string {
  const colon = name.indexOf(":");
  return colon === -1 ? name : name.slice(colon + 1);
}
