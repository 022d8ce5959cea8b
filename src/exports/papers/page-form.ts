/** Lengths of a page, points (1/72 inch). */
interface PageForm {
  readonly width: number;
  readonly height: number;
  /** 天头. */
  readonly top: number;
  /** 订口. */
  readonly left: number;
  /** 版心. */
  readonly textWidth: number;
  readonly textHeight: number;
  /** 22 lines in the type area. */
  readonly linePitch: number;
  /** 28 characters in a line of 3号 type. */
  readonly cell: number;
  /** How far below the type area the page number stands. */
  readonly pageNumberDown: number;
}

/**
 * The page of an official paper by GB/T 9704-2012 (5.1 to 5.2, 7): A4, 天头 37 mm, 订口 28 mm, a type area of 156 × 225 mm with
 * 22 lines of 28 characters.
 */
export const pageForm: PageForm = {
  width: points(210),
  height: points(297),
  top: points(37),
  left: points(28),
  textWidth: points(156),
  textHeight: points(225),
  linePitch: points(225) / 22,
  cell: points(156) / 28,
  pageNumberDown: points(7),
};

/** Type sizes by their Chinese names, points. */
export const typeSize = { 二号: 22, 三号: 16, 四号: 14, 五号: 10.5, 小五: 9 } as const;

/** Millimetres in points. */
export function points(millimetres: number): number {
  return (millimetres * 72) / 25.4;
}
