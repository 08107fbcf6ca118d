/** Rounds half away from zero, as people do: 4.25 -> 4.3, -4.25 -> -4.3. Every number on a card goes through it once. */
export function round(value: number, decimals = 0): number {
  const unit = 10 ** decimals;
  return (Math.sign(value) * Math.round(Math.abs(value) * unit)) / unit || 0;
}

/**
 * Rounds parts so that what is shown adds up: the results sum exactly to `total` rounded to `decimals`
 * (largest-remainder method). Each result is within one unit of its part when the parts do sum to the total.
 */
export function roundToSum(parts: readonly number[], total: number, decimals = 1): number[] {
  if (parts.length === 0) return [];
  const unit = 10 ** decimals;
  const floors = parts.map((part) => Math.floor(part * unit));
  const byRemainder = parts
    .map((part, index) => ({ index, remainder: part * unit - Math.floor(part * unit) }))
    .sort((a, b) => b.remainder - a.remainder);
  const missing = Math.round(round(total, decimals) * unit) - floors.reduce((sum, floor) => sum + floor, 0);
  const each = Math.floor(missing / parts.length);
  const extra = missing - each * parts.length;
  for (const [rank, { index }] of byRemainder.entries()) {
    floors[index] = (floors[index] ?? 0) + each + (rank < extra ? 1 : 0);
  }
  return floors.map((value) => value / unit || 0);
}
