import type { Band } from '../contracts/health.ts';

/** What the company record itself says, shown before the server answers. */
export interface Glimpse {
  score: number | null;
  band: Band | null;
  nps: number | null;
  npsAnswers: number | null;
  /** Changes when a watched property does; null while HubSpot is still loading them. */
  mark: string | null;
}

interface CrmProperties {
  properties: Record<string, string | null>;
  isLoading: boolean;
}

const bands: readonly string[] = ['healthy', 'watch', 'at-risk'] satisfies Band[];

/** Reads the result of useCrmProperties; empty and unreadable properties are null. */
export function readGlimpse({ properties, isLoading }: CrmProperties): Glimpse {
  const band = properties['baton_health_band'];
  return {
    score: readNumber(properties['baton_health_score']),
    band: band && bands.includes(band) ? (band as Band) : null,
    nps: readNumber(properties['baton_nps']),
    npsAnswers: readNumber(properties['baton_nps_n']),
    mark: isLoading ? null : JSON.stringify(Object.entries(properties).sort()),
  };
}

function readNumber(text: string | null | undefined): number | null {
  if (!text) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
