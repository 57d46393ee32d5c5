/** In place of parts of Mantine's menus and hints that no page has: menus in menus, a search in one, what follows the pointer. */
const NONE = undefined;

export { NONE as MenuContextMenu, NONE as MenuSearch, NONE as MenuSub, NONE as TooltipFloating };
