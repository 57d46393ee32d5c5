/** Words in scripts that tell two times of one quantity apart, in the languages that answers are written in. */

const NEW =
  'new next updated neu neue nouveau nouvelle nouv nuevo nueva novo nova nuovo nuova nieuw nowy nowa nowe yeni нов новый новое новая новые 新 새';
const OLD =
  'old prev previous last current curr cur alt alte ancien ancienne anc viejo vieja anterior actual antigo antiga velho vecchio vecchia oud stary stara stare eski стар старый старое старая старые 旧 舊 前 이전';

const AGES: ReadonlyMap<string, 'new' | 'old'> = new Map([
  ...NEW.split(' ').map((word) => [word, 'new'] as const),
  ...OLD.split(' ').map((word) => [word, 'old'] as const),
]);

/** Is it the value after the step or the one before it? Null where the word says neither. */
export function ageOf(word: string): 'new' | 'old' | null {
  return AGES.get(word.toLowerCase().replace(/\.$/, '')) ?? null;
}
