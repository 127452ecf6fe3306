import { element, icon } from '../dom.js';

let opened = 0;

export function closeAll() {
  for (const drawn of document.querySelectorAll('dialog')) drawn.close();
}

/**
 * A dialog over the page. Escape closes it, and the focus goes back to where it was, or to where that is now.
 *
 * @param {{ title: string, returnTo?: (() => HTMLElement | null) | undefined, onClosed?: (() => void) | undefined }} what
 */
export function openModal({ title, returnTo, onClosed }) {
  opened += 1;
  const before = document.activeElement;
  const heading = element('h2', { id: `dialog-${opened}`, tabindex: -1 }, title);
  const content = element('div', { class: 'dialog-content' });
  const close = element('button', { type: 'button', class: 'quiet square', 'aria-label': 'Close' }, icon('close'));
  const head = element('div', { class: 'dialog-head' }, heading, close);
  const drawn = element('dialog', { 'aria-labelledby': heading.id }, head, content);
  close.addEventListener('click', () => drawn.close());
  // A key that is still held down was meant for what opened this, or for the button before.
  drawn.addEventListener('keydown', (event) => {
    if (event.repeat && event.key === 'Enter' && !(event.target instanceof HTMLTextAreaElement)) event.preventDefault();
  });
  drawn.addEventListener('close', () => {
    drawn.remove();
    onClosed?.();
    const isThere = before instanceof HTMLElement && before !== document.body && before.checkVisibility();
    const back = isThere ? before : returnTo?.();
    back?.focus();
  });
  document.body.append(drawn);
  drawn.showModal();
  return {
    heading,
    close: () => drawn.close(),
    isOpen: () => drawn.open,
    /**
     * Into its first field; never onto a button, for what a button does nobody has asked for yet.
     *
     * @param {...Node} shown
     */
    show(...shown) {
      content.replaceChildren(...shown);
      const first = content.querySelector('input, select, textarea');
      if (first instanceof HTMLElement && first.checkVisibility()) first.focus();
      else heading.focus();
    },
  };
}
