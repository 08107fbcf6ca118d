/** Limits per app and portal. The documented ones: 110 in 10 s for a marketplace app, search 5 a second. */
export interface RateLimits {
  general: number;
  generalWindowMs: number;
  search: number;
  searchWindowMs: number;
}

export const documentedLimits: RateLimits = { general: 110, generalWindowMs: 10_000, search: 5, searchWindowMs: 1_000 };

export interface RateVerdict {
  allowed: boolean;
  headers: Record<string, string>;
  policyName: string;
}

/** Counts calls in sliding windows of the virtual clock. A refused call is not counted. */
export function createRateLimiter(limits: RateLimits): (portalId: number, policy: 'general' | 'search', nowMs: number) => RateVerdict {
  const windows = new Map<string, number[]>();
  return (portalId, policy, nowMs) => {
    const max = limits[policy];
    const windowMs = policy === 'general' ? limits.generalWindowMs : limits.searchWindowMs;
    const key = `${portalId} ${policy}`;
    // Times ahead of now are from before the clock was moved back.
    const recent = (windows.get(key) ?? []).filter((at) => at > nowMs - windowMs && at <= nowMs);
    const allowed = recent.length < max;
    if (allowed) recent.push(nowMs);
    windows.set(key, recent);
    // Search answers carry no rate-limit headers.
    const headers: Record<string, string> = policy === 'search' ? {} : {
      'X-HubSpot-RateLimit-Max': String(max),
      'X-HubSpot-RateLimit-Remaining': String(max - recent.length),
      'X-HubSpot-RateLimit-Interval-Milliseconds': String(windowMs),
    };
    return { allowed, headers, policyName: policy === 'search' ? 'SECONDLY' : 'TEN_SECONDLY_ROLLING' };
  };
}

/** The body of a 429. */
export function rateLimitBody(policyName: string, correlationId: string): Record<string, unknown> {
  return {
    status: 'error', message: `You have reached your ${policyName.toLowerCase()} limit.`, errorType: 'RATE_LIMIT',
    category: 'RATE_LIMITS', policyName, correlationId,
  };
}
