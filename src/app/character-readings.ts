/** The first character of each initial in the order of pinyin; i, u and v begin no syllable. */
const firsts = Array.from("阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀");
const letters = Array.from("abcdefghjklmnopqrstwxyz");

const order = new Intl.Collator("zh-u-co-pinyin");

/**
 * The initial of a Chinese character by its commonest reading, from the order of pinyin that the runtime carries (CLDR).
 * Further readings of a character are not known here; empty for what is no Chinese character.
 */
export function commonReading(character: string): readonly string[] {
  if (!/^\p{Script=Han}$/u.test(character)) return [];
  const at = firsts.findLastIndex((first) => order.compare(first, character) <= 0);
  const letter = letters[at];
  return letter === undefined ? [] : [letter];
}
