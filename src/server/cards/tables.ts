export interface CardViewTable {
  portal_id: number;
  company_id: number;
  name: string | null;
  status: 'scored' | 'not-a-customer';
  /** JSON texts, read only by the rooms that made them: kept as text, so that neither engine parses them on the way. */
  health: string | null;
  nps: string | null;
  as_of: Date;
}

declare module '../platform/db.ts' {
  interface Tables {
    card_view: CardViewTable;
  }
}
