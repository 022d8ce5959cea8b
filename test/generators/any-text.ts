import fc from "fast-check";

/** Any UTF-16 text, lone surrogates included. Fast-check's own binary strings take seconds to set up. */
export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff })), { maxLength: 30 })
  .map((codes) => String.fromCharCode(...codes));
