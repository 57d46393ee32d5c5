/** Chemistry and units by mhchem: a tenth of the renderer for what few texts have, so it comes when one has it. */

/** Its two commands; a definition that uses them has their names in it. */
const COMMAND = /\\(?:ce|pu)(?![A-Za-z])/;

let loading: Promise<void> | undefined;

/** Whether `renderMarkup` draws these texts only after `loadChemistry`; until then the commands are unknown to it. */
export function needsChemistry(texts: readonly string[]): boolean {
  return texts.some((text) => COMMAND.test(text));
}

/** The same promise each time; where the code cannot be had, the formula says that the command is unknown. */
export function loadChemistry(): Promise<void> {
  loading ??= import('./mhchem.ts').then(
    () => undefined,
    () => {
      loading = undefined;
    },
  );
  return loading;
}
