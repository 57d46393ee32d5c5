import { Message } from '../../components/Message.tsx';
import { Comparison } from './SourcesFigure.tsx';
import { useRulePaths, type Draft } from './useRulePaths.ts';

/** The rule that is being written beside the paper's and the writer's own code, anew at every pause of the typing. */
export default function DraftFigure(draft: Draft) {
  const { drawn, faded, why } = useRulePaths(draft);
  return (
    <>
      {why.map((remark) => (
        <p key={remark}>
          <Message>{remark}</Message>
        </p>
      ))}
      {faded && <p>Below: your last text that could be drawn.</p>}
      {drawn === null ? why.length === 0 && <p>Drawing…</p> : <Comparison comparison={drawn} faded={faded} />}
    </>
  );
}
