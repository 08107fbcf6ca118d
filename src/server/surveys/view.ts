import type { LatestAnswer, NpsFigure, NpsFigures, NpsSeries, ScaleFigure } from '../../../extensions/contracts/nps.ts';
import { cesFigure } from '../lib/metrics/ces.ts';
import { csatFigure } from '../lib/metrics/csat.ts';
import { likertFigure } from '../lib/metrics/likert.ts';
import { npsFigure, npsMovement } from '../lib/metrics/nps.ts';
import { responseRate } from '../lib/metrics/response-rate.ts';
import type { ScaleTally } from '../lib/metrics/scale.ts';
import { starsFigure } from '../lib/metrics/stars.ts';
import { type Calendar, calendarOf, countMarks, type History, readMarks, WINDOW_MINUTES } from './history.ts';

type Kind = 'relational' | 'transactional';
/** Kind (0 relational), type, scale, and the answers of sections.ts. */
type Others = [0 | 1, ScaleFigure['type'], number, number, string];
/** Kind (0 relational), and the invitations of sections.ts. */
type Invited = [0 | 1, string];
type Latest = [string, number, LatestAnswer['type'], Kind, number, number, number, LatestAnswer['class'], string | null, string | null, string | null, string | null, string];

/** What sections.ts wrote: zone, base minute, names of sources, marks, other types, invitations, latest answers. */
interface Section {
  z: string;
  b: number;
  s: { [sourceId: string]: string };
  c?: string;
  o?: Others[];
  r?: Invited[];
  l?: Latest[];
}

const FIGURES = { csat: csatFigure, ces: cesFigure, stars: starsFigure, likert: likertFigure };

/** The NPS card's figures as of an instant, from a company's section (sections.ts). */
export function npsFigures(section: string, asOf: Date): NpsFigures {
  const parsed = JSON.parse(section) as Section;
  const calendar = calendarOf(asOf, parsed.z);
  const histories = countMarks(readMarks(parsed.c ?? '', parsed.b), calendar);
  return {
    relational: seriesOf(histories.relational, calendar, parsed, 0),
    transactional: seriesOf(histories.transactional, calendar, parsed, 1),
    latest: (parsed.l ?? []).map((answer) => latestOf(answer, parsed.s)),
  };
}

/** The relational NPS of the current window alone, for the sidebar; the same as in npsFigures. */
export function relationalNps(section: string, asOf: Date): NpsFigure {
  const parsed = JSON.parse(section) as Section;
  return npsFigure(countMarks(readMarks(parsed.c ?? '', parsed.b), calendarOf(asOf, parsed.z)).relational.current);
}

function seriesOf(history: History, calendar: Calendar, section: Section, kind: 0 | 1): NpsSeries {
  const inWindow = windowOf(calendar, section.b);
  return {
    current: npsFigure(history.current),
    previous: npsFigure(history.previous),
    change: npsMovement(history.previous, history.current),
    rolling: history.rolling.map((counts, index) => ({ ...npsFigure(counts), month: calendar.months[index]! })),
    monthly: history.monthly.map((counts, index) => ({ ...npsFigure(counts), month: calendar.months[index]! })),
    others: othersOf((section.o ?? []).filter((entry) => entry[0] === kind), inWindow),
    responseRate: rateOf(section.r?.find((entry) => entry[0] === kind)?.[1], inWindow),
  };
}

type InWindow = (minute: number) => boolean;

/** Whether an entry's minute (counted from the section's base) lies in the current window. */
function windowOf({ windowEnds }: Calendar, base: number): InWindow {
  const end = windowEnds.at(-1)! - base;
  return (minute) => minute >= end - WINDOW_MINUTES && minute < end;
}

function othersOf(entries: readonly Others[], inWindow: InWindow): ScaleFigure[] {
  const tallies = entries.map(([, type, min, max, text]) => ({ type, tally: tallyOf(text, [min, max], inWindow) })).filter(({ tally }) => tally.n > 0);
  return (Object.keys(FIGURES) as ScaleFigure['type'][]).flatMap((type) => {
    const own = tallies.filter((entry) => entry.type === type).map((entry) => entry.tally);
    return own.length === 0 ? [] : [FIGURES[type](onOneScale(own))];
  });
}

/** Counts "120.5+,121.3": minute, score, + for the top boxes. */
function tallyOf(text: string, scale: [number, number], inWindow: InWindow): ScaleTally {
  const tally = { n: 0, sum: 0, top: 0, scale };
  for (const entry of text.split(',')) {
    const [minute, said = ''] = entry.split('.');
    if (!inWindow(Number(minute))) continue;
    tally.n += 1;
    tally.sum += Number.parseInt(said, 10);
    tally.top += said.endsWith('+') ? 1 : 0;
  }
  return tally;
}

/** Answers on several scales are shown on the one most of them have; the others keep their place between its ends. */
function onOneScale(tallies: readonly ScaleTally[]): ScaleTally {
  const { scale } = tallies.reduce((most, tally) => (tally.n > most.n ? tally : most));
  const [min, max] = scale;
  const whole = { n: 0, sum: 0, top: 0, scale };
  for (const { n, sum, top, scale: [low, high] } of tallies) {
    whole.n += n;
    whole.top += top;
    whole.sum += n * min + ((sum - n * low) * (max - min)) / (high - low);
  }
  return whole;
}

/** Counts "120+,121": minute, + for the answered; null where nothing was reported in the window. */
function rateOf(text: string | undefined, inWindow: InWindow): NpsSeries['responseRate'] {
  const sent = (text?.split(',') ?? []).filter((entry) => inWindow(Number.parseInt(entry, 10)));
  return responseRate(sent.filter((entry) => entry.endsWith('+')).length, sent.length);
}

function latestOf([id, answeredAt, type, kind, score, min, max, cls, comment, respondent, role, touchpoint, sourceId]: Latest, names: Section['s']): LatestAnswer {
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
    source: (names[sourceId] ?? sourceId).slice(0, 100),
  };
}
