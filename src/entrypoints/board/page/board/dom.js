/** @typedef {string | number | boolean | undefined | ((event: any) => void)} Property */

/**
 * An element with attributes, listeners (`onclick`) and children. Text stays text: nothing here reads markup.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Readonly<Record<string, Property>>} [properties]
 * @param {...(Node | string | undefined)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/**
 * One of the symbols of the page, for the eye alone: beside it there is always a word.
 *
 * @param {string} name
 */
export function icon(name) {
  const [drawn, use] = [document.createElementNS(SVG, 'svg'), document.createElementNS(SVG, 'use')];
  drawn.setAttribute('class', 'icon');
  drawn.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#icon-${name}`);
  drawn.append(use);
  return drawn;
}

/**
 * What the page holds by this id.
 *
 * @template {Element} E
 * @param {string} id
 * @param {new () => E} kind
 * @returns {E}
 */
export function part(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new TypeError(`the page has no ${kind.name} #${id}`);
}

/**
 * Only when it changes: an assistive technology may take each setting for news.
 *
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
