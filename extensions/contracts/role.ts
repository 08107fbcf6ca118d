import { z } from 'zod';

/** Who may do what in the settings: `admin` changes, `manager` sees and tries, `rep` uses the cards only. */
export const Role = z.enum(['admin', 'manager', 'rep']);
export type Role = z.infer<typeof Role>;
