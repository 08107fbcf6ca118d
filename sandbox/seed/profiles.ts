import type { Draw } from '../random.ts';

export type Shape = 'healthy' | 'steady' | 'falling' | 'improving' | 'poor';

/** A company's hidden health over time, 0 to 1, by days before today. */
export interface Profile {
  shape: Shape;
  at(daysAgo: number): number;
}

// From two years ago to today.
const ends: Record<Shape, [number, number]> = {
  healthy: [0.78, 0.9], steady: [0.6, 0.62], falling: [0.8, 0.18], improving: [0.3, 0.86], poor: [0.4, 0.25],
};

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** A profile of a shape; most of a fall or rise happens in the last year. */
export function profileOf(shape: Shape, draw: Draw): Profile {
  const shift = draw.bell() * 0.05;
  const wobble = draw.unit() * 6.28;
  const [before, today] = ends[shape];
  return {
    shape,
    at(daysAgo) {
      const progress = clamp((430 - daysAgo) / 400);
      return clamp(before + (today - before) * progress + shift + 0.05 * Math.sin(daysAgo / 60 + wobble));
    },
  };
}

/** A shape drawn as a SaaS company's customers are spread: mostly well, some at risk. */
export function drawShape(draw: Draw): Shape {
  const unit = draw.unit();
  if (unit < 0.38) return 'healthy';
  if (unit < 0.68) return 'steady';
  if (unit < 0.8) return 'improving';
  return unit < 0.92 ? 'falling' : 'poor';
}

/** An NPS answer, 0 to 10, of someone whose company is at this health. */
export function npsScore(health: number, draw: Draw): number {
  return Math.min(10, Math.max(0, Math.round(3.2 + health * 6.9 + draw.bell() * 1.5)));
}

/** A CSAT answer on HubSpot's scale 0 (unhappy), 1, 2 (happy). */
export function csatScore(health: number, draw: Draw): number {
  const value = health + draw.bell() * 0.22;
  return value > 0.52 ? 2 : value > 0.34 ? 1 : 0;
}

/** A CES answer, 1 (hard) to 7 (easy). */
export function cesScore(health: number, draw: Draw): number {
  return Math.min(7, Math.max(1, Math.round(1.8 + health * 5 + draw.bell() * 1.1)));
}
