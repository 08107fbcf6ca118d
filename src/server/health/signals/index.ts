import { z } from 'zod';
import type { Language } from '../../../../extensions/contracts/envelope.ts';
import { loadParts } from '../../platform/parts.ts';
import type { Words } from '../../platform/words.ts';
import type { Facts } from '../facts.ts';

/** Figures that explain a value, in the order that the signal's own `say` reads them. Stored on every card. */
export type Because = readonly number[];

/** What a signal knows of a company. */
export interface Known {
  /** 0 (bad) to 1 (good), as observed. */
  value: number;
  /**
   * How much the observation counts against the reference, 0 to 1: the score uses
   * reference + (value - reference) * confidence. 1 for plain facts; less for few or old answers.
   */
  confidence: number;
  because: Because;
  /** A line that the reason quotes, of what people wrote: it goes from the card when a person is erased from where it stands. */
  quote?: string | null;
}

/** What evaluation needs besides the facts. */
export interface Moment {
  /** Epoch ms; facts are as of then. */
  now: number;
  /** The calendar day of an instant in the portal's zone, counted from 1970-01-01. */
  dayOf(instant: number): number;
}

/** A health signal: one file of this folder each, called by its id. */
export interface Signal {
  id: string;
  label: Words;
  /** Points of weight in a new model; only the ratio to the others counts. */
  defaultWeight: number;
  /** Days after which half of an observation's pull is gone; null where the facts themselves are current. */
  halfLifeDays: number | null;
  /** The intake it lives on: it joins an account's model when that brings the first facts. Absent: it is in every model. */
  feed?: 'usage' | 'handoffs';
  /** null: unknown, never zero. */
  evaluate(facts: Facts, moment: Moment): Known | null;
  /** Why the value is what it is. */
  say(language: Language, because: Because, quote: string | null): string;
  /** What would make an unknown value known. */
  missing(language: Language): string;
}

const label = z.string().min(1).max(80);
const signalShape = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  label: z.object({ 'pt-BR': label, en: label }),
  defaultWeight: z.number().positive().max(100),
  halfLifeDays: z.number().positive().nullable(),
  feed: z.enum(['usage', 'handoffs']).optional(),
  evaluate: z.function(),
  say: z.function(),
  missing: z.function(),
});

/** All signals, by id. @throws StartFault naming a file that is no signal. */
export function loadSignals(): Promise<ReadonlyMap<string, Signal>> {
  return loadParts<Signal>(new URL('./', import.meta.url), signalShape);
}
