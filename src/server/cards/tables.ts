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

/** The cards: `summary` is the sidebar's, `handoff` the deal's, `contact-cases` the contact's. */
export type CardName = 'health' | 'nps' | 'summary' | 'handoff' | 'onboarding' | 'contact-cases';

/** Whoever opened a card, by what HubSpot signed. */
export interface CardReadersTable {
  portal_id: number;
  user_id: number;
  /** Lower case. */
  email: string;
  last_at: Date;
}

/** How often a user opened a card on a day of the account's zone. */
export interface CardOpensTable {
  portal_id: number;
  day: string;
  user_id: number;
  card: CardName;
  opens: number;
}

/** The companies whose cards a user opened, and on which day last. */
export interface CardCompaniesTable {
  portal_id: number;
  user_id: number;
  company_id: number;
  last_day: string;
}

declare module '../platform/db.ts' {
  interface Tables {
    card_view: CardViewTable;
    card_readers: CardReadersTable;
    card_opens: CardOpensTable;
    card_companies: CardCompaniesTable;
  }
}
