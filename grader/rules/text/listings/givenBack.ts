/** What the words of an answer give back at its end: `return w`, "Output: the trained parameters", `\RETURN $m$`. */
import { GREEK_LETTERS } from '../../lexicon.ts';
import { placeOf } from '../../place.ts';
import type { Place } from '../../place.ts';
import { mentionsGradient } from '../words/gradients.ts';
import { LEAD } from './orders.ts';
import { isFormulaName, keyOfName } from '../plain/names.ts';
import { baseOf, stems, tellsState } from '../words/states.ts';

const VERB =
  'returns?|gib|zurückgeben|retourner?|retournez|renvoyer|renvoie|renvoyez|devolver|devuelve|devuelva|retornar?|retorne|retornar|restituisci|ritorna|zwróć|vrať|geef|returnera|вернуть|верни(?:те)?|возвратить|повернути|返回|返す|반환';
/** Of what a listing as a whole is for. */
const HEADING =
  'outputs?|ensure|results?|ausgabe|rückgabe|ergebnis|sortie|salida|saída|uscita|wyjście|выход|вихід|输出|結果|出力|출력';
const LINE = new RegExp(
  String.raw`^${LEAD}\\?(?:(?<verb>${VERB})|(?<heading>${HEADING}))(?![\p{Script=Latin}\p{Script=Cyrillic}])(?<value>.*)$`,
  'iu',
);

/** Where a procedure of its own begins. */
const OPENS = /^\W*(?:function|procedure|subroutine|def|fun|func|fn|\\(?:Function|Procedure))(?![A-Za-z])/i;

/** What is made of the parameters once more, or what they were. */
const CHANGED = stems(
  'averag\\p{L}*|means?(?!\\p{L})|round\\p{L}*|half|halved|twice|doubled?|negat\\p{L}*|minus|plus|clipp\\p{L}*|normali[sz]\\p{L}*|projec\\p{L}*|signs?(?!\\p{L})|squar\\p{L}*|initial\\p{L}*|starting|before|unchanged|overline|bar(?!\\p{L})|widetilde|tilde|mittel\\p{L}*|gerundet\\p{L}*|anfangs\\p{L}*|moyenn\\p{L}*|arrondi\\p{L}*|initia\\p{L}*|promedio|redondead\\p{L}*|inicia\\p{L}*|média|arredondad\\p{L}*|media|iniziali?|средн\\p{L}*|начальн\\p{L}*|округл\\p{L}*',
  '平均|初始|初期|四舍五入|평균|초기',
);

const PARAMETERS = stems(
  'param\\p{L}*|paräm\\p{L}*|weights?|model\\p{L}*|modèle|solution|minimi[sz]\\p{L}*|gewicht\\p{L}*|paramè\\p{L}*|poids|pesos?|pará\\p{L}*|parâ\\p{L}*|pesi|параметр\\p{L}*|вес\\p{L}*|модел\\p{L}*',
  '参数|參數|权重|權重|模型|パラメータ|重み|매개변수|파라미터|가중치',
);

/** One after the other. */
const AND = /[,;，、；]|(?<!\p{L})(?:and|und|et|y|e|og|och|en|i|и|та)(?!\p{L})|与|和/u;

