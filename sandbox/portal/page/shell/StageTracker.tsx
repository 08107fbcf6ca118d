import type { DealStage, RecordAnswer } from '../api.ts';
import { Icon } from '../components/icon.tsx';
import { formatDate } from '../format.ts';
import { propertyText } from './labels.ts';
import { usePortal } from './portal-context.ts';
import { useMoveDeal } from './useMoveDeal.ts';

type Mark = 'passed' | 'now' | 'won' | 'lost' | 'ahead';
const ICONS: Partial<Record<Mark, string>> = { passed: 'check', won: 'success', lost: 'danger', now: 'right' };

function markOf(stage: DealStage, index: number, now: number): Mark {
  if (index === now) return stage.outcome ?? 'now';
  return index < now && stage.outcome === null ? 'passed' : 'ahead';
}

/** The deal's way through the pipeline; a click on a stage moves it there. */
export function StageTracker({ record }: { record: RecordAnswer }) {
  const { words, session, region } = usePortal();
  const { busy, move } = useMoveDeal();
  const { properties: p } = record;
  const now = session.dealStages.findIndex(({ id }) => id === p.dealstage);
  const lost = session.dealStages[now]?.outcome === 'lost';
  return (
    <section className="p-sheet" aria-labelledby="stages-title">
      <h2 className="p-card-title" id="stages-title">
        {words.stages}
        {p.hs_v2_date_entered_current_stage && (
          <span className="p-quiet p-stage-since">
            {words.stageSince} {formatDate(p.hs_v2_date_entered_current_stage, region)}
          </span>
        )}
      </h2>
      <ol className="p-stages">
        {session.dealStages.map((stage, index) => {
          // A deal that was lost did not pass the stages before.
          const mark = lost && index !== now ? 'ahead' : markOf(stage, index, now);
          const icon = ICONS[mark];
          return (
            <li key={stage.id}>
              <button
                type="button"
                className={`p-stage p-stage-${mark}`}
                disabled={busy || index === now}
                aria-current={index === now ? 'step' : undefined}
                onClick={() => void move(record.id, stage.id)}
              >
                {icon && <Icon name={icon} size="xs" />}
                {propertyText('dealstage', stage.id, undefined, region)}
              </button>
            </li>
          );
        })}
      </ol>
      <p className="p-quiet">{words.stagesHint}</p>
    </section>
  );
}
