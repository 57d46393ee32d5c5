/**
 * A menu hears Escape while the focus is in it. It comes there a moment after the menu can be seen: until it is there the menu is closed
 * from here.
 */
export function escapeMenus(): void {
  document.addEventListener('keydown', ({ key, target }) => {
    if (key !== 'Escape' || (target instanceof Element && target.closest('[role=menu]') !== null)) return;
    const opener = document.querySelector<HTMLElement>('[aria-haspopup=menu][aria-expanded=true]');
    opener?.focus();
    opener?.click();
  });
}
