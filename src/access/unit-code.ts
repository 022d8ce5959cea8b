/** Whether the text is a police unit's code (GA/T 380): twelve digits. */
export function isUnitCode(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/**
 * Whether a unit is `unit` or stands below it (rule P3). Pairs of zeros at the end of a code stand for all units below:
 * 330200000000 covers 330206010000. The database has the same rule (`sluice_covers`).
 */
export function covers(unit: string, other: string): boolean {
  return isUnitCode(unit) && other.startsWith(unit.replace(/(?:00)+$/, ""));
}
