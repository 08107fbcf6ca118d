import type { Language } from '../../../extensions/contracts/envelope.ts';
import { npsFigure, npsMovement } from '../lib/metrics/nps.ts';
import { type ClassCounts, wilsonInterval } from '../lib/statistics.ts';
import { answersOf, type Content, isFall, isQuiet, type LookAt, type Reason } from './content.ts';
import { type Format, formatOf } from './format.ts';
import { type Wording, wording } from './wording.ts';

/** How a figure is meant; its words say the same. */
export type Tone = 'good' | 'bad' | 'neutral';

/** One number at a glance, with what it is worth. */
export interface Figure {
  label: string;
  value: string;
  /** With the number of answers, cases or accounts that it was made of. */
  note: string;
  /** What more there is to say, each a line. */
  lines: string[];
  tone: Tone;
}

/** An issue in its reader's words; plain text, which whoever shows it escapes. */
export interface Told {
  language: Language;
  title: string;
  days: string;
  scope: string;
  asOf: string;
  account: string | null;
  /** What is to be known before the figures; null: nothing. */
  notice: string | null;
  figures: Figure[];
  lookAtTitle: string;
  lookAt: { company: string; money: string; why: string }[];
  moves: { company: string; move: string; money: string; tone: Tone }[];
  movesNotes: string[];
  causes: { label: string; n: string }[];
  howToRead: string[];
}

/** Tells an issue. @param scopeName of the owner or segment that it is narrowed to. */
export function tell(content: Content, { language, scopeName }: { language: Language; scopeName: string | null }): Told {
  const words = wording[language];
  const format = formatOf({ language, timeZone: content.period.timeZone, currency: content.currency });
  const { health } = content;
  const moved = health.fell.n + health.rose.n;
  return {
    language,
    title: words.titles[content.frequency],
    days: format.days(content.period.from, content.period.to),
    scope: `${words.scope(content.scope.kind, scopeName ?? words.somebody)} · ${words.companies(format.number(content.companies), content.companies)}`,
    asOf: words.asOf(format.moment(new Date(content.asOf))),
    account: content.account,
    notice: content.companies === 0 ? words.noCompanies : isQuiet(content) ? words.quiet : null,
    figures: figuresOf(content, words, format),
    lookAtTitle: words.lookAt[content.lookAt.length] ?? words.lookAt[0]!,
    lookAt: content.lookAt.map((one) => accountTold(one, words, format)),
    moves: health.moves.map(({ company, from, to, money }) => ({
      company: company ?? words.unnamed,
      move: `${words.bands[from]} → ${words.bands[to]}`,
      money: money === null ? words.noMoney : format.money(money),
      tone: isFall({ from, to }) ? 'bad' : 'good',
    })),
    movesNotes: [...(moved > health.moves.length ? [words.movesMore(format.number(moved))] : []), ...(health.reweighted ? [words.reweighted] : [])],
    causes: content.causes.map(({ label, n, detractors = 0 }) => ({ label, n: `${words.causeAnswers(format.number(n), n)}${detractors === 0 ? '' : `, ${words.causeDetractors(format.number(detractors), detractors)}`}` })),
    howToRead: [...words.howToReadText, ...(content.lost ? [words.howToReadLost] : [])],
  };
}

function figuresOf(content: Content, words: Wording, format: Format): Figure[] {
  return [npsTold(content, words, format), answersTold(content, words, format), detractorsTold(content, words, format), slaTold(content, words, format), healthTold(content, words, format), ...lostTold(content, words, format), handoffsTold(content, words, format)];
}

function npsTold({ nps }: Content, words: Wording, format: Format): Figure {
  const { nps: points, low, high, n, precision } = npsFigure(nps.current);
  if (points === null) return { label: words.nps, value: '–', note: n === 0 ? words.npsNone : words.npsTooFew(format.number(n), n), lines: [], tone: 'neutral' };
  const verdict = changeTold(nps.previous, nps.current, words.against180, words, format);
  return {
    label: words.nps,
    value: format.number(points),
    note: words.npsNote(format.number(low!), format.number(high!), format.number(n)),
    lines: [...(precision === 'indicative' ? [words.indicative] : []), verdict.text],
    tone: verdict.tone,
  };
}

/** Whether a difference is more than chance explains, in words. */
function changeTold(before: ClassCounts, now: ClassCounts, against: string, words: Wording, format: Format): { text: string; tone: Tone } {
  const change = npsMovement(before, now);
  if (change === null) return { text: words.noComparison, tone: 'neutral' };
  const points = Math.round(Math.abs(change.delta));
  if (points === 0) return { text: words.level(against), tone: 'neutral' };
  const delta = (change.delta > 0 ? words.moreThan : words.lessThan)(format.number(points), points);
  return change.significant ? { text: words.real(delta, against), tone: change.delta > 0 ? 'good' : 'bad' } : { text: words.noise(delta, against), tone: 'neutral' };
}

