import { storableText } from '../lib/storable-text.ts';
import type { Words } from '../platform/words.ts';
import { type Saying, saying } from './wording.ts';

/** promoter/passive/detractor for NPS; for the other types the top, middle and bottom of the scale. */
export type AnswerClass = 'promoter' | 'passive' | 'detractor';

/** Which whole numbers an answer may be, and where its top and bottom class begin: top from `topFrom`, bottom to `bottomTo`. */
export interface Scale {
  min: number;
  max: number;
  topFrom: number;
  bottomTo: number;
}

/** A kind of question; one file each in types/. */
export interface SurveyType {
  id: string;
  label: Words;
  /** What the lowest and the highest answer mean to the respondent. */
  anchors: { low: Words; high: Words };
  /** Scales whose classes are known; the first is meant when a source names none. Others must be declared by the source. */
  scales: readonly Scale[];
  /** What its answers are unless the source says otherwise: about the relation, or about one event. */
  kind: 'relational' | 'transactional';
}

/** A scale as a source's settings declare it; classes may be left out where the type knows the scale. */
export interface DeclaredScale {
  min: number;
  max: number;
  topFrom?: number | undefined;
  bottomTo?: number | undefined;
  /** True where a high number is the bad end (a negatively worded item): 5 of 5 reads as 1. */
  reversed?: boolean | undefined;
}

export interface Reading {
  /** On the scale, after turning reversed items round. */
  score: number;
  scale: Scale;
  class: AnswerClass;
  /** 0 (worst) to 1 (best). */
  value: number;
}

export type ReadingFault = { fault: Saying };

/** The scale in force for a type: the declared one, completed from the type's own; a fault names what must be declared. */
function scaleFor(type: SurveyType, declared?: DeclaredScale): Scale | ReadingFault {
  if (declared === undefined) return type.scales[0]!;
  const { min, max, topFrom, bottomTo } = declared;
  if (!Number.isInteger(min) || !Number.isInteger(max) || min >= max) {
    return { fault: saying('bad-scale', { type: type.id }) };
  }
  const known = type.scales.find((scale) => scale.min === min && scale.max === max);
  const top = topFrom ?? known?.topFrom;
  const bottom = bottomTo ?? known?.bottomTo;
  if (top === undefined || bottom === undefined) {
    return { fault: saying('unknown-classes', { type: type.id, min, max }) };
  }
  if (bottom >= top || top > max || bottom < min) {
    return { fault: saying('unfit-classes', { type: type.id, min, max }) };
  }
  return { min, max, topFrom: top, bottomTo: bottom };
}

/**
 * Reads one answer. Takes numbers and their texts ("9", "9,0"), and yes/no on a scale of 0 to 1.
 * 0 is an answer; "" and everything that is no whole number of the scale is a fault.
 */
export function readScore(type: SurveyType, raw: unknown, declared?: DeclaredScale): Reading | ReadingFault {
  const scale = scaleFor(type, declared);
  if ('fault' in scale) return scale;
  const given = wholeNumber(raw, scale);
  if (given === undefined || given < scale.min || given > scale.max) {
    const needed = { type: type.id, min: scale.min, max: scale.max };
    const said = quotable(raw);
    return { fault: said === '' ? saying('empty-score', needed) : saying('bad-score', { given: said, ...needed }) };
  }
  const score = declared?.reversed ? scale.min + scale.max - given : given;
  return { score, scale, class: classOf(score, scale), value: (score - scale.min) / (scale.max - scale.min) };
}

/** The class of a score that lies on the scale. */
export function classOf(score: number, scale: Scale): AnswerClass {
  if (score >= scale.topFrom) return 'promoter';
  return score <= scale.bottomTo ? 'detractor' : 'passive';
}

const YES = /^(sim|s|yes|y|true|verdadeiro)$/i;
const NO = /^(n[ãa]o|n|no|false|falso)$/i;

function wholeNumber(raw: unknown, scale: Scale): number | undefined {
  if (typeof raw === 'number') return Number.isInteger(raw) ? raw : undefined;
  if (typeof raw === 'boolean') return scale.min === 0 && scale.max === 1 ? Number(raw) : undefined;
  if (typeof raw !== 'string') return undefined;
  const text = raw.trim();
  if (scale.min === 0 && scale.max === 1 && (YES.test(text) || NO.test(text))) return YES.test(text) ? 1 : 0;
  return /^-?\d{1,9}([.,]0{1,6})?$/.test(text) ? Number.parseInt(text, 10) : undefined;
}

/** Short and harmless: a misplaced comment must not travel into reports. */
function quotable(raw: unknown): string {
  if (raw === null || raw === undefined) return '';
  if (typeof raw === 'object') return '…';
  const text = storableText(String(raw).trim());
  return text.length > 12 ? '…' : text;
}
