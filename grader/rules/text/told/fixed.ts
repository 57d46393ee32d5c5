/** What the words say of a state that no step ever changes: "the second average is not touched", "v behält seinen Startwert". */
import { placeOf } from '../../place.ts';
import { baseOf, clausesOf, denies, stems, symbolsIn, tellsState } from '../words/states.ts';
import type { Told } from '../words/states.ts';

/** What a step does to a state … */
const TOUCHED = stems(
  '(?:touched|updated|refreshed|changed|modified|altered|renewed|change)(?!\\p{L}| (?:the|its|their|our|any|an?)(?!\\p{L}))|verändert|geändert|ändern?|angefasst|angerührt|aktuali[sz]\\p{L}*|erneuert|mis(?:es?)? à jour|met à jour|touch[ée]\\p{L}*|actuali[sz]\\p{L}*|atuali[sz]\\p{L}*|toca\\p{L}*|cambia\\p{L}*|mexe\\p{L}*|muda\\p{L}*|alterad\\p{L}*|aggiorna\\p{L}*|toccat\\p{L}*|обновля\\p{L}*|изменя\\p{L}*|меня\\p{L}*|трога\\p{L}*|оновлю\\p{L}*|зміню\\p{L}*|чіпа\\p{L}*|zmienia\\p{L}*|ruszan\\p{L}*|bijgewerkt|verander\\p{L}*|aangeraakt|uppdatera\\p{L}*|ändras|oppdater\\p{L}*|opdater\\p{L}*|diperbarui|diubah|berubah|disentuh|(?:được )?cập nhật|thay đổi',
  '更新|改变|变化|変更|変わ|触れ|갱신|업데이트|변경|바뀌|바꾸',
);
const EACH_TOUCHED = new RegExp(TOUCHED, 'giu');
/** … and what says by itself that it does not. */
const UNTOUCHED = stems(
  'frozen|(?:is|are|stays?|remains?) (?:a )?constant(?! factor)|(?:ist|bleibt) konstant|(?:est|reste) constante?|(?:es|é|queda|fica) constante|(?:è|resta) costante|постоян(?:на|ен)(?!\\p{L})|stays? fixed|held fixed|kept fixed|unangetastet|eingefroren|figé\\p{L}*|gelé\\p{L}*|congelad\\p{L}*|congelat\\p{L}*|заморожен\\p{L}*|zamrożon\\p{L}*|bevroren|fryst|güncellenme(?:z|den|di|mez)\\p{L}*|değişme(?:z|den|di)\\p{L}*',
  '冻结|固定不变|凍結|고정된 채',
);
const KEEPS = stems(
  'keeps?|kept|stays?|remains?|retains?|behält|bleibt|bleiben|behalten|gard(?:e|ent)|conserve\\p{L}*|reste\\p{L}*|mantiene\\p{L}*|conserva\\p{L}*|queda\\p{L}*|permanece\\p{L}*|mant[eé]m\\p{L}*|fica\\p{L}*|rimane|rimangono|resta\\p{L}*|lasci\\p{L}* ferm[aoei]|сохраня\\p{L}*|оста[её]\\p{L}*|зберіга\\p{L}*|залиша\\p{L}*|zachowuj\\p{L}*|pozostaj\\p{L}*|houdt|blijft|behåller|förblir|tetap|giữ|kal[ıi]r',
  '保持|保留|停留|のまま|유지|그대로',
);
/** What it keeps is where it starts. */
const START_VALUE = stems(
  '(?:initial|starting|start|original|first) values?|anfangswert\\p{L}*|startwert\\p{L}*|ausgangswert\\p{L}*|valeur initiale|valor(?:es)? inicial\\p{L}*|valore iniziale|начальн\\p{L}* значени\\p{L}*|початков\\p{L}* значенн\\p{L}*|wartoś\\p{L}* początkow\\p{L}*|beginwaarde|startvärde\\p{L}*|nilai awal|giá trị ban đầu|başlangıç değer\\p{L}*',
  '初始值|初期値|초깃값|초기값',
);
const AT_ZERO =
  /^.{0,45}?(?<!(?:than|least|near|close|towards?|almost|nahe|près|cerca|vicino|perto|около|близк\p{L}*)[^.]{0,8})(?<![\p{L}\d.,])(?:0(?![.,]?\d)|zero|null|zéro|cero|нул\p{L}*|零|ゼロ|영)/iu;
const IS_ZERO =
  /(?<!\p{L})(?:is|are|ist|sind|est|sont|es|son|è|sono|é|são|равн\p{L}*|jest|är|adalah)\s+(?:(?:always|immer|toujours|siempre|sempre|stets|zawsze|alltid|selalu|equal to)\s+)?(?:0(?![.,]?\d)|zero|null|zéro|cero|нул\p{L}*)(?!\p{L})/iu;