const CLASSES = ['promoters', 'passives', 'detractors'] as const;

/** "12 promoters, 5 passives, 1 detractor". */
export function classesTold(counts: ClassCounts, words: Wording, format: Format): string {
  return CLASSES.map((name) => words.classCounts[name](format.number(counts[name]), counts[name])).join(', ');
}

function answersTold({ nps }: Content, words: Wording, format: Format): Figure {
  const n = answersOf(nps.period);
  const lines = nps.others === 0 ? [] : [words.others(format.number(nps.others), nps.others)];
  const { nps: points, low, high } = npsFigure(nps.period);
  const own = points === null ? [] : [words.periodNps(format.number(points), format.number(low!), format.number(high!)), changeTold(nps.before, nps.period, words.againstBefore, words, format).text];
  return { label: words.answers, value: format.number(n), note: n === 0 ? words.noAnswers : classesTold(nps.period, words, format), lines: [...lines, ...own], tone: 'neutral' };
}

function detractorsTold({ loop }: Content, words: Wording, format: Format): Figure {
  return {
    label: words.openDetractors,
    value: format.number(loop.open),
    note: loop.open === 0 ? words.nobodyWaits : words.overdue(format.number(loop.overdue), loop.overdue),
    lines: [],
    tone: loop.overdue > 0 ? 'bad' : loop.open === 0 ? 'good' : 'neutral',
  };
}

function slaTold({ loop }: Content, words: Wording, format: Format): Figure {
  const interval = wilsonInterval(loop.kept, loop.of);
  const days = format.number(loop.days);
  if (interval === null) return { label: words.sla, value: '–', note: words.slaNone(days), lines: [], tone: 'neutral' };
  return {
    label: words.sla,
    value: format.percent(loop.kept / loop.of),
    note: words.slaNote(format.number(loop.kept), format.number(loop.of), loop.of, days, format.percent(interval.low), format.percent(interval.high)),
    lines: [],
    tone: 'neutral',
  };
}

function healthTold({ health }: Content, words: Wording, format: Format): Figure {
  const { fell, rose, mix } = health;
  const scored = mix.healthy.n + mix.watch.n + mix['at-risk'].n;
  const note = fell.n + rose.n === 0 ? (scored === 0 ? words.notScored : words.notMoved(format.number(scored), scored)) : words.moved(format.number(fell.n), fell.n, format.number(rose.n), rose.n, format.money(rose.money));
  return { label: words.fell, value: scored === 0 ? '–' : format.money(fell.money), note, lines: [], tone: fell.n > 0 ? 'bad' : rose.n > 0 ? 'good' : 'neutral' };
}

/** Nothing where it is not known: no figure is better than one that looks like good news. */
function lostTold({ lost }: Content, words: Wording, format: Format): Figure[] {
  if (!lost) return [];
  const { n, money, of } = lost;
  const value = n === 0 ? '0' : `${format.number(n)} (${format.tenths(n / of.n)})`;
  const share = of.money === 0 ? '–' : format.tenths(money / of.money);
  const note = n === 0 ? words.lostNone(format.number(of.n), of.n) : words.lostNote(format.money(money), share, format.number(of.n), of.n);
  return [{ label: words.lost, value, note, lines: [], tone: n === 0 ? 'neutral' : 'bad' }];
}

function handoffsTold({ handoffs }: Content, words: Wording, format: Format): Figure {
  return { label: words.handoffs, value: format.number(handoffs.late), note: words.ofOpen(format.number(handoffs.open), handoffs.open), lines: [], tone: handoffs.late > 0 ? 'bad' : 'neutral' };
}

function accountTold({ company, money, reasons }: LookAt, words: Wording, format: Format): Told['lookAt'][number] {
  return { company: company ?? words.unnamed, money: capital(money === null ? words.noMoney : words.money(format.money(money))), why: `${capital(reasons.map((reason) => reasonTold(reason, words, format)).join('; '))}.` };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function reasonTold(reason: Reason, words: Wording, format: Format): string {
  switch (reason.kind) {
    case 'fell': return words.reasons.fell(words.bands[reason.from], words.bands[reason.to]);
    case 'unanswered': return words.reasons.unanswered(format.number(reason.n), reason.n, format.number(reason.days), reason.days, reason.overdue);
    case 'handoff-late': return words.reasons.late(format.number(reason.days), reason.days);
    case 'at-risk': return words.reasons.atRisk;
  }
}
