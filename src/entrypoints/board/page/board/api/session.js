const PLACE = 'holdfast.token';

/** The token of whoever signed in: for this tab, until it is closed. It goes into a header and nowhere else. */
export function createSession() {
  /** @type {string | undefined} */
  let held;
  try {
    held = sessionStorage.getItem(PLACE) ?? undefined;
  } catch {
    // Without storage it lives as long as the page.
  }
  return {
    token: () => held,
    /** @param {string | undefined} token */
    set(token) {
      held = token;
      try {
        if (token === undefined) sessionStorage.removeItem(PLACE);
        else sessionStorage.setItem(PLACE, token);
      } catch {
        // As above.
      }
    },
  };
}

/**
 * Whose token it says it is. The server checks that; here it only tells which updates to ask for.
 *
 * @param {string | undefined} token
 * @returns {string | undefined}
 */
export function subjectIn(token) {
  try {
    const claims = JSON.parse(atob((token?.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')));
    return typeof claims?.sub === 'string' ? claims.sub : undefined;
  } catch {
    return undefined;
  }
}
