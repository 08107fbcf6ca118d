import type { LatestAnswer, NpsFigure, NpsFigures, NpsSeries, ScaleFigure } from '../../../extensions/contracts/nps.ts';
import { cesFigure } from '../lib/metrics/ces.ts';
import { csatFigure } from '../lib/metrics/csat.ts';
import { likertFigure } from '../lib/metrics/likert.ts';
import { npsFigure, npsMovement } from '../lib/metrics/nps.ts';
import { responseRate } from '../lib/metrics/response-rate.ts';
import type { ScaleTally } from '../lib/metrics/scale.ts';
import { starsFigure } from '../lib/metrics/stars.ts';
import { type History, monthNames, readMarks } from './history.ts';

type Kind = 'relational' | 'transactional';
/** Kind (0 relational), type, scale, n, top boxes, sum; see sections.ts. */
type OtherTally = [0 | 1, ScaleFigure['type'], number, number, number, number, number];
/** Kind (0 relational), delivered, answered. */
type Invited = [0 | 1, number, number];
type Latest = [string, number, LatestAnswer['type'], Kind, number, number, number, LatestAnswer['class'], string | null, string | null, string | null, string | null, string];

/** What sections.ts wrote: first month, marks, other types, invitations, latest answers. */
interface Section {
  m: string;
  c?: string;
  o?: OtherTally[];
  r?: Invited[];
  l?: Latest[];
}

const FIGURES = { csat: csatFigure, ces: cesFigure, stars: starsFigure, likert: likertFigure };

/** The NPS card's figures from a company's section (sections.ts). */
export function npsFigures(section: string): NpsFigures {
  const parsed = JSON.parse(section) as Section;
  const histories = readMarks(parsed.c ?? '');
  const months = monthNames(parsed.m);
  return {
    relational: seriesOf(histories.relational, months, parsed, 0),
    transactional: seriesOf(histories.transactional, months, parsed, 1),
    latest: (parsed.l ?? []).map(latestOf),
  };
}

/** The relational NPS of the current window alone, for the sidebar. */
export function relationalNps(section: string): NpsFigure {
  return npsFigure(readMarks((JSON.parse(section) as Section).c ?? '').relational.current);
}

function seriesOf(history: History, months: readonly string[], section: Section, kind: 0 | 1): NpsSeries {
  const invited = section.r?.find((entry) => entry[0] === kind);
  return {
    current: npsFigure(history.current),
    previous: npsFigure(history.previous),
    change: npsMovement(history.previous, history.current),
    rolling: history.rolling.map((counts, index) => ({ ...npsFigure(counts), month: months[index]! })),
    monthly: history.monthly.map((counts, index) => ({ ...npsFigure(counts), month: months[index]! })),
    others: othersOf((section.o ?? []).filter((entry) => entry[0] === kind)),
    responseRate: invited ? responseRate(invited[2], invited[1]) : null,
  };
}

function othersOf(tallies: readonly OtherTally[]): ScaleFigure[] {
  return (Object.keys(FIGURES) as ScaleFigure['type'][]).flatMap((type) => {
    const own = tallies.filter((tally) => tally[1] === type);
    return own.length === 0 ? [] : [FIGURES[type](onOneScale(own))];
  });
}

/** Answers on several scales are shown on the one most of them have; the others keep their place between its ends. */
function onOneScale(tallies: readonly OtherTally[]): ScaleTally {
  const [, , min, max] = tallies.reduce((most, tally) => (tally[4] > most[4] ? tally : most));
  const whole: ScaleTally = { n: 0, sum: 0, top: 0, scale: [min, max] };
  for (const [, , low, high, n, top, sum] of tallies) {
    whole.n += n;
    whole.top += top;
    whole.sum += n * min + ((sum - n * low) * (max - min)) / (high - low);
  }
  return whole;
}

function latestOf([id, answeredAt, type, kind, score, min, max, cls, comment, respondent, role, touchpoint, source]: Latest): LatestAnswer {
  return {
    id,
    answeredAt: new Date(answeredAt).toISOString(),
    type,
    kind,
    score,
    scale: [min, max],
    class: cls,
    comment,
    respondent,
    role,
    touchpoint,
    source: source.slice(0, 100),
  };
}
