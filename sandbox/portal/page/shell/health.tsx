import type { Properties } from '../protocol.ts';
import { formatNumber } from '../format.ts';
import { usePortal } from './portal-context.ts';

const TONES: Record<string, string> = { healthy: 'success', watch: 'warning', 'at-risk': 'danger' };

/** The score and band that the app wrote to the company, as figure and words. */
export function HealthCell({ properties }: { properties: Properties }) {
  const { words, region } = usePortal();
  const band = (properties.baton_health_band ?? '').replaceAll('_', '-');
  const score = Number(properties.baton_health_score || Number.NaN);
  if (!band || Number.isNaN(score)) return <span className="p-quiet">{words.noScore}</span>;
  return (
    <span className="p-health">
      <b>{formatNumber(Math.round(score), region)}</b>
      <span className={`x-status x-status-${TONES[band] ?? 'default'}`}>
        <span className="x-dot" aria-hidden="true" />
        {words.bands[band as keyof typeof words.bands] ?? band}
      </span>
    </span>
  );
}

/** NPS with its number of answers and a plus sign where positive; the number of answers alone where they are too few for a figure. */
export function NpsCell({ properties }: { properties: Properties }) {
  const { region } = usePortal();
  const text = properties.baton_nps;
  const n = properties.baton_nps_n;
  const answers = n && n !== '0' ? <span className="p-quiet">n = {formatNumber(Number(n), region)}</span> : null;
  if (text === null || text === undefined || text === '') return answers ?? <span className="p-quiet">–</span>;
  const nps = Math.round(Number(text));
  const signed = new Intl.NumberFormat(region.language, { signDisplay: 'exceptZero' }).format(nps);
  return (
    <span>
      <b>{signed}</b> {answers}
    </span>
  );
}
