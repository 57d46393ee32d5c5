import { useMemo } from 'react';
import { compareRuleSources, type RuleSources } from '../../../../contract/rules.ts';
import { useCall } from '../../api/query.ts';
import { Message } from '../../components/Message.tsx';
import { Pending } from '../../components/Pending.tsx';
import { PathsFigure } from '../../components/plot/TrajectoryFigure.tsx';
import classes from './rules.module.css';
import { LOOKS, partingWords, pictureOfSources } from './sourcesPicture.ts';

interface SourcesFigureProps {
  submissionId: string;
  question: string;
}

/** Paper, written rule and code over the contours of one objective, and where each parts from the paper. */
export default function SourcesFigure({ submissionId, question }: SourcesFigureProps) {
  const query = useCall(compareRuleSources, { params: { submissionId, question } });
  if (query.data === undefined) return <Pending query={query} />;
  const { comparison } = query.data;
  if (comparison === null) return <p>This question asks for no rule.</p>;
  return <Comparison comparison={comparison} />;
}

/** @param faded it is not of the text as it stands */
export function Comparison({ comparison, faded = false }: { comparison: RuleSources; faded?: boolean }) {
  const picture = useMemo(() => pictureOfSources(comparison), [comparison]);
  const hyperparameters = Object.entries(comparison.hyperparameters);
  return (
    <div className={classes.sources} data-faded={faded || undefined}>
      <Partings comparison={comparison} />
      <p className={classes.muted}>
        All from one start, with {hyperparameters.map(([name, value]) => `${name} ${value}`).join(', ')}.
      </p>
      {comparison.remarks.map((remark) => (
        <p key={remark}>
          <Message>{remark}</Message>
        </p>
      ))}
      <PathsFigure picture={picture} />
    </div>
  );
}

/** Each source with its line, and where it parts. */
function Partings({ comparison: { sources } }: { comparison: RuleSources }) {
  return (
    <ul className={classes.partings}>
      {sources.map((source) => (
        <li key={source.source}>
          <Swatch source={source.source} />
          <span>
            <b>{source.name}</b>
            <Message>
              {source.source === 'paper' ? ', as the paper has it' : ` ${partingWords(source)}`}
            </Message>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The line as it is drawn. */
function Swatch({ source }: { source: keyof typeof LOOKS }) {
  const { colour, dash, shape } = LOOKS[source];
  const solid = shape === 'circle';
  return (
    <svg className={classes.swatch} viewBox="0 0 36 12" aria-hidden="true">
      <path d="M0 6h36" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
      <g fill={solid ? colour : 'var(--page)'} stroke={colour} strokeWidth="1.5">
        {shape === 'circle' && <circle cx="18" cy="6" r="3" />}
        {shape === 'square' && <rect x="15" y="3" width="6" height="6" />}
        {shape === 'triangle' && <path d="M18 1.5l4.5 8h-9Z" />}
      </g>
    </svg>
  );
}