/** A name with its scripts, of TeX too, and whether a bracket is open behind it. */
const SYMBOL =
  /(?<name>\p{L}[\p{L}\p{M}\d]*)(?<script>(?:[_^](?:\{[^{}]*\}|\\?[\p{L}\d*]+)|[₀-₉ₜ])*)(?<call>\(?)/gu;
const IS_START = /^_\{?(?:0|init\w*|start)\}?|^₀/;
const IS_EARLIER = /^_\{?\w+\s*[-−]/;
const CALCULATES = /[-+−*/·×√∑Σ]|\\(?:frac|sqrt|sum|cdot|times)/;

type Kind = 'moved' | 'other' | 'words';

/** Of one of the things that are given back. */
function kindOf(part: string, parameters: ReadonlySet<string>, made: ReadonlySet<string>): Kind {
  const text = part.replace(/[$`"'\\]/g, '').trim();
  const symbols = [...text.matchAll(SYMBOL)].flatMap(({ groups = {}, index }) => {
    const { name = '', script = '', call = '' } = groups;
    const base = baseOf(keyOfName(name));
    const isIndexed = /\d$/.test(name) && name.length > 1;
    const is =
      parameters.has(base) || made.has(base) || isFormulaName(name) || name in GREEK_LETTERS || script !== '';
    return is ? [{ base, call, script: isIndexed ? `_${name.replace(/^\D+/, '')}` : script, at: index }] : [];
  });
  const isChanged = CHANGED.test(text);
  if (symbols.length === 0) {
    if (PARAMETERS.test(text)) return isChanged ? 'other' : 'words';
    return mentionsGradient(text) || tellsState(text) ? 'other' : 'words';
  }
  const bare = text.replace(/\*+$|[_^](?:\{[^{}]*\}|\S)/g, '').replace(/(?<=\p{L})-(?=\p{L}{2})/gu, '');
  const isWhole = symbols.every(
    ({ base, call, script }) =>
      parameters.has(base) && call === '' && !IS_START.test(script) && !IS_EARLIER.test(script),
  );
  return isWhole && !isChanged && !CALCULATES.test(bare) ? 'moved' : 'other';
}

/** Behind a statement of a program. */
const REMARK = /\s+(?:\/\/|#|▷|--|%|\\(?:Comment|COMMENT)).*$/u;

/** "… after $T$ steps", "… as the new parameters": when, and what for. */
const WHEN =
  /(?<=\S)\s+(?:after|at|for|when|once|with|which|that|as|nach|als|wenn|après|comme|después|como|depois|dopo|come|после|как)(?!\p{L}).*$/iu;

/** A sentence of its own, too: "… . Return $m_t$." */
const sentencesOf = (line: string): string[] => line.split(/(?<=[.;。]\$?)\s+/);

/**
 * What is given back in place of the parameters that the rule moves: a state, the start, something made of them.
 *
 * @param said        the words of an answer with all of its formulas, without its programs
 * @param moved       the names of the parameters
 * @param states      of what the rule keeps and computes
 */
export function givenBackElse(
  said: string,
  moved: readonly string[],
  states: readonly string[],
): Place | null {
  const parameters = new Set(moved.map(baseOf));
  const made = new Set(states.map(baseOf).filter((state) => !parameters.has(state)));
  const isMoved = new RegExp(
    String.raw`(?<![\p{L}\\])\\?(?:${[...parameters].join('|')})(?![\p{L}])[^\s=←]*\s*(?:[-+]?=|:=|←|<-|\\(?:leftarrow|gets))`,
    'u',
  );
  let own = '';
  for (const line of said.split('\n')) {
    if (OPENS.test(line)) own = line;
    own += `\n${line}`;
    // What another procedure gives back.
    const isOther = OPENS.test(own.trimStart()) && !isMoved.test(own);
    for (const sentence of isOther ? [] : sentencesOf(line)) {
      const { verb, heading, value = '' } = LINE.exec(sentence)?.groups ?? {};
      if (verb === undefined && heading === undefined) continue;
      const given = value
        .replace(REMARK, '')
        .replace(WHEN, '')
        .replace(/^[\s:：*}{]+|[\s.;。*}]+$|\s+zurück\W*$/giu, '');
      const kinds = given
        .replace(/\(([^()]*)\)$/, verb === undefined ? '' : '$&')
        .replace(/^\(([^()]*)\)$/, '$1')
        .split(AND)
        .map((part) => kindOf(part, parameters, made));
      if (kinds.includes('moved') || !kinds.includes('other')) continue;
      if (heading !== undefined && !isState(given, made)) continue;
      return placeOf(sentence.trim());
    }
  }
  return null;
}

/** Of a heading, which says in whatever words what the whole is for: it names a state. */
const isState = (given: string, made: ReadonlySet<string>): boolean =>
  [...given.matchAll(SYMBOL)].some(({ groups }) => made.has(baseOf(keyOfName(groups!['name']!))));
