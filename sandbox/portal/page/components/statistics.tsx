import type { ReactNode } from 'react';
import { usePortuguese, useTools } from '../host/tools.ts';
import { classes } from './class-names.ts';

export function Statistics({ children }: { children?: ReactNode }) {
  return <div className="x-statistics">{children}</div>;
}

export function StatisticsItem({ label, number, children }: { label: string; number: string | number; children?: ReactNode }) {
  return (
    <div className="x-statistic">
      <div className="x-statistic-label">{label}</div>
      <div className="x-statistic-number">{number}</div>
      {children && <div className="x-statistic-more">{children}</div>}
    </div>
  );
}

interface TrendProps {
  value: string;
  direction: 'increase' | 'decrease';
  color?: 'red' | 'green';
}

export function StatisticsTrend({ value, direction, color }: TrendProps) {
  const portuguese = usePortuguese();
  const rising = direction === 'increase';
  const words = portuguese ? { up: 'aumento de', down: 'queda de' } : { up: 'increase of', down: 'decrease of' };
  const tone = color ?? (rising ? 'green' : 'red');
  return (
    <span className={classes('x-trend', `x-trend-${tone}`)}>
      <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
        <path d={rising ? 'M6 1.5L11 10H1z' : 'M6 10.5L1 2h10z'} fill="currentColor" />
      </svg>
      <span className="x-hidden">{rising ? words.up : words.down} </span>
      {value}
    </span>
  );
}

const RADIUS = 32;
const LENGTH = 2 * Math.PI * RADIUS;

/** HubSpot's documented colours of a score: green from 66, yellow from 33, red below. */
function scoreTone(score: number): string {
  if (score >= 66) return 'success';
  return score >= 33 ? 'warning' : 'danger';
}

/** A score of 0 to 100, rounded down as HubSpot documents; anything else shows a dash. */
export function ScoreCircle({ score }: { score: number }) {
  const { language } = useTools();
  const label = usePortuguese() ? 'Pontuação' : 'Score';
  const whole = Math.floor(score);
  const valid = Number.isFinite(whole) && whole >= 0 && whole <= 100;
  const text = valid ? new Intl.NumberFormat(language).format(whole) : '--';
  return (
    <div className="x-score" role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={valid ? whole : undefined} aria-valuetext={text}>
      <svg viewBox="0 0 76 76" width="76" height="76" aria-hidden="true">
        <circle cx="38" cy="38" r={RADIUS} className="x-score-track" />
        {valid && whole > 0 && (
          <circle
            cx="38"
            cy="38"
            r={RADIUS}
            className={classes('x-score-ring', `x-score-${scoreTone(whole)}`)}
            strokeDasharray={`${(LENGTH * whole) / 100} ${LENGTH}`}
            transform="rotate(-90 38 38)"
          />
        )}
        <text x="38" y="39" textAnchor="middle" dominantBaseline="central">
          {text}
        </text>
      </svg>
    </div>
  );
}
