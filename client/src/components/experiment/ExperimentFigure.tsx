import { useContext } from 'react';
import type { Experiment } from '../../../../contract/report.ts';
import {
  costWords,
  experimentSummary,
  PANEL,
  panelsOf,
  type Panel,
} from '../../../../grader/report/experimentPanels.ts';
import { Details } from '../Details.tsx';
import { Whose } from '../whose.ts';
import classes from './experiment.module.css';

interface ExperimentFigureProps {
  experiment: Experiment;
  /** It is still trained, so that nothing can be said of it yet. */
  growing?: boolean;
}

/** The curves that a program's own rules trained, beside the reference's dashed ones. Vectors, for print as well. */
export default function ExperimentFigure({ experiment, growing = false }: ExperimentFigureProps) {
  const whose = useContext(Whose);
  const { curves, claims } = experiment;
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <strong>Training cost</strong>
        {!growing && <span>{experimentSummary(experiment)}</span>}
        <span className={classes.muted}>── {whose} · ╌╌ reference</span>
      </figcaption>
      <div className={classes.panels}>
        {panelsOf(experiment, whose).map((panel) => (
          <PanelChart key={panel.title} panel={panel} />
        ))}
      </div>
      {!growing && claims.length > 0 && (
        <ul className={classes.claims} aria-label="What the reference’s curves show">
          {claims.map((claim) => (
            <li key={claim}>✓ {claim}</li>
          ))}
        </ul>
      )}
      {!growing && (
        <Details summary="The last costs in numbers">
          <table className={classes.numbers}>
            <thead>
              <tr>
                <th scope="col">Curve</th>
                <th scope="col">{whose}</th>
                <th scope="col">reference</th>
              </tr>
            </thead>
            <tbody>
              {curves.map(({ id, rule, variant, yours, reference }) => (
                <tr key={id}>
                  <th scope="row">{[rule, variant].filter(Boolean).join(', ')}</th>
                  <td>{costWords(yours.at(-1))}</td>
                  <td>{costWords(reference.at(-1))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Details>
      )}
    </figure>
  );
}

function PanelChart({ panel }: { panel: Panel }) {
  const { left, right, top, bottom, width, height } = PANEL;
  return (
    <svg className={classes.panel} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={panel.label}>
      <text x={left} y={top - 12} className={classes.title}>
        {panel.title}
      </text>
      {panel.yTicks.map(({ at, text }) => (
        <g key={text}>
          <path className={classes.grid} d={`M${left} ${at.toFixed(1)}H${right}`} />
          <text x={left - 6} y={at} dy="0.35em" textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {panel.xTicks.map(({ at, text }) => (
        <g key={text}>
          <path className={classes.grid} d={`M${at.toFixed(1)} ${bottom}v4`} />
          <text x={at} y={bottom + 16} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      <path className={classes.grid} d={`M${left} ${top}H${right}V${bottom}H${left}Z`} />
      <text x={right} y={bottom + 32} textAnchor="end">
        epoch
      </text>
      {panel.lines.map(({ whose, rule, path }) => (
        <path
          key={`${rule} ${whose}`}
          className={classes.line}
          data-whose={whose}
          data-rule={rule % 4}
          d={path}
        />
      ))}
      {panel.crosses.map(({ rule, x, y }) => (
        <path
          key={rule}
          className={classes.line}
          data-rule={rule % 4}
          d={`M${(x - 6).toFixed(1)} ${(y - 6).toFixed(1)}l12 12m0 -12l-12 12`}
        />
      ))}
      {panel.names.map(({ text, rule, x, y }) => (
        <text key={text} className={classes.name} data-rule={rule % 4} x={x} y={y} dy="0.35em">
          {text}
        </text>
      ))}
    </svg>
  );
}
