export const browserZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** @param {unknown} zone */
export function isZone(zone) {
  if (typeof zone !== 'string' || zone === '') return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The words of the page are English; of those who read English it takes the spelling of dates and times. */
export const readersLocale = (languages = navigator.languages) => languages.find((one) => /^en\b/i.test(one)) ?? 'en-GB';

/**
 * Monday is 1. Not every browser knows with which day a week begins.
 *
 * @param {string} locale
 * @returns {number}
 */
export function firstWeekday(locale) {
  /** @type {Intl.Locale & { getWeekInfo?: () => { firstDay: number }, weekInfo?: { firstDay: number } }} */
  const described = new Intl.Locale(locale);
  return (described.getWeekInfo?.() ?? described.weekInfo)?.firstDay ?? 1;
}
