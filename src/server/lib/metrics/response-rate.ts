import { wilsonInterval } from '../statistics.ts';

/** Answered over delivered invitations, shares 0 to 1 with the Wilson interval. */
export interface ResponseRate {
  answered: number;
  delivered: number;
  rate: number;
  low: number;
  high: number;
}

/** The response rate; null when nothing was reported as delivered (not reported is not zero). */
export function responseRate(answered: number, delivered: number): ResponseRate | null {
  const interval = wilsonInterval(answered, delivered);
  return interval && { answered, delivered, rate: answered / delivered, ...interval };
}