/** For good. */
const ALWAYS = stems(
  'always|ever|throughout|whole|entire|during (?:the )?training|all the time|all (?:steps|iterations)|for good|forever|immer|gesamte\\p{L}*|ganze\\p{L}*|während des trainings|dauerhaft|toujours|tout au long|pendant tout\\p{L}*|siempre|todo el|toda la|durante (?:todo|o|el)|sempre|todo o|per tutto|tutta la|всё время|все время|всегда|постоянно|весь|всего|завжди|увесь|zawsze|cał\\p{L}*|altijd|hele|alltid|hela|selalu|sepanjang|luôn|suốt|hep|boyunca',
  '始终|一直|整个|永远|常に|ずっと|全体|항상|계속|내내',
);
const NEVER = stems(
  'never|nie|niemals|jamais|nunca|jamás|mai|никогда|ніколи|nigdy|nooit|aldrig|asla|hiç',
  '从不|永不|決して|결코|절대',
);
/** By something beside the rule, at some time, not yet or as it is elsewhere: then a step may well change it. */
const UNLESS =
  /(?<!\p{L})(?:not yet|yet(?=[\s.!]*$)|noch (?:nicht|nie|kein\p{L}*)|pas encore|aún no|todavía no|ainda não|non (?:\p{L}+ )?ancora|(?:ещё|еще|ще) не|jeszcze nie|ještě ne\p{L}*|nog niet|ännu inte|belum|chưa|henüz|would|could|might|würde|könnte|serait|sería|seria|бы|if|when|while|as long|until|unless|between|only|by|with|tests?|testing|evaluat\p{L}*|inference|validation|outside|inside|within|wenn|solange|bis|innerhalb|zwischen|nur|durch|von|mit|si|tant que|entre|seulement|par|avec|cuando|mientras|solo|por|con|quando|enquanto|apenas|com|tra|fra|если|когда|пока|между|только|якщо|доки|між|лише|jeśli|gdy|dopóki|tylko|przez|als|zolang|tussen|alleen|door|om|när|mellan|bara|av|jika|antara|hanya|oleh|nếu|khi|giữa|chỉ|bởi)(?!\p{L})|还没|尚未|まだ|아직|如果|当|被|只|もし|場合|によって|간에|경우|만(?= )|近づ|趋于|趋近|接近|가까워/iu;
/** Between the words that deny and what they deny. */
const NEAR = 30;
/** How far back the words are that "it" stands for. */
const REACH = 120;

/** In Japanese and Korean "not" stands behind. */
const ENDS_WITH_VERB = /[\p{Script=Han}\p{Script=Hangul}]/u;
/** "Without changing v": what is done beside it. */
const WITHOUT = /(?<!\p{L})(?:without|ohne|sans|sin|sem|senza|без|bez|utan|zonder|tanpa)(?!\p{L})/iu;

/** "is never updated" */
function isUntouched(clause: string): boolean {
  if (UNTOUCHED.test(clause) && !denies(clause)) return true;
  const touched = [...clause.matchAll(EACH_TOUCHED)];
  return touched.some(({ 0: verb, index }) => {
    const before = clause.slice(Math.max(0, index - NEAR), index);
    const behind = ENDS_WITH_VERB.test(verb) ? clause.slice(index, index + verb.length + 8) : '';
    return (denies(before) && !WITHOUT.test(before)) || denies(behind);
  });
}

/** "keeps its initial value", "stays 0 all the time" */
function staysAsItStarts(clause: string): boolean {
  const isSaid = IS_ZERO.test(clause) && ALWAYS.test(clause);
  if (isSaid && !denies(clause)) return true;
  const keeps = KEEPS.exec(clause);
  if (!keeps || denies(clause.replace(NEVER, ''))) return false;
  if (START_VALUE.test(clause)) return true;
  const behind = clause.slice(keeps.index + keeps[0].length);
  return ALWAYS.test(clause) && (AT_ZERO.test(behind) || /(?:ゼロ|0)\s*のまま/u.test(clause));
}

/**
 * @param prose the words of an answer with its symbols, without its equations and programs
 * @param states names of what the rule keeps from step to step
 */
export function toldFixed(prose: string, states: readonly string[]): Told | null {
  const bases = new Set(states.map(baseOf));
  for (const { clause, head } of clausesOf(prose)) {
    if (UNLESS.test(clause) || !(isUntouched(clause) || staysAsItStarts(clause))) continue;
    const names = symbolsIn(clause);
    const isStateIn = (words: string): boolean =>
      tellsState(words) || symbolsIn(words).some(({ name }) => bases.has(name));
    // "It keeps its initial value": what the clause before is about.
    if (isStateIn(clause) || (names.length === 0 && isStateIn(head.slice(-REACH))))
      return { at: placeOf(clause), kind: 'fixed' };
  }
  return null;
}
