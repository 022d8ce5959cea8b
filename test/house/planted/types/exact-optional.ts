interface Options {
  readonly size?: number;
}
export const options: Options = { size: undefined };
