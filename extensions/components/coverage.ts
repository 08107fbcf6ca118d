/** Below this share of known weight (0 to 1) a score is labelled "low confidence". */
export const lowCoverage = 0.6;
