/** An object whose fields are made when they are first asked for, each once. */
export function atFirstUse<Made extends object>(makers: { readonly [Field in keyof Made]: () => Made[Field] }): Made {
  const made = {} as Made;
  for (const [field, make] of Object.entries<() => unknown>(makers)) {
    let kept: { readonly value: unknown } | undefined;
    const get = (): unknown => (kept ??= { value: make() }).value;
    Object.defineProperty(made, field, { get, enumerable: true });
  }
  return made;
}
