/** The four parts of a figure's explanation: the words of their headings, and how sentences betray them. Pure. */
import { stemsOf } from './terms.ts';

export interface Sense {
  /** Stems of heading words that mean this part. */
  stems: ReadonlySet<string>;
  /** One of them matches a sentence, in lower case, that belongs to this part. */
  patterns: readonly RegExp[];
}

const stems = (words: string): ReadonlySet<string> => new Set(stemsOf(words));

const FIGURE = String.raw`(?:figures?|fig\.?|plots?|graphs?|charts?|diagrams?|panels?|subplots?|images?)(?: \(?\d+(?:\.\d+)?\)?)?(?: ?\(?[a-d]\b\)?)?`;
const SHOWS = String.raw`(?:shows?|plots?|depicts?|displays?|illustrates?|presents?|reports?|compares?|gives?|visuali[sz]es?|contains?)`;
const COMPARED = String.raw`(?:(?:much|far|significantly|slightly|consistently|a lot|a bit) )?(?:faster|slower|lower|higher|better|worse|larger|smaller|quicker|earlier|more \w+|less \w+)`;

const EXTREME = String.raw`(?:fastest|slowest|quickest|lowest|highest|best|worst|ahead|behind|closest|furthest|last|first)`;
const CURVES = String.raw`(?:adam|adagrad|rmsprop|sgd|nesterov|momentum|curves?|lines?|loss(?:es)?|costs?|errors?|accurac(?:y|ies))`;
const MOVES = String.raw`(?:slows? down|flattens?|plateaus?|levels? off|lags?|trails?|stalls?|stagnates?|overtakes?|cross(?:es)?|falls? behind|go(?:es)? down|wins?|makes? (?:\w+ ){0,2}progress|(?:converges?|decreases?|drops?|falls?) (?:very |more |most )?(?:rapidly|quickly|slowly|steeply|sharply|fast|early))`;

const SENSES: readonly Sense[] = [
  {
    stems: stems('context background setting setup experiment motivation introduction task'),
    patterns: [
      /\b(?:in|for) (?:this|the(?:se|ir)?|section [\d.]+,?(?: of the paper)?,?(?: the)?) (?:\w+ )?(?:experiments?|section|paper|study|setting)\b/,
      /\bin section [\d.]+/,
      /\b(?:the )?(?:authors?|paper|researchers|kingma(?: and ba)?|they) (?:\w+ )?(?:compares?|trains?|trained|compared|evaluates?|evaluated|tests?|tested|stud(?:y|ies|ied)|investigates?|investigated|propos(?:e|es|ed)|wants? to|wanted to|asks?|claims?|examined?|experiment)\b/,
      /\b(?:is|are|was|were) (?:trained|evaluated|tested|compared) (?:on|with|using|against|for)\b/,
      /\bto (?:test|evaluate|compare|see|check|find out|investigate) (?:how|whether|if|the|which|adam|different)\b/,
    ],
  },
  {
    stems: stems('plot graph axes axis curve show shown display depict drawn description describe'),
    patterns: [
      new RegExp(String.raw`\b${FIGURE} ${SHOWS}\b(?! (?:that|how|clearly))`),
      /\b(?:[xy\uFFFC] ?-? ?ax[ei]s|horizontal(?:ly| axis)|vertical(?:ly| axis)|abscissa|ordinate|on the (?:two )?axes)\b|\uFFFC ?-? ?ax[ei]s\b/,
      /\b(?:is|are|was|were|we) (?:plotted|drawn|plot|shown) (?:against|over|versus|vs|as|for|on|in|by|with)\b/,
      /\b(?:each|every|the) (?:\w+ )?(?:curves?|lines?|colou?rs?|dots?|points?|bars?|panels?) (?:is|are|stands?|represents?|corresponds?|shows?|belongs?)\b/,
      /\bas (?:a )?functions? of\b/,
      /\b(?:loss|cost|error|accuracy|objective)(?: \(.{1,40}?\))? (?:against|versus|vs\.?|over) (?:the )?(?:number of )?(?:epochs?|iterations?|steps?|time)\b/,
    ],
  },
  {
    stems: stems('observe observation result see seen find finding notice trend'),
    patterns: [
      /\b(?:we|one|you|i) (?:can |could |may |also |clearly |then |first )*(?:observe|see|notice|find|note|saw|observed|noticed)\b(?! (?:section|fig|equation))/,
      /\b(?:can|could|may) be (?:seen|observed|noticed)\b/,
      /\b(?:observations?|noticeabl[ey]|it is (?:clear|visible|apparent|striking) that)\b/,
      new RegExp(String.raw`\b${FIGURE} (?:clearly )?${SHOWS} (?:clearly )?(?:that|how)\b`),
      new RegExp(
        String.raw`\b(?:converges?|decreases?|drops?|falls?|reache[sd]?|is|are|has|have|gets?|learns?|performs?|descends?|goes down) (?:\w+ )?${COMPARED}(?: \w+)? than\b`,
      ),
      new RegExp(
        String.raw`\b(?:is|are|ends?|starts?|stays?|remains?|converges?|decreases?|drops?|falls?|descends?|learns?|performs?) (?:up |off )?(?:the )?${EXTREME}\b`,
      ),
      new RegExp(String.raw`\b${CURVES}\b[^.:;]{0,40} ${MOVES}\b`),
      /\b(?:outperforms?|(?:lowest|highest|fastest|slowest|best) (?:\w+ )?(?:loss|cost|error|accuracy|convergence|curve|of all)|converges? (?:the )?(?:fastest|slowest|best))\b/,
    ],
  },
  {
    stems: stems(
      'interpretation interpret meaning mean conclusion conclude explanation explain discussion takeaway why implication',
    ),
    patterns: [
      /\b(?:this|that|these|which|it|results?|observations?|figure|plot|experiments?)(?: (?:results?|observations?|behaviou?r|figure|plot|difference|gap))? (?:also |strongly |probably |clearly |may |might |would )?(?:suggests?|means?|indicates?|impl(?:y|ies)|confirms?|demonstrates?|supports?|explains?|proves?)\b/,
      /\b(?:because|due to|thanks to|the reason|the cause|caused by|explained by|explains why|stems from)\b/,
      /\b(?:therefore|hence|thus|consequently|we (?:can )?(?:conclude|interpret|infer|explain)|in conclusion|our interpretation|the take-?away)\b/,
      /^so,? (?!far\b|we (?:can )?(?:see|observe)\b)/,
      /\b(?:is|are) (?:consistent|in line|in agreement) with\b/,
    ],
  },
];

/** The sense of an author's part, such as "What is plotted"; null for a part of another kind. */
export function senseOf(part: string): Sense | null {
  const own = stemsOf(part);
  return SENSES.find((sense) => own.some((stem) => sense.stems.has(stem))) ?? null;
}
