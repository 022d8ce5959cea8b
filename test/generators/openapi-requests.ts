import fc from "fast-check";
import { anyText } from "./any-text.ts";
import { type KnownIds, kindOfPath } from "./known-ids.ts";

/** A JSON schema as the program's own document writes it. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly uniqueItems?: boolean;
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

/** One operation of an OpenAPI 3.1 document. */
export interface Operation {
  readonly method: string;
  /** `/api/v1/orders/{id}` */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly mediaType: string; readonly schema: JsonSchema } | undefined;
  /** Media types that it answers with. */
  readonly answers: readonly string[];
}

/** A request as it is sent. */
export interface MadeRequest {
  readonly operation: Operation;
  readonly path: string;
  readonly mediaType: string | undefined;
  readonly body: string | undefined;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentOperation>>>>;
}

interface DocumentOperation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

/** Every operation of the document. */
export function operationsOf({ paths }: Document): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses }]) => {
      const [mediaType, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
      const body = mediaType === undefined || content === undefined ? undefined : { mediaType, schema: content.schema };
      const answers = Object.values(responses).flatMap(({ content: types }) => Object.keys(types ?? {}));
      return { method: method.toUpperCase(), path, parameters, body, answers };
    }),
  );
}

/**
 * Requests to an operation: mostly such as its schemas want, with identifiers that exist and the version last seen, since
 * these are met far too seldom by chance; now and then broken. What is known is looked at when a request is made.
 */
export function requestsTo(operation: Operation, known: KnownIds): fc.Arbitrary<MadeRequest> {
  const values = new SchemaValues(known, kindOfPath(operation.path));
  const parameters = operation.parameters.map((parameter) =>
    values.of(parameter.schema, parameter.name).map((value) => ({ parameter, value })),
  );
  const whole = operation.body === undefined ? fc.constant(undefined) : values.of(operation.body.schema, "");
  return fc
    .record({ given: fc.tuple(...parameters), left: fc.infiniteStream(fc.boolean()), body: whole, damage })
    .map(({ given, left, body, damage: bad }): MadeRequest => {
      let path = operation.path;
      let version: number | undefined;
      const query = new URLSearchParams();
      for (const { parameter, value } of given) {
        const text = typeof value === "string" ? value : JSON.stringify(value);
        if (parameter.in === "path") {
          path = path.replace(`{${parameter.name}}`, encodeURIComponent(wellFormed(text)));
          version = known.versionOf(text);
        } else if (parameter.in === "query" && (parameter.required === true || left.next().value === true))
          query.set(parameter.name, text);
      }
      const asked = query.size === 0 ? path : `${path}?${query.toString()}`;
      const mediaType = operation.body?.mediaType;
      if (mediaType === undefined) return { operation, path: asked, mediaType, body: undefined };
      return { operation, path: asked, mediaType, body: textOf(atVersion(body, version), bad) };
    });
}

/** Bodies that an operation's schema wants; `undefined` where it takes none. */
export function bodiesOf(operation: Operation, known: KnownIds): fc.Arbitrary<unknown> {
  if (operation.body === undefined) return fc.constant(undefined);
  return new SchemaValues(known, kindOfPath(operation.path)).of(operation.body.schema, "");
}

interface Damage {
  readonly kind: "none" | "property" | "whole";
  readonly at: number;
  readonly broken: unknown;
  readonly text: string;
}

function atVersion(body: unknown, version: number | undefined): unknown {
  const has = typeof body === "object" && body !== null && "version" in body && version !== undefined;
  return has && body.version !== 3 ? { ...body, version } : body;
}

function textOf(body: unknown, { kind, at, broken, text }: Damage): string {
  if (kind === "whole") return text;
  if (typeof body === "string") return body;
  return kind === "none" ? JSON.stringify(body) : damaged(body, at, broken);
}

const brokenValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, -1, 1e308, 2 ** 53, 0.1, "", "\u0000", [], {}, undefined),
  fc.constant("长".repeat(20_000)),
  anyText,
);

const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom("none", "none", "none", "none", "none", "none", "property", "whole"),
  at: fc.nat(),
  broken: brokenValue,
  text: fc.constantFrom("", "{", "null", "[]", '"x"', "[".repeat(5_000)),
});

/** The value's JSON with one of its properties, at any depth, replaced or left out. */
function damaged(value: unknown, at: number, broken: unknown): string {
  let left = at % Math.max(1, countOf(value));
  return (
    JSON.stringify(value, (key, inner: unknown) => {
      if (key === "") return inner;
      left -= 1;
      return left === -1 ? broken : inner;
    }) ?? "null"
  );
}

function countOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce<number>((count, inner) => count + 1 + countOf(inner), 0);
}

/** URLs hold no lone surrogates. */
function wellFormed(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}

const accounts = ["6222021234567890128", "6217001234567890122", "6228480402564890018", "13812345678"];
const instants = [Date.UTC(2026, 2, 5, 2), Date.UTC(2026, 10, 22, 15, 50), 0, 8_640_000_000_000_000];

/** Values of schemas: of what they allow, often what exists. */
class SchemaValues {
  readonly #known: KnownIds;
  readonly #kind: string;

  constructor(known: KnownIds, kind: string) {
    this.#known = known;
    this.#kind = kind;
  }

  of(schema: JsonSchema, name: string): fc.Arbitrary<unknown> {
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => this.of(one, name)));
    if (schema.allOf !== undefined) return this.#together(schema.allOf, name);
    const types = [schema.type ?? "any"].flat();
    return fc.oneof(...types.map((type) => this.#typed(type, schema, name)));
  }

  #typed(type: string, schema: JsonSchema, name: string): fc.Arbitrary<unknown> {
    switch (type) {
      case "object":
        return this.#object(schema);
      case "array":
        return this.#array(schema, name);
      case "string":
        return this.#text(schema, name);
      case "integer":
      case "number":
        return numberOf({ ...schema, type }, name);
      case "boolean":
        return fc.boolean();
      case "null":
        return fc.constant(null);
      default:
        return fc.constantFrom<unknown>("x", 1, null, {});
    }
  }

  #together(schemas: readonly JsonSchema[], name: string): fc.Arbitrary<unknown> {
    const parts = schemas.map((one) => this.of(one, name));
    return fc.tuple(...parts).map((values) => Object.assign({}, ...values) as unknown);
  }

  #object({ properties = {}, required = [] }: JsonSchema): fc.Arbitrary<unknown> {
    const model = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, this.of(schema, name)]));
    const known = required.filter((name) => name in model);
    return fc.record(model, { requiredKeys: known, noNullPrototype: true });
  }

  #array({ items = {}, minItems = 0, maxItems = 3, uniqueItems }: JsonSchema, name: string): fc.Arbitrary<unknown> {
    const bounds = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, minItems + 3)) };
    const one = this.of(items, name);
    return uniqueItems === true
      ? fc.uniqueArray(one, { ...bounds, selector: (value) => JSON.stringify(value) })
      : fc.array(one, bounds);
  }

  #text({ format, pattern, minLength = 0, maxLength }: JsonSchema, name: string): fc.Arbitrary<unknown> {
    const known = fc.nat().map((at) => {
      const ids = this.#known.of(name, this.#kind);
      return ids[at % Math.max(1, ids.length)] ?? "00000000-0000-4000-8000-000000000000";
    });
    if (format === "uuid" || (pattern?.includes("[0-9a-f]{8}") === true && !pattern.includes("_"))) {
      if (pattern?.startsWith("^(case|report):") === true)
        return fc.tuple(fc.constantFrom("case", "report"), known).map(([kind, id]) => `${kind}:${id}`);
      return fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: fc.uuid() });
    }
    if (pattern !== undefined && !/^\^?\[?\^?\\[sSu]/.test(pattern)) return fc.stringMatching(new RegExp(pattern));
    const texts = fc.oneof(fc.constantFrom(...accounts, "演示银行", "甲", "2026-0314"), known, anyText);
    return texts.map((text) => fitted(text, { minLength, maxLength, name }));
  }
}

function fitted(
  text: string,
  { minLength, maxLength, name }: { minLength: number; maxLength: number | undefined; name: string },
): string {
  const filled = text.length < minLength ? text + "x".repeat(minLength - text.length) : text;
  const cut = maxLength === undefined ? filled : filled.slice(0, maxLength);
  return name.toLowerCase().includes("date") ? "2026-11-23" : cut;
}

function numberOf({ minimum, maximum, type }: JsonSchema, name: string): fc.Arbitrary<number> {
  const [least, most] = [minimum ?? -(2 ** 53 - 1), maximum ?? 2 ** 53 - 1];
  const within = (value: number): boolean => value >= least && value <= most;
  const usual = (name === "version" ? [1, 2, 3] : name.endsWith("Ms") ? instants : [0, 1, 100, 5_000_00]).filter(
    within,
  );
  const any =
    type === "integer" ? fc.integer({ min: least, max: most }) : fc.double({ min: least, max: most, noNaN: true });
  return usual.length === 0 ? any : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...usual) }, any);
}
